"""Further lists as districts make them: several tables, headings that say places, odd columns; and what is refused."""

import datetime as dt

import pytest

from deals.imports import reading
from expo.reference import load
from tests.deals.lists import DAY, HEAD, ROW, read, rejected
from tests.factories import make_edition
from tests.workbooks import workbook

pytestmark = pytest.mark.django_db
UNPLACED = [*HEAD[:4], HEAD[5]]


@pytest.fixture(autouse=True)
def edition():
    load()
    return make_edition(slug="2019", city_zh="重庆", city_en="Chongqing")


def row(name, amount=100, place="会场", day=DAY):
    return [name, "江北区政府", f"{name}公司", amount, place, day]


def unplaced(name, amount=100):
    return [name, "江北区政府", f"{name}公司", amount, DAY]


def money(data):
    """By row."""
    return {
        entry.row: [f"{each['currency']} {each['value']}" for each in entry.told()["amounts"]]
        for entry in read(data).entries
    }


def places(data):
    return {entry.row: str(entry.place) for entry in read(data).entries}


def with_head(label, *cells):
    """Rows in which only the column of the amount, and its label, differ."""
    return workbook([[*HEAD[:3], label, *HEAD[4:]], *[row(f"项目{at}", cell) for at, cell in enumerate(cells)]])


def noted(note, *cells):
    return workbook([["签约项目表"], [None, note], *[[*HEAD[:3], "投资额", *HEAD[4:]]], *[row("甲", c) for c in cells]])


@pytest.mark.parametrize(
    "label",
    [
        *("签约金额", "协议资金", "计划总投资", "投资总额", "合同金额", "拟投资", "引资额", "合同引资额", "项目投资"),
        *("協議資金", "投资额 Investment", "投资情况（总投资）", "Planned investment", "签约资金"),
    ],
)
def test_amounts_are_found_under_many_names(label):
    assert money(with_head(f"{label}（万元）", 5)) == {2: ["CNY 50000"]}


def test_no_amount_is_dropped_because_its_column_is_not_known():
    data = with_head("标的（万元）", 5, None, "5亿元", "若干")

    assert money(data) == {3: [], 5: []}
    assert rejected(data) == {2: "unknown_column", 4: "unknown_column"}


def test_a_part_of_an_investment_is_no_amount_of_the_deal():
    head = ["项目名称", "甲方", "乙方", "总投资（亿元）", "2019年计划投资（亿元）", "到位资金（亿元）", *HEAD[4:]]
    rows = [["甲", "区", "甲公司", 5, 2, 1, "会场", DAY], ["乙", "区", "乙公司", None, 2, 1, "会场", DAY]]
    data = workbook([head, *rows])

    assert money(data) == {2: ["CNY 500000000"]}
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
    assert money(noted(note, 5)) == expected


def test_two_units_above_the_table_are_for_domestic_and_foreign_capital():
    head = ["项目名称", "甲方", "乙方", "内资", "外资", *HEAD[4:]]
    data = workbook([["单位：亿元、万美元"], head, ["甲", "区", "甲公司", 5, 300, "会场", DAY]])

    assert money(data) == {3: ["CNY 500000000", "USD 3000000"]}


@pytest.mark.parametrize(
    ("note", "expected"), [("单位：万元", {3: ["CNY 50000"]}), ("2019年", {}), ("单位：万", {3: ["CNY 50000"]})]
)
def test_a_column_that_is_called_like_a_currency_does_not_say_how_much_one_is(note, expected):
    head = ["项目名称", "甲方", "乙方", "人民币", "美元", *HEAD[4:]]
    rows = [["甲", "区", "甲公司", 5, None, "会场", DAY], ["乙", "区", "乙公司", None, 7, "会场", DAY]]
    data = workbook([[note], head, *rows])

    assert {at: each for at, each in money(data).items() if at == 3} == expected
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
    assert money(with_head("投资额", cell)) == {2: ["CNY 1200000000"]}


def test_a_second_table_on_the_sheet_has_columns_and_units_of_its_own():
    other = ["项目名称", "乙方", "甲方", "投资额（亿元）", "签约日期"]
    rows = [["会场签约"], UNPLACED, unplaced("甲", 1), [], ["场外签约"], other, ["乙", "乙公司", "区政府", 2, DAY]]
    data = workbook(rows)

    assert money(data) == {3: ["CNY 10000"], 7: ["CNY 200000000"]}
    assert places(data) == {3: "at_expo", 7: "outside"}
    assert [dict(zip("AB", (names for _s, _r, names in e.sides), strict=True)) for e in read(data).entries][1] == {
        "A": ("区政府",),
        "B": ("乙公司",),
    }


