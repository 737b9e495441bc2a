"""A day of the agenda: slots by start time, filters, and pages that stay small."""

import datetime as dt
import gzip

import pytest
from django.http import QueryDict

from agenda.forms.day_filter import DayFilter
from agenda.models import Room, Session
from agenda.schedule.day import PER_PAGE, DayProgramme, load_sessions
from expo.models import TechnologyArea
from tests.support.agenda_factories import make_room, make_session
from tests.support.factories import make_area, make_edition, make_organisation, make_person
from tests.support.reading import card_titles, elements, links, texts

pytestmark = pytest.mark.django_db
DAY = "/en/2019/agenda/2019-08-26/"


def slots(response) -> list[str]:
    return [e.text for e in elements(response, "h2") if e.attributes.get("class") == "slot-time"]


@pytest.mark.parametrize("sessions", [1, 3])
def test_a_day_costs_six_queries_however_full_it_is(client, sessions, django_assert_num_queries):
    make_edition()
    shown = [
        make_session(roles=[make_person(), make_organisation()], areas=[make_area()], hour=9 + number)
        for number in range(sessions)
    ]

    client.get(DAY)

    with django_assert_num_queries(6):
        response = client.get(DAY)

    assert card_titles(response) == [session.name_en for session in shown]


def test_sessions_stand_in_slots_by_start_time_at_the_venue(client):
    make_edition(timezone="Asia/Tokyo")
    for name, hour in (("C", 14), ("A", 9), ("B", 9)):
        make_session(name_en=name, hour=hour)

    response = client.get(DAY)

    assert slots(response) == ["09:00", "14:00"]
    assert card_titles(response) == ["A", "B", "C"]
    assert "2019-08-26T09:00:00+09:00" in [e.attributes["datetime"] for e in elements(response, "time")]


def test_rooms_decide_the_order_of_what_starts_at_the_same_time(client):
    make_edition()
    for name, order in (("B", 2), ("A", 1)):
        make_session(name_en=name, room=make_room(order=order))

    assert card_titles(client.get(DAY)) == ["A", "B"]


@pytest.mark.parametrize(
    ("status", "unknown"), [("live", "Time to be announced"), ("archived", "Time not published")], ids=["live", "over"]
)
def test_sessions_without_hours_stand_where_their_part_of_the_day_is(client, status, unknown):
    make_edition(status=status)
    for name, part in (("E", ""), ("B", "morning"), ("D", "evening"), ("C", "afternoon")):
        make_session(name_en=name, starts_at=None, part_of_day=part)
    make_session(name_en="A", day=dt.date(2019, 8, 26), last_day=dt.date(2019, 8, 29), starts_at=None)
    for name, hour in (("ten", 10), ("two", 14), ("eight", 20)):
        make_session(name_en=name, hour=hour)

    response = client.get(DAY)

    assert slots(response) == [
        "On several days",
        "Morning",
        "10:00",
        "Afternoon",
        "14:00",
        "Evening",
        "20:00",
        unknown,
    ]
    assert card_titles(response) == ["A", "B", "ten", "C", "two", "D", "eight", "E"]


def test_what_lasts_several_days_is_on_each_of_them(client):
    make_edition()
    make_session(name_en="Exhibition", day=dt.date(2019, 8, 27), last_day=dt.date(2019, 8, 28), starts_at=None)

    found = [card_titles(client.get(f"/en/2019/agenda/2019-08-{day}/")) for day in (26, 27, 28, 29)]

    assert found == [[], ["Exhibition"], ["Exhibition"], []]


def test_kinds_are_offered_with_their_numbers_and_filter(client):
    make_edition()
    make_session(kind="signing", name_en="Signing", hour=12)
    make_session(kind="forum")
    make_session(kind="forum")

    response = client.get(f"{DAY}?kind=signing")

    assert card_titles(response) == ["Signing"]
    assert texts(response, "option")[:3] == ["all kinds", "forum (2)", "signing ceremony (1)"]
    assert "Filter 1 session" in texts(response, "summary")


def test_a_kind_that_is_not_offered_filters_nothing_and_is_named(client):
    make_edition()
    make_session()

    response = client.get(f"{DAY}?kind=party")

    assert len(card_titles(response)) == 1
    assert "“party” is not offered here" in response.text


def test_days_are_tabs_with_the_number_of_their_sessions(client):
    make_edition()
    make_session()
    make_session(day=dt.date(2019, 8, 27))
    make_session(day=dt.date(2019, 8, 26), last_day=dt.date(2019, 8, 29), starts_at=None)

    found = elements(client.get(DAY))
    tabs = [e for e in found if e.tag == "a" and e.text.endswith(("session", "sessions"))]
    numbers = [e.text for e in found if e.tag == "small" and e.text.endswith(("session", "sessions"))]

    assert numbers == ["2 sessions", "2 sessions", "1 session", "1 session"]
    assert [tab.attributes.get("aria-current") for tab in tabs] == ["page", None, None, None]


@pytest.mark.parametrize("day", ["2019-08-25", "2019-08-30", "2019-02-30", "0000-00-00", "2020-08-26"])
def test_days_that_are_none_of_the_edition_s_are_not_there(client, day):
    make_edition()

    assert client.get(f"/en/2019/agenda/{day}/").status_code == 404


