"""Columns as other makers head them, or do not: each is taken for what it says, or named among what is left out."""

import html
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from agenda.models import Session
from expo.imports.lists.list_import import list_kinds
from expo.models import Attendance, ImportedFile, ListColumns, NewsItem, Participation
from tests.support.factories import make_edition, make_hall
from tests.support.listed import import_rows
from tests.support.staff import make_editor, signed_in
from tests.support.workbooks import workbook

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def edition():
    edition = make_edition(slug="2019")
    make_hall(edition=edition, code="N4")
    return edition


@pytest.fixture
def bring(tmp_path):
    def bring(kind, *rows):
        return import_rows(tmp_path, kind, rows)

    return bring


def look(kind, *rows):
    client = signed_in(make_editor())
    file = SimpleUploadedFile("list.xlsx", workbook(rows))
    page = client.post(f"/desk/lists/2019/{kind}/", {"file": file}, follow=True).content.decode()
    return " ".join(html.unescape(page).split())


MAKERS = {
    "Taiwan": ["公司名稱", "公司名稱（英文）", "攤位號碼", "展館", "電子信箱", "公司網址"],
    "Japan": ["会社名", "英文社名", "小間番号", "ホール", "メールアドレス", "ホームページ"],
    "Korea": ["업체명", "영문명", "부스번호", "Hall", "이메일", "홈페이지"],
    "Germany": ["Company name (CN)", "Company name", "Stand no.", "Hall", "E-mail", "Internet"],
}


@pytest.mark.parametrize("head", MAKERS.values(), ids=MAKERS)
def test_columns_are_known_as_makers_of_other_places_head_them(bring, head):
    report = bring(
        "exhibitors", head, ["山光精機", "Yamako", "A01", "N4", "a@yamako.example", "https://yamako.example"]
    )

    assert (report["columns_not_understood"], report["asked"], report["rejected"]) == ([], [], [])
    row = Participation.objects.select_related("organisation").get()
    assert (row.organisation.name_zh, row.organisation.name_en) == ("山光精機", "Yamako")
    assert [booth.label for booth in row.booths.all()] == ["N4-A01"]
    assert (row.contact_email, row.organisation.website) == ("a@yamako.example", "https://yamako.example")


def test_a_column_that_nothing_heads_is_named(bring):
    report = bring(
        "people", ["姓名", "单位", None], ["王小江", "江畔样品科技有限公司", "董事长"], ["李小渝", None, None]
    )

    assert report["columns_not_understood"] == ["[C]"]


def test_what_a_column_that_nothing_heads_means_can_be_said(bring):
    client = signed_in(make_editor())
    rows = [["姓名", "单位", None], ["王小江", "江畔样品科技有限公司", "董事长"]]
    client.post("/desk/lists/2019/people/", {"file": SimpleUploadedFile("l.xlsx", workbook(rows))}, follow=True)
    run = ImportedFile.objects.get()
    client.post(f"/desk/lists/2019/people/{run.pk}/", {"column-2": "title"}, follow=True)
    client.post(f"/desk/lists/2019/people/{run.pk}/rows/")

    assert Attendance.objects.get().title_zh == "董事长"


def test_a_column_that_may_mean_two_things_is_named_with_both():
    page = look("people", ["姓名", "称谓", "工作单位及职务"], ["王小江", "教授", "江畔样品科技有限公司董事长"])

    meanings = "Organisation / Title / Organisation, then title, in one cell"
    assert f"“工作单位及职务” is left out before you say below which it means: {meanings}." in page


def test_two_columns_below_one_heading_of_two_things_are_of_these(tmp_path):
    book = Workbook()
    for row in (["姓名", "称谓", "工作单位及职务", None], ["王小江", "教授", "江畔样品科技有限公司", "董事长"]):
        book.active.append(row)
    book.active.merge_cells("C1:D1")
    book.save(tmp_path / "list.xlsx")
    call_command("import_exhibition", "people", str(tmp_path / "list.xlsx"), edition="2019", verbosity=0)

    row = Attendance.objects.select_related("organisation").get()
    assert (row.organisation.name_zh, row.title_zh) == ("江畔样品科技有限公司", "董事长")


