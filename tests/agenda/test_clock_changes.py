"""A night in which the clocks are turned, in two zones, through all that shows, moves, reckons or brings sessions."""

import datetime as dt
from typing import NamedTuple
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.test import Client
from django.utils import translation
from django.utils.http import int_to_base36

from agenda.checks import problems
from agenda.imports import programme_file, save
from agenda.models import Session, daily_hours
from agenda.planning.card import Card
from agenda.planning.copy_edition import CopyContent, copy_structure
from agenda.planning.moves import Placement
from expo.i18n.instants import DAY, duration, moment_at, wall_clock_time
from tests.support.agenda_factories import make_opening, make_room, make_session, make_walk
from tests.support.factories import make_edition, make_hall, make_person
from tests.support.reading import elements, texts
from tests.support.staff import an_editor, filled, make_editor, page, signed_in

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


class Night(NamedTuple):
    """In which the clocks are turned, after the eve; from ten at night to three it lasts so many hours."""

    zone: str
    eve: dt.date
    hours: int


AUTUMN = Night("America/Los_Angeles", dt.date(2026, 10, 31), 6)
SPRING = Night("Europe/Berlin", dt.date(2026, 3, 28), 4)


@pytest.fixture(params=[AUTUMN, SPRING], ids=lambda night: night.zone)
def night(request):
    return request.param


@pytest.fixture
def edition(night):
    return edition_of(night)


def edition_of(night):
    days = {"starts_on": night.eve, "ends_on": night.eve + DAY}
    return make_edition(slug="2026", timezone=night.zone, status="live", **days)


def at(edition, hour, minute=0, day=0, after=None):
    return moment_at(edition.starts_on + day * DAY, dt.time(hour, minute), edition.tz, after)


@pytest.fixture
def party(edition):
    room = make_room(slug="stage", hall=make_hall(code="S1", edition=edition), edition=edition)
    return make_session(name_en="Party", room=room, starts_at=at(edition, 22), ends_at=at(edition, 3, day=1))


def clock(moment, edition):
    return f"{wall_clock_time(moment, edition.tz):%d %H:%M}"


def hours(session):
    session = Session.objects.get(pk=session.pk)
    return [clock(each, session.edition) for each in (session.starts_at, session.ends_at)]


def move(session, **changes):
    client = signed_in(make_editor())
    address = f"/desk/agenda/2026/sessions/{session.pk}/move/"
    return client.post(address, {**filled(client.get(address)), **changes}, headers={"Accept": "application/json"})


def test_every_file_tells_how_long_it_really_lasts(client, party, night):
    length = f"{night.hours:02}:00"
    [event] = icalendar.Calendar.from_ical(client.get("/2026/agenda.ics").content).walk("VEVENT")

    assert duration(event["DTSTART"].dt, event["DTEND"].dt) == night.hours * HOUR
    assert f"<duration>{length}</duration>" in client.get("/2026/schedule.xml").text
    day = client.get("/2026/schedule.json").json()["schedule"]["conference"]["days"][0]
    assert [event["duration"] for events in day["rooms"].values() for event in events] == [length]


@pytest.mark.parametrize("file", ["schedule.xml", "schedule.json"])
def test_what_an_export_tells_comes_back_from_an_import_as_it_was(client, party, edition, file):
    [entry] = programme_file.read_programme(client.get(f"/2026/{file}").content, edition.tz).entries

    assert (entry.when.starts_at, entry.when.ends_at) == (party.starts_at, party.ends_at)


def test_start_and_duration_of_a_file_make_the_same_night(edition, night):
    told = f'<day date="{night.eve}"><room name="A"><event><title>Party</title><start>22:00</start>'
    data = f"<schedule>{told}<duration>{night.hours:02}:00</duration></event></room></day></schedule>"

    save.import_programme(programme_file.read_programme(data.encode(), edition.tz), edition)

    assert hours(Session.objects.get()) == [f"{night.eve:%d} 22:00", f"{night.eve + DAY:%d} 03:00"]


