"""What the columns of a list mean together: sides by letters, several currencies, and what is asked about."""

import io
import json

import pytest
from django.core.management import call_command

from deals.models import Deal
from tests.deals.imports.lists import DAY, HEAD, csv, money_by_row, read, rejected, row, with_head
from tests.support.factories import make_edition
from tests.support.workbooks import workbook

pytestmark = pytest.mark.django_db
REST = HEAD[3:]


@pytest.fixture(autouse=True)
def edition(reference_rows):
    return make_edition(slug="2019", city_zh="重庆", city_en="Chongqing")


def sides(*labels, names=("甲公司", "江北区政府"), upper=None, merge=()):
    """Who is on which side by a header of these two labels; or why the row is refused."""
    head = ["项目名称", *labels, *REST]
    rows = [["项目名称", *upper, *REST], [None, *labels, *[None] * len(REST)]] if upper else [head]
    data = workbook([*rows, ["甲项目", *names, 5, "会场", DAY]], merge=merge)
    done = read(data)
    if done.refusals:
        return done.refusals[0].code
    return {role: names[0] for _side, role, names in done.entries[0].sides}


RIGHT = {"investor": "甲公司", "host": "江北区政府"}


@pytest.mark.parametrize(
    "labels",
    [
        ("投资方（甲方）", "引进方（乙方）"),
        ("甲方（投资方）", "乙方（引进方）"),
        ("投资方甲方", "引进方乙方"),
        ("投资方\n（甲方）", "引进方\n（乙方）"),
        ("投资方/甲方", "引进方/乙方"),
        ("投資方（甲方）", "引資方（乙方）"),
        ("Party A (investor)", "Party B (host)"),
        ("Investor (Party A)", "Host (Party B)"),
        ("签约企业（甲方）", "引进单位（乙方）"),
        ("签约企业（甲方）", "乙方"),
        ("投资方（甲方）", "签约单位（乙方）"),
        ("甲方", "引进方（乙方）"),
        ("Party A", "Host (Party B)"),
        ("乙方", "甲方"),
        ("签约企业（乙方）", "签约企业（甲方）"),
        ("签约单位（乙方）", "签约单位（甲方）"),
        ("Party B", "Party A"),
    ],
)
def test_who_invests_is_whom_the_header_calls_so_whatever_the_letter(labels):
    assert sides(*labels) == RIGHT
    assert sides(*reversed(labels), names=("江北区政府", "甲公司")) == RIGHT


def test_a_role_may_stand_in_another_row_of_the_header_than_its_letter():
    merge = ["A1:A2", "D1:D2", "E1:E2", "F1:F2"]

    assert sides("甲方", "乙方", upper=("投资方", "引进方"), merge=merge) == RIGHT
    assert sides("投资方", "引进方", upper=("甲方", "乙方"), merge=merge) == RIGHT


def test_one_column_of_firms_with_a_letter_is_of_investors():
    data = workbook([["项目名称", "签约企业（甲方）", *REST], ["甲项目", "甲公司", 5, "会场", DAY]])

    (entry,) = read(data).entries

    assert [(role, names[0]) for _side, role, names in entry.sides][1] == ("investor", "甲公司")


@pytest.mark.parametrize(
    "labels", [("投资方（引进方）", "乙方"), ("甲方/乙方", "引进方"), ("投资方（甲方）", "引进方（甲方）", "甲方")]
)
def test_a_header_that_says_two_roles_is_asked_about(labels):
    names = ["甲公司", "江北区政府", "丙公司"][: len(labels)]
    (refusal,) = read(workbook([["项目名称", *labels, *REST], ["甲项目", *names, 5, "会场", DAY]])).refusals

    told = [(refusal.code, refusal.column), *[each[:2] for each in refusal.more]]
    assert ("column_undecided", labels[0] if len(labels) < 3 else "甲方") in told
    assert "“Party B” or “Party A”" in refusal.sentence() or "“Party A” or “Party B”" in refusal.sentence()


