"""Tables for spreadsheet programs, in which no cell can begin a formula.

A cell from somebody else that begins with `=`, `+`, `-` or `@` would be run by the program that opens the file; so
would one that begins with a tab, a line break, or the full-width twins that Chinese versions take for the same signs.
Such a cell gets an apostrophe before it, by which the program takes it for a text (OWASP, "CSV Injection").
"""

import csv
import io
import unicodedata
from collections.abc import Iterable
from typing import Any

from expo.i18n.characters import printable

SIGNS = "=+-@＝＋－＠﹢﹣﹦﹫−"
# Beside blanks, controls and what nobody sees: programs pass over them before they look at the first sign.
PASSED_OVER = "\"'\u3164"
BOM = "\ufeff"
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
    if value[:1] in tuple(BREAKS) or (first and first in SIGNS):
        return "'" + value
    return value


def is_passed_over(sign: str) -> bool:
    return sign in PASSED_OVER or unicodedata.category(sign)[0] in "CZ"


def csv_text(rows: Iterable[Iterable[Any]]) -> str:
    """A CSV that Excel opens as UTF-8: with a BOM, lines ended by CRLF, every cell `escape_formula`."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    for row in rows:
        # The writer leaves a cell empty where it is None.
        writer.writerow([escape_formula(cell) for cell in row])
    return BOM + written.getvalue()