def test_the_board_shows_it_until_three_and_keeps_its_length_when_it_is_moved(party, edition, night):
    card = Card(party, edition, {})
    assert (card.start, card.end, card.turned) == (22 * 60, 27 * 60, (night.hours - 5) * 60)
    assert card.hours == "22:00 – 03:00 next day"

    earlier = {"start": "22:05", "end": "", "length": (27 - 22) * 60 + card.turned, "until": ""}
    assert move(party, **earlier).status_code == 200
    assert hours(party) == [f"{night.eve:%d} 22:05", f"{night.eve + DAY:%d} 03:05"]

    assert move(party, start="22:05", end="", length="", until=28 * 60).status_code == 200
    assert hours(party) == [f"{night.eve:%d} 22:05", f"{night.eve + DAY:%d} 04:00"]


def test_a_move_that_changes_nothing_changes_nothing(party):
    before = Placement.of(party).token

    assert move(party).status_code == 200
    assert Placement.of(Session.objects.get(pk=party.pk)).token == before


def test_clashes_and_walks_are_reckoned_in_real_minutes(party, edition):
    ada, other = make_person(name_en="Ada"), make_room(hall=make_hall(code="S2", edition=edition), edition=edition)
    make_walk(one=party.room.hall, other=other.hall, minutes=10)
    for session, start, end in ((None, (1, 50), (3, 30)), (party, None, None), (None, (3, 5), (4, 0))):
        row = session or make_session(
            room=other, day=edition.ends_on, starts_at=at(edition, *start, day=1), ends_at=at(edition, *end, day=1)
        )
        row.roles.create(person=ada, role="speaker")

    found = {(each.kind.key, each.finding.gap) for each in problems.find_problems(edition)}
    assert {("person", 0), ("walk", 5)} <= found


def test_my_agenda_and_the_pages_tell_the_same_hours(client, party, edition, night):
    later = make_session(
        name_en="Later", room=party.room, day=night.eve + DAY, starts_at=at(edition, 3, 5, day=1),
        ends_at=at(edition, 4, day=1),
    )  # fmt: skip
    keys = ".".join(int_to_base36(row.public_number) for row in (party, later))
    pages = [
        f"/en/2026/agenda/{night.eve}/",
        f"/en/2026/agenda/sessions/{party.slug}/",
        "/en/2026/rooms/stage/",
        f"/en/2026/agenda/mine/?s={keys}",
    ]

    for address in pages:
        response = client.get(address)
        times = [each.attributes["datetime"] for each in elements(response, "time") if each.text == "22:00"]
        assert at(edition, 22) in map(dt.datetime.fromisoformat, times), address
        assert "next day" in response.text, address
    assert [e.text for e in elements(client.get(pages[3]), "p") if e.attributes.get("class") == "clash"] == []


def test_the_door_counts_down_through_the_night(client, party, edition, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: at(edition, 23, 30))
    make_session(
        name_en="Later", room=party.room, day=edition.ends_on, starts_at=at(edition, 3, day=1),
        ends_at=at(edition, 4, day=1),
    )  # fmt: skip
    response = client.get("/en/2026/rooms/stage/screen/")
    assert [each.strip() for each in texts(response, "h3")] == ["Party", "Later"]

    monkeypatch.setattr("django.utils.timezone.now", lambda: at(edition, 3, day=1) - 10 * dt.timedelta(minutes=1))
    assert "10" in texts(client.get("/en/2026/rooms/stage/screen/"), "b")


def test_hours_of_each_day_are_those_of_the_clock_on_each(edition):
    show = make_session(hour=9, minutes=480, last_day=edition.ends_on, room=make_room(edition=edition))

    for day in edition.days:
        opening = daily_hours.day_hours(show, day, edition.tz)
        assert [clock(each, edition) for each in opening[1:3]] == [f"{day:%d} 09:00", f"{day:%d} 17:00"]


