"""A visitor's day as a walk: stands hall by hall in the hours that their sessions leave free."""

import datetime as dt

import pytest

from agenda.schedule.visit.sessions import address_key
from tests.support.agenda_factories import make_room, make_session, make_walk
from tests.support.factories import make_booth, make_edition, make_hall, make_organisation, make_participation
from tests.support.reading import elements, links, texts
from tests.support.showcase_factories import make_exhibit, make_launch

pytestmark = pytest.mark.django_db
MINE = "/en/2019/agenda/mine/"
NEXT = dt.date(2019, 8, 27)


@pytest.fixture(autouse=True)
def edition():
    return make_edition(slug="2019", rehearsal=True, clock_shift=dt.datetime(2019, 8, 1, tzinfo=dt.UTC) - now())


def now():
    return dt.datetime.now(dt.UTC)


def exhibitor(slug, hall, number="", **facts):
    row = make_participation(organisation=make_organisation(name_en=slug.title()), slug=slug, hall=hall, **facts)
    if number:
        row.booths.add(make_booth(hall=hall, number=number))
    return row


def session_in(hall, name, hour, minutes=60, **facts):
    return make_session(name_en=name, room=make_room(hall=hall), hour=hour, minutes=minutes, **facts)


def visit(client, *sessions, **stops):
    keys = ".".join(address_key(session) for session in sessions)
    return client.get(MINE, {"s": keys, **stops})


def plan(response) -> list[str]:
    """Headings and hours, in their order."""
    shown = []
    for one in elements(response):
        if one.tag in ("h2", "h3", "h4") or (one.tag, one.attributes.get("class")) == ("p", "hours"):
            shown.append(one.text)
    return shown[: shown.index("Take it along, or share it")]


def test_stands_stand_between_sessions_the_nearest_hall_first(client):
    near, far = make_hall(code="N1", name_en="Near"), make_hall(code="N2", name_en="Far")
    make_walk(one=near, other=far, minutes=15)
    first, second = session_in(near, "First", 9), session_in(near, "Second", 11)
    exhibitor("alpha", far, "A1")
    exhibitor("beta", near, "B2")
    exhibitor("gamma", near, "B10")

    response = visit(client, first, second, e="alpha.beta.gamma")

    assert plan(response) == [
        "Monday 26 August",
        "First",
        *("N1 Near", "10:00–10:20", "Beta", "Gamma"),
        *("N2 Far", "10:35–10:45", "Alpha"),
        "Second",
    ]


def test_what_no_day_has_time_for_stands_apart(client):
    near, far = make_hall(code="N1", name_en="Near"), make_hall(code="N2", name_en="Far")
    make_walk(one=near, other=far, minutes=25)
    first, second = session_in(near, "First", 9), session_in(near, "Second", 10, minutes=30)
    third = session_in(near, "Third", 11)
    for number in range(1, 5):
        exhibitor(f"firm-{number}", near, f"B{number}")
    exhibitor("distant", far, "A1")
    exhibitor("nowhere", None)

    response = visit(client, first, second, third, e="firm-1.firm-2.firm-3.firm-4.distant.nowhere")

    assert plan(response)[3:] == [
        *("N1 Near", "10:30–11:00", "Firm-1", "Firm-2", "Firm-3", "Third", "Stands for any other time"),
        *("N1 Near", "Firm-4", "N2 Far", "Distant", "Hall not known", "Nowhere"),
    ]


def test_what_is_seen_at_one_stand_is_one_stop(client):
    hall = make_hall(code="N1", name_en="Near")
    maker = exhibitor("alpha", hall, "A1")
    make_exhibit(participation=maker, slug="arm", name_en="Arm")
    make_launch(participation=maker, slug="leg", name_en="Leg", launched_on=None)
    first, second = session_in(hall, "First", 9), session_in(hall, "Second", 10, minutes=20)
    third = session_in(hall, "Third", 11)

    response = visit(client, first, second, third, e="alpha", x="arm", l="leg")

    assert plan(response)[3:] == ["N1 Near", "10:20–10:30", "Alpha", "Arm", "Leg", "Third"]
    address = f"http://testserver{MINE}?s={'.'.join(map(address_key, (first, second, third)))}&e=alpha&x=arm&l=leg"
    assert address in links(response)


def test_a_launch_keeps_its_hour_and_its_day(client, edition):
    hall = make_hall(code="N1", name_en="Near")
    maker = exhibitor("alpha", hall, "A1")
    make_launch(participation=maker, slug="timed", name_en="Timed", launched_on=NEXT, hour=dt.time(9, 30))
    make_launch(participation=maker, slug="later", name_en="Later", launched_on=NEXT)
    first, second = session_in(hall, "First", 9), session_in(hall, "Second", 11)

    response = visit(client, first, second, l="timed.later")

    assert plan(response) == [
        *("Monday 26 August", "First", "Second"),
        *("Tuesday 27 August", "N1 Near", "09:30–09:40", "Timed"),
        *("Stands for any other time", "N1 Near", "Later"),
    ]


def test_what_is_past_is_no_time_to_go_anywhere(client, edition):
    hall = make_hall(code="N1", name_en="Near")
    exhibitor("alpha", hall, "A1")
    sessions = [session_in(hall, name, hour) for name, hour in (("First", 9), ("Second", 11), ("Third", 14))]
    edition.clock_shift = dt.datetime(2019, 8, 26, 4, 30, tzinfo=dt.UTC) - now()
    edition.save()

    response = visit(client, *sessions, e="alpha")

    assert plan(response)[1:4] == ["First", "Second", "N1 Near"]
    assert plan(response)[4].startswith("12:3")


def test_nothing_is_said_of_where_a_hidden_exhibitor_stands(client):
    hall = make_hall(code="N1", name_en="Near")
    hidden = exhibitor("alpha", hall, "A1", status="draft")
    make_exhibit(participation=hidden, slug="arm")
    make_launch(participation=hidden, slug="leg", name_en="Leg", booth=hidden.booths.get())

    response = visit(client, x="arm", l="leg")

    assert plan(response) == ["Stands to visit", "Hall not known", "Leg"]
    assert "Alpha" not in response.text
    assert "1 entry of this address is not known here, so it is left out." in response.text


@pytest.mark.parametrize("number", [1, 3])
def test_a_visit_of_everything_costs_as_much_however_long_it_is(client, number, django_assert_num_queries):
    sessions, slugs = [], []
    for turn in range(number):
        hall = make_hall(code=f"N{turn}")
        maker = exhibitor(f"firm-{turn}", hall, f"A{turn}")
        make_exhibit(participation=maker, slug=f"arm-{turn}")
        make_launch(participation=maker, slug=f"leg-{turn}")
        sessions.append(session_in(hall, f"Talk {turn}", 9 + 2 * turn))
        slugs.append(str(turn))
    named = {"e": "firm-", "x": "arm-", "l": "leg-"}
    asked = {name: ".".join(f"{start}{slug}" for slug in slugs) for name, start in named.items()}

    visit(client, *sessions, **asked)

    with django_assert_num_queries(16):
        response = visit(client, *sessions, **asked)

    assert len([title for title in texts(response, "h4") if title]) == 3 * number


def test_it_is_written_in_chinese(client):
    hall = make_hall(code="N1", name_zh="北一馆")
    maker = exhibitor("alpha", hall, "A1")
    make_exhibit(participation=maker, slug="arm", name_zh="机械臂")

    response = client.get("/zh-hans/2019/agenda/mine/", {"x": "arm"})

    assert texts(response, "h2")[0] == "要去的展位"
    assert texts(response, "h4") == ["机械臂"]
    assert "展品" in response.text
