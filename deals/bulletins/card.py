"""The picture to share of a bulletin: its largest figures as they print, with what they count and as of when."""

import textwrap
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from deals.bulletins import presentation
from deals.bulletins.placeholders import fill_text, printed_figures
from deals.models import Bulletin
from expo.i18n.bilingual import language_suffix, localised_text

WIDTH = 1072
# Widths of a bold character in hundredths of the size of its font: Chinese ones are square.
EM = {"en": 58, "zh": 100}
LARGEST = 124


class CardLine(NamedTuple):
    """A line of text, its baseline and the size of its font."""

    text: str
    y: int
    size: int


def bulletin_card(bulletin: Bulletin) -> dict[str, Any]:
    """What the drawing of 1200 × 630 holds, in the active language."""
    figures = printed_figures(bulletin, language_suffix())
    return {
        "name": presentation.bulletin_name(bulletin),
        "title": fill_text(bulletin, "title"),
        "edition_name": localised_text(bulletin.edition, "name").value,
        "large": large_lines(figures),
        "small": [*small_lines(figures), *coverage_lines(bulletin)],
        "foot": list(foot_lines(bulletin, figures)),
    }


def large_lines(figures: dict[str, str]) -> list[CardLine]:
    """The projects, and what they are worth, as large as they fit."""
    rows, y = [], 116
    for words in filter(None, (figures["projects"], figures.get("amount"))):
        size = font_size(words, LARGEST)
        y += size + 8
        rows.append(CardLine(words, y, size))
    return rows


def small_lines(figures: dict[str, str]) -> list[CardLine]:
    places = _("%(at_expo)s at the expo · %(outside)s outside the venue") % figures
    words = " · ".join(filter(None, (figures.get("second"), places)))
    return [CardLine(words, 470, font_size(words, 40))]


def coverage_lines(bulletin: Bulletin) -> Iterator[CardLine]:
    """That the figures are only a part of what was stated."""
    if coverage := presentation.bulletin_coverage(bulletin):
        words = capfirst(str(coverage))
        yield CardLine(words, 508, font_size(words, 28))


def foot_lines(bulletin: Bulletin, figures: dict[str, str]) -> Iterator[CardLine]:
    """As of when, and what is counted: two lines of it at most."""
    yield CardLine(_("As of %(moment)s") % {"moment": figures["as_of"]} + rehearsal_note(bulletin), 560, 24)
    wide = WIDTH * 100 // (18 * EM[language_suffix()])
    for number, line in enumerate(textwrap.wrap(bulletin.figures["definition"][language_suffix()], wide)[:2]):
        yield CardLine(line, 588 + 24 * number, 18)


def rehearsal_note(bulletin: Bulletin) -> str:
    if not bulletin.edition.rehearsal:
        return ""
    return " · " + _("Rehearsal: everything in it is invented")


def font_size(words: str, largest: int) -> int:
    """The size of font in which the words fit the width."""
    ems = sum(map(letter_width, words))
    return min(largest, WIDTH * 100 // max(ems, 1))


def letter_width(letter: str) -> int:
    """In hundredths of the font's size."""
    if ord(letter) > 0x2E80:
        return EM["zh"]
    return EM["en"]