def test_a_header_that_is_repeated_may_have_another_unit_above_it():
    head = [*HEAD[:3], "投资额", *HEAD[4:]]
    pages = [
        ["签约项目表"],
        ["单位：万元"],
        head,
        row("甲"),
        ["签约项目表（续）"],
        ["单位：亿元"],
        head,
        row("乙"),
        head,
        row("丙"),
    ]

    assert money(workbook(pages)) == {4: ["CNY 1000000"], 8: ["CNY 10000000000"], 10: ["CNY 10000000000"]}
    assert rejected(workbook(pages)) == {}


def test_a_heading_without_a_place_ends_what_the_one_before_it_said():
    rows = [
        *(
            ["一、会场签约项目（2个）"],
            unplaced("甲"),
            ["（一）江北区"],
            unplaced("乙"),
            ["二、场外签约项目"],
            unplaced("丙"),
        ),
        *(["三、线上签约项目"], unplaced("丁"), ["四、其他"], unplaced("戊")),
    ]
    data = workbook([UNPLACED, *rows])

    assert places(data) == {3: "at_expo", 5: "at_expo", 7: "outside"}
    assert rejected(data) == {9: "no_place", 11: "no_place"}


def test_a_heading_may_add_up_its_section():
    head = ["序号", *UNPLACED]
    rows = [
        ["一", "会场签约项目", None, None, 1],
        [1, *unplaced("甲")],
        ["二", "场外签约", None, None, 3],
        [1, *unplaced("乙")],
    ]
    data = workbook([head, *rows])

    assert places(data) == {3: "at_expo", 5: "outside"}
    assert rejected(data) == {2: "total_row", 4: "total_row"}


def test_a_subtotal_that_names_a_place_says_nothing_of_the_rows_below():
    data = workbook(
        [UNPLACED, unplaced("甲"), ["会场签约小计", None, None, 100], unplaced("乙"), ["场外签约小计", None, None, 100]]
    )

    assert places(data) == {}
    assert rejected(data) == {2: "no_place", 3: "total_row", 4: "no_place", 5: "total_row"}


@pytest.mark.parametrize(
    "label", ["合 计", "总  计：2个项目", "共2个项目", "本页小计", "江北区合计", "Sub-total", "总额"]
)
def test_rows_that_add_up_others_are_no_deals_wherever_they_say_so(label):
    data = workbook([HEAD, row("甲"), [None, label, None, 100], [None, None, None, 100]])

    assert list(money(data)) == [2]
    assert rejected(data) == {3: "total_row", 4: "no_title"}


@pytest.mark.parametrize("sign", ["同上", "〃", "″", "“", "ditto"])
def test_as_above_means_the_cell_above(sign):
    data = workbook([HEAD, row("甲"), ["乙", sign, sign, 5, sign, sign], [sign, "区", "丁公司", 5, "会场", DAY]])

    first, second = read(data).entries
    assert second.sides == first.sides
    assert (second.place, second.signed_on) == (first.place, first.signed_on)
    assert rejected(data) == {4: "ditto"}


def test_a_row_that_differs_in_width_or_script_only_is_the_same():
    data = workbook([HEAD, row("甲A厂"), row("甲Ａ厂"), row("甲a廠"), row("乙")])

    assert list(money(data)) == [2, 5]
    assert rejected(data) == {3: "same_as", 4: "same_as"}


@pytest.mark.parametrize("title", ["（示例）智能项目", "例：某项目", "填写示例", "Example: chip works"])
def test_a_row_that_shows_how_to_fill_in_the_form_is_no_deal(title):
    assert rejected(workbook([HEAD, row(title), row("例行检测中心")])) == {2: "example"}


def test_parties_in_one_cell_may_say_their_sides():
    head = ["项目名称", "签约双方", *HEAD[3:]]
    (entry,) = read(workbook([head, ["甲", "甲方：江北区政府\n乙方：甲公司", 5, "会场", DAY]])).entries

    assert [names for _side, _role, names in entry.sides] == [("江北区政府",), ("甲公司",)]


def test_a_hint_beside_the_unit_in_a_header_is_none():
    assert money(with_head("3、投资额（万元，必填）", 5)) == {2: ["CNY 50000"]}


def test_as_above_below_nothing_is_refused():
    assert rejected(workbook([HEAD, ["甲", "同上", "甲公司", 5, "会场", DAY]])) == {2: "ditto"}


