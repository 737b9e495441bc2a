"""Characters that no text may hold: what is done to them where texts come in, and again where they go out.

Control characters stand in texts that were pasted from other programs, where they mean a line break (U+000B in slides,
U+000C, U+0085, U+2028) or nothing. XML cannot hold most of them, nor surrogates and what Unicode calls no characters.
Characters that nobody sees, and those that turn what follows around, make a name look like another one or like nothing;
neither English nor Chinese needs them. U+200C and U+200D stay: other scripts and emoji are written with them.
"""

import operator
import re
from collections.abc import Iterable
from typing import Any

BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# What is no character at all in every one of the seventeen planes: its last two, and a row of the first plane.
LAST_TWO = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
NO_CHARACTERS = f"\ufdd0-\ufdef{LAST_TWO}"
CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff"
UNSEEN = "\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
UNPRINTABLE = re.compile(f"[{CONTROLS}{NO_CHARACTERS}{UNSEEN}]")
ACROSS_LINES = re.compile(r" *[\t\n]+[ \t\n]*")


def printable(text: str) -> str:
    """The text without what cannot be printed, in as many lines as it has."""
    if text.isprintable():
        return text
    return UNPRINTABLE.sub("", BREAKS.sub("\n", text))


def printable_line(text: str) -> str:
    """The same in one line, for what is a name or a title."""
    if text.isprintable():
        return text
    return ACROSS_LINES.sub(" ", printable(text).strip("\t\n"))


def printable_json(content: Any) -> Any:
    """The content with every text in it, names of fields too, as `printable` gives it; itself, where nothing differs.

    A long report is not held twice for a letter that it never had.
    """
    if isinstance(content, str):
        return printable(content)
    if isinstance(content, dict):
        named = {printable_json(name): printable_json(value) for name, value in content.items()}
        return content if are_same(named, content) and are_same(named.values(), content.values()) else named
    if isinstance(content, list | tuple):
        listed = [printable_json(value) for value in content]
        return content if isinstance(content, list) and are_same(listed, content) else listed
    return content


def are_same(ones: Iterable, others: Iterable) -> bool:
    """Whether all are the same things, not only equal ones. There are as many of both."""
    return all(map(operator.is_, ones, others))
