"""Lines of a text file with more cells than the header: a comma without quotation marks has made two cells of one."""

import re

from deals.imports.errors import RowProblem
from deals.imports.sheets.layout import Layout
from expo.spreadsheets import headers
from expo.spreadsheets.cells import Row
from expo.spreadsheets.files.xlsx import column_letters
from expo.spreadsheets.headers import Column

FIRST, REST = re.compile(r"\d{1,3}"), re.compile(r"\d{3}(?:\.\d+)?")


def refuse_slipped_cells(layout: Layout, row: Row) -> None:
    """Raises RowProblem of a line whose cells have slipped: 250,000 is one figure, and 250 none."""
    if not row.width:
        return
    headings = max(column.index for column in layout.header.columns) + 1
    beyond = [at for at in headers.non_empty_columns(row) if at >= headings]
    cells = row.width
    if beyond:
        cells = max(cells, headings)
    for column in layout.amounts:
        if is_parted(layout, row, column):
            cell = f"{column_letters(column.index)}{row.number}"
            raise RowProblem("more_cells", column.label, cell=cell, cells=cells, headings=headings)
    if beyond:
        cell = f"{column_letters(beyond[0])}{row.number}"
        raise RowProblem("more_cells", cell=cell, cells=cells, headings=headings)


def is_parted(layout: Layout, row: Row, column: Column) -> bool:
    """Whether a figure's thousands stand in the next cell: where the line is longer, or where no figure belongs."""
    after = text_at(row, column.index + 1)
    if not FIRST.fullmatch(text_at(row, column.index)) or not REST.fullmatch(after):
        return False
    notes = [other.index for other in layout.header.columns if other.field == "note"]
    return row.width > layout.width or column.index + 1 in notes or after.startswith("0")


def text_at(row: Row, index: int) -> str:
    if index >= len(row.cells):
        return ""
    cell = row.cells[index]
    if not isinstance(cell, str):
        return ""
    return cell.strip()
