"""A wall of invented signings, for trying out the screen. It asks the database nothing and writes nothing."""

import datetime as dt
from typing import NamedTuple

from deals.models.terms import Place
from deals.money import Money
from deals.totals import Headline, Part
from deals.wall.state import NEWEST, Wall
from expo.i18n.instants import moment_at
from expo.models import Edition, Organisation

# Names in English and Chinese, and millions of the reporting currency; None: not disclosed.
INVENTED = (
    ("Rehearsal project one", "演练项目一", 1_250),
    ("Rehearsal project two: a smart factory with a rather long name", "演练项目二：名称较长的智能工厂项目", 980),
    ("Rehearsal project three", "演练项目三", None),
    ("Rehearsal project four", "演练项目四", 36_000),
    ("Rehearsal project five", "演练项目五", 86),
    ("Rehearsal project six", "演练项目六", 4_320),
    ("Rehearsal project seven", "演练项目七", 15),
    ("Rehearsal project eight", "演练项目八", 200_000),
)
BEGUN = 4
STEPS = len(INVENTED) - BEGUN
MILLION = 10**8


class InventedParty(NamedTuple):
    """What the wall shows of a party."""

    organisation: Organisation
    region: None = None


class InventedDeal(NamedTuple):
    """What the wall shows of a deal."""

    name_en: str
    name_zh: str
    amount: Money | None
    parties: tuple[InventedParty, ...]
    place: Place = Place.AT_EXPO
    named: bool = True
    band: None = None
    corrected_at: None = None


def invent_wall(edition: Edition, step: int) -> Wall:
    """What the wall looks like after so many rehearsed announcements."""
    rows = INVENTED[: BEGUN + step]
    deals = [invent_deal(edition, *row) for row in reversed(rows)]
    return Wall(edition, invent_headline(edition, rows), None, deals[:NEWEST], rehearsal=True)


def invent_headline(edition: Edition, rows: tuple) -> Headline:
    known = [millions for _en, _zh, millions in rows if millions]
    amount = Money(sum(known) * MILLION, edition.reporting_currency)
    return Headline(
        stated=False,
        definition="",
        projects=len(rows),
        amount=amount,
        second=None,
        at_expo=Part(len(rows), amount),
        outside=Part(0, None),
        undisclosed=len(rows) - len(known),
        as_of=moment_at(edition.starts_on, dt.time(10), edition.tz).astimezone(edition.tz),
    )


def invent_deal(edition: Edition, name_en: str, name_zh: str, millions: int | None) -> InventedDeal:
    amount = None
    if millions:
        amount = Money(millions * MILLION, edition.reporting_currency)
    parties = (invent_party("Rehearsal district", "演练区县"), invent_party("Rehearsal company", "演练企业"))
    return InventedDeal(name_en, name_zh, amount, parties)


def invent_party(name_en: str, name_zh: str) -> InventedParty:
    return InventedParty(Organisation(name_en=name_en, name_zh=name_zh))
