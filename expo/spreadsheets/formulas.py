"""The apostrophe before a cell, by which spreadsheet programs take it for a text and run it as no formula.

A cell from somebody else that begins with `=`, `+`, `-` or `@` would be run by the program that opens the file; so
would one that begins with a tab, a line break, or the full-width twins that Chinese versions take for the same signs.
Such a cell gets an apostrophe before it, by which the program takes it for a text (OWASP, "CSV Injection"). So does one
that begins with an apostrophe itself, which would be taken for ours when it is read again.
"""

import unicodedata
from typing import Any

from expo.i18n.characters import printable

SIGNS = "=+-@＝＋－＠﹢﹣﹦﹫−"
# Beside blanks, controls and what nobody sees: programs pass over them before they look at the first sign.
PASSED_OVER = "\"'\u3164"
BREAKS = "\t\r\n"


def escape_formula(value: Any) -> Any:
    """The value as a cell that is nobody's formula. Numbers stay numbers, negative ones too."""
    if not isinstance(value, str):
        return value
    value = printable(value)
    # Nearly every cell begins with a letter or a figure.
    if value[:1].isalnum() and not is_passed_over(value[0]):
        return value
    first = next((sign for sign in value if not is_passed_over(sign)), "")
    if value[:1] in ("'", *BREAKS) or (first and first in SIGNS):
        return "'" + value
    return value


def is_passed_over(sign: str) -> bool:
    return sign in PASSED_OVER or unicodedata.category(sign)[0] in "CZ"


def unescape_formula(text: str) -> str:
    """Without the apostrophe that `escape_formula` set, or by which somebody told a program that the cell is a text.

    The latter is the only one of its cell; else it may be a quotation mark.
    """
    if text.startswith("'") and (text.count("'") == 1 or escape_formula(text[1:]) == text):
        return text[1:]
    return text