def test_labels_in_two_languages_and_with_words_in_brackets_are_read():
    head = [
        "序号 No.",
        "项目名称（中文）",
        "项目名称（英文）",
        "签约单位（甲方）",
        "签约单位（乙方）",
        "投资额（亿元）\nInvestment",
        *HEAD[4:],
        "国别 Country",
    ]
    data = workbook([head, [1, "芯片", "Chips", "江北区政府", "甲公司", 1, "会场 On-site", DAY, "英国 UK"]])

    (entry,) = read(data).entries

    assert (entry.title_zh, entry.title_en, entry.country.code) == ("芯片", "Chips", "GB")
    assert [names for _side, _role, names in entry.sides] == [("江北区政府",), ("甲公司",)]


def test_traditional_characters_are_read_like_simplified_ones():
    head = ["項目名稱", "甲方", "乙方", "投資額（萬元）", "簽約地點", "簽約日期", "國別"]
    data = workbook([head, ["晶片", "江北區政府", "甲公司", 1, "會場", DAY, "美國"], ["合計", None, None, 1]])

    (entry,) = read(data).entries

    assert (entry.told()["amounts"][0]["value"], entry.told()["country"]) == ("10000", "US")
    assert rejected(data) == {3: "total_row"}


@pytest.mark.parametrize(
    ("text", "code"),
    [("俄罗斯联邦", "RU"), ("新加坡共和国", "SG"), ("台湾地区", "TW"), ("北京市", "CN"), ("USA（加州）", "US")],
)
def test_countries_are_read_in_their_full_names(text, code):
    (entry,) = read(workbook([[*HEAD, "国别"], [*row("甲"), text]])).entries

    assert entry.country.code == code


@pytest.mark.parametrize("text", ["英国、美国", "中英合资", "外资", "中国/英国", "美"])
def test_two_countries_or_none_are_refused(text):
    assert rejected(workbook([[*HEAD, "国别"], [*row("甲"), text]])) == {2: "country_unknown"}


def test_two_columns_of_one_meaning_must_agree_and_the_one_that_is_filled_counts():
    head = [*HEAD, "签约时间"]
    other = dt.date(2019, 8, 27)
    rows = [[*row("甲"), DAY], [*row("乙"), other], [*row("丙", day=None), DAY], [*row("丁"), "15:00"]]
    data = workbook([head, *rows])

    assert list(money(data)) == [2, 4, 5]
    assert rejected(data) == {3: "two_columns"}


def test_a_header_of_four_rows_is_read():
    head = [
        ["项目名称", "签约双方", None, "投资情况", None, None, "签约情况", None],
        [None, "甲方", "乙方", "总投资", "其中", None, "地点", "日期"],
        [None, None, None, None, "内资", "外资", None, None],
        [None, None, None, "（亿元）", "（亿元）", "（万美元）", None, None],
    ]
    merge = ["A1:A4", "B1:C1", "B2:B4", "C2:C4", "D1:F1", "D2:D3", "E2:F2", "G1:H1", "G2:G4", "H2:H4"]
    data = workbook([*head, ["甲", "区", "甲公司", 5, 4, 1000, "会场", DAY]], merge=merge)

    assert money(data) == {5: ["CNY 500000000", "USD 10000000"]}


def test_bare_serial_numbers_count_from_where_the_workbook_counts():
    rows = [HEAD, row("甲", day=42241), row("乙", day=43703), row("丙", day="42241")]

    assert {e.row: e.signed_on for e in read(workbook(rows, since_1904=True)).entries} == {2: DAY}
    assert {e.row: e.signed_on for e in read(workbook(rows)).entries} == {3: DAY}


def test_an_open_quotation_mark_swallows_no_rows():
    text = f'{",".join(HEAD)}\n"甲,区,甲公司,1,会场,2019-08-26\n乙,区,乙公司,1,会场,2019-08-26\n'

    with pytest.raises(reading.Unreadable) as refused:
        read(text.encode())

    assert refused.value.code == "open_quote"


def test_a_header_in_every_row_is_more_than_any_list():
    text = "\n".join(f"{','.join(HEAD)},{at}" for at in range(20_000))

    with pytest.raises(reading.Unreadable) as refused:
        read(text.encode())

    assert refused.value.code == "costly"


def test_a_list_whose_project_column_is_not_known_can_be_mapped():
    data = workbook([["事由", *HEAD[1:]], row("甲")])

    assert rejected(data) == {2: "no_title"}
    assert read(data).layouts[0].header.columns[0].label == "事由"


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
    assert money(with_head(label, 5)) == {2: [expected]}