def test_what_lasts_several_days_clashes_by_the_clock_of_each_day(edition, night):
    room = make_room(edition=edition)
    show = make_session(hour=18, minutes=8 * 60, last_day=edition.ends_on, room=room, daily_hours={
        str(night.eve): ["18:00", "03:00"], str(night.eve + DAY): ["04:00", "05:00"]})  # fmt: skip
    make_session(
        room=room,
        day=night.eve + DAY,
        starts_at=at(edition, 3, day=1),
        ends_at=at(edition, 4, day=1),
        name_en="Between",
    )
    assert [each for each in problems.find_problems(edition) if each.kind.key == "room"] == []

    make_session(room=room, day=night.eve + DAY, starts_at=at(edition, 4, 55, day=1), ends_at=at(edition, 6, day=1))
    assert len([each for each in problems.find_problems(edition) if each.kind.key == "room"]) == 1
    assert show.last_day == edition.ends_on


def test_a_hall_is_open_by_the_clock_of_its_day(edition):
    hall = make_hall(code="S3", edition=edition)
    make_opening(edition=edition, hall=hall, day=edition.ends_on, opens=dt.time(0, 30), closes=dt.time(17))
    room = make_room(hall=hall, edition=edition)
    inside = [((0, 30), (1, 0)), ((9, 0), (17, 0))]
    for start, end in [*inside, ((0, 20), (1, 0)), ((16, 0), (17, 5))]:
        make_session(
            room=room, day=edition.ends_on, starts_at=at(edition, *start, day=1), ends_at=at(edition, *end, day=1)
        )

    found = [
        clock(each.sessions[0].starts_at, edition)[3:]
        for each in problems.find_problems(edition)
        if each.kind.key == "closed"
    ]
    assert found == ["00:20", "16:00"]


def test_a_copied_edition_has_the_hours_of_the_clock(party, edition, night):
    days = {"starts_on": night.eve + 364 * DAY, "ends_on": night.eve + 365 * DAY}
    new = make_edition(slug="2027", timezone=night.zone, **days)

    copy_structure(edition, new, [CopyContent.ROOMS, CopyContent.SESSIONS], make_editor())

    copy = new.sessions.get()
    assert [f"{wall_clock_time(each, new.tz):%H:%M}" for each in (copy.starts_at, copy.ends_at)] == ["22:00", "03:00"]


def test_the_list_of_staff_shows_the_hours_of_the_clock(party):
    assert "22:00 – 03:00 next day" in an_editor().get(page("agenda.session", "changelist")).text


REFUSED = {
    "en": "On 29 March 2026 the clocks go from 02:00 straight to 03:00: there is no 02:30.",
    "zh-hans": "2026年3月29日时钟由02:00直接拨到03:00，没有02:30这一刻。",
}


def in_language(client, language):
    client.cookies["staff_language"] = language
    return client


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_an_hour_that_does_not_exist_is_refused_by_the_form_and_by_the_board(language):
    edition = edition_of(SPRING)
    session = make_session(day=edition.ends_on, hour=10, room=make_room(edition=edition))
    client = in_language(an_editor(), language)
    address = page("agenda.session", "change", session.pk)

    sent = client.post(address, filled(client.get(address), starts_at_1="02:30", ends_at_1="04:00"))
    with translation.override(language):
        assert sent.context["adminform"].form.errors == {"starts_at": [REFUSED[language]]}

    board = f"/desk/agenda/2026/sessions/{session.pk}/move/"
    answer = client.post(board, {**filled(client.get(board)), "start": "02:30", "end": "", "length": 60})
    with translation.override(language):
        assert answer.context["form"].errors == {"start": [REFUSED[language]]}
    assert hours(session) == ["29 10:00", "29 11:00"]


