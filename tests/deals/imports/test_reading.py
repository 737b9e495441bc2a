"""Districts' lists as deals: every layout that was seen, and nothing guessed."""

import pytest
from django.utils.translation import override

from deals.imports import reports
from expo.spreadsheets.reading import UnreadableFile
from tests.deals.imports.lists import DAY, HEAD, ROW, accepted, changed, csv, money, read, rejected
from tests.support.factories import make_edition
from tests.support.workbooks import by_hand, inline, workbook

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def edition(reference_rows):
    return make_edition(slug="2019", city_zh="重庆", city_en="Chongqing")


def test_a_plain_list_gives_what_it_says():
    head = [*HEAD, "技术领域", "国别", "合同编号", "备注"]
    data = workbook([head, [*ROW, "人工智能、物联网", "英国", "HT-1", "好"]])

    (entry,) = read(data).entries

    assert entry.told() == {
        "row": 2,
        "title": "智能工厂项目",
        "amounts": [{"currency": "CNY", "value": "1200000000"}],
        "signing_place": "at_expo",
        "date": "2019-08-26",
        "areas": ["人工智能", "物联网"],
        "country": "GB",
    }
    assert entry.contract_number == "HT-1"
    assert [(side, names) for side, _role, names in entry.sides] == [
        ("A", ("两江新区管委会",)),
        ("B", ("重庆电子有限公司",)),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_in_any_encoding_gives_the_same(encoding):
    data = csv(["场外签约项目表"], HEAD, ["工厂", "甲", "乙", "１２００", "场外", "2019年8月26日"], encoding=encoding)

    assert accepted(data)[0] | {"areas": 0} == {
        "row": 3,
        "title": "工厂",
        "amounts": [{"currency": "CNY", "value": "12000000"}],
        "signing_place": "outside",
        "date": "2019-08-26",
        "areas": 0,
        "country": None,
    }


def test_two_rows_of_header_with_domestic_and_foreign_capital():
    data = workbook(
        [
            ["2019年智博会签约项目汇总表"],
            ["序号", "项目名称", "甲方", "乙方", "投资额", None, "签约地点", "签约日期"],
            [None, None, None, None, "内资（亿元）", "外资（万美元）", None, None],
            [1, "甲项目", "区政府", "甲公司", 1.25, None, "会场签约", "8月26日"],
            [2, "乙项目", "区政府", "乙公司", None, 5000, "场外签约", "8月27日"],
            [3, "丙项目", "区政府", "丙公司", 2, 300, "会场签约", "8月26日"],
            ["合计", None, None, None, 3.25, 5300, None, None],
        ],
        merge=["A1:H1", "A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:F2", "G2:G3", "H2:H3"],
    )

    assert money(data) == [[("CNY", "125000000")], [("USD", "50000000")], [("CNY", "200000000"), ("USD", "3000000")]]
    assert rejected(data) == {7: "total_row"}


def test_one_column_for_both_kinds_of_capital_takes_its_unit_from_the_row():
    head = ["项目名称", "甲方", "乙方", "资金来源", "投资额（内资：万元；外资：万美元）", "签约地点", "签约日期"]
    rows = [["甲项目", "区", "甲公司", "内资", 100, "会场", DAY], ["乙项目", "区", "乙公司", "外资", 100, "会场", DAY]]
    data = workbook([head, *rows, ["丙项目", "区", "丙公司", "", 100, "会场", DAY]])

    assert money(data) == [[("CNY", "1000000")], [("USD", "1000000")]]
    assert rejected(data) == {4: "capital_unknown"}


@pytest.mark.parametrize(
    ("label", "cell", "expected"),
    [
        ("投资额（万元）", 12.5, ("CNY", "125000")),
        ("投资额(亿元)", "１２.５", ("CNY", "1250000000")),
        ("投资额/亿元", 1, ("CNY", "100000000")),
        ("投资额（亿元人民币）", 1, ("CNY", "100000000")),
        ("投资额（万美元）", "1,200", ("USD", "12000000")),
        ("投资额（亿美元）", 0.5, ("USD", "50000000")),
        ("投资额（元）", 1234567.89, ("CNY", "1234567.89")),
        ("投资额（百万元）", 3, ("CNY", "3000000")),
        ("投资额", "1.2亿元", ("CNY", "120000000")),
        ("投资额", "3500万美元", ("USD", "35000000")),
        ("投资额", "12亿", ("CNY", "1200000000")),
        ("投资额", "二十亿元", ("CNY", "2000000000")),
        ("投资额", "1亿2000万元", ("CNY", "120000000")),
        ("投资额（万元）", "5000万美元", ("USD", "50000000")),
        ("Amount (USD million)", 1.5, ("USD", "1500000")),
        ("Amount (RMB 10k)", 1.5, ("CNY", "15000")),
        ("Amount (CNY)", "1250000000", ("CNY", "1250000000")),
        ("Amount, million USD", 2, ("USD", "2000000")),
        ("Amount", "USD 40m", ("USD", "40000000")),
        ("Amount", "EUR 1.2bn", ("EUR", "1200000000")),
        ("投资额（亿日元）", 3, ("JPY", "300000000")),
    ],
)
def test_units_stand_in_the_header_or_in_the_cell(label, cell, expected):
    data = workbook([[*HEAD[:3], label, *HEAD[4:]], [*ROW[:3], cell, *ROW[4:]]])

    assert money(data) == [[expected]]


@pytest.mark.parametrize(
    ("label", "cell", "code"),
    [
        ("投资额", 1200, "no_unit"),
        ("投资额", "1200", "no_unit"),
        ("投资额（万元）", "1200元", "two_units"),
        ("投资额（万美元）", "1.2亿元", "two_currencies"),
        ("投资额（万元）", "约1.2亿元", "amount"),
        ("投资额（万元）", "1-2亿元", "amount"),
        ("投资额（万元）", "1.2b", "amount"),
        ("投资额（万元）", "$5000万", "amount"),
        ("投资额（万元）", 0, "amount"),
        ("投资额（万元）", -5, "amount"),
        ("投资额（元）", 0.001, "amount"),
        ("投资额（万元）", "#N/A", "cell_error"),
        ("投资额（万元）", True, "amount_type"),
        ("投资额（万元）", DAY, "amount_type"),
        ("Amount (million)", 5, "no_currency"),
        ("Amount", "5 million", "amount"),
        ("投资额（万元/万美元）", 5, "capital_unknown"),
    ],
)
def test_an_amount_that_could_be_another_is_refused(label, cell, code):
    data = workbook([[*HEAD[:3], label, *HEAD[4:]], [*ROW[:3], cell, *ROW[4:]]])

    assert rejected(data) == {2: code}
    (refusal,) = read(data).refusals
    assert refusal.sentence().endswith((".", "?"))


@pytest.mark.parametrize("cell", [None, "", " ", "-", "—", "/", "待定", "保密", "未披露", "N/A", "undisclosed"])
def test_an_empty_amount_is_unknown_and_never_nothing(cell):
    assert money(changed(投资额=cell)) == [[]]


def test_the_unit_may_stand_above_the_table():
    head = ["项目名称", "甲方", "乙方", "投资额", "签约地点", "签约日期"]
    data = workbook([["签约项目表"], ["单位：亿元", None, "2019年8月"], head, [*ROW[:3], 2, *ROW[4:]]], merge=["A1:F1"])

    assert money(data) == [[("CNY", "200000000")]]


def test_a_column_of_currencies_says_which():
    head = ["项目名称", "甲方", "乙方", "金额（万）", "币种", "签约地点", "签约日期"]
    rows = [["甲项目", "区", "甲公司", 5, "美元", "会场", DAY], ["乙项目", "区", "乙公司", 5, "人民币", "会场", DAY]]

    assert money(workbook([head, *rows])) == [[("USD", "50000")], [("CNY", "50000")]]


@pytest.mark.parametrize(
    ("label", "unit", "expected"),
    [
        ("投资额", "亿元", ("CNY", "500000000")),
        ("投资额（万元）", "万元", ("CNY", "50000")),
        ("投资额（万）", "万美元", ("USD", "50000")),
        ("投资额（万元/万美元）", "万美元", ("USD", "50000")),
        ("投资额（人民币）", "万元", ("CNY", "50000")),
        *(("投资额（万元）", unit, "two_units") for unit in ("元", "亿元", "万美元")),
        ("投资额（元）", "万元", "two_units"),
    ],
)
def test_a_column_of_units_says_which_where_the_header_says_no_other(label, unit, expected):
    data = workbook([[*HEAD[:3], label, "单位", *HEAD[4:]], [*ROW[:3], 5, unit, *ROW[4:]]])

    assert (rejected(data).get(2) or money(data)[0][0]) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ('0.00"万元"', [[("CNY", "1200000000")]]),
        ("[$¥-804]#,##0", [[("CNY", "1200000000")]]),
        ("#,##0,", []),
        ("0%", []),
    ],
)
def test_what_a_cell_s_format_shows_beside_its_number_must_agree(code, expected):
    assert money(workbook([HEAD, ROW], formats={"D2": code})) == expected


