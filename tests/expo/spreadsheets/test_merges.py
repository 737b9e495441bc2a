"""Merged cells of a sheet by row: a file made of them alone costs no more than another."""

from expo.spreadsheets import limits
from expo.spreadsheets.cells import Merge, Row, Sheet
from expo.spreadsheets.headers import find_header
from expo.spreadsheets.labels import Vocabulary

WORDS = Vocabulary({"name": ["企业名称"], "stands": ["展位号"], "note": ["备注"]})


def test_the_regions_of_a_row_are_those_that_cover_it():
    above, beside, below = Merge(1, 0, 2, 0), Merge(1, 1, 1, 2), Merge(3, 0, 4, 0)
    sheet = Sheet(merges=[above, beside, below])

    assert [sheet.merges_at(number) for number in (1, 2, 3, 5)] == [[above, beside], [above], [below], []]


def test_a_row_is_part_of_no_more_regions_than_it_has_columns():
    sheet = Sheet(merges=[Merge(1, 0, 1, 1)] * limits.ROWS)

    assert len(sheet.merges_at(1)) == limits.COLUMNS


def test_regions_over_all_rows_are_taken_as_far_as_a_file_may_have_cells():
    sheet = Sheet(merges=[Merge(1, 0, limits.ROWS, 1)] * limits.ROWS)

    assert len(sheet.merges_at(1)) == limits.CELLS // limits.ROWS


def test_a_header_of_two_rows_is_found_among_them():
    rows = [Row(1, ["展商", None, "备注"]), Row(2, ["企业名称", "展位号", None]), Row(3, ["甲公司", "A01", None])]
    merges = [Merge(1, 0, 1, 1), Merge(1, 2, 2, 2), *[Merge(9, 0, 9, 1)] * 1000]
    header = find_header(Sheet("", rows, merges), WORDS)

    assert header is not None
    assert (header.top, header.bottom, header.fields) == (1, 2, {"name", "stands", "note"})
