"""Tables for spreadsheet programs, in which no cell can begin a formula.

A cell from somebody else that begins with `=`, `+`, `-` or `@` would be run by the program that opens the file; so
would one that begins with a tab, a line break, or the full-width twins that Chinese versions take for the same signs.
Such a cell gets an apostrophe before it, by which the program takes it for a text (OWASP, "CSV Injection").
"""

import csv
import io
import unicodedata
from collections.abc import Iterable
from tempfile import SpooledTemporaryFile
from typing import IO, Any, cast

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from expo.i18n.characters import printable

SIGNS = "=+-@＝＋－＠﹢﹣﹦﹫−"
# Beside blanks, controls and what nobody sees: programs pass over them before they look at the first sign.
PASSED_OVER = "\"'\u3164"
BOM = "\ufeff"
BREAKS = "\t\r\n"
# Bytes; what is larger goes to the disk.
IN_MEMORY = 2_000_000
# Of XLSX, in characters.
SHEET_NAME, CELL_LENGTH = 31, 32_767


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


def unescape_formula(text: str) -> str:
    """What `escape_formula` made this cell of: read again, a file that we wrote says what it said."""
    if text.startswith("'") and escape_formula(text[1:]) == text:
        return text[1:]
    return text


def csv_text(rows: Iterable[Iterable[Any]]) -> str:
    """A CSV that Excel opens as UTF-8: with a BOM, lines ended by CRLF, every cell `escape_formula`."""
    written = io.StringIO(newline="")
    written.write(BOM)
    write_csv(written, rows)
    return written.getvalue()


def write_csv(written: IO[str], rows: Iterable[Iterable[Any]]) -> None:
    writer = csv.writer(written, lineterminator="\r\n")
    for row in rows:
        # The writer leaves a cell empty where it is None.
        writer.writerow([escape_formula(cell) for cell in row])


def csv_file(rows: Iterable[Iterable[Any]]) -> IO[bytes]:
    """The same as a file, of which no more than a part is held in memory; it is gone when it is closed."""
    kept = temporary_file()
    written = io.TextIOWrapper(kept, encoding="utf-8-sig", newline="")
    write_csv(written, rows)
    written.detach()
    kept.seek(0)
    return kept


def temporary_file() -> IO[bytes]:
    """Held in memory as long as it is small; gone when it is closed."""
    return cast(IO[bytes], SpooledTemporaryFile(max_size=IN_MEMORY))


def workbook_file(title: str, rows: Iterable[Iterable[Any]]) -> IO[bytes]:
    """An XLSX of one sheet, written row by row; its cells are texts, numbers and nothing else."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:SHEET_NAME])
    sheet.freeze_panes = "A2"
    for row in rows:
        sheet.append([workbook_cell(cell) for cell in row])
    kept = temporary_file()
    book.save(kept)
    kept.seek(0)
    return kept


def workbook_cell(value: Any) -> Any:
    """Without what no workbook can hold, and no longer than a cell may be."""
    if not isinstance(value, str):
        return value
    return ILLEGAL_CHARACTERS_RE.sub("", escape_formula(value))[:CELL_LENGTH]
