"""The picture to share of a bulletin: its largest figures as they print, with what they count and as of when."""

import textwrap
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from deals.bulletins import showing
from deals.bulletins.filling import filled, printed
from deals.models import Bulletin
from expo.bilingual import suffix, text

WIDTH = 1072
# Widths of a bold character in hundredths of the size of its font: Chinese ones are square.
EM = {"en": 58, "zh": 100}
LARGEST = 124


class Row(NamedTuple):
    """A line of text, its baseline and the size of its font."""

    text: str
    y: int
    size: int


def card(bulletin: Bulletin) -> dict[str, Any]:
    """What the drawing of 1200 × 630 holds, in the active language."""
    figures = printed(bulletin, suffix())
    return {
        "name": showing.name(bulletin),
        "title": filled(bulletin, "title"),
        "edition_name": text(bulletin.edition, "name").value,
        "large": large(figures),
        "small": [*small(figures), *part(bulletin)],
        "foot": list(foot(bulletin, figures)),
    }


def large(figures: dict[str, str]) -> list[Row]:
    """The projects, and what they are worth, as large as they fit."""
    rows, y = [], 116
    for words in filter(None, (figures["projects"], figures.get("amount"))):
        size = fitting(words, LARGEST)
        y += size + 8
        rows.append(Row(words, y, size))
    return rows


def small(figures: dict[str, str]) -> list[Row]:
    places = _("%(at_expo)s at the expo · %(outside)s outside the venue") % figures
    words = " · ".join(filter(None, (figures.get("second"), places)))
    return [Row(words, 470, fitting(words, 40))]


def part(bulletin: Bulletin) -> Iterator[Row]:
    """That the figures are only a part of what was stated."""
    if coverage := showing.coverage(bulletin):
        words = capfirst(str(coverage))
        yield Row(words, 508, fitting(words, 28))


def foot(bulletin: Bulletin, figures: dict[str, str]) -> Iterator[Row]:
    """As of when, and what is counted: two lines of it at most."""
    yield Row(_("As of %(moment)s") % {"moment": figures["as_of"]} + invented(bulletin), 560, 24)
    wide = WIDTH * 100 // (18 * EM[suffix()])
    for number, line in enumerate(textwrap.wrap(bulletin.figures["definition"][suffix()], wide)[:2]):
        yield Row(line, 588 + 24 * number, 18)


def invented(bulletin: Bulletin) -> str:
    return " · " + _("Rehearsal: everything in it is invented") if bulletin.edition.rehearsal else ""


def fitting(words: str, largest: int) -> int:
    """The size of font in which the words fit the width."""
    ems = sum(EM["zh"] if ord(letter) > 0x2E80 else EM["en"] for letter in words)
    return min(largest, WIDTH * 100 // max(ems, 1))
