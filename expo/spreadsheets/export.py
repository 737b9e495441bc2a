"""Tables for spreadsheet programs, in which no cell can begin a formula."""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from tempfile import SpooledTemporaryFile
from typing import IO, Any, cast

from expo.spreadsheets.formulas import escape_formula

BOM = "\ufeff"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Bytes; what is larger goes to the disk.
IN_MEMORY = 2_000_000
# Of XLSX, in characters.
SHEET_NAME, CELL_LENGTH = 31, 32_767
ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


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
    return workbook_of_sheets({title: rows})


def workbook_of_sheets(sheets: Mapping[str, Iterable[Iterable[Any]]]) -> IO[bytes]:
    """The same with a sheet for each title."""
    # 13 MB that a process does without until it writes its first workbook.
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for title, rows in sheets.items():
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
    return ILLEGAL.sub("", escape_formula(value))[:CELL_LENGTH]
