"""Numbers as drawings: the geometry that templates put into their own SVG."""

from math import ceil
from typing import NamedTuple

from django import template
from django.utils.safestring import SafeString

from expo.web.qr_code import render_svg

register = template.Library()

# The strokes of 正 in the order in which they are written, in a cell of 10 by 10, each from the end of the one before.
STROKES = ("m1.4 2.1h7.2", "m-3.6 0v6.4", "m0-3.3h2.9", "m-5.2 0v3.3", "m-1.7 0h8")
COLUMNS_WIDE, COLUMNS_NARROW = 54, 18
STROKES_AT_MOST = 1000


class Drawing(NamedTuple):
    """Cells of 正, `columns` by `rows`, as the `d` of one path."""

    columns: int
    rows: int
    path: str


class Tally(NamedTuple):
    """Both parts of a count, each drawn for wide and for narrow screens; a stroke stands for `each` things."""

    each: int
    first: tuple[Drawing, Drawing]
    second: tuple[Drawing, Drawing]


@register.simple_tag
def tally(first: int | None, second: int | None) -> Tally:
    """`{% tally 89 441 as tally %}`: two counts kept as people in China keep them, five strokes to a 正."""
    counts = (first or 0, second or 0)
    each = 1
    while sum(counts) > each * STROKES_AT_MOST:
        each *= 10
    strokes = [ceil(count / each) for count in counts]
    rows = max(1, ceil(sum(map(cells, strokes)) / COLUMNS_WIDE))
    return Tally(each, *((upright(number, rows), across(number)) for number in strokes))


def cells(strokes: int) -> int:
    return ceil(strokes / len(STROKES))


def upright(strokes: int, rows: int) -> Drawing:
    """Column after column, so that the width tells the share."""
    places = [(number // rows, number % rows) for number in range(cells(strokes))]
    return Drawing(max(1, ceil(len(places) / rows)), rows, written(strokes, places))


def across(strokes: int) -> Drawing:
    """Line after line, for screens too narrow for the other."""
    places = [(number % COLUMNS_NARROW, number // COLUMNS_NARROW) for number in range(cells(strokes))]
    return Drawing(COLUMNS_NARROW, max(1, ceil(len(places) / COLUMNS_NARROW)), written(strokes, places))


def written(strokes: int, places: list[tuple[int, int]]) -> str:
    """All strokes, five to a place; the last place holds what remains."""
    size = len(STROKES)
    drawn = []
    for number, (column, row) in enumerate(places):
        drawn.append(f"M{column * 10} {row * 10}")
        drawn.extend(STROKES[: strokes - number * size])
    return "".join(drawn)


@register.simple_tag
def qr_code(address: str) -> SafeString:
    """`{% qr_code address %}`: as SVG; nothing where the address is longer than a code holds."""
    return render_svg(address)


@register.filter
def in_fours(code: str) -> str:
    """Signs in groups of four, as people read them off."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))
