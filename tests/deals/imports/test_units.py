"""Amounts and their units: by cell, row, header, section or note; what contradicts another place is refused."""

import pytest

from tests.deals.imports.lists import DAY, HEAD, money_by_row, noted, read, rejected, row, with_head
from tests.support.factories import make_edition
from tests.support.workbooks import workbook

pytestmark = pytest.mark.django_db
UNPLACED = [*HEAD[:4], HEAD[5]]


@pytest.fixture(autouse=True)
def edition(reference_rows):
    return make_edition(slug="2019", city_zh="重庆", city_en="Chongqing")


@pytest.mark.parametrize(
    "label",
    [
        *("签约金额", "协议资金", "计划总投资", "投资总额", "合同金额", "拟投资", "引资额", "合同引资额", "项目投资"),
        *("協議資金", "投资额 Investment", "投资情况（总投资）", "Planned investment", "签约资金"),
    ],
)
def test_amounts_are_found_under_many_names(label):
    assert money_by_row(with_head(f"{label}（万元）", 5)) == {2: ["CNY 50000"]}


def test_no_amount_is_dropped_because_its_column_is_not_known():
    data = with_head("标的（万元）", 5, None, "5亿元", "若干")

    assert money_by_row(data) == {3: [], 5: []}
    assert rejected(data) == {2: "unknown_column", 4: "unknown_column"}


def test_a_part_of_an_investment_is_no_amount_of_the_deal():
    head = ["项目名称", "甲方", "乙方", "总投资（亿元）", "2019年计划投资（亿元）", "到位资金（亿元）", *HEAD[4:]]
    rows = [["甲", "区", "甲公司", 5, 2, 1, "会场", DAY], ["乙", "区", "乙公司", None, 2, 1, "会场", DAY]]
    data = workbook([head, *rows])

    assert money_by_row(data) == {2: ["CNY 500000000"]}
    assert rejected(data) == {3: "unknown_column"}


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("单位：个、亿元", {4: ["CNY 500000000"]}),
        ("单位：亿元  日期：2019年8月", {4: ["CNY 500000000"]}),
        ("填报单位：江北区招商局   单位：万元", {4: ["CNY 50000"]}),
        ("單位：萬元", {4: ["CNY 50000"]}),
        ("签约项目一览表（亿元）", {4: ["CNY 500000000"]}),
        ("单位：亿元、万美元", {}),
        ("单位：亿元（外资：万美元）", {}),
        ("货币单位：人民币", {}),
        ("填报单位：江北区", {}),
    ],
)
def test_the_unit_above_the_table_counts_where_it_is_one(note, expected):
    assert money_by_row(noted(note, 5)) == expected


def test_two_units_above_the_table_are_for_domestic_and_foreign_capital():
    head = ["项目名称", "甲方", "乙方", "内资", "外资", *HEAD[4:]]
    data = workbook([["单位：亿元、万美元"], head, ["甲", "区", "甲公司", 5, 300, "会场", DAY]])

    assert money_by_row(data) == {3: ["CNY 500000000", "USD 3000000"]}


@pytest.mark.parametrize(
    ("note", "expected"), [("单位：万元", {3: ["CNY 50000"]}), ("2019年", {}), ("单位：万", {3: ["CNY 50000"]})]
)
def test_a_column_that_is_called_like_a_currency_does_not_say_how_much_one_is(note, expected):
    head = ["项目名称", "甲方", "乙方", "人民币", "美元", *HEAD[4:]]
    rows = [["甲", "区", "甲公司", 5, None, "会场", DAY], ["乙", "区", "乙公司", None, 7, "会场", DAY]]
    data = workbook([[note], head, *rows])

    assert {at: each for at, each in money_by_row(data).items() if at == 3} == expected
    assert rejected(data).get(4) == {"单位：万元": "two_units", "2019年": "no_unit", "单位：万": None}[note]


def test_a_header_in_yuan_below_a_note_in_ten_thousands_is_in_doubt():
    data = workbook([["单位：万元"], [*HEAD[:3], "投资额（元）", *HEAD[4:]], row("甲", 5)])

    assert rejected(data) == {3: "two_units"}


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("总投资12亿元,其中外资3000万美元", "several_amounts"),
        ("1.2亿元、500万美元", "several_amounts"),
        *(
            (cell, "amount")
            for cell in ("约3亿元", "3-5亿元", "10亿元以上", "近12亿元", "10余亿元", "50%", "12亿元/年")
        ),
        ("一千二百", "two_units"),
        ("1200元", "two_units"),
        ("同上", "ditto"),
        ("〃", "ditto"),
    ],
)
def test_a_cell_that_does_not_state_one_exact_amount_is_refused(cell, code):
    assert rejected(with_head("投资额（亿元）", cell)) == {2: code}


@pytest.mark.parametrize(
    "cell", ["12亿元。", "12 亿元", "１２亿", "1亿元2000万元".replace("1亿元2000万元", "12亿元；")]
)
def test_blanks_and_a_stop_behind_an_amount_change_nothing(cell):
    assert money_by_row(with_head("投资额", cell)) == {2: ["CNY 1200000000"]}


