"""A title broken into lines: between words, and between Chinese characters where their rules allow it."""

import re
from collections.abc import Callable, Iterator

# A Latin word with what sticks to it, or one character; what may not begin a line stays with the one before.
PIECE = re.compile(r"[A-Za-z0-9À-ɏ][^\s⺀-鿿豈-﫿]*|\s+|.", re.DOTALL)
NEVER_FIRST = "，。、；：？！）》」』】〉”’…·,.;:?!)]}%"
NEVER_LAST = "（《「『【〈“‘(["


def pieces(text: str) -> Iterator[str]:
    """What stays together on a line."""
    held = ""
    for piece in PIECE.findall(text):
        if held and (piece[0] in NEVER_FIRST or held[-1] in NEVER_LAST):
            held += piece
            continue
        if held:
            yield held
        held = piece
    if held:
        yield held


def break_lines(text: str, room: float, measure: Callable[[str], float]) -> list[str]:
    """The lines of a text, each no wider than `room` as `measure` has it, unless one piece alone is wider."""
    lines, line = [], ""
    for piece in pieces(" ".join(text.split())):
        if line and measure((line + piece).rstrip()) > room:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()] if line.strip() else lines
