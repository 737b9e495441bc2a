"""The list of launches with its filters, and each one's page."""

import datetime as dt

import pytest

from expo.models import Launch
from tests.support.agenda_factories import make_session
from tests.support.factories import (
    make_area,
    make_booth,
    make_edition,
    make_hall,
    make_organisation,
    make_participation,
    make_scenario,
    make_source,
)
from tests.support.reading import card_titles, elements, links, texts
from tests.support.showcase_factories import make_exhibit, make_launch

pytestmark = pytest.mark.django_db
LIST = "/en/2019/launches/"


def full_launch(**fields) -> Launch:
    """With everything that its page shows."""
    maker = make_participation(slug="works", organisation=make_organisation(name_en="Works", name_zh="工厂"))
    booth = make_booth(hall=make_hall(code="S4"), number="A07", participations=[maker])
    exhibit = make_exhibit(slug="thing", participation=maker)
    where = {"scenario": make_scenario(slug="home"), "area": make_area(slug="chips"), "hour": dt.time(14, 30)}
    shown = {"slug": "first", "participation": maker, "booth": booth, "exhibit": exhibit, "sources": [make_source()]}
    return make_launch(**where | shown | fields)


@pytest.mark.parametrize("sessions", [1, 3])
def test_a_page_costs_six_queries_however_much_it_shows(client, sessions, django_assert_num_queries):
    make_edition()
    launch = full_launch()
    for _ in range(sessions):
        make_session(launches=[launch])

    with django_assert_num_queries(6):
        response = client.get(f"{LIST}first/")

    assert response.text.count("/en/2019/agenda/sessions/session-") == sessions


@pytest.mark.parametrize(
    ("language", "level", "day"),
    [("en", "World first", "Monday 26 August"), ("zh-hans", "全球首发", "8月26日星期一")],
)
def test_a_page_says_what_when_where_and_whose(client, language, level, day):
    make_edition()
    full_launch()

    response = client.get(f"/{language}/2019/launches/first/")

    here = f"/{language}/2019"
    places = [
        "exhibitors/works/",
        "exhibits/thing/",
        "halls/S4/?stand=A07#sA07",
        "scenarios/home/",
        "areas/chips/",
    ]
    assert [place for place in places if f"{here}/{place}" not in links(response)] == []
    assert level in texts(response, "span")
    assert [text for text in texts(response, "time") if text in (day, "14:30")] == [day, "14:30"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Early", "Late"]),
        ("day=2019-08-28", ["Late"]),
        ("day=2019-13-45", ["Early", "Late"]),
        ("day=any", ["Early", "Late"]),
        ("level=asia", ["Late"]),
        ("area=chips", ["Late"]),
        ("q=works", ["Late"]),
        ("q=工廠", ["Late"]),
        ("day=2019-08-28&level=world", []),
        ("day=2019-08-27", ["Early", "Late"]),
    ],
)
def test_each_filter_leaves_what_it_names(client, query, found):
    make_edition()
    maker = make_participation(organisation=make_organisation(name_en="Works", name_zh="工厂"))
    late = {"launched_on": "2019-08-28", "level": "asia", "area": make_area(slug="chips")}
    make_launch(name_en="Late", participation=maker, **late)
    make_launch(name_en="Early")

    assert card_titles(client.get(f"{LIST}?{query}")) == found


def test_each_day_is_one_link_from_the_list_with_its_number_and_keeps_the_other_filters(client, monkeypatch):
    edition = make_edition(status="live")
    moment = dt.datetime(2019, 8, 27, 12, tzinfo=edition.tz)
    monkeypatch.setattr("expo.models.Edition.now", lambda self: moment)
    for day, level in (("26", "world"), ("27", "world"), ("27", "world"), ("27", "asia")):
        make_launch(level=level, launched_on=f"2019-08-{day}")

    page = client.get(f"{LIST}?level=world&day=2019-08-27")

    ways = [link for link in elements(page, "a") if "day=" in (link.attributes["href"] or "")]
    assert [
        (way.text, way.attributes["href"], "aria-current" in way.attributes) for way in ways if "(" in way.text
    ] == [
        ("Monday 26 August (1)", "?level=world&day=2019-08-26", False),
        ("Tuesday 27 August (2)", "?level=world&day=2019-08-27", True),
    ]
    assert texts(page, "nav").count("Monday 26 August (1) Tuesday 27 August (2) Today") == 1


def test_launches_of_one_day_have_no_links_by_day(client):
    make_edition()
    make_launch(launched_on="2019-08-26")

    assert [link for link in links(client.get(LIST)) if "day=" in link] == []


def test_a_hidden_exhibitor_or_exhibit_leaves_no_trace_on_a_launch(client):
    make_edition()
    hidden = make_participation(status="confirmed", organisation=make_organisation(name_en="Secret works"))
    booth = make_booth(number="X99", participations=[hidden])
    exhibit = make_exhibit(participation=hidden, name_en="Secret thing")
    launch = make_launch(slug="first", participation=hidden, booth=booth, exhibit=exhibit)
    paths = [f"{LIST}first/", LIST, f"{LIST}?q=Secret", "/en/2019/"]
    with_it = [client.get(path).content for path in paths]

    Launch.objects.filter(pk=launch.pk).update(participation=None, booth=None, exhibit=None)

    assert [client.get(path).content for path in paths] == with_it


def test_during_the_expo_the_home_page_shows_what_is_still_to_come_first(client, monkeypatch):
    edition = make_edition(status="live")
    moment = dt.datetime(2019, 8, 27, 12, tzinfo=edition.tz)
    monkeypatch.setattr("expo.models.Edition.now", lambda self: moment)
    for day, name in ((26, "Over"), (27, "Today"), (28, "Tomorrow")):
        make_launch(name_en=name, launched_on=f"2019-08-{day}")

    shown = card_titles(client.get("/en/2019/"))

    assert [name for name in shown if name in ("Over", "Today", "Tomorrow")] == ["Today", "Tomorrow", "Over"]


def test_a_launch_that_is_not_published_has_no_page(client):
    make_edition()
    make_launch(slug="first", published=False)

    assert client.get(f"{LIST}first/").status_code == 404
