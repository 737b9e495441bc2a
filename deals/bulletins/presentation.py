"""A bulletin as pages show it, in the active language."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from deals.bulletins.diff import BulletinDifferences, compare_bulletins
from deals.bulletins.labels import HERO, NAMED
from deals.bulletins.pin import stored_coverage
from deals.bulletins.placeholders import Piece, body_paragraphs, fill_text, text_pieces
from deals.bulletins.seal import public_seal
from deals.models import Bulletin
from deals.totals import Coverage, edition_coverage
from expo.i18n.bilingual import language_suffix


@dataclass(frozen=True)
class BulletinRate:
    base: str
    quote: str
    rate: Decimal
    on: dt.date
    source: str


class HeroFigure(NamedTuple):
    piece: Piece
    label: str


@dataclass(frozen=True)
class BulletinDisplay:
    """The paragraphs in pieces, its largest figures with their labels, what the numbers count as of when, its seal.

    `coverage`: where they are only a part of what was stated.
    """

    paragraphs: list[list[Piece]]
    hero: list[HeroFigure]
    definition: str
    as_of: str
    rate: BulletinRate | None
    differences: BulletinDifferences | None
    seal: str
    coverage: Coverage | None


def bulletin_display(bulletin: Bulletin) -> BulletinDisplay:
    told, tongue = bulletin.figures, language_suffix()
    return BulletinDisplay(
        body_paragraphs(bulletin),
        hero_figures(bulletin),
        told["definition"][tongue],
        figure_text(bulletin, "as_of"),
        bulletin_rate(told),
        differences_from_corrected(bulletin),
        public_seal(bulletin),
        bulletin_coverage(bulletin),
    )


def differences_from_corrected(bulletin: Bulletin) -> BulletinDifferences | None:
    if bulletin.corrects is None:
        return None
    return compare_bulletins(bulletin.corrects, bulletin)


def hero_figures(bulletin: Bulletin) -> list[HeroFigure]:
    """The figures that the press prints, as far as there are any."""
    labels = HERO
    if bulletin.figures.get("coverage"):
        labels = NAMED
    figures = []
    for key, label in labels.items():
        for piece in text_pieces(bulletin, f"{{{key}}}", language_suffix()):
            if piece.key:
                figures.append(HeroFigure(piece, str(label)))
    return figures


def bulletin_coverage(bulletin: Bulletin) -> Coverage | None:
    """What it counts as a part of what was stated; one that is older than the statement, as what is listed now is."""
    return stored_coverage(bulletin.figures) or edition_coverage(bulletin.edition)


def bulletin_rate(told: dict[str, Any]) -> BulletinRate | None:
    rate = told["rate"]
    if rate is None:
        return None
    day = dt.date.fromisoformat(rate["on"])
    return BulletinRate(rate["base"], told["currency"], Decimal(rate["rate"]), day, rate["source"])


def figure_text(bulletin: Bulletin, key: str) -> str:
    """How a figure of the bulletin prints."""
    return next(row["printed"][language_suffix()] for row in bulletin.figures["figures"] if row["key"] == key)


def bulletin_name(bulletin: Bulletin) -> str:
    if bulletin.number is None:
        return _("Draft of a bulletin")
    return _("Bulletin No. %(number)s") % {"number": bulletin.number}


def plain_text(bulletin: Bulletin) -> str:
    """Number, title and body as text to paste, with what the numbers count."""
    body = fill_text(bulletin, "body").replace("\r\n", "\n")
    paragraphs = [bulletin_name(bulletin), fill_text(bulletin, "title")]
    coverage = bulletin_coverage(bulletin)
    if coverage:
        paragraphs.append(capfirst(str(coverage)))
    paragraphs += [body, bulletin.figures["definition"][language_suffix()]]
    return "\n\n".join(paragraphs) + "\n"
