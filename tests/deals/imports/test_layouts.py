"""Further lists as districts make them: several tables, headings that say places, odd columns; and what is refused."""

import datetime as dt

import pytest
from django.utils import translation

from deals.imports.sheets import reading
from expo.spreadsheets.reading import UnreadableFile
from tests.deals.imports.lists import DAY, HEAD, ROW, money_by_row, read, rejected, row, unplaced, with_head
from tests.support.factories import make_edition
from tests.support.workbooks import workbook

pytestmark = pytest.mark.django_db
UNPLACED = [*HEAD[:4], HEAD[5]]


@pytest.fixture(autouse=True)
def edition(reference_rows):
    return make_edition(slug="2019", city_zh="重庆", city_en="Chongqing")


def places(data):
    return {entry.row: str(entry.place) for entry in read(data).entries}


def test_a_second_table_on_the_sheet_has_columns_and_units_of_its_own():
    other = ["项目名称", "乙方", "甲方", "投资额（亿元）", "签约日期"]
    rows = [["会场签约"], UNPLACED, unplaced("甲", 1), [], ["场外签约"], other, ["乙", "乙公司", "区政府", 2, DAY]]
    data = workbook(rows)

    assert money_by_row(data) == {3: ["CNY 10000"], 7: ["CNY 200000000"]}
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

    assert money_by_row(workbook(pages)) == {4: ["CNY 1000000"], 8: ["CNY 10000000000"], 10: ["CNY 10000000000"]}
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

    assert list(money_by_row(data)) == [2]
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

    assert list(money_by_row(data)) == [2, 5]
    assert rejected(data) == {3: "same_as", 4: "same_as"}


@pytest.mark.parametrize("title", ["（示例）智能项目", "例：某项目", "填写示例", "Example: chip works"])
def test_a_row_that_shows_how_to_fill_in_the_form_is_no_deal(title):
    assert rejected(workbook([HEAD, row(title), row("例行检测中心")])) == {2: "example"}


def test_parties_in_one_cell_may_say_their_sides():
    head = ["项目名称", "签约双方", *HEAD[3:]]
    (entry,) = read(workbook([head, ["甲", "甲方：江北区政府\n乙方：甲公司", 5, "会场", DAY]])).entries

    assert [names for _side, _role, names in entry.sides] == [("江北区政府",), ("甲公司",)]


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

    assert list(money_by_row(data)) == [2, 4, 5]
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

    assert money_by_row(data) == {5: ["CNY 500000000", "USD 10000000"]}


def test_bare_serial_numbers_count_from_where_the_workbook_counts():
    rows = [HEAD, row("甲", day=42241), row("乙", day=43703), row("丙", day="42241")]

    assert {e.row: e.signed_on for e in read(workbook(rows, since_1904=True)).entries} == {2: DAY}
    assert {e.row: e.signed_on for e in read(workbook(rows)).entries} == {3: DAY}


def test_an_open_quotation_mark_swallows_no_rows():
    text = f'{",".join(HEAD)}\n"甲,区,甲公司,1,会场,2019-08-26\n乙,区,乙公司,1,会场,2019-08-26\n'

    with pytest.raises(reading.UnreadableFile) as refused:
        read(text.encode())

    assert refused.value.code == "open_quote"


def test_a_header_in_every_row_is_more_than_any_list():
    text = "\n".join(f"{','.join(HEAD)},{at}" for at in range(20_000))

    with pytest.raises(reading.UnreadableFile) as refused:
        read(text.encode())

    assert refused.value.code == "costly"


def test_a_list_whose_project_column_is_not_known_can_be_mapped():
    data = workbook([["事由", *HEAD[1:]], row("甲")])

    assert rejected(data) == {2: "no_title"}
    assert read(data).layouts[0].header.columns[0].label == "事由"


@pytest.mark.parametrize("cell", ["\u200b1000", "1000\ufeff", "'1000", "\u200e1,000"])
def test_what_nobody_sees_in_a_cell_is_no_part_of_it(cell):
    assert money_by_row(with_head("投资额（万元）", cell)) == {2: ["CNY 10000000"]}


def test_who_made_the_list_is_passed_over_and_every_sum_is_told():
    data = workbook([HEAD, row("甲"), [None, "本页小计：", None, 100], ["填表人：李四", None, "审核人：王五"]])
    phone = workbook([HEAD, row("甲"), ["联系电话：", 13812345678]])

    assert money_by_row(data) == {2: ["CNY 1000000"]}
    assert rejected(data) == {3: "total_row"}
    assert rejected(phone) == {}


@pytest.mark.parametrize("title", ["数据中心项目", "单位食堂改造项目", "统计软件项目", "日期管理软件项目"])
def test_a_row_of_nothing_but_a_name_is_refused_though_notes_begin_with_its_first_word(title):
    assert rejected(workbook([HEAD, ROW, [title]])).keys() == {3}


@pytest.mark.parametrize("note", ["数据来源：商务局", "单位：区招商局", "统计截至8月29日", "日期：2019年8月29日"])
def test_notes_below_the_table_are_no_rows_of_it(note):
    assert rejected(workbook([HEAD, ROW, [note]])) == {}


@pytest.mark.parametrize("header", ["项目名称,签约金额（万元）,投资方\n", "Project,Amount (USD),Investor\n\n"])
@pytest.mark.parametrize(("language", "said"), [("en", "a header and no deal below it"), ("zh-hans", "只有表头")])
def test_a_list_with_a_header_only_is_refused_in_a_sentence(header, language, said):
    with pytest.raises(UnreadableFile) as refused:
        read(header.encode())

    assert refused.value.code == "no_rows"
    with translation.override(language):
        assert said in refused.value.messages[0]
