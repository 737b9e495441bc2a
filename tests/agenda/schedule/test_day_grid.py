"""A day as a grid by room, and where it is now."""

import datetime as dt
import gzip

import pytest

from agenda.schedule.day import PER_PAGE
from agenda.schedule.visit.sessions import address_key
from tests.support.agenda_factories import make_room, make_session
from tests.support.factories import make_edition, make_organisation, make_person
from tests.support.reading import card_titles, elements, links, texts

pytestmark = pytest.mark.django_db
DAY = "/en/2019/agenda/2019-08-26/"
GRID = f"{DAY}?view=grid"


@pytest.fixture
def at(monkeypatch):
    def put(hour: int, minute: int = 0, day: int = 26) -> None:
        moment = dt.datetime(2019, 8, day, hour, minute, tzinfo=dt.timezone(dt.timedelta(hours=8)))
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment.astimezone(dt.UTC))

    return put


@pytest.mark.parametrize("sessions", [1, 3])
def test_the_grid_costs_six_queries_however_full_it_is(client, sessions, django_assert_num_queries):
    make_edition()
    for number in range(sessions):
        make_session(roles=[make_person()], hour=9 + number)

    client.get(GRID)
    with django_assert_num_queries(6):
        response = client.get(GRID)

    assert len(card_titles(response)) == sessions


def test_the_grid_is_a_table_of_times_and_rooms_to_scale(client):
    make_edition()
    hall, stage = make_room(name_en="Hall", order=2), make_room(name_en="Stage", order=1)
    make_session(name_en="A", room=hall, hour=9)
    make_session(name_en="B", room=stage, hour=9, minutes=90)
    make_session(name_en="C", room=hall, hour=11, status="cancelled")
    make_session(name_en="D", room=None, starts_at=None)

    response = client.get(GRID)

    heads = [(e.text, e.attributes["scope"]) for e in elements(response, "th")]
    assert heads[:4] == [("Time", "col"), ("Stage", "colgroup"), ("Hall", "colgroup"), ("No room", "colgroup")]
    assert heads[4:] == [("09:00", "row"), ("10:00", "row"), ("11:00", "row"), ("Time not published", "row")]
    assert cells(response) == [
        ("forum B 09:00–10:30", 3),
        ("forum A 09:00–10:00", 2),
        ("", 6),
        ("", 2),
        ("", 3),
        ("forum cancelled C 11:00–12:00", 2),
        ("", 1),
        ("", 1),
        ("forum D", 1),
    ]
    assert [e.attributes["data-step"] for e in elements(response, "table")] == ["30"]


def cells(response) -> list[tuple[str, int]]:
    """What each cell says, and over how many rows it stands."""
    return [(cell.text, int(cell.attributes.get("rowspan") or 1)) for cell in elements(response, "td")]


@pytest.mark.parametrize(("minutes", "step"), [(60, "30"), (45, "15"), (50, "10"), (35, "5"), (33, "5"), (1, "5")])
def test_a_row_is_as_many_minutes_as_all_hours_keep_to(client, minutes, step):
    make_edition()
    make_session(minutes=minutes)
    make_session(hour=14)

    response = client.get(GRID)

    assert [e.attributes["data-step"] for e in elements(response, "table")] == [step]
    assert sum(1 for e in elements(response, "tr")) == 1 + 5 * 60 // int(step)


def test_every_row_of_the_grid_is_as_wide_as_its_head(client):
    make_edition()
    forum = make_session(name_en="Forum", hour=9, minutes=180)
    for minute in (10, 45, 80):
        make_session(name_en=f"Part {minute}", room=forum.room, hour=9, parent=forum, **at_minute(forum, minute))
    make_session(name_en="Beside", room=forum.room, hour=10, minutes=300)
    make_session(name_en="Alone", hour=13)

    response = client.get(GRID)

    heads = [e for e in elements(response, "th") if e.attributes.get("scope") == "colgroup"]
    lanes = sum(int(e.attributes["colspan"]) for e in heads)
    rows = sum(1 for e in elements(response, "tr")) - 1
    area = sum(
        int(e.attributes.get("rowspan") or 1) * int(e.attributes.get("colspan") or 1) for e in elements(response, "td")
    )
    assert (lanes, area) == (4, lanes * rows)


def at_minute(forum, minute: int) -> dict:
    starts_at = forum.starts_at + dt.timedelta(minutes=minute)
    return {"starts_at": starts_at, "ends_at": starts_at + dt.timedelta(minutes=35)}


def test_a_forum_frames_its_parts(client):
    make_edition()
    forum = make_session(name_en="Forum", hour=9, minutes=120)
    make_session(name_en="Part", room=forum.room, parent=forum, **at_minute(forum, 0))
    make_session(name_en="Other", room=forum.room, hour=12)

    frames = [(e.text, e.attributes.get("data-frame")) for e in elements(client.get(GRID), "td")]

    assert frames == [
        ("forum Forum 09:00–11:00", "head"),
        ("forum Part 09:00–09:35", "part top"),
        ("", "part bottom"),
        ("", None),
        ("forum Other 12:00–13:00", None),
    ]