def test_sections_may_say_the_place():
    head = [*HEAD[:4], HEAD[5]]
    rows = [
        ["一、会场签约项目"],
        [*ROW[:4], DAY],
        ["小计", None, None, 120000],
        ["二、场外签约项目"],
        ["乙项目", "区", "乙公司", 5, DAY],
    ]
    data = workbook([head, *rows], merge=["A2:E2", "A5:E5"])

    assert [row["signing_place"] for row in accepted(data)] == ["at_expo", "outside"]
    assert rejected(data) == {4: "total_row"}


def test_repeated_headers_blanks_notes_and_hidden_rows():
    rows = [
        HEAD,
        ROW,
        [],
        HEAD,
        ["乙项目", *ROW[1:]],
        ["注：以上数据截至8月29日"],
        ["填表人：王某", None, "联系电话：1"],
    ]
    data = workbook(rows, hidden=[5])

    done = read(data)

    assert [entry.row for entry in done.entries] == [2, 5]
    assert done.hidden_rows == [5]
    assert [refusal.row for refusal in done.refusals] in ([], [7])


def test_a_formula_gives_its_stored_result_or_the_row_is_refused():
    head = "".join(inline(f"{letter}1", label) for letter, label in zip("ABCDEF", HEAD, strict=True))

    def row(number, amount):
        cells = [inline(f"A{number}", f"项目{number}"), inline(f"B{number}", "区"), inline(f"C{number}", "甲公司")]
        return f'<row r="{number}">{"".join(cells)}<c r="D{number}"><f>SUM(X1:X9)</f>{amount}</c>' + (
            inline(f"E{number}", "会场") + inline(f"F{number}", "2019-08-26") + "</row>"
        )

    data = by_hand(f'<sheetData><row r="1">{head}</row>{row(2, "<v>7</v>")}{row(3, "")}{row(4, "<v></v>")}</sheetData>')

    assert money(data) == [[("CNY", "70000")]]
    assert rejected(data) == {3: "no_result", 4: "no_result"}


