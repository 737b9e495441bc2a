"""Names on a plan: set in as many lines as a stand has room for, and cut where it has none; on paper, numbers alone."""

from dataclasses import dataclass
from functools import lru_cache

from expo.exhibition.floor.outlines import Rectangle

# In centimetres, like all of a plan.
NUMBER, NAME, LEADING, MARGIN = 60, 50, 56, 15
WIDE_FROM = "\u2e80"
# Of the size of the type: a Chinese character, and a Latin letter on the average.
WIDE, NARROW = 1.0, 0.56
# Of how many stands it is known how they are drawn, as long as neither place nor name changes.
STANDS_REMEMBERED = 4096
# Of A4 below the heading of the page, as the style sheet leaves it for a plan, in millimetres.
PAPER_WIDTH, PAPER_HEIGHT = 180, 172
SIX_POINTS = 6 * 25.4 / 72
# The sizes of type on paper that the style sheet knows, in centimetres; three metres hold four characters.
PAPER_SIZES = (80, 100, 120, 140)


@dataclass(frozen=True)
class Label:
    """Lines below the number of a stand, all centred at `x`; `y` is the number's."""

    x: int
    y: int
    lines: tuple[str, ...]


@lru_cache(maxsize=STANDS_REMEMBERED)
def place_label(box: Rectangle, name: str) -> Label:
    """Number and name in the middle of a stand."""
    width, depth = box.right - box.left, box.bottom - box.top
    room = max((depth - 2 * MARGIN - NUMBER) // LEADING, 0)
    lines = break_lines(name, (width - 2 * MARGIN) / NAME, room)
    high = NUMBER + LEADING * len(lines)
    return Label(box.centre.x, box.top + (depth - high) // 2 + round(0.85 * NUMBER), tuple(lines))


def number_size(width: int, depth: int) -> int:
    """Of the numbers of stands on a plan of this size, both in centimetres, where nobody zooms: six points on paper.

    Or the largest that stands hold; 0 where their names are read as well.
    """
    read = SIX_POINTS * max(width / PAPER_WIDTH, depth / PAPER_HEIGHT)
    if read <= NAME:
        return 0
    return next((size for size in PAPER_SIZES if size >= read), PAPER_SIZES[-1])


def text_width(text: str) -> float:
    """In sizes of its type."""
    width = 0.0
    for character in text:
        width += WIDE if character >= WIDE_FROM else NARROW
    return width


def break_lines(text: str, width: float, most: int) -> list[str]:
    """At most so many lines, none wider; what does not fit is cut and ends with “…”."""
    lines: list[str] = []
    line = ""
    for piece in breakable_pieces(text):
        if text_width(line + piece.rstrip()) <= width:
            line += piece
            continue
        if line:
            lines.append(line.rstrip())
        line = cut_text(piece, width)
    if line:
        lines.append(line.rstrip())
    if len(lines) <= most:
        return lines
    if most == 0:
        return []
    return [*lines[: most - 1], cut_text(lines[most - 1] + "……", width)]


def breakable_pieces(text: str) -> list[str]:
    """Words with the blank behind them, and each Chinese character by itself."""
    pieces: list[str] = []
    for character in text:
        alone = character >= WIDE_FROM or not pieces or pieces[-1][-1] == " " or pieces[-1][-1] >= WIDE_FROM
        if alone:
            pieces.append(character)
        else:
            pieces[-1] += character
    return pieces


def cut_text(text: str, width: float) -> str:
    """As it is where it fits."""
    if text_width(text.rstrip()) <= width:
        return text
    while text and text_width(text) + NARROW > width:
        text = text[:-1]
    return f"{text.rstrip('… ')}…"
