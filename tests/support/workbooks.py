"""Workbooks as districts send them, and as nobody should: made by openpyxl, or by hand where it would refuse."""

import io
import re
import zipfile
from collections.abc import Iterable
from typing import Any

import openpyxl

NAMESPACES = (
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MOMENT, MOMENT_SAVED = rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2019-08-26T09:00:00Z"
DAY_SAVED = (2019, 8, 26, 9, 0, 0)
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def workbook(
    rows: Iterable[Iterable[Any]], *, merge=(), hidden=(), formats=None, name="Sheet1", more=None, since_1904=False
):
    """XLSX with these rows from the first one on. `formats`: number formats by cell; `more`: rows of further sheets."""
    book = openpyxl.Workbook()
    if since_1904:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    fill(book.active, rows)
    book.active.title = name
    for area in merge:
        book.active.merge_cells(area)
    for row in hidden:
        book.active.row_dimensions[row].hidden = True
    for cell, code in (formats or {}).items():
        book.active[cell].number_format = code
    for title, others in (more or {}).items():
        fill(book.create_sheet(title), others)
    return saved(book)


def fill(sheet, rows):
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if value is not None:
                sheet.cell(number, column, value)


def saved(book) -> bytes:
    """The same bytes for the same cells, whatever the time: workbook and archive both say when they were saved."""
    written, dated = io.BytesIO(), io.BytesIO()
    book.save(written)
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(dated, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in parts.namelist():
            data = re.sub(MOMENT, MOMENT_SAVED, parts.read(name)) if name == "docProps/core.xml" else parts.read(name)
            archive.writestr(zipfile.ZipInfo(name, DAY_SAVED), data, zipfile.ZIP_DEFLATED)
    return dated.getvalue()


def by_hand(sheet: str, *, parts=None, book_properties="", strings="", compression=zipfile.ZIP_DEFLATED) -> bytes:
    """XLSX whose sheet is this XML between <worksheet> and its end; `parts` replaces or adds parts."""
    contents = {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{RELATIONS}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f"<workbook {NAMESPACES}><workbookPr {book_properties}/><sheets>"
        '<sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/sharedStrings.xml": f"<sst {NAMESPACES}>{strings}</sst>",
        "xl/worksheets/sheet1.xml": f"<worksheet {NAMESPACES}>{sheet}</worksheet>",
    } | (parts or {})
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", compression) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return written.getvalue()


def inline(address: str, text: str) -> str:
    return f'<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>'