def test_a_session_of_the_grid_can_be_kept(client):
    make_edition()
    session = make_session()

    stars = [e.attributes["key"] for e in elements(client.get(GRID), "expo-star")]

    assert stars == [address_key(session)]


@pytest.mark.parametrize(("hour", "minute", "row"), [(9, 0, 0), (10, 29, 2), (10, 30, 3), (8, 0, None), (13, 0, None)])
def test_a_line_tells_where_it_is_now(client, at, hour, minute, row):
    make_edition()
    make_session(hour=9, minutes=180)
    make_session(hour=9, minutes=30)
    at(hour, minute)

    rows = [e.attributes for e in elements(client.get(GRID), "tr")][1:]

    assert [number for number, attributes in enumerate(rows) if "data-now" in attributes] == [
        number for number in [row] if number is not None
    ]


def test_the_grid_s_region_has_a_name_and_takes_the_keyboard(client):
    make_edition()
    make_session()

    found = elements(client.get(GRID))

    region = next(e.attributes for e in found if e.attributes.get("role") == "region")
    caption = next(e for e in found if e.tag == "h2" and e.attributes.get("id"))
    assert (region["tabindex"], region["aria-labelledby"]) == ("0", caption.attributes["id"])
    assert caption.text == "Monday 26 August, by time and room"


def test_the_view_stays_with_filters_days_and_pages(client):
    make_edition()
    make_session()

    response = client.get(f"{GRID}&kind=forum")

    assert "/en/2019/agenda/2019-08-27/?kind=forum&view=grid" in links(response)
    assert "?kind=forum" in links(response)
    chosen = [e.attributes["value"] for e in elements(response, "option") if "selected" in e.attributes]
    assert "grid" in chosen


def test_a_view_that_is_none_is_told_and_the_list_shown(client):
    make_edition()
    make_session()

    response = client.get(f"{DAY}?view=cloud")

    assert "“cloud” is not offered here" in response.text
    assert texts(response, "table") == []


def test_the_grid_of_six_hundred_sessions_in_fifty_rooms_stays_within_fourteen_kilobytes(client):
    make_edition()
    rooms, person, firm = [make_room(order=order) for order in range(50)], make_person(), make_organisation()
    for number in range(PER_PAGE + 2):
        name = f"Forum {number} on how {number * 7919 % 1000} machines learn to {number * 104729 % 9973} and why"
        make_session(name_en=name, hour=9 + number // 50, room=rooms[number % 50], roles=[person, firm])

    for language in ("en", "zh-hans"):
        page = client.get(f"/{language}/2019/agenda/2019-08-26/?view=grid").content

        assert len(gzip.compress(page)) < 14 * 1024


@pytest.mark.parametrize("view", ["", "grid"])
def test_today_leads_to_now_and_next(client, at, view):
    make_edition()
    for hour in (9, 10, 11, 12):
        make_session(hour=hour)
    at(10, 30)

    response = client.get(DAY, {"view": view} if view else {})

    jumps = [e for e in elements(response, "a") if e.attributes.get("href", "").endswith(("#now", "#next"))]
    assert [e.text for e in jumps] == ["Now", "Next 11:00"]
    anchors = [e.text[:5] for e in elements(response) if e.attributes.get("id") in ("now", "next")]
    assert anchors == ["10:00", "11:00"]


def test_two_starts_in_one_row_have_an_anchor_each(client, at):
    make_edition()
    forum = make_session(hour=10)
    make_session(name_en="First", **at_minute(forum, 1))
    make_session(name_en="Second", **at_minute(forum, 3))
    make_session(name_en="Third", hour=9, minutes=30)
    at(10, 2)

    found = elements(client.get(GRID))

    assert [e.attributes["id"] for e in found if e.attributes.get("id") in ("now", "next")] == ["now", "next"]


def test_what_is_over_today_is_folded_and_nothing_of_it_is_lost(client, at):
    make_edition()
    for hour in (9, 10, 11):
        make_session(hour=hour, name_en=f"At {hour}")
    make_session(hour=9, name_en="Long", minutes=180)

    at(11, 30)
    page = client.get(DAY)
    assert earlier(page) == ["Earlier today 1 session"]
    assert sorted(card_titles(page)) == ["At 10", "At 11", "At 9", "Long"]
    assert (
        page.text.index("At 10") < page.text.index("</details>", page.text.index("Earlier")) < page.text.index("At 9")
    )

    for hour in (8, 19):
        at(hour, 0)
        assert earlier(client.get(DAY)) == []


def earlier(page) -> list[str]:
    return [summary for summary in texts(page, "summary") if summary.startswith("Earlier")]


def test_now_is_found_on_whichever_page_of_the_day_it_is(client, at):
    make_edition()
    for hour in (9, 12):
        for _ in range(PER_PAGE):
            make_session(hour=hour, room=None)
    at(12, 30)

    assert "?page=2#now" in links(client.get(DAY))


@pytest.mark.parametrize(("day", "hour"), [(25, 12), (26, 23), (27, 10)])
def test_a_day_that_is_not_today_or_is_over_has_no_now(client, at, day, hour):
    make_edition()
    make_session()
    at(hour, day=day)

    assert [link for link in links(client.get(DAY)) if "#n" in link] == []