def test_a_second_column_of_a_field_is_told_as_left_out_where_it_says_otherwise(bring):
    rows = (
        ["企业名称", "负责人", "联系人"],
        ["甲公司", "王江", "陈渝"],
        ["乙公司", "王江", "王江"],
        ["丙公司", None, "陈渝"],
    )
    report = bring("exhibitors", *rows)

    assert report["beside"] == [{"column": "联系人", "first": "负责人", "field": "contact_name", "rows": 1}]
    assert sorted(Participation.objects.values_list("contact_name", flat=True)) == ["王江", "王江", "陈渝"]
    page = look("exhibitors", *rows)
    assert "“联系人” is left out in 1 row, where “负责人” says the Contact person." in page


@pytest.mark.parametrize("stand", ["N4-tbd", "n4/待定", "N4 TBA"])
def test_a_hall_whose_stand_nobody_knows_yet_is_a_hall(bring, stand):
    report = bring("exhibitors", ["企业名称", "展位号"], ["甲公司", stand])

    assert (report["asked"], report["rejected"]) == ([], [])
    row = Participation.objects.get()
    assert (row.hall.code, row.booths.count()) == ("N4", 0)


def test_an_address_may_be_as_wide_as_chinese_characters(bring):
    report = bring(
        "exhibitors",
        ["企业名称", "邮箱", "网址"],
        ["甲公司", "ａ＠ｂ．ｅｘａｍｐｌｅ", "ｈｔｔｐｓ：／／ｂ．ｅｘａｍｐｌｅ"],
    )

    assert report["rejected"] == []
    row = Participation.objects.select_related("organisation").get()
    assert (row.contact_email, row.organisation.website) == ("a@b.example", "https://b.example")


def test_stands_of_two_columns_are_all_taken(bring):
    report = bring("exhibitors", ["企业名称", "展馆", "展位号", "展位号2"], ["甲公司", "N4", "A01", "A03"])

    assert (report["beside"], report["rejected"]) == ([], [])
    assert sorted(booth.label for booth in Participation.objects.get().booths.all()) == ["N4-A01", "N4-A03"]


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        (["Title", "Surname", "Given name", "Job title"], ["Prof.", "Rossi", "Anna", "CEO"]),
        (["Salutation", "Surname", "Given name", "Title"], ["Prof.", "Rossi", "Anna", "CEO"]),
    ],
)
def test_a_title_beside_a_job_title_is_an_honorific(bring, head, cells):
    report = bring("people", head, cells)

    assert (report["asked"], report["rejected"]) == ([], [])
    row = Attendance.objects.select_related("person").get()
    assert (row.person.name_en, row.person.honorific_en, row.title_en) == ("Anna Rossi", "Prof.", "CEO")


@pytest.mark.parametrize(
    ("word", "status"), [("booked", "confirmed"), ("Cancelled", "withdrawn"), ("已退展", "withdrawn")]
)
def test_a_status_is_known_by_the_words_of_agencies(bring, word, status):
    report = bring("exhibitors", ["企业名称", "状态"], ["甲公司", word])

    assert report["asked"] == []
    assert Participation.objects.get().status == status


def test_a_list_that_says_what_is_here_is_not_offered_for_import(bring):
    rows = (["企业名称", "状态"], ["甲公司", "confirmed"])
    bring("exhibitors", *rows)
    again, changed = look("exhibitors", *rows), look("exhibitors", rows[0], ["甲公司", "withdrawn"])

    assert "What this file says is here already: importing it would change nothing." in again
    assert ("/rows/" in again, "/rows/" in changed) == (False, True)


def test_a_list_of_which_rows_are_left_out_is_not_said_to_be_here_already(bring):
    rows = (["企业名称", "状态", "排序"], ["甲公司", "confirmed", 1])
    bring("exhibitors", *rows)
    page = look("exhibitors", *rows, ["乙公司", "confirmed", "many"])

    assert "importing it would change nothing" not in page
    assert "What can be imported of this file is here already. What was left out, and why, stands below." in page
    assert "importing it would change nothing" in look("exhibitors", *rows, ["合计", None, 1])


@pytest.mark.parametrize("word", ["待定", "TBD", "to be decided"])
@pytest.mark.parametrize(
    ("kind", "head", "row"),
    [
        ("organisations", ["企业名称", "世界500强"], ["甲公司"]),
        ("launches", ["名称", "参展商", "具体时间"], ["甲首发", "甲公司"]),
        ("news", ["标题", "发布时间"], ["甲新闻"]),
    ],
)
def test_what_nobody_knows_yet_is_an_open_cell_of_flags_times_and_moments(bring, kind, head, row, word):
    bring("exhibitors", ["企业名称", "状态"], ["甲公司", "confirmed"])
    report = bring(kind, head, [*row, word])

    assert (report["columns_not_understood"], report["asked"], report["rejected"]) == ([], [], [])
    assert [each["change"] for each in report["accepted"]] in (["new"], ["unchanged"])


