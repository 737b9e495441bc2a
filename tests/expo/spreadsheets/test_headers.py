"""Where a table's header stands, and what its columns mean."""

import pytest

from expo.spreadsheets import headers, reading
from tests.support.workbooks import workbook

WORDS = headers.Vocabulary(
    {
        "title": ["项目名称", "project name", "=名称"],
        "investor": ["投资方", "investor"],
        "amount": ["投资额", "=金额", "amount"],
        "domestic": ["=内资"],
        "foreign": ["外资"],
        "date": ["签约日期", "=日期", "date"],
        "-": ["投资方式", "序号"],
    }
)


def found(data):
    header = headers.find_header(reading.read_sheets(data)[0], WORDS)
    return header and (header.top, header.bottom, [(column.label, column.field) for column in header.columns])


def csv(*rows):
    return "\n".join(rows).encode()


def test_titles_above_the_header_are_passed_over():
    data = workbook(
        [["2019年签约项目表"], [None, None, "单位：万元"], ["序号", "项目名称", "投资额"], [1, "厂", 2]],
        merge=["A1:C1"],
    )

    assert found(data) == (3, 3, [("序号", "-"), ("项目名称", "title"), ("投资额", "amount")])


def test_a_header_of_two_rows_is_joined_where_cells_are_merged():
    data = workbook(
        [["项目名称", "投资额（万元）", None, "日期"], [None, "内资", "外资", None], ["厂", 1, 2, "8月26日"]],
        merge=["A1:A2", "B1:C1", "D1:D2"],
    )

    assert found(data) == (
        1,
        2,
        [
            ("项目名称", "title"),
            ("投资额（万元） 内资", "domestic"),
            ("投资额（万元） 外资", "foreign"),
            ("日期", "date"),
        ],
    )


def test_a_row_of_units_below_merged_labels_belongs_to_the_header():
    data = workbook(
        [["项目名称", "投资额", "日期"], [None, "（万元）", None], ["厂", 1, "8月26日"]], merge=["A1:A2", "C1:C2"]
    )

    assert found(data) == (1, 2, [("项目名称", "title"), ("投资额 （万元）", "amount"), ("日期", "date")])


def test_a_csv_has_no_merged_cells_and_its_blanks_tell():
    data = csv("项目名称,投资额（万元）,,签约日期", ",内资,外资,", "厂,1,2,8月26日")

    assert found(data)[:2] == (1, 2)
    assert [field for _label, field in found(data)[2]] == ["title", "domestic", "foreign", "date"]


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("项 目 名 称", "title"),
        ("项目名称*", "title"),
        ("项目名称\n（中文）", "title"),
        ("签约项目名称", "title"),
        ("Project Name (EN)", "title"),
        ("名称", "title"),
        ("展馆名称", ""),
        ("投资方式", "-"),
        ("总投资额（亿元）", "amount"),
        ("开工日期", ""),
        ("Ａｍｏｕｎｔ", "amount"),
    ],
)
def test_a_label_means_what_its_last_words_say(label, field):
    assert WORDS.field(label)[0] == field


def test_a_row_that_says_the_header_again_is_told_apart():
    sheet = reading.read_sheets(csv("项目名称,投资额（万元）", "厂,1", "项目名称,投资额（万元）", "项目名称,5"))[0]
    header = headers.find_header(sheet, WORDS)

    assert [headers.is_repeated_header(header, row) for row in sheet.rows] == [True, False, True, False]


def test_rows_that_are_no_header_give_none():
    assert found(csv("a,b", "1,2")) is None


def test_files_with_the_same_columns_have_the_same_fingerprint():
    one, other = (
        headers.find_header(reading.read_sheets(csv(row, "x,1"))[0], WORDS)
        for row in ("项目名称,金额", "项目 名称,金额 ")
    )

    assert one.fingerprint == other.fingerprint
