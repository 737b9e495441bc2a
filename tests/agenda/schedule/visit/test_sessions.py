"""A visitor's own agenda: carried by its address, without an account."""

import datetime as dt
import gzip
import hashlib

import pytest
from icalendar import Calendar

from agenda.schedule.visit.sessions import MOST, address_key
from tests.support.agenda_factories import make_room, make_session, make_walk
from tests.support.factories import make_edition, make_hall
from tests.support.reading import card_titles, elements, links, texts

pytestmark = pytest.mark.django_db
MINE = "/en/2019/agenda/mine/"


@pytest.fixture(autouse=True)
def edition():
    return make_edition(slug="2019")


def chosen(client, *sessions, more: str = ""):
    keys = [address_key(session) for session in sessions]
    return client.get(MINE, {"s": ".".join([*keys, *more.split()])})


def clashes(response) -> list[str]:
    return [e.text for e in elements(response, "p") if e.attributes.get("class") == "clash"]


def notices(response) -> list[str]:
    return [e.text for e in elements(response, "p") if e.attributes.get("class") == "notice"]


@pytest.mark.parametrize("number", [1, 3])
def test_my_agenda_costs_three_queries(client, number, django_assert_num_queries):
    sessions = [make_session(hour=9 + hour) for hour in range(number)]

    with django_assert_num_queries(3):
        response = chosen(client, *sessions)

    assert card_titles(response) == [session.name_en for session in sessions]


def test_the_sessions_of_the_address_stand_day_by_day_and_nothing_else(client):
    late = make_session(name_en="Late", day=dt.date(2019, 8, 27))
    early = make_session(name_en="Early")
    make_session(name_en="Other")

    response = chosen(client, late, early)

    assert card_titles(response) == ["Early", "Late"]
    assert texts(response, "h2")[:2] == ["Monday 26 August", "Tuesday 27 August"]


def test_overlaps_are_told_in_words_at_both_sessions(client):
    one = make_session(name_en="One", hour=9, minutes=90)
    two = make_session(name_en="Two", hour=10)

    assert clashes(chosen(client, one, two)) == [
        "Overlaps with “Two”, 10:00–11:00.",
        "Overlaps with “One”, 09:00–10:30.",
    ]


@pytest.mark.parametrize(
    ("gap", "said"),
    [(0, "0 minutes"), (1, "1 minute"), (11, "11 minutes"), (12, ""), (90, "")],
)
def test_a_walk_that_takes_longer_than_there_is_time_is_told_at_the_later_session(client, gap, said):
    walk = make_walk(minutes=12)
    early = make_session(name_en="Early", hour=9, minutes=120 - gap, room=make_room(hall=walk.other))
    late = make_session(hour=11, room=make_room(hall=walk.one))
    make_session(hour=11, room=make_room(hall=walk.other))

    told = clashes(chosen(client, late, early))

    assert told == ([f"{said} after “Early”, and the walk takes 12."] if said else [])


def test_no_walk_is_warned_of_that_nobody_has_measured(client):
    early, late = (make_session(hour=hour, room=make_room(hall=make_hall())) for hour in (10, 11))
    same = make_session(hour=12, room=late.room)

    assert clashes(chosen(client, early, late, same)) == []


@pytest.mark.parametrize(
    "other",
    [{"hour": 11}, {"hour": 9}, {"status": "cancelled"}, {"starts_at": None}, {"day": dt.date(2019, 8, 27)}],
)
def test_what_only_touches_or_does_not_take_place_is_no_overlap(client, other):
    assert clashes(chosen(client, make_session(hour=10), make_session(**other))) == []


@pytest.mark.parametrize("more", ["zzzzzz", "-1", "'", "1" * 50, "\0", "Ａ"])
def test_what_is_unknown_is_left_out_with_a_note(client, more):
    response = chosen(client, make_session(name_en="Known"), more=more)

    assert card_titles(response) == ["Known"]
    assert notices(response) == ["1 entry of this address is not known here, so it is left out."]


def test_what_the_public_may_not_see_is_as_unknown_as_what_is_not_there(client):
    hidden = [make_session(status="draft"), make_session(visibility="staff")]
    hidden.append(make_session(edition=make_edition(slug="other")))

    response = chosen(client, make_session(), *hidden)

    assert len(card_titles(response)) == 1
    assert notices(response) == ["3 entries of this address are not known here, so they are left out."]


@pytest.mark.thorough
def test_an_address_holds_so_many_and_no_more(client):
    sessions = [make_session(room=None) for _ in range(MOST + 2)]

    response = chosen(client, *sessions)

    assert len(card_titles(response)) == MOST
    assert len(notices(response)) == 1


def test_the_choice_is_shared_by_link_and_code(client):
    session = make_session(room=make_room())

    response = chosen(client, session, more="zzzzzz")

    assert f"http://testserver{MINE}?s={address_key(session)}" in links(response)
    assert len([each for each in elements(response, "svg") if "aria-hidden" not in each.attributes]) == 1
    assert not any("style" in e.attributes for e in elements(response))


def test_the_choice_is_a_calendar_to_subscribe_to_and_to_download(client):
    session, other = make_session(hour=9, uid="11111111-1111-4111-8111-111111111111"), make_session(hour=12)
    file = f"/2019/agenda/mine.ics?s={address_key(session)}&lang=en"

    response = chosen(client, session)
    calendar = client.get(file)

    assert {f"webcal://testserver{file}", f"http://testserver{file}"} <= set(links(response))
    assert [str(event["UID"]) for event in Calendar.from_ical(calendar.content).walk("VEVENT")] == [
        "11111111-1111-4111-8111-111111111111"
    ]
    assert other.name_en not in calendar.text


def test_a_calendar_of_what_nobody_may_see_is_empty(client):
    hidden = make_session(status="draft")

    response = client.get(f"/2019/agenda/mine.ics?s={address_key(hidden)}.zzzzzz.'")

    assert response.status_code == 200
    assert "VEVENT" not in response.text


def test_many_overlaps_are_counted_rather_than_listed(client):
    sessions = [make_session(name_en=f"Talk {number}") for number in range(5)]

    found = clashes(chosen(client, *sessions))

    assert found[:3] == [
        "Overlaps with “Talk 1”, 10:00–11:00.",
        "Overlaps with “Talk 2”, 10:00–11:00.",
        "It overlaps with 2 more sessions.",
    ]


def test_a_full_agenda_stays_light(client):
    rooms = [make_room(name_en=f"International Conference Hall {number}") for number in range(12)]
    sessions = [
        make_session(
            name_en=f"{hash_of(number)} and what it means for {hash_of(number + 500)}",
            hour=9 + number % 9,
            room=rooms[number % 12],
        )
        for number in range(MOST)
    ]

    page = chosen(client, *sessions).content

    assert len(gzip.compress(page)) < 14 * 1024


def hash_of(number: int) -> str:
    """Words that do not compress, as titles hardly do."""
    return hashlib.sha256(str(number).encode()).hexdigest()[:20]


def test_an_empty_agenda_explains_how_to_fill_it(client):
    response = client.get(MINE)

    assert "Press the star beside a session" in response.text
    assert "/en/2019/agenda/" in links(response)


def test_what_is_cancelled_stays_and_says_so(client):
    assert "cancelled" in texts(chosen(client, make_session(status="cancelled")), "strong")
