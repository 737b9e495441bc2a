"""Halls, stands and people: each kind twice, so that the second time changes nothing."""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.utils import translation

from expo.imports.lists.list_import import list_kinds
from expo.imports.lists.undo import undo_list
from expo.models import (
    Attendance,
    Booth,
    Delegation,
    Exhibit,
    Hall,
    ImportedFile,
    Launch,
    NewsItem,
    Organisation,
    Person,
)
from expo.spreadsheets import headers
from expo.spreadsheets.cells import Row, Sheet
from tests.support.factories import (
    make_edition,
    make_hall,
    make_organisation,
    make_participation,
    make_person,
    make_region,
)
from tests.support.listed import import_rows
from tests.support.showcase_factories import make_news

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def edition():
    return make_edition(slug="2019")


@pytest.fixture
def bring(tmp_path):
    def bring(kind, *rows):
        return import_rows(tmp_path, kind, rows)

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
        ["姓名", "职务", "单位", "類別"],
        ["李娜", "教授", "重慶大學", "学者"],
        ["王芳", "董事长", "山城数据有限公司", None],
        ["张伟", "经理", None, None],
    ]
    first, again = bring("people", *rows), bring("people", *rows)

    assert keys(first) == [("li-na", "new"), ("wang-fang", "new")]
    assert keys(again) == [("li-na", "unchanged"), ("wang-fang", "unchanged")]
    assert [(row["row"], len(row["choices"])) for row in first["asked"]] == [(4, 3)]
    assert Attendance.objects.get(person__slug="li-na").organisation == known
    assert Attendance.objects.get(person__slug="li-na").capacity == "academic"
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


DELEGATIONS = [
    ["代表团名称", "国家/地区", "团长", "人数", "抵达日期", "离开日期"],
    ["新加坡代表团", "新加坡", "李明", 12, "8月25日", "8月29日"],
    ["无名代表团", None, None, 3, None, None],
    ["法国代表团", "法国", "无此人", None, None, None],
    ["德国代表团", "德国", None, 2, "8月29日", "8月25日"],
]
NEWS = [
    ["标题", "正文", "发布时间", "是否公开", "置顶", "相关展商"],
    ["开幕 / It opens", "今天。", "2019年8月26日（星期一）上午9:30", "是", "是", "山城数据"],
    ["闭幕", "明天。", None, "是", "否", None],
    ["花絮", None, "2019-08-26 晚上12点", "否", None, None],
    ["预告", None, "2019年8月26日 09:30 星期一", "否", None, None],
]


def test_delegations_are_known_by_name_and_come_from_somewhere(bring, edition):
    make_region(code="SG", name_en="Singapore", name_zh="新加坡")
    make_region(code="DE", name_en="Germany", name_zh="德国")
    make_region(code="FR", name_en="France", name_zh="法国")
    make_person(slug="li-ming", name_zh="李明", name_en="")
    first, again = bring("delegations", *DELEGATIONS), bring("delegations", *DELEGATIONS)
    Delegation.objects.update(members=13)
    kept = bring("delegations", *DELEGATIONS[:2])
    mended = bring("delegations", DELEGATIONS[0], ["新加坡代表團", "新加坡", "李明", 14, "8月25日", "8月30日"])

    assert [row["reason"] for row in sorted(first["rejected"], key=lambda row: row["row"])] == [
        "Name the country or region it comes from, or the body that sent it.",
        "The last day cannot lie before the first day.",
    ]
    assert [row["reason"] for row in first["asked"]] == ["“无此人” is nobody known here: who is meant?"]
    assert [keys(each)[0][1] for each in (first, again, kept, mended)] == ["new", "unchanged", "unchanged", "changed"]
    assert kept["accepted"][0]["kept"] == {"members": {"here": 13, "file": 12}}
    row = Delegation.objects.get()
    assert (row.region.code, row.head.slug, row.members, row.published) == ("SG", "li-ming", 13, False)
    assert (str(row.arrives_on), str(row.leaves_on)) == ("2019-08-25", "2019-08-30")


@pytest.mark.parametrize(("zone", "hour"), [("Asia/Shanghai", 1), ("Europe/Berlin", 7)])
def test_news_appear_at_their_moment_by_the_clocks_of_the_venue(bring, edition, zone, hour):
    edition.timezone = zone
    edition.save()
    maker = make_organisation(name_zh="山城数据有限公司", name_en="")
    make_participation(edition=edition, organisation=maker, slug="shancheng")
    first, again = bring("news", *NEWS), bring("news", *NEWS)

    assert (keys(first), keys(again)) == ([("it-opens", "new")], [("it-opens", "unchanged")])
    assert [(row["row"], row["reason"]) for row in sorted(first["rejected"], key=lambda row: row["row"])] == [
        (3, "Say from when on the public sees it."),
        (4, "“2019-08-26 晚上12点” is not a day and a time: write it like 2019-08-26 09:30."),
        (5, "“2019年8月26日 09:30 星期一” is not a day and a time: write it like 2019-08-26 09:30."),
    ]
    item = NewsItem.objects.get()
    assert (item.name_zh, item.pinned, item.published) == ("开幕", True, True)
    assert item.publish_at == dt.datetime(2019, 8, 26, hour, 30, tzinfo=dt.UTC)
    assert [each.slug for each in item.participations.all()] == ["shancheng"]


def test_of_namesakes_it_is_asked_which_is_meant_and_a_skipped_hour_is_refused(bring, edition):
    edition.timezone = "Europe/Berlin"
    edition.save()
    keys = [make_news(edition=edition, slug=slug, name_en="Open", name_zh="").pk for slug in ("open", "open-2")]
    told = bring("news", ["Headline", "Published at"], ["Open", None], ["Night", "2020-03-29 02:30"])

    assert [[choice["value"] for choice in row["choices"]] for row in told["asked"]] == [
        [*(f"#{key}" for key in keys), "new"]
    ]
    assert [row["reason"] for row in told["rejected"]] == ["The clocks at the venue never show “2020-03-29 02:30”."]


@pytest.mark.parametrize(
    ("kind", "model", "rows"),
    [
        ("delegations", Delegation, [["代表团名称", "国家/地区"], ["新加坡代表团", "新加坡"]]),
        ("news", NewsItem, [["标题", "相关展商"], ["开幕", "shancheng"]]),
    ],
)
def test_what_the_next_version_lacks_is_told_and_a_run_is_undone(bring, edition, kind, model, rows):
    make_region(code="SG", name_en="Singapore", name_zh="新加坡")
    make_participation(edition=edition, slug="shancheng")
    bring(kind, *rows, ["另一", rows[1][1]])
    run = ImportedFile.objects.get()
    lacking = bring(kind, *rows)
    there = model.objects.count()
    undone = undo_list(list_kinds()[kind], run, User())

    assert [row["key"] for row in lacking["missing"]] == ["ling-yi"]
    assert (there, undone.left, model.objects.count()) == (2, [], 0)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("slug", list_kinds())
def test_each_heading_of_a_template_is_understood(slug, language):
    kind = list_kinds()[slug]
    with translation.override(language):
        labels = [field.label for field in kind.fields]
    header = headers.find_header(Sheet(rows=[Row(1, labels), Row(2, ["1"] * len(labels))]), kind.vocabulary)

    assert [column.field for column in header.columns] == [field.key for field in kind.fields]