def test_a_column_that_was_asked_about_is_what_somebody_says():
    data = workbook([["项目名称", "投资方（引进方）", *REST], ["甲项目", "甲公司", 5, "会场", DAY]])
    said = {0: "title", 1: "investor", 2: "total", 3: "place", 4: "date"}

    (entry,) = read(data, mapping=said).entries

    assert entry.sides[1][2] == ("甲公司",)


def test_an_empty_cell_below_an_undecided_label_leaves_nothing_in_doubt():
    data = workbook([[*HEAD, "合同编号/备注名称/项目名称"], [*row("甲"), None], [*row("乙"), "HT-1"]])

    assert rejected(data) == {3: "column_undecided"}


@pytest.mark.parametrize(
    ("label", "currency", "expected"),
    [
        ("金额(万元)", "美元", "USD 50000"),
        ("金额(万元)", "USD", "USD 50000"),
        ("金额（萬元）", "歐元", "EUR 50000"),
        ("金额/万元", "英镑", "GBP 50000"),
        ("金额(亿元)", "日元", "JPY 500000000"),
        ("金额(元)", "美元", "USD 5"),
        ("金额(万元)", "人民币", "CNY 50000"),
        ("金额(万元)", None, "CNY 50000"),
        *((label, "美元", "two_currencies") for label in ("金额(万元人民币)", "金额(人民币万元)", "Amount (RMB 10k)")),
        ("金额(万美元)", "人民币", "two_currencies"),
        ("金额(万美元)", "欧元", "two_currencies"),
        ("金额(万美元)", "美元", "USD 50000"),
    ],
)
def test_ten_thousands_beside_a_column_of_currencies_are_of_the_row_s_own(label, currency, expected):
    data = workbook([[*HEAD[:3], label, *HEAD[4:], "币种"], [*row("甲", 5), currency]])

    assert (rejected(data).get(2) or money_by_row(data)[2][0]) == expected


def test_a_note_of_ten_thousands_above_a_column_of_currencies_is_of_the_row_s_own_too():
    rows = [["单位：万元"], [*HEAD[:3], "金额", *HEAD[4:], "币种"], [*row("甲", 5), "美元"]]

    assert money_by_row(workbook(rows)) == {3: ["USD 50000"]}


@pytest.mark.parametrize(
    ("label", "note", "expected"),
    [
        ("金额（万）", "以上为美元", "USD 50000"),
        ("金额（万）", "注：以上金额均以美元计。", "USD 50000"),
        ("金额", "注：以上金额单位为万美元", "USD 50000"),
        ("金额", "以上金额均为万美元", "USD 50000"),
        ("金额", "Note: above amounts in USD million", "USD 5000000"),
        ("金额（万元）", "以上为美元", "units_differ"),
        ("金额（万元）", "注：以上金额单位：万元", "CNY 50000"),
        ("金额（亿元）", "注：以上金额单位：万元", "units_differ"),
        ("金额（万元）", "以上项目均已签约", "CNY 50000"),
        ("金额（万元）", "以上数据为初步统计", "CNY 50000"),
        ("金额", "以上为美元", "no_unit"),
    ],
)
def test_a_note_below_the_rows_says_their_unit(label, note, expected):
    data = workbook([[*HEAD[:3], label, *HEAD[4:]], row("甲", 5), [note]])

    assert (rejected(data).get(2) or money_by_row(data)[2][0]) == expected


def test_a_note_between_two_tables_is_of_the_rows_above_it():
    head = [*HEAD[:3], "金额（万）", *HEAD[4:]]
    data = workbook([head, row("甲", 5), ["以上为美元"], head, row("乙", 5), ["以上为人民币"]])

    assert money_by_row(data) == {2: ["USD 50000"], 5: ["CNY 50000"]}


def test_a_note_of_dollars_above_a_header_of_ten_thousands_says_their_currency():
    data = workbook([["单位：美元"], [*HEAD[:3], "金额（万）", *HEAD[4:]], row("甲", 5)])

    assert money_by_row(data) == {3: ["USD 50000"]}


