"""Rows that are no deals, figures that contradict themselves, and files refused as a whole: each with its place."""

import datetime as dt

import pytest
from django.utils.translation import override

from deals.models import ExchangeRate
from expo.spreadsheets.reading import UnreadableFile
from tests.deals.imports.lists import DAY, HEAD, changed, csv, money_by_row, read, rejected, row, with_head
from tests.support.factories import make_edition
from tests.support.workbooks import by_hand, inline, workbook

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def edition(reference_rows):
    return make_edition(slug="2019", city_zh="重庆", city_en="Chongqing")


@pytest.mark.parametrize(
    ("cell", "expected", "note"),
    [
        ("10048万美元(折合人民币6.4亿元)", "USD 100480000", "折合人民币6.4亿元"),
        ("10048万美元（约合人民币6.4亿元）", "USD 100480000", "约合人民币6.4亿元"),
        ("10048万美元，折合人民币6.4亿元", "USD 100480000", "折合人民币6.4亿元"),
        ("10048萬美元(折合人民幣6.4億元)", "USD 100480000", "折合人民幣6.4億元"),
        ("6.4亿元（折合10048万美元）", "CNY 640000000", "折合10048万美元"),
        ("USD 100.48 million (approx. RMB 640 million)", "USD 100480000", "approx. RMB 640 million"),
        ("100亿日元（约6.4亿元人民币）", "JPY 10000000000", "约6.4亿元人民币"),
    ],
)
def test_of_an_amount_and_its_conversion_the_first_counts_and_the_other_is_kept(cell, expected, note):
    (entry,) = read(with_head("金额", cell)).entries

    assert [f"{each['currency']} {each['value']}" for each in entry.told()["amounts"]] == [expected]
    assert entry.note == note


def test_a_conversion_may_stand_beside_a_bare_figure_whose_unit_the_header_says():
    assert money_by_row(with_head("金额（万美元）", "10048（折合人民币6.4亿元）")) == {2: ["USD 100480000"]}


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("10048万美元(折合人民币64亿元)", "conversion"),
        ("10048万美元(折合人民币0.64亿元)", "conversion"),
        ("10048万美元(折合人民币1.0048亿元)", "conversion"),
        ("10048万美元(折合1.2亿美元)", "several_amounts"),
        ("10048万美元(其中人民币6.4亿元)", "several_amounts"),
        ("10048万美元(折合人民币若干)", "amount"),
        ("5亿第纳尔(折合人民币6.4亿元)", "amount"),
        ("KWD 10 million (折合人民币2.3亿元)", "conversion_unchecked"),
    ],
)
def test_a_conversion_that_cannot_be_is_refused(cell, code):
    assert rejected(with_head("金额", cell)) == {2: code}


@pytest.mark.parametrize(
    ("rate", "day", "good"), [("9.9", DAY, False), ("6.6", DAY, True), ("9.9", dt.date(2018, 1, 2), True)]
)
def test_a_rate_near_the_day_says_what_is_plausible_before_any_band(rate, day, good):
    ExchangeRate.objects.create(base="USD", quote="CNY", on=day, rate=rate, source="SAFE")

    assert rejected(with_head("金额", "10048万美元(折合人民币6.4亿元)")) == ({} if good else {2: "conversion"})


def test_a_currency_without_a_band_is_checked_by_a_rate():
    ExchangeRate.objects.create(base="KWD", quote="CNY", on=DAY, rate="23.1", source="SAFE")

    assert money_by_row(with_head("金额", "KWD 10 million (折合人民币2.3亿元)")) == {2: ["KWD 10000000"]}


AT_THE_END = [*HEAD[:3], *HEAD[4:], "金额（元）"]
FIVE = ["甲", "区", "甲公司", "会场", "2019-08-26"]


@pytest.mark.parametrize(
    ("head", "cells", "place"),
    [
        (AT_THE_END, [*FIVE, "250", "000"], "F2"),
        (
            [*HEAD[:3], *HEAD[4:], "金额（元）"],
            ["甲", "区", "甲公司", "会场", "2019-08-26", "1", "250", "000.50"],
            "F2",
        ),
        (HEAD, ["甲", "区", "甲公司", "250", "000", "会场", "2019-08-26"], "D2"),
        (
            [*HEAD[:3], *HEAD[4:], "金额（元）", "备注"],
            ["甲", "区", "甲公司", "会场", "2019-08-26", "250", "000"],
            "F2",
        ),
        (
            [*HEAD[:3], *HEAD[4:], "金额（元）", "备注"],
            ["甲", "区", "甲公司", "会场", "2019-08-26", "250", "123", ""],
            "F2",
        ),
        ([*HEAD, "", ""], ["甲", "区", "甲公司", "250", "000", "会场", "2019-08-26"], "D2"),
        (HEAD, ["甲", "区", "甲公司", "2", "会场", "2019-08-26", "好"], "G2"),
    ],
)
def test_a_line_with_more_cells_than_headings_is_refused_and_names_the_cell(head, cells, place):
    (refusal,) = read(csv(head, cells)).refusals

    assert (refusal.code, refusal.params["cell"]) == ("more_cells", place)


