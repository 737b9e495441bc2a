"""A visitor's own agenda: carried by its address, without an account."""

import datetime as dt

import pytest
from django.utils.http import int_to_base36

from agenda.choice import MOST
from tests.factories import make_edition, make_room, make_session
from tests.reading import card_titles, elements, links, texts

pytestmark = pytest.mark.django_db
MINE = "/en/2019/agenda/mine/"


@pytest.fixture(autouse=True)
def edition():
    return make_edition(slug="2019")


def chosen(client, *sessions, more: str = ""):
    keys = [int_to_base36(session.pk) for session in sessions]
    return client.get(MINE, {"s": ".".join([*keys, *more.split()])})


def clashes(response) -> list[str]:
    return [e.text for e in elements(response, "p") if e.attributes.get("class") == "clash"]


def notices(response) -> list[str]:
    return [e.text for e in elements(response, "p") if e.attributes.get("class") == "notice"]


@pytest.mark.parametrize("number", [1, 3])
def test_my_agenda_costs_two_queries(client, number, django_assert_num_queries):
    sessions = [make_session(hour=9 + hour) for hour in range(number)]

    with django_assert_num_queries(2):
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
    "other",
    [{"hour": 11}, {"hour": 9}, {"status": "cancelled"}, {"starts_at": None}, {"day": dt.date(2019, 8, 27)}],
)
def test_what_only_touches_or_does_not_take_place_is_no_overlap(client, other):
    assert clashes(chosen(client, make_session(hour=10), make_session(**other))) == []


@pytest.mark.parametrize("more", ["zzzzzz", "-1", "'", "1" * 50, "\0", "Ａ"])
def test_what_is_unknown_is_left_out_with_a_note(client, more):
    response = chosen(client, make_session(name_en="Known"), more=more)

    assert card_titles(response) == ["Known"]
    assert notices(response) == ["1 session of this address is not known here, so it is left out."]


def test_what_the_public_may_not_see_is_as_unknown_as_what_is_not_there(client):
    hidden = [make_session(status="draft"), make_session(visibility="staff")]
    hidden.append(make_session(edition=make_edition(slug="other")))

    response = chosen(client, make_session(), *hidden)

    assert len(card_titles(response)) == 1
    assert notices(response) == ["3 sessions of this address are not known here, so they are left out."]


def test_an_address_holds_so_many_and_no_more(client):
    sessions = [make_session(room=None) for _ in range(MOST + 2)]

    response = chosen(client, *sessions)

    assert len(card_titles(response)) == MOST
    assert len(notices(response)) == 1


def test_the_choice_is_shared_by_link_and_code(client):
    session = make_session(room=make_room())

    response = chosen(client, session, more="zzzzzz")

    assert f"http://testserver{MINE}?s={int_to_base36(session.pk)}" in links(response)
    assert len(texts(response, "svg")) == 1
    assert not any("style" in e.attributes for e in elements(response))


def test_an_empty_agenda_explains_how_to_fill_it(client):
    response = client.get(MINE)

    assert "Press the star beside a session" in response.text
    assert "/en/2019/agenda/" in links(response)


def test_what_is_cancelled_stays_and_says_so(client):
    assert "cancelled" in texts(chosen(client, make_session(status="cancelled")), "strong")
