"""A bulletin as pages show it, in the active language."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from deals.bulletins.counting import coverage_then
from deals.bulletins.differences import Differences, differences
from deals.bulletins.filling import Piece, filled, paragraphs, pieces
from deals.bulletins.labels import HERO, NAMED
from deals.bulletins.sealing import public_seal
from deals.models import Bulletin
from deals.totals import Coverage, edition_coverage
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
    """The paragraphs in pieces, its largest figures with their labels, what the numbers count as of when, its seal.

    `coverage`: where they are only a part of what was stated.
    """

    paragraphs: list[list[Piece]]
    hero: list[tuple[Piece, str]]
    definition: str
    as_of: str
    rate: Rate | None
    differences: Differences | None
    seal: str
    coverage: Coverage | None


def shown(bulletin: Bulletin) -> Shown:
    told, tongue = bulletin.figures, suffix()
    return Shown(
        paragraphs(bulletin),
        hero(bulletin),
        told["definition"][tongue],
        figure(bulletin, "as_of"),
        rate_of(told),
        differences(bulletin.corrects, bulletin) if bulletin.corrects else None,
        public_seal(bulletin),
        coverage(bulletin),
    )


def hero(bulletin: Bulletin) -> list[tuple[Piece, str]]:
    """The figures that the press prints, as far as there are any."""
    labels = NAMED if bulletin.figures.get("coverage") else HERO
    said = {piece.key: piece for piece in pieces(bulletin, "".join(f"{{{key}}}" for key in labels), suffix())}
    return [(said[key], str(label)) for key, label in labels.items() if key in said]


def coverage(bulletin: Bulletin) -> Coverage | None:
    """What it counts as a part of what was stated; one that is older than the statement, as what is listed now is."""
    return coverage_then(bulletin.figures) or edition_coverage(bulletin.edition)


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
    part = coverage(bulletin)
    parts = [name(bulletin), filled(bulletin, "title"), *([capfirst(str(part))] if part else []), body]
    return "\n\n".join([*parts, bulletin.figures["definition"][suffix()]]) + "\n"