def test_hours_of_each_day_that_do_not_exist_on_one_are_refused_for_it():
    edition = edition_of(SPRING)
    show = make_session(day=edition.starts_on, last_day=edition.ends_on, hour=9, room=make_room(edition=edition))
    client, address = an_editor(), page("agenda.session", "change", show.pk)
    opens, closes = (f"daily_hours_2026-03-29_{part}" for part in ("opens", "closes"))

    sent = client.post(address, filled(client.get(address), **{opens: "02:30", closes: "05:00"}))

    assert sent.context["adminform"].form.errors == {"daily_hours": [REFUSED["en"]]}


def test_of_an_hour_that_comes_twice_the_first_is_taken_and_every_door_says_so():
    edition = edition_of(AUTUMN)
    session = make_session(day=edition.ends_on, hour=10, room=make_room(edition=edition))
    said = "On 1 November 2026 the clocks show 01:30 twice: the first of the two is meant."
    client, address = an_editor(), page("agenda.session", "change", session.pk)

    sent = client.post(address, filled(client.get(address), starts_at_1="01:30", ends_at_1="03:00"), follow=True)

    assert said in sent.text
    assert Session.objects.get(pk=session.pk).starts_at == dt.datetime(2026, 11, 1, 8, 30, tzinfo=dt.UTC)
    assert said in move(session, start="01:30", end="04:00", length="").json()["said"]


def test_a_form_sent_back_as_it_is_leaves_the_second_of_two_hours_where_it_was():
    edition = edition_of(AUTUMN)
    second = at(edition, 1, 30, day=1, after=at(edition, 1, 30, day=1))
    session = make_session(
        day=edition.ends_on, starts_at=second, ends_at=second + HOUR, room=make_room(edition=edition)
    )
    client, address = an_editor(), page("agenda.session", "change", session.pk)

    assert client.post(address, filled(client.get(address))).status_code == 302
    assert move(session).status_code == 200
    assert Session.objects.get(pk=session.pk).starts_at == second


@pytest.mark.parametrize(
    ("night", "date", "kinds", "start"),
    [
        (SPRING, "2026-03-29T02:30:00", ["hour_skipped"], None),
        (SPRING, "2026-03-29T02:30:00+01:00", [], "2026-03-29T03:30:00+02:00"),
        (AUTUMN, "2026-11-01T01:30:00", ["hour_twice"], "2026-11-01T01:30:00-07:00"),
        (AUTUMN, "2026-11-01T01:30:00-08:00", [], "2026-11-01T01:30:00-08:00"),
    ],
)
def test_imports_say_what_the_clocks_do_and_an_offset_is_exact(night, date, kinds, start):
    event = f"<event guid='g'><title>Talk</title><language>en</language><date>{date}</date><duration>0:20</duration>"
    data = f"<schedule><day><room name='A'>{event}</event></room></day></schedule>".encode()

    programme = programme_file.read_programme(data, ZoneInfo(night.zone))

    [entry] = programme.entries
    assert [odd.kind.value for odd in programme.oddities] == kinds
    assert (entry.when.starts_at and entry.when.starts_at.isoformat()) == start


def test_what_is_under_way_in_an_hour_that_comes_twice_is_known_by_the_moment(client, monkeypatch):
    edition = edition_of(AUTUMN)
    first = at(edition, 1, 30, day=1)
    session = make_session(
        day=edition.ends_on, starts_at=first, ends_at=at(edition, 1, 10, day=1, after=first), name_en="Short"
    )
    address = f"/en/2026/agenda/{edition.ends_on}/"
    for moment, flags in ((first + HOUR / 4, ["now"]), (first + HOUR * 3 / 4, [])):
        monkeypatch.setattr("django.utils.timezone.now", lambda moment=moment: moment)
        response = Client().get(address)
        assert [e.text for e in elements(response, "strong") if e.attributes.get("class") == "flag"] == flags
    assert "01:30 PDT" in texts(response, "time")
    assert session.pk
