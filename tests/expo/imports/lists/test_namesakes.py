"""Organisations and people of one name: what somebody chose of each row holds for that row."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from expo.imports.lists.answers import NEW
from expo.models import Attendance, Delegation, ImportedFile, NewsItem, Organisation, Participation, Person
from tests.support.factories import (
    make_attendance,
    make_edition,
    make_hall,
    make_organisation,
    make_participation,
    make_person,
)
from tests.support.showcase_factories import make_news
from tests.support.staff import make_editor, signed_in
from tests.support.workbooks import workbook

pytestmark = pytest.mark.django_db
PEOPLE = "/desk/lists/2019/people/"


@pytest.fixture(autouse=True)
def edition():
    return make_edition(slug="2019")


@pytest.fixture
def client():
    return signed_in(make_editor())


def look(client, start, *rows):
    client.post(start, {"file": SimpleUploadedFile("list.xlsx", workbook(rows))})
    return f"{start}{ImportedFile.objects.latest('pk').pk}/"


def test_each_row_has_the_organisation_that_was_chosen_of_it(client):
    one, other = (make_organisation(name_zh="同名大学", name_en="") for _ in range(2))
    rows = [["姓名", "单位"], ["李娜", "同名大学"], ["王芳", "同名大学"]]
    page = look(client, PEOPLE, *rows)
    client.post(page, {"cell-0": f"#{one.pk}", "cell-1": f"#{other.pk}"})
    client.post(f"{page}rows/")
    first = dict(Attendance.objects.values_list("person__name_zh", "organisation"))
    page = look(client, PEOPLE, *rows)
    client.post(page, {"cell-0": f"#{other.pk}", "cell-1": f"#{other.pk}"})
    # She is known from the one, and it is asked whether she is meant.
    client.post(page, {"cell-0": f"#{Person.objects.get(name_zh='李娜').pk}"})
    client.post(f"{page}rows/")

    assert first == {"李娜": one.pk, "王芳": other.pk}
    assert dict(Attendance.objects.values_list("person__name_zh", "organisation")) == dict.fromkeys(first, other.pk)


def test_somebody_known_from_elsewhere_is_asked_about_where_the_row_names_no_organisation(client, edition):
    known = make_person(name_zh="王伟", biography_zh="前一位。")
    make_attendance(person=known, edition=make_edition(slug="2018"))
    here = make_person(name_zh="李强", biography_zh="")
    make_attendance(person=here, edition=edition)
    look(client, PEOPLE, ["姓名", "中文简介"], ["王伟", "另一位。"], ["李强", "在场。"])
    report = ImportedFile.objects.latest("pk").report

    assert [row["row"] for row in report["asked"]] == [2]
    assert [(row["key"], row["change"]) for row in report["accepted"]] == [(here.slug, "changed")]
    assert Person.objects.get(pk=known.pk).biography_zh == "前一位。"


def test_an_undo_leaves_what_led_to_a_row_that_is_gone_and_names_it(client, edition):
    first = make_hall(code="N1", edition=edition)
    make_hall(code="N2", edition=edition)
    for name, hall in (("甲公司", first), ("乙公司", None)):
        organisation = make_organisation(name_zh=name, name_en="")
        make_participation(edition=edition, organisation=organisation, hall=hall, order=1)
    start = "/desk/lists/2019/exhibitors/"
    page = look(client, start, ["企业名称", "展馆", "排序"], ["甲公司", "N2", None], ["乙公司", None, 7])
    client.post(f"{page}rows/")
    first.delete()
    undone = client.post(f"{page}undo/", follow=True)

    assert undone.status_code == 200
    assert "What it led to before has been deleted since." in undone.text
    assert list(Participation.objects.order_by("pk").values_list("hall__code", "order")) == [("N2", 1), (None, 1)]


def test_of_news_of_one_name_the_one_that_is_chosen_changes(client, edition):
    one, other = (make_news(edition=edition, slug=slug, name_zh="开幕", name_en="") for slug in ("open", "open-2"))
    start = "/desk/lists/2019/news/"
    page = look(client, start, ["标题", "正文"], ["开幕", "今天。"])
    client.post(page, {"cell-0": f"#{other.pk}"})
    client.post(f"{page}rows/")

    assert dict(NewsItem.objects.values_list("pk", "text_zh")) == {one.pk: one.text_zh, other.pk: "今天。"}
    assert set(NewsItem.objects.values_list("name_zh", flat=True)) == {"开幕"}


def test_what_is_chosen_of_one_exhibitor_of_a_cell_is_no_answer_for_the_others(client, edition):
    twins = [make_organisation(name_zh="同名大学", name_en="") for _ in range(2)]
    clear = make_organisation(name_zh="山城数据有限公司", name_en="")
    there = [make_participation(edition=edition, organisation=each) for each in (*twins, clear)]
    page = look(client, "/desk/lists/2019/news/", ["标题", "相关展商"], ["开幕", "山城数据有限公司、同名大学"])
    client.post(page, {"cell-0": f"#{twins[1].pk}"})
    client.post(f"{page}rows/")

    assert set(NewsItem.objects.get().participations.all()) == set(there[1:])


def test_each_delegation_has_the_body_that_was_chosen_of_it(client):
    one, other = (make_organisation(name_zh="同名大学", name_en="") for _ in range(2))
    rows = [["代表团名称", "派出单位"], ["甲团", "同名大学"], ["乙团", "同名大学"]]
    page = look(client, "/desk/lists/2019/delegations/", *rows)
    client.post(page, {"cell-0": f"#{one.pk}", "cell-1": f"#{other.pk}"})
    client.post(f"{page}rows/")

    assert dict(Delegation.objects.values_list("name_zh", "organisation")) == {"甲团": one.pk, "乙团": other.pk}


def test_names_in_letters_that_are_neither_latin_nor_chinese_are_told_apart(client):
    make_organisation(name_en="Лукойл", name_zh="")
    rows = [["机构名称（英文）", "网站"], *([name, "https://a.example"] for name in ("Газпром", "Лукойл"))]
    page = look(client, "/desk/lists/2019/organisations/", *rows)
    client.post(f"{page}rows/")

    assert sorted(Organisation.objects.values_list("name_en", flat=True)) == ["Газпром", "Лукойл"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("LG", "LG전자"), ("株式会社リコー", "株式会社ニコン"), ("三菱", "三菱マテリアル"), ("ООО Газпром", "ООО Яндекс")],
)
def test_names_that_differ_by_letters_of_another_script_are_two_organisations(client, one, other):
    make_organisation(name_zh=one, name_en="")
    page = look(client, "/desk/lists/2019/organisations/", ["企业名称", "网址"], [other, "other.example.com"])

    client.post(f"{page}rows/")
    called = [row.name_zh or row.name_en for row in Organisation.objects.all()]
    assert sorted(called) == sorted([one, other])


def test_two_of_one_name_in_a_list_are_asked_about_and_each_is_known_again_by_the_organisation(client):
    rows = [
        ["姓名", "单位", "职务"],
        ["王伟", "甲公司", "总裁"],
        ["王伟", "乙公司", "董事长"],
        ["王伟", "甲公司", None],
    ]
    page = look(client, PEOPLE, *rows)
    asked = ImportedFile.objects.get().report["asked"]
    client.post(page, {"cell-0": NEW})
    client.post(f"{page}rows/")
    first = sorted(Attendance.objects.values_list("organisation__name_zh", "title_zh"))
    look(client, PEOPLE, *rows)
    again = ImportedFile.objects.latest("pk").report

    assert [(row["row"], row["reason"]["en"]) for row in asked] == [
        (3, "Row 2 has somebody of this name from another organisation: is this somebody else?")
    ]
    assert (first, Person.objects.count()) == ([("乙公司", "董事长"), ("甲公司", "总裁")], 2)
    assert (again["asked"], [row["change"] for row in again["accepted"]]) == ([], ["unchanged"] * 3)


def test_namesakes_of_somebody_known_without_an_organisation_are_asked_about(client):
    known = make_person(name_zh="王伟", name_en="")
    rows = [["姓名", "单位"], ["王伟", "甲公司"], ["王伟", "乙公司"], ["王伟", "甲公司"]]
    page = look(client, PEOPLE, *rows)
    report = ImportedFile.objects.get().report
    client.post(page, {"cell-0": NEW})
    client.post(f"{page}rows/")

    assert ([row["row"] for row in report["asked"]], report["rejected"]) == ([3], [])
    by_office = dict(Attendance.objects.values_list("organisation__name_zh", "person"))
    assert by_office["甲公司"] == known.pk
    assert set(by_office) == {"甲公司", "乙公司"}
    assert Person.objects.count() == 2
