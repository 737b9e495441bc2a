"""The grid of sessions: hours on their days, rooms and forums by name, and what the form of a session refuses."""

import datetime as dt

import pytest

from agenda.models import Session
from expo.i18n.instants import wall_clock_time
from tests.support.agenda_factories import make_room, make_session
from tests.support.factories import the_edition
from tests.support.grids import add_cells, grid_address, read_otherwise, send_cells
from tests.support.staff import an_editor

pytestmark = pytest.mark.django_db

ONE_TIME = {
    "en": "Write one time here, like 09:30: the end and the day have cells of their own.",
    "zh-hans": "此处只填一个时间，如 09:30；结束时间和日期请填在各自的单元格中。",
}


@pytest.fixture
def client():
    the_edition()
    return an_editor()


def hours(session):
    row = Session.objects.get(pk=session.pk)
    zone = row.edition.tz
    return [f"{wall_clock_time(each, zone):%d %H:%M}" for each in (row.starts_at, row.ends_at)]


def test_hours_are_typed_by_the_clock_at_the_venue(client):
    session = make_session()

    status, told = send_cells(client, session, "sessions", starts_at=("10:00", "9点30"), ends_at=("11:00", "10:45"))

    assert (status, told["refused"], hours(session)) == (200, {}, ["26 09:30", "26 10:45"])
    assert (told["cells"]["starts_at"], told["cells"]["ends_at"]) == ("09:30", "10:45")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("typed", ["14:00-15:30", "2019-08-27 14:00"])
def test_an_hour_cell_takes_one_time_and_no_other_cell_is_written(client, typed, language):
    session = make_session()
    client.cookies["staff_language"] = language

    status, told = send_cells(client, session, "sessions", starts_at=("10:00", typed))

    assert (status, told["refused"], hours(session)) == (
        422,
        {"starts_at": ONE_TIME[language]},
        ["26 10:00", "26 11:00"],
    )


def test_another_day_takes_the_hours_along_and_a_night_ends_on_the_next(client):
    session = make_session()

    send_cells(client, session, "sessions", day=("2019-08-26", "27 August"))
    moved = hours(session)
    status, told = send_cells(client, session, "sessions", starts_at=("10:00", "22:00"), ends_at=("11:00", "01:00"))

    assert (moved, status, told["refused"]) == (["27 10:00", "27 11:00"], 200, {})
    assert hours(session) == ["27 22:00", "28 01:00"]


@pytest.mark.parametrize(
    ("starts", "lasting", "last", "typed", "stands"),
    [
        (22, 29, 27, {"starts_at": ("22:00", "21:00")}, ["26 21:00", "28 03:00"]),
        (10, 23, 27, {"starts_at": ("10:00", "08:00")}, ["26 08:00", "27 09:00"]),
        (22, 29, 27, {"ends_at": ("03:00", "02:00")}, ["26 22:00", "28 02:00"]),
        (22, 3, None, {"ends_at": ("01:00", "23:30")}, ["26 22:00", "26 23:30"]),
        (22, 3, None, {"starts_at": ("22:00", "23:00")}, ["26 23:00", "27 01:00"]),
        (22, 3, None, {"day": ("2019-08-26", "2019-08-27")}, ["27 22:00", "28 01:00"]),
        (10, 1, None, {"last_day": ("", "2019-08-27")}, ["26 10:00", "27 11:00"]),
    ],
)
def test_an_hour_that_nobody_typed_stays_and_a_typed_one_keeps_its_day(client, starts, lasting, last, typed, stands):
    last_day = last and dt.date(2019, 8, last)
    session = make_session(hour=starts, minutes=lasting * 60, last_day=last_day)

    status, told = send_cells(client, session, "sessions", **typed)

    assert (status, told["refused"], hours(session)) == (200, {}, stands)


def test_a_start_after_the_end_is_refused_and_moves_no_end(client):
    session = make_session(hour=4)

    status, _told = send_cells(client, session, "sessions", starts_at=("04:00", "22:00"))

    assert (status, hours(session)) == (422, ["26 04:00", "26 05:00"])


def test_the_second_of_two_hours_stays_the_second_when_the_other_end_is_typed(client):
    edition = the_edition()
    edition.timezone = "Europe/Berlin"
    edition.starts_on, edition.ends_on = dt.date(2026, 10, 24), dt.date(2026, 10, 25)
    edition.save()
    second = dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC)
    ends = dt.datetime(2026, 10, 25, 5, tzinfo=dt.UTC)
    session = make_session(edition=edition, day=edition.ends_on, starts_at=second, ends_at=ends)

    status, _told = send_cells(client, session, "sessions", ends_at=("06:00", "07:00"))

    session.refresh_from_db()
    assert (status, session.starts_at, hours(session)[1]) == (200, second, "25 07:00")


def test_hours_without_a_day_are_refused_and_both_can_be_taken_away(client):
    session = make_session()

    refused, _told = send_cells(client, session, "sessions", day=("2019-08-26", ""))
    status, told = send_cells(client, session, "sessions", starts_at=("10:00", ""), ends_at=("11:00", ""))

    session.refresh_from_db()
    assert (refused, status, told["refused"]) == (422, 200, {})
    assert (session.day, session.starts_at, session.ends_at) == (dt.date(2019, 8, 26), None, None)


def test_rooms_and_forums_are_named(client):
    forum = make_session(name_en="Robots", name_zh="机器人论坛", minutes=240)
    room = make_room(name_en="Room two", name_zh="二号厅")
    session = make_session(room=forum.room)

    status, told = send_cells(
        client, session, "sessions", room=(str(forum.room), "二号厅"), parent=("", "机器人论坛"), kind=("forum", "论坛")
    )

    session.refresh_from_db()
    assert (status, told["stale"], told["refused"]) == (200, {}, {})
    assert (session.room, session.parent, told["cells"]["room"]) == (room, forum, "Room two")


def test_a_room_that_is_not_there_is_refused_with_those_that_are(client):
    session = make_session(room=make_room(name_en="Room one"))

    status, told = send_cells(client, session, "sessions", room=("Room one", "Moon"))

    assert (status, told["refused"]["room"]) == (422, "“Moon” is not among those known here. Possible: Room one.")


def test_what_the_form_of_a_session_refuses_is_told_at_its_cell(client):
    session = make_session()

    status, told = send_cells(client, session, "sessions", ends_at=("11:00", "09:00"))

    assert (status, hours(session)) == (422, ["26 10:00", "26 11:00"])
    assert told["refused"] == {"ends_at": "A session must end after it starts."}


def test_a_new_session_is_a_draft_with_an_address_of_its_own(client):
    room = make_room(name_en="Room one")

    status, told = add_cells(
        client,
        "sessions",
        name_en="Opening",
        name_zh="开幕式",
        kind="论坛",
        day="2019-08-26",
        starts_at="9:00",
        ends_at="10:00",
        room="Room one",
    )

    made = Session.objects.get()
    assert (status, told["refused"]) == (200, {})
    assert (made.slug, made.status, made.room, hours(made)) == ("opening", "draft", room, ["26 09:00", "26 10:00"])


def test_every_cell_that_is_shown_is_read_as_what_it_is():
    session = make_session(parent=make_session(minutes=240))

    wrong, cells = read_otherwise(session, "sessions")

    assert (wrong, cells > 10) == ([], True)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_costs_the_same_however_many_rows_it_has(client, rows, django_assert_num_queries):
    for _row in range(rows):
        make_session()

    with django_assert_num_queries(24):
        response = client.get(grid_address("sessions"))

    assert len(response.context["rows"]) == rows
