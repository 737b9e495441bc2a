"""Which rows of a sheet are lines of a list: below which header, with merged cells filled, without titles and notes."""

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from expo.imports.lists.sheets.cells import fold_words
from expo.imports.lists.sheets.settling import rows_below, settle_headers
from expo.imports.lists.sheets.words import UNUSED
from expo.spreadsheets import headers, limits
from expo.spreadsheets.cells import ErrorValue, Number, Row, Sheet, Value, is_empty
from expo.spreadsheets.headers import Column, Header
from expo.spreadsheets.reading import COSTLY, file_refusal

if TYPE_CHECKING:
    from expo.imports.lists.list_kind import ListKind

DITTO = set(map(fold_words, ("同上", "同前", "〃", "″", "“", "”", '"', "''", "ditto", "do.", "〞")))
LONGEST_DITTO = 6
NOTE = re.compile(r"^(?:注|备注|说明|填表|制表|填报|审核|联系|报送|截止|截至|note|source|prepared|以上|以下|共\d+)")
SECTION = re.compile(r"^[(（]?(?:[一二三四五六七八九十]+|[ivx]+|\d{1,2})[)）]?[、.．:：)）]")
TOTAL = re.compile(
    r".{0,12}(?:小计|合计|总计|共计|累计)[:：]?.{0,12}"
    r"|(?:sub-?|grand ?)?totals?[:：]?[\d,. ]*(?:exhibitors|stands|rows)?"
)
# Not the name of somebody who is called so, such as 示例科技 or Example Ltd.
EXAMPLE = re.compile(r"^[(（【]?(?:(?:填写)?(?:示例|样例|范例)|例如|举例|example|e\.g\.)\s*\d*\s*(?:[:：)）】]|$)")

UNHEADED = re.compile(r"\[[A-Z]+\]")


@dataclass
class TableLine:
    """A row of data: its cells by their columns. `total`, `example`: what it says it is instead of a row of its own."""

    row: Row
    columns: tuple[Column, ...]
    total: str = ""
    example: str = ""


@dataclass
class SheetLines:
    """The headers of a sheet and its rows of data; `headings`: the numbers of rows that only head or explain others.

    `known`: by header the fields that its headings are words of, whatever somebody has said of them.
    """

    sheet: Sheet
    headers: list[Header] = field(default_factory=list)
    lines: list[TableLine] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    known: list[set[str]] = field(default_factory=list)

    def known_headers(self) -> Iterator[tuple[Header, set[str]]]:
        return zip(self.headers, self.known, strict=True)


def read_sheet_lines(sheet: Sheet, kind: "ListKind", mapping: dict[str, str] | None) -> SheetLines:
    """`mapping`: by what heads a column its field, in place of what the words say."""
    found = SheetLines(sheet)
    known = headers.find_all_headers(sheet, kind.vocabulary)
    if len(known) > headers.MOST:
        raise file_refusal(COSTLY)
    if not known:
        return found
    found.known = [header.fields for header in known]
    found.headers = [apply_mapping(header, mapping) for header in settle_headers(sheet, known, kind)]
    filled = merged_values(sheet)
    wide = {merge.top for merge in sheet.merges if merge.right > merge.left + 1}
    above: Row | None = None
    for header, row in rows_below(sheet, found.headers):
        if headers.is_repeated_header(header, row) or is_blank(header, row):
            continue
        if is_heading(row, wide):
            found.headings.append(row.number)
            continue
        above = fill_row(row, filled, above)
        found.lines.append(table_line(header, above))
    add_unheaded(found, mapping or {})
    return found


def add_unheaded(found: SheetLines, mapping: dict[str, str]) -> None:
    """A column for whatever stands in rows of data below no heading, by its letters: [G]."""
    wider: dict[int, tuple[Column, ...]] = {}
    for line in found.lines:
        known = wider.get(id(line.columns), line.columns)
        headed = {column.index for column in known}
        for at in headers.non_empty_columns(line.row):
            if at not in headed:
                label = unheaded_label(at)
                known = (*known, Column(at, label, field=mapping.get(label, ""), headed=False))
        wider[id(line.columns)] = known
    for line in found.lines:
        line.columns = wider[id(line.columns)]
    found.headers = [replace(each, columns=wider.get(id(each.columns), each.columns)) for each in found.headers]


