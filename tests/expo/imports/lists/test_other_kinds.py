"""Halls, stands and people: each kind twice, so that the second time changes nothing."""

import json

import pytest
from django.core.management import call_command

from expo.models import Attendance, Booth, Exhibit, Hall, Launch, Organisation, Person
from tests.support.factories import make_edition, make_hall, make_organisation, make_participation, make_person
from tests.support.workbooks import workbook

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def edition():
    return make_edition(slug="2019")


@pytest.fixture
def bring(tmp_path):
    def bring(kind, *rows):
        file, report = tmp_path / "list.xlsx", tmp_path / "report.json"
        file.write_bytes(workbook(rows))
        call_command("import_exhibition", kind, str(file), edition="2019", report=report, verbosity=0)
        return json.loads(report.read_text())

    return bring


def keys(report):
    return [(row["key"], row["change"]) for row in report["accepted"]]


def test_halls_are_known_by_their_code(bring):
    rows = [["展馆编号", "名称"], ["n1", "智能汽车馆"], ["S4", "国际馆"]]

    assert keys(bring("halls", *rows)) == [("N1", "new"), ("S4", "new")]
    assert keys(bring("halls", *rows)) == [("N1", "unchanged"), ("S4", "unchanged")]
    assert list(Hall.objects.order_by("code").values_list("code", "name_zh")) == [
        ("N1", "智能汽车馆"),
        ("S4", "国际馆"),
    ]


def test_stands_are_known_by_hall_and_number_in_any_spelling(bring, edition):
    make_hall(code="N1", edition=edition)
    first = bring("stands", ["展馆", "展位号", "展位类型"], ["N1", "A01", "光地"], [None, "N1-A02", "标展"])
    second = bring("stands", ["Stand no.", "Type"], ["n1/a1", "raw"], ["N1-A01-A03", None])

    assert keys(first) == [("N1-A01", "new"), ("N1-A02", "new")]
    assert keys(second) == [("N1-A01", "unchanged")]
    assert [row["reason"] for row in second["rejected"]] == ["Write a row for each stand."]
    assert list(Booth.objects.order_by("number").values_list("number", "kind")) == [("A01", "raw"), ("A02", "shell")]


def test_guests_come_with_their_organisation_and_namesakes_are_asked_about(bring, edition):
    known = make_organisation(name_zh="重庆大学", name_en="Chongqing University")
    for slug in ("wei-zhang", "wei-zhang-2"):
        make_person(slug=slug, name_zh="张伟", name_en="")
    rows = [
        ["姓名", "职务", "单位"],
        ["李娜", "教授", "重慶大學"],
        ["王芳", "董事长", "山城数据有限公司"],
        ["张伟", "经理", None],
    ]
    first, again = bring("people", *rows), bring("people", *rows)

    assert keys(first) == [("li-na", "new"), ("wang-fang", "new")]
    assert keys(again) == [("li-na", "unchanged"), ("wang-fang", "unchanged")]
    assert [(row["row"], len(row["choices"])) for row in first["asked"]] == [(4, 3)]
    assert Attendance.objects.get(person__slug="li-na").organisation == known
    assert Organisation.objects.filter(name_zh="山城数据有限公司", known=True).exists()
    assert Person.objects.get(slug="wang-fang").pinyin == "wang fang"


def test_exhibits_and_launches_are_known_by_exhibitor_and_name(bring, edition):
    maker = make_organisation(name_zh="山城数据有限公司", name_en="")
    make_participation(edition=edition, organisation=maker, slug="shancheng")
    exhibits = [["展品名称", "参展商", "是否新品"], ["智能手环", "山城数据", "是"], ["手表", "无此公司", None]]
    launches = [
        ["首发名称", "发布单位", "首发级别", "首发日期"],
        ["智能手环", "山城数据有限公司", "全球首发", "8月26日"],
    ]
    first, again = bring("exhibits", *exhibits), bring("exhibits", *exhibits)

    assert (keys(first), keys(again)) == ([("zhi-neng-shou-huan", "new")], [("zhi-neng-shou-huan", "unchanged")])
    assert [row["reason"] for row in first["rejected"]] == ["“无此公司” is no exhibitor of this edition."]
    assert Exhibit.objects.get().new is True
    assert keys(bring("launches", *launches)) == [("zhi-neng-shou-huan", "new")]
    assert keys(bring("launches", *launches)) == [("zhi-neng-shou-huan", "unchanged")]
    assert str(Launch.objects.get().launched_on) == "2019-08-26"
