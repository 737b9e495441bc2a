"""CSV and its kin: which sign parts the cells, and which line each row begins on."""

import csv
import io
from collections import Counter
from collections.abc import Iterator

from expo.spreadsheets import limits
from expo.spreadsheets.cells import Row, Sheet
from expo.spreadsheets.errors import FileRefusal

from .xlsx import column_letters
from .xlsx_parts import NEAR

SIGNS = ",\t;|，"
LINES = 60


def read_sheet(text: str) -> Sheet:
    """The one sheet of the file, every cell a text. Raises FileRefusal."""
    text, sign = detect_delimiter(text.replace("\r\n", "\n").replace("\r", "\n"))
    rows, size = [], 0
    for number, cells in numbered_records(text, sign):
        size += len(cells)
        refuse_far_cells(number, cells)
        if any(cell.strip() for cell in cells):
            rows.append(Row(number, [cell or None for cell in cells[: limits.COLUMNS]], width=len(cells)))
        if len(rows) > limits.ROWS or number > 10 * limits.ROWS or size > limits.CELLS:
            raise FileRefusal("too_many_rows", row=number, limit=limits.ROWS)
    return Sheet("", pad_rows(rows))


def refuse_far_cells(number: int, cells: list[str]) -> None:
    for at, cell in enumerate(cells):
        if at >= limits.COLUMNS and cell.strip():
            raise FileRefusal(
                "too_wide", cell=f"{column_letters(at)}{number}", limit=column_letters(limits.COLUMNS - 1)
            )
        if len(cell) > limits.CELL:
            near = " ".join(cell[:NEAR].split())
            raise FileRefusal("cell_too_long", cell=f"{column_letters(at)}{number}", limit=limits.CELL, near=near)


def pad_rows(rows: list[Row]) -> list[Row]:
    width = max((len(row.cells) for row in rows), default=0)
    padded = []
    for row in rows:
        missing = width - len(row.cells)
        padded.append(row._replace(cells=row.cells + [None] * missing))
    return padded


def numbered_records(text: str, sign: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line that it begins on; a cell in quotes may hold line breaks.

    What stands right behind a quotation mark that ends a cell, and the file's end before such a mark, tell that one is
    missing: rows would be swallowed.
    """
    # Which cell is too long can only be told of one that is read.
    csv.field_size_limit(limits.FILE)
    reader = csv.reader(io.StringIO(text, newline="\n"), delimiter=sign, strict=True)
    while True:
        begins = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise FileRefusal("open_quote", row=begins, cell=open_quote_cell(text, begins, sign)) from error
        if reader.line_num - begins > 200:
            raise FileRefusal("open_quote", row=begins, cell=open_quote_cell(text, begins, sign))
        yield begins, cells


def open_quote_cell(text: str, line: int, sign: str) -> str:
    """The cell of a line whose quotation mark is not closed in it; the first, where they all are."""
    cells = text.split("\n", line)[line - 1].split(sign)
    for at, cell in enumerate(cells):
        if cell.lstrip().startswith('"') and cell.count('"') % 2:
            return f"{column_letters(at)}{line}"
    return f"{column_letters(0)}{line}"


def detect_delimiter(text: str) -> tuple[str, str]:
    """The text without Excel's `sep=` line made blank, and the sign that parts most rows into equally many cells."""
    head, _break, rest = text.partition("\n")
    if head[:4].lower() == "sep=" and head[4:5] in SIGNS and len(head) == 5:
        return "\n" + rest, head[4]
    return text, max(SIGNS, key=lambda sign: evenness(text, sign))


def evenness(text: str, sign: str) -> tuple[int, int]:
    lines = "\n".join(text.split("\n", LINES * 4)[: LINES * 4])
    counts: Counter[int] = Counter()
    for _number, cells in zip(range(LINES), record_widths(lines, sign), strict=False):
        counts[cells] += 1
    width, often = max(counts.items(), key=lambda item: (item[1] * (item[0] - 1), item[0]), default=(1, 0))
    return (often * (width - 1), width)


def record_widths(text: str, sign: str) -> Iterator[int]:
    try:
        for _number, cells in numbered_records(text, sign):
            if len(cells) > 1 or (cells and cells[0].strip()):
                yield len(cells)
    except FileRefusal:
        return