@pytest.mark.parametrize(("kind", "likely"), [("organisations", "exhibitors"), ("exhibitors", "")])
def test_the_command_says_where_a_list_is_rather_another_one(bring, capsys, kind, likely):
    report = bring(kind, ["公司名稱", "公司名稱（英文）", "攤位號碼", "展館"], ["山光精機", "Yamako", "A01", "N4"])

    assert report["likely_kind"] == likely
    assert ("rather those of another list: exhibitors" in capsys.readouterr().err) is bool(likely)


def test_the_command_warns_of_no_other_list_that_knows_no_more_headings(bring, capsys):
    report = bring("sessions", ["Title", "Date"], ["Forum", "2019-08-26"])

    assert (report["likely_kind"], capsys.readouterr().err) == ("", "")


@pytest.mark.parametrize("moment", ["2019-08-20 14:23:51", "2019-08-20T14:23:51", "2019/8/20 2:23:51 PM"])
def test_of_a_moment_with_seconds_these_are_dropped(bring, moment):
    report = bring("news", ["标题", "发布时间"], ["甲新闻", moment])

    assert (report["asked"], report["rejected"]) == ([], [])
    assert f"{NewsItem.objects.get().publish_at:%Y-%m-%d %H:%M}" == "2019-08-20 06:23"


def test_a_title_beside_one_in_chinese_is_its_english_side(bring):
    cells = ["王小江", "Wang Xiaojiang", "总经理", "General manager"]
    report = bring("people", ["姓名", "Name", "职务", "Title"], cells)

    assert (report["asked"], report["rejected"]) == ([], [])
    row = Attendance.objects.select_related("person").get()
    assert (row.title_zh, row.title_en, row.person.honorific_en) == ("总经理", "General manager", "")


@pytest.mark.parametrize(
    ("head", "cells"), [(["Title", "Job title"], ["Director", "CEO"]), (["职务", "Title"], ["总经理", "Prof. Dr."])]
)
def test_a_title_whose_cells_and_headings_disagree_is_asked_about(bring, head, cells):
    report = bring("people", ["Name", *head], ["Anna Rossi", *cells])

    assert [each for each in report["columns"] if each["asked"]] == [
        {"label": "Title", "field": "", "asked": ["title", "honorific"]}
    ]
    assert Attendance.objects.select_related("person").get().person.honorific_en == ""


def test_what_a_column_that_nothing_heads_means_is_said_of_one_file_alone(bring):
    client = signed_in(make_editor())
    rows = [["姓名", "单位", None], ["王小江", "江畔样品科技有限公司", "董事长"]]
    client.post("/desk/lists/2019/people/", {"file": SimpleUploadedFile("l.xlsx", workbook(rows))})
    run = ImportedFile.objects.get()
    client.post(f"/desk/lists/2019/people/{run.pk}/", {"column-2": "title", "column-1": ""})
    client.post(f"/desk/lists/2019/people/{run.pk}/rows/")
    page = look("people", rows[0], ["李小渝", "巴山公司", "勿邀请"])

    report = ImportedFile.objects.latest("pk").report
    # The meaning of a heading is remembered, that of the column without one is not.
    assert [each["field"] for each in report["columns"]] == ["name", "", ""]
    assert "Columns that are not understood: 单位, [C]" in page
    assert ListColumns.objects.get().mapping == {"单位": ""}


def test_a_meaning_without_a_heading_that_was_kept_before_is_passed_over(bring):
    rows = [["姓名", "单位", None], ["李小渝", "巴山公司", "勿邀请"]]
    bring("people", *rows[:1], ["王小江", "江畔公司", "董事长"])
    look("people", *rows)
    ListColumns.objects.create(
        kind="people", fingerprint=ImportedFile.objects.latest("pk").fingerprint, mapping={"[C]": "title"}
    )
    look("people", *rows)

    assert ImportedFile.objects.latest("pk").report["columns_not_understood"] == ["[C]"]


def test_two_headings_of_two_things_that_stand_apart_are_not_divided(bring):
    head = ["姓名", "称谓", "工作单位及职务", "手机", "工作单位及职务"]
    report = bring("people", head, ["王小江", "教授", "江畔公司董事长", "13900000000", "乙公司总裁"])

    assert [each["label"] for each in report["columns"] if each["asked"]] == ["工作单位及职务"]
    row = Attendance.objects.get()
    assert (row.organisation, row.title_zh) == (None, "")