def test_a_hint_beside_the_unit_in_a_header_is_none():
    assert money_by_row(with_head("3、投资额（万元，必填）", 5)) == {2: ["CNY 50000"]}


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Value (USD m)", "USD 5000000"),
        ("Value EUR m", "EUR 5000000"),
        ("Amount (USD '000)", "USD 5000"),
        ("金额/万元", "CNY 50000"),
        ("金额:万元", "CNY 50000"),
        ("合计（亿元）", "CNY 500000000"),
    ],
)
def test_a_unit_at_the_end_of_a_label_is_read(label, expected):
    assert money_by_row(with_head(label, 5)) == {2: [expected]}


@pytest.mark.parametrize("note", ["单位：亿元", "单位：元", "金额单位：千元"])
def test_a_note_of_another_size_than_the_header_leaves_the_unit_open(note):
    data = workbook([["签约项目表"], [None, note], HEAD, row("甲")])

    assert rejected(data) == {4: "units_differ"}


def test_a_note_of_yuan_says_nothing_of_a_column_of_dollars():
    data = workbook([["单位：万元"], [*HEAD[:3], "外资（亿美元）", *HEAD[4:]], row("甲", 5)])

    assert money_by_row(data) == {3: ["USD 500000000"]}


@pytest.mark.parametrize(
    ("cell", "column", "said", "code"),
    [
        ("3000万", "单位", "亿元", "two_units"),
        ("3000万元", "单位", "万美元", "two_currencies"),
        ("3000万欧元", "币种", "美元", "two_currencies"),
        ("3000万美元", "币种", "人民币", "two_currencies"),
    ],
)
def test_a_row_that_contradicts_its_own_unit_or_currency_is_refused(cell, column, said, code):
    data = workbook([[*HEAD[:3], "金额", *HEAD[4:], column], [*row("甲", cell), said]])

    assert rejected(data) == {2: code}


def test_the_row_s_own_unit_says_the_currency_of_a_text_too():
    data = workbook([[*HEAD[:3], "金额", *HEAD[4:], "单位"], [*row("甲", "3000万"), "万美元"]])

    assert money_by_row(data) == {2: ["USD 30000000"]}


def test_one_cell_merged_across_two_kinds_of_capital_is_of_neither():
    head = [*HEAD[:3], "内资（万元）", "外资（万美元）", *HEAD[4:]]
    data = workbook([head, ["甲项目", "江北区政府", "甲公司", 5, None, "会场", DAY]], merge=["D2:E2"])

    assert rejected(data) == {2: "merged_across"}


def test_a_section_may_say_the_unit_of_the_figures_below_it():
    head = [*HEAD[:3], "金额", *HEAD[4:]]
    domestic, foreign = ["一、内资项目（单位：亿元）"], ["二、外资项目（单位：万美元）"]

    data = workbook([head, domestic, row("甲", 1), foreign, row("乙", 5)], merge=["A2:F2", "A4:F4"])

    assert money_by_row(data) == {3: ["CNY 100000000"], 5: ["USD 50000"]}


@pytest.mark.parametrize(
    "said", ["二、外资项目（单位：万美元）", "单位：元", "注：以下项目单位为亿元", "二、外资（万美元）"]
)
@pytest.mark.parametrize(("note", "label"), [("单位：万元", "金额"), (None, "金额（万元）")])
def test_a_section_of_another_unit_than_the_table_leaves_the_amount_open(said, note, label):
    head = [*HEAD[:3], label, *HEAD[4:]]

    data = workbook([[note], head, row("甲", 1), [said], row("乙", 5)], merge=["A4:F4"])

    assert money_by_row(data) == {3: ["CNY 10000"]}
    assert rejected(data) == {5: "units_differ"}


@pytest.mark.parametrize(
    ("heading", "note", "expected"),
    [
        ("二、内资项目", None, ["USD 50000"]),
        ("二、内资项目", "注：单位：万元", ["USD 50000", "CNY 70000"]),
        ("（一）江北区", None, ["USD 50000", "USD 70000"]),
        ("二、内资项目（亿元）", None, ["USD 50000", "CNY 700000000"]),
    ],
)
def test_the_unit_of_a_section_ends_with_the_section(heading, note, expected):
    head, above = [*HEAD[:3], "金额", *HEAD[4:]], [[note]] if note else []
    rows = [head, ["一、外资项目（单位：万美元）"], row("甲", 5), *above, [heading], row("乙", 7)]

    data = workbook(rows)

    assert [each for amounts in money_by_row(data).values() for each in amounts] == expected
    assert [*rejected(data).values()] == ["no_unit"] * (2 - len(expected))


def test_a_remark_of_another_unit_leaves_the_amount_open():
    assert rejected(workbook([[*HEAD, "备注"], [*row("甲"), "单位为万美元"]])) == {2: "units_differ"}


def test_hints_in_brackets_below_the_header_may_hold_the_unit():
    head = [*HEAD[:3], "投资额", *HEAD[4:]]
    hints = ["（全称）", None, None, "（亿元）", "（会场/场外）", "（年-月-日）"]

    assert money_by_row(workbook([head, hints, row("甲", 1)])) == {3: ["CNY 100000000"]}


@pytest.mark.parametrize(("column", "cell"), [("币种", "贝壳"), ("单位", "车皮")])
def test_an_unknown_unit_or_currency_is_refused_beside_its_own_column(column, cell):
    data = workbook([[*HEAD[:3], "金额", *HEAD[4:], column], [*row("甲", 5), cell]])

    assert [each.column for each in read(data).refusals] == [column]