def test_a_day_of_which_nothing_is_announced_says_so(client):
    make_edition(status="planning")

    response = client.get(DAY)

    assert "Sessions appear here as soon as they are confirmed." in response.text
    assert "/en/2019/agenda/" in links(response)


def test_drafts_and_staff_sessions_are_nowhere_and_not_counted(client):
    make_edition()
    make_session(name_en="Secret draft", slug="secret-1", status="draft", kind="contest")
    make_session(name_en="Secret staff", slug="secret-2", visibility="staff", kind="visit")
    make_session(name_en="Open")

    for path in ("", "agenda/", "agenda/2019-08-26/", "agenda/2019-08-26/?kind=contest", "sources/"):
        text = client.get(f"/en/2019/{path}").text

        assert ("Secret" in text, "secret-" in text) == (False, False), path
    response = client.get(DAY)
    kinds = texts(response, "option")[:2]
    assert (card_titles(response), kinds) == (["Open"], ["all kinds", "forum (1)"])
    assert [client.get(f"/en/2019/agenda/sessions/secret-{n}/").status_code for n in (1, 2)] == [404, 404]


def test_a_cancelled_session_stays_in_place_and_says_so(client):
    make_edition()
    make_session(name_en="Off", status="cancelled")

    response = client.get(DAY)

    assert card_titles(response) == ["Off"]
    assert "cancelled" in texts(response, "strong")


def test_what_is_under_way_by_the_edition_s_clock_is_marked(client, monkeypatch):
    edition = make_edition(slug="2019", rehearsal=True)
    make_session(hour=9)
    make_session(hour=10)
    monkeypatch.setattr(
        "django.utils.timezone.now", lambda: dt.datetime(2019, 8, 26, 10, 30, tzinfo=edition.tz).astimezone(dt.UTC)
    )

    response = client.get(DAY)

    assert slots(response) == ["09:00", "10:00 now"]


def test_a_full_day_is_cut_into_pages_named_by_their_time(client):
    make_edition()
    for hour in (9, 10, 11):
        for _ in range(PER_PAGE // 2):
            make_session(hour=hour, room=None)

    first, second = client.get(DAY), client.get(f"{DAY}?page=2")

    assert (slots(first), slots(second)) == (["09:00", "10:00"], ["11:00"])
    named = [e for e in elements(second, "a") if e.attributes.get("href", "").startswith("?page=")]
    assert [(e.attributes["href"], e.text) for e in named][:2] == [("?page=1", "09:00–10:00"), ("?page=2", "11:00")]
    assert [e.attributes.get("aria-current") for e in named][:2] == [None, "page"]


def test_a_slot_longer_than_a_page_is_cut_and_loses_nothing():
    edition = make_edition()
    for _ in range(PER_PAGE + 5):
        make_session(room=None)

    programme = DayProgramme(edition, DayFilter(QueryDict(), edition.sessions.public()).found(), edition.now())
    parts = [load_sessions(programme.part(number), edition) for number in ("1", "2")]
    shown = [session.pk for part in parts for slot in part.slots for session in slot.sessions]

    assert len(programme.parts) == 2
    assert sorted(shown) == [row.pk for row in programme.rows]


def choices(response) -> list[str]:
    return [e.text for e in elements(response, "option")]


def test_what_may_be_chosen_is_remembered_until_a_session_or_a_name_changes(client):
    make_edition()
    make_session(room=make_room(name_en="Jade hall", slug="jade"), areas=[make_area(name_en="Robots")])
    before = choices(client.get(DAY))

    Room.objects.update(name_en="Amber hall")
    TechnologyArea.objects.update(name_en="Chips")
    Session.objects.update(kind="contest")
    after = choices(client.get(DAY))

    for gone, come in (("Jade hall (1)", "Amber hall (1)"), ("Robots (1)", "Chips (1)"), ("forum (1)", "contest (1)")):
        assert (gone in before, come in before, gone in after, come in after) == (True, False, False, True)


def test_a_session_that_is_hidden_is_gone_from_its_day_and_from_the_numbers_at_once(client):
    make_edition()
    make_session(name_en="Open talk"), make_session(name_en="Secret talk")
    client.get(DAY)

    Session.objects.filter(name_en="Secret talk").update(visibility="staff")
    response = client.get(DAY)

    assert (card_titles(response), "2 sessions" in response.text) == (["Open talk"], False)


def test_filters_are_kept_from_page_to_page(client):
    make_edition()
    for _ in range(PER_PAGE + 1):
        make_session(room=None)

    assert "?kind=forum&page=2" in links(client.get(f"{DAY}?kind=forum"))


@pytest.mark.thorough
def test_pages_of_a_day_of_six_hundred_sessions_stay_within_fourteen_kilobytes(client):
    make_edition()
    person, organisation = make_person(), make_organisation()
    for number in range(PER_PAGE + 2):
        name = f"Forum {number} on how {number * 7919 % 1000} machines learn to {number * 104729 % 9973} and why"
        make_session(name_en=name, hour=9 + number % 9, roles=[person, organisation])

    for language in ("en", "zh-hans"):
        page = client.get(f"/{language}/2019/agenda/2019-08-26/").content

        assert len(gzip.compress(page)) < 14 * 1024


def test_sessions_of_a_day_of_another_edition_are_not_on_it(client):
    make_edition(slug="2019")
    other = make_edition(slug="other")
    make_session(edition=other)

    assert card_titles(client.get(DAY)) == []