def test_two_equal_headings_side_by_side_are_not_divided(bring):
    head = ["姓名", "称谓", "工作单位及职务", "工作单位及职务"]
    bring("people", head, ["王小江", "教授", "江畔公司董事长", "乙公司总裁"])

    assert Attendance.objects.get().organisation is None


@pytest.mark.parametrize("heading", ["Format", "形式", "会议形式"])
def test_a_format_that_says_where_people_are_is_no_kind_of_session(bring, heading):
    rows = [["One", "Hybrid"], ["Two", "Online"], ["Three", "线上"]]
    report = bring("sessions", ["标题", heading], *rows)

    assert (report["asked"], report["rejected"], report["columns_not_understood"]) == ([], [], [heading])
    assert Session.objects.count() == 3


def test_a_format_whose_cells_are_kinds_says_the_kind(bring):
    bring("sessions", ["Title", "Format"], ["One", "Signing"], ["Two", "开幕式"], ["Three", None])

    assert [row.kind for row in Session.objects.order_by("pk")] == ["signing", "ceremony", "forum"]


@pytest.mark.parametrize(("one", "other", "stand"), [("A01", "待定", "N4-A01"), ("TBD", "A07", "N4-A07")])
def test_a_stand_that_nobody_knows_yet_gives_way_to_one_of_another_column(bring, one, other, stand):
    report = bring("exhibitors", ["企业名称", "展馆", "展位号", "展位号2"], ["甲公司", "N4", one, other])

    assert (report["asked"], report["rejected"]) == ([], [])
    assert [booth.label for booth in Participation.objects.get().booths.all()] == [stand]


@pytest.mark.parametrize(
    ("one", "other"), [("待定", "13900000000"), ("无", "13900000000"), ("13900000000", "待定"), ("13900000000", "-")]
)
def test_a_telephone_that_is_not_known_gives_way_to_one_of_another_column(bring, one, other):
    report = bring("exhibitors", ["企业名称", "电话", "手机"], ["甲公司", one, other])

    assert report["beside"] == []
    assert Participation.objects.get().contact_phone == "13900000000"


@pytest.mark.parametrize("answer", ["N3", "N4"])
def test_an_open_stand_of_another_hall_than_the_row_says_is_asked_about(edition, answer):
    make_hall(edition=edition, code="N3")
    client = signed_in(make_editor())
    rows = [["企业名称", "展馆", "展位号"], ["甲公司", "N3", "N4-待定"]]
    client.post("/desk/lists/2019/exhibitors/", {"file": SimpleUploadedFile("l.xlsx", workbook(rows))})
    run = ImportedFile.objects.get()
    choices = {each["label"]["en"]: each["value"] for each in run.report["asked"][0]["choices"]}
    client.post(f"/desk/lists/2019/exhibitors/{run.pk}/", {"cell-0": choices[answer]})
    client.post(f"/desk/lists/2019/exhibitors/{run.pk}/rows/")

    assert Participation.objects.get().hall.code == answer


def test_a_list_that_is_refused_as_another_one_says_what_it_rather_is(tmp_path):
    file, report = tmp_path / "list.xlsx", tmp_path / "report.json"
    file.write_bytes(
        workbook([["公司名稱", "公司名稱（英文）", "攤位號碼", "展館"], ["山光精機", "Yamako", "A01", "N4"]])
    )
    with pytest.raises(CommandError, match="rather those of another list: exhibitors"):
        call_command("import_exhibition", "delegations", str(file), edition="2019", report=report, verbosity=0)

    assert json.loads(report.read_text())["likely_kind"] == "exhibitors"


@pytest.mark.parametrize(
    ("kind", "headings"),
    [
        ("halls", {"館別": "code", "Halle": "code"}),
        ("stands", {"Halle": "hall", "Stand-Nr.": "number", "攤位號碼": "number"}),
        ("people", {"職稱": "title"}),
        (
            "sessions",
            {"Datum": "day", "Beginn": "starts_at", "Ende": "ends_at", "Raum": "room", "Referent": "speaker"}
            | {"講者": "speaker"},
        ),
    ],
)
def test_headings_of_makers_elsewhere_are_known(kind, headings):
    vocabulary = list_kinds()[kind].vocabulary

    assert {heading: vocabulary.field(heading).field for heading in headings} == headings
