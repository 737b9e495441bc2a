"""Lists of sessions with roles: a forum with its talks as rows, by the venue's clock, told as the board tells."""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile

from agenda.imports.sessions.session_list import SESSIONS
from agenda.models import Room, Session
from expo.imports.lists.undo import undo_list
from expo.models import ImportedFile, Person
from tests.support.agenda_factories import make_room, make_session
from tests.support.factories import make_area, make_edition, make_organisation, make_person
from tests.support.listed import import_rows
from tests.support.staff import make_staff, signed_in
from tests.support.workbooks import workbook

pytestmark = pytest.mark.django_db
HEAD = ["标题", "所属论坛", "类型", "日期", "时间", "时长", "会议室", "嘉宾", "角色", "主办单位", "技术领域"]
FORUM = [
    "智能制造論壇 / Smart Making Forum",
    None,
    "论坛",
    "8月26日",
    "9:00-12:00",
    None,
    "会议室一",
    None,
    None,
    "重庆大學",
    "芯片",
]
TALKS = [
    ["云上的工厂", "智能制造论坛", None, None, "09:00", 45, None, "李娜", "主旨演讲", None, None],
    ["圆桌对话", "智能制造论坛", None, None, "10:00", "60分钟", None, "王芳（主持人）、待定", None, None, None],
    ["圆桌对话", "智能制造论坛", None, None, None, None, None, "张伟", "圆桌嘉宾", None, None],
]
BREAKS = [
    ["茶歇", None, "茶歇", day, "12:00", 30, "会议室一", None, None, None, None] for day in ("8月26日", "8月27日")
]
ROWS = [FORUM, *TALKS, *BREAKS]
SHANGHAI = dt.timezone(dt.timedelta(hours=8))


@pytest.fixture(autouse=True)
def edition():
    make_area(slug="chips", name_zh="芯片", name_en="Chips")
    make_organisation(name_zh="重庆大学", name_en="Chongqing University")
    make_person(slug="li-na", name_zh="李娜", name_en="")
    return make_edition(slug="2019")


@pytest.fixture
def bring(tmp_path):
    def bring(*rows, head=HEAD, dry_run=False):
        return import_rows(tmp_path, "sessions", [head, *rows], dry_run=dry_run)

    return bring


@pytest.mark.parametrize("heading", ["主题", "會議主題", "演讲主题"])
def test_a_subject_is_the_title_of_a_session(bring, heading):
    report = bring(["智能制造", "8月26日", "9:00-12:00"], head=[heading, "日期", "时间"])

    assert (report["columns_not_understood"], [row["change"] for row in report["accepted"]]) == ([], ["new"])
    assert Session.objects.get().name_zh == "智能制造"


def keys(report):
    return [(row["key"], row["change"]) for row in report["accepted"]]


def reasons(report):
    return {row["row"]: row["reason"] for part in ("rejected", "asked") for row in report[part]}


def roles(session):
    return {(role.role, str(role.person or role.organisation)) for role in session.roles.all()}


def test_a_forum_with_its_talks_enters_the_plan_as_drafts_and_again_changes_nothing(bring):
    first, again = bring(*ROWS), bring(*ROWS)
    forum, talk, table = (Session.objects.get(name_zh=name) for name in ("智能制造論壇", "云上的工厂", "圆桌对话"))

    assert (first["rejected"], first["asked"]) == ([], [])
    assert [change for _key, change in keys(first)] == ["new"] * 6
    made = {"halls": [], "stands": [], "rooms": ["会议室一"], "people": ["王芳", "张伟"], "organisations": []}
    assert (first["made"], again["made"]) == (made, {name: [] for name in made})
    assert {change for _key, change in keys(again)} == {"unchanged"}
    assert (forum.slug, forum.name_en, forum.room.name_zh) == ("smart-making-forum", "Smart Making Forum", "会议室一")
    assert (talk.parent, talk.room, talk.day) == (forum, forum.room, dt.date(2019, 8, 26))
    assert (talk.starts_at, talk.ends_at) == (
        dt.datetime(2019, 8, 26, 9, tzinfo=SHANGHAI),
        dt.datetime(2019, 8, 26, 9, 45, tzinfo=SHANGHAI),
    )
    assert [roles(each) for each in (forum, talk, table)] == [
        {("organiser", "Chongqing University")},
        {("keynote", "李娜")},
        {("host", "王芳"), ("panellist", "张伟")},
    ]
    assert [area.slug for area in forum.areas.all()] == ["chips"]
    assert Session.objects.filter(name_zh="茶歇", kind="break").count() == 2
    assert set(Session.objects.values_list("status", "since")) == {("draft", None)}
    assert (Room.objects.count(), Person.objects.count()) == (1, 3)


def test_a_corrected_list_moves_a_session_at_its_address_and_the_run_is_undone(bring):
    bring(*ROWS)
    seen = Session.objects.get(name_zh="云上的工厂")
    bring(FORUM, [*TALKS[0][:4], "09:30", *TALKS[0][5:]], *ROWS[2:])
    moved = Session.objects.get(pk=seen.pk)
    lists = list(ImportedFile.objects.order_by("-pk"))
    left = [undo_list(SESSIONS, run, User()).left for run in lists]

    assert (moved.starts_at - seen.starts_at, moved.slug) == (dt.timedelta(minutes=30), seen.slug)
    assert moved.changed_at > seen.changed_at
    assert left == [[], []]
    assert (Session.objects.count(), Room.objects.count(), Person.objects.count()) == (0, 0, 1)