def test_merged_data_cells_hold_for_each_of_their_rows_but_an_amount_cannot():
    rows = [
        ["甲项目", "区政府", "甲公司", 5, "会场", DAY],
        ["乙项目", None, "乙公司", 6, None, None],
        ["丙项目", None, "丙公司", 7, None, None],
        ["丁项目", None, "丁公司", None, None, None],
    ]
    data = workbook([HEAD, *rows], merge=["B2:B5", "E2:E5", "F2:F5", "D4:D5"])

    assert [(row["row"], row["signing_place"], row["date"]) for row in accepted(data)] == [
        (2, "at_expo", "2019-08-26"),
        (3, "at_expo", "2019-08-26"),
    ]
    assert rejected(data) == {4: "merged_amount", 5: "merged_amount"}


def test_the_same_row_again_is_refused_whatever_its_running_number():
    head = ["序号", *HEAD]
    data = workbook([head, [1, *ROW], [2, *ROW], [3, "别的项目", *ROW[1:]]])

    assert [row["row"] for row in accepted(data)] == [2, 4]
    (refusal,) = read(data).refusals
    assert refusal.sentence() == "The same as row 2."


def test_several_sheets_are_read_and_hidden_ones_named():
    data = workbook(
        [HEAD, ROW], name="会场", more={"说明": [["填表说明"]], "场外": [HEAD, ["乙项目", *ROW[1:4], "场外", DAY]]}
    )

    assert [(row["sheet"], row["row"], row["signing_place"]) for row in accepted(data)] == [
        ("会场", 2, "at_expo"),
        ("场外", 2, "outside"),
    ]


