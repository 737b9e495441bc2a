"""What a look at a list of sessions tells: words for kinds, values as people read them, clashes a line each."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from agenda.models import Session
from agenda.models.bounds import hours_errors
from expo.models import ImportedFile
from tests.support.agenda_factories import make_room, make_session
from tests.support.factories import make_area, make_edition, make_person
from tests.support.reading import elements, texts
from tests.support.staff import make_staff, signed_in
from tests.support.workbooks import workbook

pytestmark = pytest.mark.django_db
HEAD = ["标题", "类型", "日期", "时间", "时长", "会议室", "嘉宾", "技术领域"]
START = "/desk/lists/2019/sessions/"


@pytest.fixture(autouse=True)
def edition():
    make_area(slug="chips", name_zh="芯片", name_en="Chips")
    make_person(slug="li-na", name_zh="李娜", name_en="Li Na")
    return make_edition(slug="2019")


@pytest.fixture
def client():
    return signed_in(make_staff(("expo", "agenda")))


def bring(client, *rows):
    file = SimpleUploadedFile("list.xlsx", workbook([HEAD, *rows]))
    return client.post(START, {"file": file}, follow=True)


def cell(kind):
    return ["云上的工厂", kind, "8月26日", "09:00", 45, None, None, None]


def values(looked):
    return sorted(each.text for each in elements(looked, "div") if not each.attributes and ": " in each.text)


def listed(looked, word):
    return [text for text in texts(looked, "li") if word in text]


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("talk", "forum"),
        ("Speech", "forum"),
        ("演讲", "forum"),
        ("报告", "forum"),
        ("演講", "forum"),
        ("论坛", "forum"),
        ("2019智博会开幕式", "ceremony"),
        ("Coffee break", "break"),
    ],
)
def test_a_word_that_means_a_kind_is_taken_for_it(client, word, kind):
    bring(client, cell(word))

    assert ImportedFile.objects.get().report["accepted"][0]["fields"]["kind"] == {"old": None, "new": kind}


def test_a_word_that_is_no_kind_is_asked_about(client):
    looked = bring(client, cell("Breakthrough"), ["圆桌", "对谈会", *cell("")[2:]])
    report = ImportedFile.objects.get().report

    assert report["accepted"] == []
    assert [(row["row"], row["value"], len(row["choices"])) for row in report["asked"]] == [
        (2, "Breakthrough", 9),
        (3, "对谈会", 9),
    ]
    assert "“Breakthrough” is none of those that are possible." in looked.text


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "Kind: “talk” is taken for “forum”."), ("zh-hans", "类型：“talk”按“论坛”理解。")],
)
def test_the_look_tells_which_word_was_taken_for_a_kind_and_not_what_is_one(client, language, told):
    client.cookies["staff_language"] = language
    looked = bring(client, cell("talk"), ["甲", "论坛", *cell("")[2:]], ["乙", "forum", *cell("")[2:]])

    assert listed(looked, "talk") == [told]


ENGLISH = [
    "Title (Chinese): 云上的工厂",
    "Day: 2019-08-26",
    "Starts: 2019-08-26 09:00",
    "Ends: 2019-08-26 09:45",
    "Room: 会议室一",
    "Kind: ceremony",
    "Speakers: Li Na",
    "Technology areas: Chips",
]
CHINESE = [
    "标题（中文）: 云上的工厂",
    "日期: 2019-08-26",
    "开始时间: 2019-08-26 09:00",
    "结束时间: 2019-08-26 09:45",
    "会议室: 会议室一",
    "类型: 仪式",
    "演讲人: 李娜",
    "技术领域: 芯片",
]


@pytest.mark.parametrize(("language", "words"), [("en", ENGLISH), ("zh-hans", CHINESE)])
def test_values_are_shown_as_people_read_them(client, language, words):
    client.cookies["staff_language"] = language
    looked = bring(client, ["云上的工厂", "仪式", "8月26日", "09:00", 45, "会议室一", "李娜", "芯片"])

    assert values(looked) == sorted(words)
    assert texts(looked, "td")[0] == "云上的工厂"


def test_the_old_value_is_shown_so_too(client, edition):
    make_session(
        edition=edition,
        name_zh="云上的工厂",
        name_en="",
        kind="visit",
        day=dt.date(2019, 8, 27),
        starts_at=None,
        ends_at=None,
    )
    looked = bring(client, ["云上的工厂", "大会", "8月28日", *[None] * 5])

    assert values(looked) == [
        "Day: 2019-08-27 → 2019-08-28",
        "Kind: visit → conference",
    ]


def test_clashes_are_a_line_each_that_leads_to_its_row(client, edition):
    room = make_room(name_zh="会议室一", name_en="", edition=edition)
    make_session(edition=edition, room=room, name_zh="开幕式", name_en="Opening", hour=9)
    looked = bring(
        client,
        ["甲", "论坛", "8月27日", "14:00", 60, "会议室一", None, None],
        ["乙", "论坛", "8月26日", "09:00", 30, "会议室一", None, None],
        ["丙", "论坛", "8月26日", "09:15", 30, "会议室一", None, None],
    )
    links = [each.attributes["href"] for each in elements(looked, "a") if each.text.startswith("row ")]
    rows = [each.attributes["id"] for each in elements(looked, "tr") if "id" in each.attributes]

    assert len(listed(looked, "in the same room")) == 3
    assert links == ["#row--3", "#row--4", "#row--3", "#row--4"]
    assert rows == ["row--3", "row--4", "row--2"]
    assert Session.objects.working().count() == 1


DAYS = ["甲", None, "8月26日", None, None, None, None, None, "8月28日"]


@pytest.mark.parametrize(
    ("hours", "reason"),
    [
        ('{"2019-08-27": ["10:00", "17:00"], "2019-08-28": null}', None),
        ('{"2019-08-29": ["10:00", "17:00"]}', "Hours are given for a day on which it does not take place."),
        ('{"2019-08-27": ["10:00"]}', "This says no hours of single days."),
        ("ten to five", "This says no hours of single days."),
    ],
)
def test_hours_of_single_days_are_held_to_the_rule_of_the_form(client, edition, hours, reason):
    file = SimpleUploadedFile("list.xlsx", workbook([[*HEAD, "结束日期", "每日时间"], [*DAYS, hours]]))
    client.post(START, {"file": file}, follow=True)
    report = ImportedFile.objects.get().report

    assert [row["reason"]["en"] for row in report["rejected"]] == [reason] * bool(reason)
    assert len(report["accepted"]) == (reason is None)


def test_form_and_list_ask_one_rule(edition):
    session = make_session(edition=edition, day=dt.date(2019, 8, 26), last_day=dt.date(2019, 8, 28))
    session.daily_hours = {"2019-08-29": ["10:00", "17:00"]}

    with pytest.raises(ValidationError) as refused:
        session.full_clean()
    assert {field: " ".join(told) for field, told in refused.value.message_dict.items()} == hours_errors(session)
