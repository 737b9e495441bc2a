"""A bulletin as pages show it, in the active language and by the edition's clock."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from deals.bulletins.differences import Differences, differences
from deals.bulletins.filling import Piece, filled, paragraphs
from deals.models import Bulletin
from expo.bilingual import suffix


@dataclass(frozen=True)
class Rate:
    base: str
    quote: str
    rate: Decimal
    on: dt.date
    source: str


@dataclass(frozen=True)
class Shown:
    """The paragraphs in pieces, and what the numbers count. `as_of` is by the edition's clock."""

    paragraphs: list[list[Piece]]
    definition: str
    as_of: dt.datetime
    rate: Rate | None
    differences: Differences | None


def shown(bulletin: Bulletin) -> Shown:
    told, tongue = bulletin.figures, suffix()
    return Shown(
        paragraphs(bulletin),
        told["definition"][tongue],
        bulletin.as_of + bulletin.edition.clock_shift,
        rate_of(told),
        differences(bulletin.corrects, bulletin) if bulletin.corrects else None,
    )


def rate_of(told: dict[str, Any]) -> Rate | None:
    rate = told["rate"]
    if rate is None:
        return None
    day = dt.date.fromisoformat(rate["on"])
    return Rate(rate["base"], told["currency"], Decimal(rate["rate"]), day, rate["source"])


def figure(bulletin: Bulletin, key: str) -> str:
    """How a figure of the bulletin prints."""
    return next(row["printed"][suffix()] for row in bulletin.figures["figures"] if row["key"] == key)


def name(bulletin: Bulletin) -> str:
    if bulletin.number is None:
        return _("Draft of a bulletin")
    return _("Bulletin No. %(number)s") % {"number": bulletin.number}


def plain(bulletin: Bulletin) -> str:
    """Number, title and body as text to paste, with what the numbers count."""
    body = filled(bulletin, "body").replace("\r\n", "\n")
    return (
        "\n\n".join([name(bulletin), filled(bulletin, "title"), body, bulletin.figures["definition"][suffix()]]) + "\n"
    )
