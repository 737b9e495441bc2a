"""The workbooks of Excel 97 to 2003 (.xls), which many offices still send; read by calamine."""

import datetime as dt
import io
from decimal import Decimal
from typing import Any

import python_calamine as calamine

from expo.spreadsheets import limits
from expo.spreadsheets.cells import ErrorValue, Merge, Number, Row, Sheet, Value
from expo.spreadsheets.errors import FileRefusal

from .number_formats import SPREADSHEET
from .xlsx import column_letters
from .xlsx_parts import NEAR

ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA", "#DATA!"}
VISIBLE = calamine.SheetVisibleEnum.Visible
LARGEST = 65_536 * 64


def read_sheets(data: bytes) -> list[Sheet]:
    """All sheets. Raises FileRefusal."""
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [read_sheet(book, told) for told in book.sheets_metadata if told.typ == calamine.SheetTypeEnum.WorkSheet]
    except calamine.PasswordError as error:
        raise FileRefusal("locked") from error
    except (calamine.CalamineError, ValueError, OSError) as error:
        raise FileRefusal("broken_workbook") from error


def read_sheet(book: calamine.CalamineWorkbook, told: Any) -> Sheet:
    if told.visible != VISIBLE:
        return Sheet(told.name, hidden=True)
    found = book.get_sheet_by_name(told.name)
    if found.total_width > limits.COLUMNS or found.total_height * found.total_width > LARGEST:
        raise FileRefusal(
            "too_wide", cell=f"{column_letters(found.total_width - 1)}1", limit=column_letters(limits.COLUMNS - 1)
        )
    rows = []
    for number, cells in enumerate(found.to_python(skip_empty_area=False), 1):
        if any(cell != "" for cell in cells):
            rows.append(Row(number, [cell_value(cell, at, number) for at, cell in enumerate(cells)]))
    merges = []
    for (top, left), (bottom, right) in found.merged_cell_ranges or []:
        merges.append(Merge(top + 1, left, bottom + 1, right))
    return Sheet(told.name, rows, merges, since_1904=None)


def cell_value(cell: Any, column: int, row: int) -> Value:
    if isinstance(cell, bool) or cell is None:
        return cell
    if isinstance(cell, int | float):
        return Number(SPREADSHEET.create_decimal(Decimal(repr(cell))))
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    text = str(cell)
    if len(text) > limits.CELL:
        address = f"{column_letters(column)}{row}"
        raise FileRefusal("cell_too_long", cell=address, limit=limits.CELL, near=text[:NEAR])
    return ErrorValue(text) if text in ERRORS else text or None
