"""What is written for spreadsheet programs cannot begin a formula there."""

import csv
import io

import pytest

from expo.i18n.characters import printable
from expo.spreadsheets import export, formulas, reading

DANGEROUS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\tplain",
    "  =1",
    "\u3000=1",
    "\ufeff=cmd",
    "\u200b＝1",
    '"=1',
    "−1",
    *(f"{unseen}=1" for unseen in "\u200c\u200d\u00ad\u2028\u2007\u0085\u061c\u180e\u3164\x1f"),
]


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_cell_that_would_begin_a_formula_is_a_text(text):
    assert formulas.escape_formula(text) == "'" + printable(text)


@pytest.mark.parametrize("cell", ["", "芯片厂", "a=b", "1-2", "a@b.example", 12, -12, None, 1.5])
def test_other_cells_stay_as_they_are(cell):
    assert formulas.escape_formula(cell) == cell


def test_what_was_written_is_read_again_as_it_was():
    names = ["+O'Brien", "-5'", "=a'b", "'=1", "＝甲'乙", "O'Brien", "'a' b"]

    written = export.csv_text([names]).encode()

    assert reading.read_sheets(written)[0].rows[0].cells == names


def test_a_csv_opens_in_excel_as_utf_8():
    text = export.csv_text([["名称", "金额"], ["=1+1", -5], ['a "b"\nc', None]])

    assert text.startswith("\ufeff名称,金额\r\n")
    assert list(csv.reader(io.StringIO(text[1:], newline=""))) == [["名称", "金额"], ["'=1+1", "-5"], ['a "b"\nc', ""]]
