"""Columns as other makers head them, or do not: each is taken for what it says, or named among what is left out."""

import html
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from openpyxl import Workbook

from expo.models import Attendance, ImportedFile, Participation
from tests.support.factories import make_edition, make_hall
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
        file, report = tmp_path / "list.xlsx", tmp_path / "report.json"
        file.write_bytes(workbook(rows))
        call_command("import_exhibition", kind, str(file), edition="2019", report=report, verbosity=0)
        return json.loads(report.read_text())

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

    assert "“工作单位及职务” is left out before you say below which it means: Organisation / Title." in page


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