@pytest.mark.parametrize(
    ("label", "note", "expected"),
    [
        ("美元投资额（万）", None, "USD 50000"),
        ("美元投资额", "单位：万", "USD 50000"),
        ("USD amount (million)", None, "USD 5000000"),
        ("投资额（万）美元", None, "USD 50000"),
        ("人民币投资额（万元）", None, "CNY 50000"),
        ("美元投资额（万美元）", None, "USD 50000"),
        ("美元投资额", "单位：万元", "two_units"),
        ("美元投资额", None, "no_unit"),
        ("美元投资额（万元）", None, "capital_unknown"),
        ("人民币/美元投资额（万）", None, "capital_unknown"),
    ],
)
def test_a_currency_that_stands_anywhere_in_a_header_counts(label, note, expected):
    data = workbook([[note], [*HEAD[:3], label, *HEAD[4:]], row("甲", 5)])

    assert (rejected(data).get(3) or money_by_row(data)[3][0]) == expected


@pytest.mark.parametrize("label", ["InvestmentType", "investment_stage", "投资类型", "投资阶段", "Investment status"])
def test_a_column_about_the_investment_is_no_amount_of_it(label):
    data = workbook([[*HEAD, label], [*row("甲", None), "新建"], [*row("乙", 5), 3]])

    assert money_by_row(data) == {2: [], 3: ["CNY 50000"]}


def dry_run(tmp_path, data, name="deals.xlsx"):
    file, report, out = tmp_path / name, tmp_path / "report.json", io.StringIO()
    file.write_bytes(data)
    call_command("import_deals", file, edition="2019", dry_run=True, report=report, stdout=out)
    return out.getvalue(), json.loads(report.read_text())


def test_the_command_names_what_it_did_not_understand(tmp_path):
    head = [*HEAD, "技术领域", "投资阶段", "投资方（引进方）", "项目类型"]
    rows = [[*row("甲"), "人工智能、大健康", "A轮", None, "投资"], [*row("乙"), "大健康", "B轮", None, "神秘"]]

    out, report = dry_run(tmp_path, workbook([head, *rows, [*row("丙"), "5G", None, "丙公司", None]]))

    assert out.splitlines()[:5] == [
        "column “投资方（引进方）” may be “Party B” or “Party A”: name it otherwise",
        "columns that are not understood: 投资阶段",
        "技术领域: “大健康” is not understood, 2 × from row 2",
        "项目类型: “神秘” is not understood, 1 × from row 3",
        "row 4: 投资方（引进方）: What this column holds is not certain: “Party B” or “Party A”. "
        "Say what it means, or name it otherwise.",
    ]
    assert report["columns_not_understood"] == ["投资阶段"]
    assert report["accepted"][0]["not_understood"] == [["技术领域", "大健康"]]
    assert report["accepted"][0]["areas"] == ["人工智能"]
    assert Deal.objects.count() == 0


def test_columns_are_named_also_where_the_tables_of_a_file_differ(tmp_path):
    data = workbook(
        [
            [*HEAD, "投资阶段"],
            row("甲"),
            [],
            ["项目名称", "乙方", *REST, "保证金账户"],
            ["乙", "乙公司", 5, "会场", DAY],
        ]
    )

    _out, report = dry_run(tmp_path, data)

    assert report["columns_not_understood"] == ["投资阶段", "保证金账户"]


def test_a_list_of_many_currencies_in_text_is_read_as_in_a_workbook():
    data = csv([*HEAD[:3], "金额(万元)", *HEAD[4:], "币种"], [*row("甲", "5,049.5".replace(",", "")), "USD"])

    assert money_by_row(data) == {2: ["USD 50495000"]}


def test_amounts_by_kind_of_capital_in_brackets_are_apart():
    head = [*HEAD[:3], "投资额（内资）（万元）", "投资额（外资）（万美元）", *HEAD[4:]]
    data = workbook([head, ["甲", "江北区政府", "甲公司", 5, 7, "会场", DAY]])

    assert money_by_row(data) == {2: ["CNY 50000", "USD 70000"]}
    assert money_by_row(with_head("投资额（万元）", 5)) == {2: ["CNY 50000"]}
