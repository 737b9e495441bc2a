"""Rooms: the list, each one's page, and the screen at its door."""

import datetime as dt

import pytest

from tests.support.agenda_factories import make_room, make_session
from tests.support.factories import make_edition, make_hall, make_person
from tests.support.reading import card_titles, elements, links, texts

pytestmark = pytest.mark.django_db
ROOMS, ROOM, SCREEN = (f"/en/2019/rooms/{path}" for path in ("", "stage/", "stage/screen/"))


@pytest.fixture
def at(monkeypatch):
    """A function that puts the clock at the venue to a time of the first day."""

    def put(hour: int, minute: int = 0, day: int = 26) -> None:
        moment = dt.datetime(2019, 8, day, hour, minute, tzinfo=dt.timezone(dt.timedelta(hours=8)))
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment.astimezone(dt.UTC))

    return put


@pytest.fixture
def stage():
    make_edition(slug="2019")
    return make_room(slug="stage", name_en="Stage", hall=make_hall(code="S4", name_en="South"), capacity=1200, level=2)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_rooms_costs_two_queries(client, stage, number, django_assert_num_queries):
    for _ in range(number):
        make_session(room=make_room())

    with django_assert_num_queries(2):
        response = client.get(ROOMS)

    assert len(card_titles(response)) == number


@pytest.mark.parametrize("number", [1, 3])
def test_a_room_and_its_screen_cost_four_queries(client, stage, at, number, django_assert_num_queries):
    at(9, 30)
    for hour in range(number):
        make_session(room=stage, hour=9 + hour, roles=[make_person()])

    with django_assert_num_queries(4):
        room = client.get(ROOM)
    with django_assert_num_queries(4):
        screen = client.get(SCREEN)

    assert (len(card_titles(room)), len(card_titles(screen))) == (number, number)


def test_rooms_stand_below_their_hall_with_what_the_public_may_see_in_them(client, stage):
    make_session(room=make_room(hall=None, slug="lawn", name_en="Lawn"))
    make_session(room=stage)
    make_session(room=stage, status="draft")
    make_session(room=stage, visibility="staff")

    response = client.get(ROOMS)

    assert texts(response, "h2")[:2] == ["S4 South", "Outside the halls"]
    assert card_titles(response) == ["Stage", "Lawn"]
    assert [e.text for e in elements(response, "ul") if e.attributes.get("class") == "meta"] == [
        "1 session Level 2 1,200 places",
        "1 session",
    ]


def test_a_room_tells_what_happens_in_it_day_by_day(client, stage):
    make_session(name_en="Second", room=stage, day=dt.date(2019, 8, 27), status="cancelled")
    make_session(name_en="First", room=stage)
    make_session(name_en="All days", room=stage, last_day=dt.date(2019, 8, 28), starts_at=None)
    make_session(name_en="Elsewhere")
    make_session(name_en="Secret", room=stage, status="draft")

    response = client.get(ROOM)

    assert card_titles(response) == ["First", "Second", "All days"]
    assert texts(response, "h2")[:3] == ["Monday 26 August", "Tuesday 27 August", "On several days, or not dated yet"]
    assert texts(response, "strong").count("cancelled") == 1
    assert "/en/2019/agenda/2019-08-26/" in links(response)


@pytest.mark.parametrize(
    ("day", "names", "folded"),
    [
        (26, ["First", "Second", "All days"], []),
        (27, ["Second", "All days", "First"], ["Earlier days 1 session"]),
        # Who looks at an expo that is over looks for just that.
        (30, ["First", "Second", "All days"], []),
    ],
)
def test_a_room_begins_with_today_and_folds_the_days_before(client, stage, at, day, names, folded):
    make_session(name_en="First", room=stage)
    make_session(name_en="Second", room=stage, day=dt.date(2019, 8, 27))
    make_session(name_en="All days", room=stage, last_day=dt.date(2019, 8, 28), starts_at=None)
    at(9, day=day)

    response = client.get(ROOM)

    assert card_titles(response) == names
    assert [text for text in texts(response, "summary") if "Earlier" in text] == folded


@pytest.mark.parametrize("path", [ROOM, SCREEN])
def test_a_room_that_only_plans_know_is_not_told_of(client, stage, path):
    make_session(room=stage, status="draft")

    assert client.get(path).status_code == 404
    assert "Stage" not in client.get(ROOMS).text


@pytest.mark.parametrize("path", ["rooms/none/", "rooms/none/screen/"])
def test_rooms_that_are_none_are_not_there(client, stage, path):
    assert client.get(f"/en/2019/{path}").status_code == 404


def test_the_screen_tells_now_and_next_with_the_minutes_left(client, stage, at):
    at(9, 45)
    for name, hour in (("Over", 8), ("On", 9), ("Soon", 10), ("Later", 12)):
        make_session(name_en=name, hour=hour, room=stage)
    make_session(name_en="Secret", hour=10, room=stage, status="draft")

    response = client.get(SCREEN)

    assert card_titles(response) == ["On", "Soon", "Later"]
    assert texts(response, "h2") == ["Now", "Next in 15 min"]
    assert links(response) == []


@pytest.mark.parametrize(("hour", "minute", "left"), [(7, 59, ""), (8, 0, " in 2 h 0 min"), (9, 59, " in 1 min")])
def test_the_screen_counts_down_the_last_two_hours(client, stage, at, hour, minute, left):
    at(hour, minute)
    make_session(room=stage)

    assert texts(client.get(SCREEN), "h2") == ["Now", f"Next{left}"]


def test_what_is_cancelled_stays_on_the_screen_and_is_not_counted_down_to(client, stage, at):
    at(9, 30)
    make_session(name_en="Off", room=stage, hour=10, status="cancelled")
    make_session(name_en="On", room=stage, hour=11)

    response = client.get(SCREEN)

    assert card_titles(response) == ["Off", "On"]
    assert texts(response, "h2")[1] == "Next in 1 h 30 min"
    assert "cancelled" in texts(response, "strong")


def test_the_screen_shows_what_lasts_all_day_and_what_comes_on_another_day(client, stage, at):
    at(20)
    make_session(name_en="Show", room=stage, last_day=dt.date(2019, 8, 28), starts_at=None)
    make_session(name_en="Tomorrow", room=stage, day=dt.date(2019, 8, 27))

    response = client.get(SCREEN)

    assert card_titles(response) == ["Show", "Tomorrow"]
    assert "Tue 27 Aug" in texts(response, "span")


def test_a_screen_with_nothing_to_show_says_so(client, stage, at):
    make_session(room=stage, hour=9)
    at(18)

    response = client.get(SCREEN)

    assert "Nothing is on in this room." in response.text
    assert "Nothing more is planned." in response.text