def test_what_a_colleague_placed_anew_stays_and_is_told(bring):
    bring(*ROWS)
    hall = make_room(name_zh="另一厅", name_en="")
    Session.objects.filter(name_zh="云上的工厂").update(room=hall)
    report = bring(FORUM, [*TALKS[0][:6], "会议室一", *TALKS[0][7:]], *ROWS[2:])

    assert report["accepted"][1]["kept"] == {
        "room": {"here": hall.slug, "file": Room.objects.exclude(pk=hall.pk).get().slug}
    }
    assert Session.objects.get(name_zh="云上的工厂").room == hall


def test_a_look_tells_what_the_board_would_tell_and_writes_nothing(bring, edition):
    room = make_room(name_zh="会议室一", name_en="", edition=edition)
    make_session(edition=edition, room=room, name_zh="开幕式", name_en="Opening", hour=11)
    client = signed_in(make_staff(("expo", "agenda")))
    file = SimpleUploadedFile("list.xlsx", workbook([HEAD, *ROWS]))
    page = client.post("/desk/lists/2019/sessions/", {"file": file}, follow=True)

    assert "“Opening” and “Smart Making Forum” are in the same room at the same time." in page.text.replace(
        "&#x27;", "'"
    )
    assert (Session.objects.working().count(), Person.objects.count(), Room.objects.count()) == (1, 1, 1)


WRONG = {
    "forum": (["甲", "无此论坛"], "“无此论坛” is no session known here: list it above its parts."),
    "day": (["甲", None, None, "8月31日"], "This day is not one of the edition's days."),
    "no end": (["甲", None, None, "8月26日", "9:00"], "It says when it starts, and not when it ends."),
    "no day": (["甲", None, None, None, "9:00-10:00"], "A session with hours needs its day."),
    "back in time": (["甲", None, None, "8月26日", "11:00-10:00"], "A session must end after it starts."),
    "nonsense": (
        ["甲", None, None, "8月26日", "soon"],
        "“soon” is no time: write it like 09:30 or 09:30-10:45, or leave the cell empty.",
    ),
    "two ends": (["甲", None, None, "8月26日", "9:00-10:00", 30], "Start, end and minutes do not fit together."),
    "itself": (["智能制造论坛", "智能制造论坛"], "A session cannot be a part of itself."),
    "two things": (["智能制造论坛", None, "大会", "8月26日"], "Row 2 says otherwise of the same."),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_is_refused_with_its_reason(bring, case):
    cells, reason = WRONG[case]
    report = bring(FORUM[:5], cells, head=HEAD)

    assert reasons(report) == {3: reason}
    assert [key for key, _change in keys(report)] == ["smart-making-forum"]


@pytest.mark.parametrize(
    ("hours", "reason", "lasts"),
    [
        (["2019-03-31", "02:30", 60], "The clocks at the venue never show “2019-03-31 02:30”.", None),
        (["2019-03-31", "01:30", 60], None, 60),
        (["2019-10-27", "01:30-02:30", None], None, 60),
        (["2019-10-27", "02:30", 60], None, 60),
        (["2019-10-26", "23:00-03:30", None], None, 330),
        (["2019-10-26", "2019-10-26 23:00", 330], None, 330),
        (["2019-10-26", "2019-10-27 23:00", 330], "The start does not lie on the day given.", None),
    ],
)
def test_hours_are_those_of_the_venue_also_where_its_clocks_are_turned(bring, edition, hours, reason, lasts):
    edition.timezone, edition.starts_on = "Europe/Berlin", dt.date.fromisoformat(hours[0])
    edition.ends_on = edition.starts_on
    edition.save()
    rows = [["Night", *hours]]
    head = ["Title", "Date", "Time", "Minutes"]
    first, again = bring(*rows, head=head), bring(*rows, head=head)

    assert list(reasons(first).values()) == [reason] * bool(reason)
    assert keys(again) == [("night", "unchanged")] * (lasts is not None)
    assert [(each.ends_at - each.starts_at) // dt.timedelta(minutes=1) for each in Session.objects.all()] == [
        lasts
    ] * bool(lasts)


def test_what_lasts_several_days_ends_on_the_last_of_them(bring):
    head = ["Title", "Date", "Last day", "Starts", "Ends"]
    report = bring(
        ["Show", "2019-08-26", "2019-08-28", "09:00", "17:00"],
        ["Dance", None, None, "2019-08-26 22:00", "2019-08-27 01:00"],
        head=head,
    )
    show, dance = Session.objects.order_by("pk")

    assert (keys(report), show.last_day) == ([("show", "new"), ("dance", "new")], dt.date(2019, 8, 28))
    assert show.ends_at == dt.datetime(2019, 8, 28, 17, tzinfo=SHANGHAI)
    assert (dance.day, dance.ends_at) == (dt.date(2019, 8, 26), dt.datetime(2019, 8, 27, 1, tzinfo=SHANGHAI))


def test_of_namesakes_it_is_asked_and_the_rest_of_the_cell_stays(bring):
    for slug in ("zhang-wei", "zhang-wei-2"):
        make_person(slug=slug, name_zh="张伟", name_en="")
    report = bring(["甲", *[None] * 6, "李娜、张伟"])

    assert [[choice["value"] for choice in row["choices"]] for row in report["asked"]] == [
        ["李娜、zhang-wei", "李娜、zhang-wei-2"]
    ]


def test_a_list_of_sessions_at_another_door_is_led_to_its_own():
    client = signed_in(make_staff(("expo", "agenda")))
    file = SimpleUploadedFile("list.xlsx", workbook([HEAD, *ROWS]))
    page = client.post("/desk/lists/2019/exhibitors/", {"file": file}, follow=True)

    assert ">Import sessions</a>" in page.text.partition("elsewhere:")[2][:200]