@pytest.mark.parametrize("cell", ["\u200b1000", "1000\ufeff", "'1000", "\u200e1,000"])
def test_what_nobody_sees_in_a_cell_is_no_part_of_it(cell):
    assert money(with_head("投资额（万元）", cell)) == {2: ["CNY 10000000"]}


@pytest.mark.parametrize("note", ["单位：亿元", "单位：元", "金额单位：千元"])
def test_a_note_of_another_size_than_the_header_leaves_the_unit_open(note):
    data = workbook([["签约项目表"], [None, note], HEAD, row("甲")])

    assert rejected(data) == {4: "units_differ"}


def test_a_note_of_yuan_says_nothing_of_a_column_of_dollars():
    data = workbook([["单位：万元"], [*HEAD[:3], "外资（亿美元）", *HEAD[4:]], row("甲", 5)])

    assert money(data) == {3: ["USD 500000000"]}


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

    assert money(data) == {2: ["USD 30000000"]}


def test_one_cell_merged_across_two_kinds_of_capital_is_of_neither():
    head = [*HEAD[:3], "内资（万元）", "外资（万美元）", *HEAD[4:]]
    data = workbook([head, ["甲项目", "江北区政府", "甲公司", 5, None, "会场", DAY]], merge=["D2:E2"])

    assert rejected(data) == {2: "merged_across"}


def test_who_made_the_list_is_passed_over_and_every_sum_is_told():
    data = workbook([HEAD, row("甲"), [None, "本页小计：", None, 100], ["填表人：李四", None, "审核人：王五"]])
    phone = workbook([HEAD, row("甲"), ["联系电话：", 13812345678]])

    assert money(data) == {2: ["CNY 1000000"]}
    assert rejected(data) == {3: "total_row"}
    assert rejected(phone) == {}


def test_a_section_may_say_the_unit_of_the_figures_below_it():
    head = [*HEAD[:3], "金额", *HEAD[4:]]
    domestic, foreign = ["一、内资项目（单位：亿元）"], ["二、外资项目（单位：万美元）"]

    data = workbook([head, domestic, row("甲", 1), foreign, row("乙", 5)], merge=["A2:F2", "A4:F4"])

    assert money(data) == {3: ["CNY 100000000"], 5: ["USD 50000"]}


@pytest.mark.parametrize(
    "said", ["二、外资项目（单位：万美元）", "单位：元", "注：以下项目单位为亿元", "二、外资（万美元）"]
)
@pytest.mark.parametrize(("note", "label"), [("单位：万元", "金额"), (None, "金额（万元）")])
def test_a_section_of_another_unit_than_the_table_leaves_the_amount_open(said, note, label):
    head = [*HEAD[:3], label, *HEAD[4:]]

    data = workbook([[note], head, row("甲", 1), [said], row("乙", 5)], merge=["A4:F4"])

    assert money(data) == {3: ["CNY 10000"]}
    assert rejected(data) == {5: "units_differ"}


def test_a_remark_of_another_unit_leaves_the_amount_open():
    assert rejected(workbook([[*HEAD, "备注"], [*row("甲"), "单位为万美元"]])) == {2: "units_differ"}


def test_hints_in_brackets_below_the_header_may_hold_the_unit():
    head = [*HEAD[:3], "投资额", *HEAD[4:]]
    hints = ["（全称）", None, None, "（亿元）", "（会场/场外）", "（年-月-日）"]

    assert money(workbook([head, hints, row("甲", 1)])) == {3: ["CNY 100000000"]}


@pytest.mark.parametrize(("column", "cell"), [("币种", "贝壳"), ("单位", "车皮")])
def test_an_unknown_unit_or_currency_is_refused_beside_its_own_column(column, cell):
    data = workbook([[*HEAD[:3], "金额", *HEAD[4:], column], [*row("甲", 5), cell]])

    assert [each.column for each in read(data).refusals] == [column]


@pytest.mark.parametrize("title", ["数据中心项目", "单位食堂改造项目", "统计软件项目", "日期管理软件项目"])
def test_a_row_of_nothing_but_a_name_is_refused_though_notes_begin_with_its_first_word(title):
    assert rejected(workbook([HEAD, ROW, [title]])).keys() == {3}


@pytest.mark.parametrize("note", ["数据来源：商务局", "单位：区招商局", "统计截至8月29日", "日期：2019年8月29日"])
def test_notes_below_the_table_are_no_rows_of_it(note):
    assert rejected(workbook([HEAD, ROW, [note]])) == {}
