"""Parts of public pages that are drawn once, and kept as HTML until a table that they were made of changes."""

import zlib
from collections.abc import Callable, Hashable, Mapping
from functools import partial
from typing import Any, NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from expo.versions.row_memory import ROWS

# Bytes that weigh as much in the memory of rows as a row does.
A_ROW = 400
# Of HTML the first level leaves a tenth; any other takes several times as long for little more.
LEVEL = 1


class DrawnPart(NamedTuple):
    """HTML, and how many things it lists."""

    number: int
    html: str


Key = tuple[Any, ...]
Draw = Callable[[], DrawnPart]


def recall_part(key: Key, draw: Draw) -> DrawnPart:
    """What `draw` makes in the active language.

    It must follow from `key`, this language and the database alone: `draw` reads all of it itself.
    """
    return recall_parts({key: draw})[0]


def recall_parts(draws: Mapping[Key, Draw]) -> list[DrawnPart]:
    """The same of several, in their order, each by its key; the marks are asked once for all of them."""
    language = get_language()
    reads: dict[Hashable, Callable[[], tuple[Any, ...]]] = {}
    for key, draw in draws.items():
        reads[("drawn", language, *key)] = partial(pack_part, draw)
    return [unpack_part(*rows) for rows in ROWS.recall_several(reads)]


def pack_part(draw: Draw) -> tuple[int | bytes, ...]:
    """Compressed, in pieces that each count as a row."""
    part = draw()
    packed = zlib.compress(part.html.encode(), LEVEL)
    return (part.number, *(packed[start : start + A_ROW] for start in range(0, len(packed), A_ROW)))


def unpack_part(number: int, *pieces: bytes) -> DrawnPart:
    return DrawnPart(number, SafeString(zlib.decompress(b"".join(pieces)).decode()))