def test_figures_in_quotation_marks_empty_cells_and_columns_of_figures_stay_right():
    head = [*HEAD[:3], "投资额（万元）", "用工人数", *HEAD[4:]]
    data = csv(
        head,
        ["甲", "区", "甲公司", '"250,000"', 120, "会场", "2019-08-26", ""],
        ["乙", "区", "乙公司", 5, 120, "会场", DAY],
    )

    assert money_by_row(data) == {2: ["CNY 2500000000"], 3: ["CNY 50000"]}
    assert money_by_row(workbook([HEAD, [*row("甲", 5), None, "看这里"]])) == {2: ["CNY 50000"]}


@pytest.mark.parametrize(
    ("first", "others", "codes"),
    [
        ("示例：某项目", ["智能厂"], {2: "example"}),
        ("示例科技产业园", ["智能厂"], {2: "example"}),
        ("例", ["智能厂"], {2: "example"}),
        ("Example project", ["智能厂"], {2: "example"}),
        ("（樣例）某項目", ["智能厂"], {2: "example"}),
        ("智能厂", ["示例科技产业园"], {}),
        ("智能厂", ["例外管理软件", "Examples of art"], {}),
        ("智能厂", ["示例：某项目"], {3: "example_perhaps"}),
        ("示例科技产业园", [], {}),
        ("示例科技产业园", ["示例科技二期"], {}),
        ("示例：某项目", [], {2: "example_perhaps"}),
        ("示例", [], {2: "example_perhaps"}),
        ("例行检测中心", ["智能厂"], {}),
    ],
)
def test_a_row_is_an_example_only_at_the_top_with_others_below(first, others, codes):
    assert rejected(workbook([HEAD, row(first), *map(row, others)])) == codes


def test_a_running_number_may_call_a_row_an_example():
    data = workbook([["序号", *HEAD], ["例", *row("智能厂")], [1, *row("甲")], [2, *row("乙")]])

    assert rejected(data) == {2: "example"}


UNDISCLOSED = ("面议", "面議", "（面议）", "保密", "商业秘密", "不便透露", "未披露", "Negotiable", "Not disclosed")
PENDING = ("待定", "待定。", "另行商定", "洽谈中", "TBD", "to be determined", "Not yet known")
REASONS = {**dict.fromkeys(UNDISCLOSED, "undisclosed"), **dict.fromkeys(PENDING, "pending"), "-": None, None: None}


@pytest.mark.parametrize(("cell", "reason"), REASONS.items())
def test_an_amount_that_is_kept_back_is_told_from_one_not_known_yet(cell, reason):
    (entry,) = read(changed(投资额=cell)).entries

    assert (entry.amounts, entry.told().get("no_amount")) == ((), reason)


@pytest.mark.parametrize("text", ["26-Aug-19", "26 Aug 19", "26-aug-'19"])
def test_a_day_with_a_named_month_and_a_short_year_is_read(text):
    assert read(changed(签约日期=text)).entries[0].told()["date"] == "2019-08-26"


def refused(data):
    with pytest.raises(UnreadableFile) as told:
        read(data)
    with override("en"):
        return told.value.messages[0]


LONG = "很长" * 20_000


def cell(address, value="<v>1</v>", kind="n", **more):
    """A workbook of this one cell."""
    number = "".join(filter(str.isdigit, address))
    return by_hand(f'<sheetData><row r="{number}"><c r="{address}" t="{kind}">{value}</c></row></sheetData>', **more)


WHOLE = {
    "cell of a CSV": (f"项目名称,金额\n甲,1\n乙,{LONG}\n".encode(), "The cell B3 holds more than"),
    "cell of a workbook": (
        by_hand(f'<sheetData><row r="3">{inline("B3", LONG)}</row></sheetData>'),
        "The cell B3 holds more than",
    ),
    "shared text": (
        cell("C3", "<v>0</v>", "s", strings=f"<si><t>{LONG}</t></si>"),
        "The cell C3 holds more than",
    ),
    "far": (
        cell("XFD3"),
        "The cell XFD3 stands beyond column IV",
    ),
    "far down": (
        cell("B900000"),
        "There is a cell B900000;",
    ),
    "far in a CSV": (("a,b\n" + "," * 300 + "x\n").encode(), "The cell KO2 stands beyond column IV"),
    "no number": (
        cell("B2", "<v>1.2.3</v>"),
        "The cell B2 holds what no",
    ),
    "no shared text": (
        cell("D2", "<v>7</v>", "s"),
        "The cell D2 holds what no",
    ),
    "open quote": (
        ('项目名称,金额\n甲,1\n乙,"' + "x\n" * 300).encode(),
        "The quotation mark of the cell B3, in line 3,",
    ),
    "control": ("项目名称,金额\n甲项目\x01,1\n".encode(), "Line 2 holds, behind “甲项目”, a character"),
    "damaged": (
        "项目名称,金额\n重庆智能电子元件厂,1\n".encode().replace(b"\x82,", b","),
        "The text is UTF-8, but damaged in line 2, behind “重庆智能电子元件”",
    ),
    "no header": (csv(["事由", "数目"], ["甲", 1]), "Of row 1 these are not understood: A1 “事由”, B1 “数目”."),
}


@pytest.mark.parametrize("kind", WHOLE)
def test_a_file_that_is_refused_as_a_whole_is_told_where(kind):
    data, place = WHOLE[kind]

    assert place in refused(data)


def test_a_text_that_no_cell_uses_is_told_by_its_beginning():
    assert "it begins with “很长很长" in refused(by_hand("<sheetData/>", strings=f"<si><t>{LONG}</t></si>"))
