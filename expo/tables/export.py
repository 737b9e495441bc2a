"""Tables for spreadsheet programs, in which no cell can begin a formula.

A cell from somebody else that begins with `=`, `+`, `-` or `@` would be run by the program that opens the file; so
would one that begins with a tab, a line break, or the full-width twins that Chinese versions take for the same signs.
Such a cell gets an apostrophe before it, by which the program takes it for a text (OWASP, "CSV Injection").
"""

import csv
import io
from collections.abc import Iterable
from typing import Any

SIGNS = "=+-@＝＋－＠﹢﹣﹦﹫−"
# What programs pass over before they look at the first sign.
BLANKS = " \t\r\n\x0b\x0c\u00a0\u2000\u2001\u2002\u2003\u2009\u200b\u200e\u200f\u202f\u2060\u3000\ufeff\0\"'"
BOM = "\ufeff"
BREAKS = "\t\r\n"


def safe(value: Any) -> Any:
    """The value as a cell that is nobody's formula. Numbers stay numbers, negative ones too."""
    if not isinstance(value, str):
        return value
    stripped = value.lstrip(BLANKS)
    if value[:1] in tuple(BREAKS) or (stripped and stripped[0] in SIGNS):
        return "'" + value
    return value


def csv_text(rows: Iterable[Iterable[Any]]) -> str:
    """A CSV that Excel opens as UTF-8: with a BOM, lines ended by CRLF, every cell `safe`."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    for row in rows:
        writer.writerow([safe("" if cell is None else cell) for cell in row])
    return BOM + written.getvalue()