def test_an_unnamed_investor_is_placed_by_its_country_and_the_host_by_the_city():
    data = workbook(
        [["项目名称", "金额（亿元）", "国别", "签约地点", "签约日期"], ["甲项目", 1, "新加坡", "会场", DAY]]
    )

    (entry,) = read(data).entries

    assert [[who.code for who in names] for _side, _role, names in entry.sides] == [["500000"], ["SG"]]


def test_english_lists_are_read_too():
    head = [
        "No.",
        "Project Name",
        "Party A",
        "Party B",
        "Amount (USD million)",
        "Place of signing",
        "Date of signing",
        "Country",
    ]
    data = csv(
        head, [1, "Chip plant", "Liangjiang", "Acme Ltd", "12.5", "At the expo", "26 Aug 2019", "United Kingdom"]
    )

    assert accepted(data) == [
        {
            "row": 2,
            "title": "Chip plant",
            "amounts": [{"currency": "USD", "value": "12500000"}],
            "signing_place": "at_expo",
            "date": "2019-08-26",
            "areas": [],
            "country": "GB",
        }
    ]


def test_a_list_without_a_header_is_refused():
    with pytest.raises(UnreadableFile) as refused:
        read(csv(["a", "b"], [1, 2]))

    assert refused.value.code == "no_header"


def test_a_numbered_heading_is_no_deal_and_its_place_holds_below_it():
    head = ["序号", *HEAD[:4], HEAD[5]]
    rows = [["一", "会场签约"], [1, *ROW[:4], DAY], ["（二）", "场外签约项目"], [1, "乙项目", "区", "乙公司", 5, DAY]]

    data = workbook([head, *rows])

    assert [row["signing_place"] for row in accepted(data)] == ["at_expo", "outside"]
    assert rejected(data) == {}


def test_the_form_of_signing_may_say_the_place():
    data = workbook([[*HEAD[:4], "签约形式", HEAD[5]], [*ROW[:4], "场外签约", DAY]])

    assert [row["signing_place"] for row in accepted(data)] == ["outside"]


def test_everything_that_is_wrong_with_a_row_is_told_at_once():
    data = changed(投资额="约12亿", 签约地点="", 签约日期="2019年8月", 项目名称="")

    (refusal,) = read(data).refusals

    assert (refusal.code, [code for code, _column, _params in refusal.more]) == (
        "no_title",
        ["amount", "no_place", "date_month_only"],
    )
    with override("en"):
        assert refusal.sentence().endswith("签约日期: “2019年8月” names a month, not a day.")
    with override("zh-hans"):
        assert refusal.sentence().count("。") == 4
    assert reports.translate_refusals([reports.rejected_row(refusal)])[0]["reason"] == refusal.sentence()


def test_a_column_in_which_two_things_are_wrong_is_told_of_once():
    (refusal,) = read(changed(签约日期="#N/A")).refusals

    assert (refusal.code, refusal.more) == ("cell_error", ())