def unheaded_label(index: int) -> str:
    """What calls a column that nothing heads."""
    return f"[{column_letters(index)}]"


def drop_unheaded(mapping: dict[str, str]) -> dict[str, str]:
    """What was said of columns by their headings: what stands below none is of one file alone."""
    return {label: name for label, name in mapping.items() if not UNHEADED.fullmatch(label)}


def column_letters(index: int) -> str:
    """As a spreadsheet calls the column, of its number from 0: A, Z, AA."""
    before, last = divmod(index, 26)
    return (column_letters(before - 1) if before else "") + string.ascii_uppercase[last]


def apply_mapping(header: Header, mapping: dict[str, str] | None) -> Header:
    if mapping is None:
        return header
    columns = []
    for column in header.columns:
        name = mapping.get(column.label, column.field)
        asked = column.asked
        if column.label in mapping:
            asked = ()
        columns.append(replace(column, field=name, asked=asked))
    return replace(header, columns=tuple(columns))


def merged_values(sheet: Sheet) -> dict[tuple[int, int], Value]:
    """What cells that are merged downwards say in their further rows, by row's number and column."""
    rows = {row.number: row for row in sheet.rows}
    values: dict[tuple[int, int], Value] = {}
    budget = limits.CELLS
    for merge in sheet.merges:
        budget -= merge.bottom - merge.top
        if budget < 0:
            break
        if merge.top in rows and merge.left == merge.right:
            for number in range(merge.top + 1, merge.bottom + 1):
                values[number, merge.left] = rows[merge.top].cells[merge.left]
    return values


def fill_row(row: Row, filled: dict[tuple[int, int], Value], above: Row | None) -> Row:
    """With what merged cells, and signs for "as above", say in it."""
    changed: dict[int, Value] = {}
    for at, cell in enumerate(row.cells):
        if is_empty(cell):
            if (row.number, at) in filled:
                changed[at] = filled[row.number, at]
        elif above is not None and isinstance(cell, str) and len(cell) < LONGEST_DITTO and fold_words(cell) in DITTO:
            changed[at] = above.cells[at]
    if not changed:
        return row
    return row._replace(cells=[changed.get(at, cell) for at, cell in enumerate(row.cells)])


def is_blank(header: Header, row: Row) -> bool:
    """Whether nothing stands in the row but a running number, which forms come with."""
    for column in header.columns:
        if column.field != UNUSED and not is_empty(row.cells[column.index]):
            return False
    labelled = {column.index for column in header.columns}
    return all(at in labelled for at in headers.non_empty_columns(row))


def is_heading(row: Row, wide: set[int]) -> bool:
    """Whether it is one text alone that heads a section or explains the list."""
    cells = [row.cells[at] for at in headers.non_empty_columns(row)]
    if len(cells) != 1 or not isinstance(cells[0], str) or isinstance(cells[0], ErrorValue):
        return False
    text = fold_words(cells[0])
    return row.number in wide or bool(NOTE.search(text) or SECTION.search(text))


def table_line(header: Header, row: Row) -> TableLine:
    line = TableLine(row, header.columns)
    texts = []
    for at in headers.non_empty_columns(row):
        cell = row.cells[at]
        if isinstance(cell, str) and not isinstance(cell, ErrorValue):
            texts.append(cell)
    for text in texts[:3]:
        if TOTAL.fullmatch(fold_words(text)) and holds_number(row):
            line.total = text.strip()
        elif EXAMPLE.match(fold_words(text)):
            line.example = text.strip()
    return line


def holds_number(row: Row) -> bool:
    for cell in row.cells:
        if isinstance(cell, Number) or (isinstance(cell, str) and any(map(str.isdigit, cell))):
            return True
    return False
