"""The filters of a day: all in the address, each choice with what it leaves under the others."""

import datetime as dt

import pytest
from django.http import QueryDict

from agenda.forms.day_filter import DayFilter
from tests.support.agenda_factories import make_room, make_session
from tests.support.factories import make_area, make_edition, make_organisation, make_person
from tests.support.reading import card_titles, elements, links, texts

pytestmark = pytest.mark.django_db
DAY = "/en/2019/agenda/2019-08-26/"


@pytest.fixture
def day():
    edition = make_edition(slug="2019")
    chips, cloud = make_area(slug="chips", name_en="Chips"), make_area(slug="cloud", name_en="Cloud")
    hall, stage = make_room(slug="hall", name_en="Hall"), make_room(slug="stage", name_en="Stage")
    make_session(name_en="A", kind="forum", room=hall, areas=[chips, cloud], languages="zh,en")
    make_session(name_en="B", kind="forum", room=stage, areas=[chips], languages="zh", hour=11)
    make_session(name_en="C", kind="contest", room=hall, languages="en, fr", hour=12)
    return edition


def offered(response) -> dict[str, list[str]]:
    """The choices of each select, by its name."""
    found: dict[str, list[str]] = {}
    for element in elements(response):
        if element.tag == "select":
            found[name := element.attributes["name"]] = []
        elif element.tag == "option":
            found[name].append(element.text)
    return found


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("kind=forum", ["A", "B"]),
        ("room=hall", ["A", "C"]),
        ("area=chips", ["A", "B"]),
        ("area=cloud", ["A"]),
        ("language=zh", ["A", "B"]),
        ("language=fr", ["C"]),
        ("kind=forum&room=hall&area=chips&language=en", ["A"]),
        ("kind=contest&area=chips", []),
    ],
)
def test_every_filter_of_the_address_narrows_the_day(client, day, query, titles):
    assert card_titles(client.get(f"{DAY}?{query}")) == titles


def test_choices_tell_what_they_leave_under_the_other_filters(client, day):
    everything, hall = offered(client.get(DAY)), offered(client.get(f"{DAY}?room=hall"))

    assert everything["kind"] == ["all kinds", "contest (1)", "forum (2)"]
    assert everything["area"] == ["all areas", "Chips (2)", "Cloud (1)"]
    assert everything["language"] == ["all languages", "English (2)", "Chinese (2)", "fr (1)"]
    assert hall["kind"] == ["all kinds", "contest (1)", "forum (1)"]
    assert hall["room"] == ["all rooms", "Hall (2)", "Stage (1)"]
    assert hall["area"] == ["all areas", "Chips (1)", "Cloud (1)"]


@pytest.mark.parametrize("words", ["quantum", "QUANTUM", "量子", "Ada", "李", "Memory", "Sky"])
def test_words_are_found_in_both_languages_and_in_people_organisations_and_rooms(client, day, words):
    speaker, firm = make_person(name_en="Ada", name_zh="李爱达"), make_organisation(name_en="Memory Works")
    room = make_room(name_en="Sky", name_zh="天空")
    abstract = {"abstract_en": "About quantum computers.", "abstract_zh": "量子计算"}
    make_session(name_en="D", roles=[speaker, firm], room=room, hour=13, **abstract)

    assert card_titles(client.get(DAY, {"q": words})) == ["D"]


@pytest.mark.parametrize("name", ["kind", "room", "area", "language"])
@pytest.mark.parametrize("value", ["nothing", "'", "[", "\0x", "长" * 300])
def test_a_value_that_makes_no_sense_counts_as_none_and_is_told(client, day, name, value):
    response = client.get(DAY, {name: value})

    assert card_titles(response) == ["A", "B", "C"]
    assert [e.text.startswith("“") for e in elements(response, "ul") if e.attributes.get("class") == "errorlist"] == [
        True
    ]


def test_the_other_filters_hold_beside_one_that_makes_no_sense(client, day):
    response = client.get(f"{DAY}?kind=party&room=stage")

    assert card_titles(response) == ["B"]
    assert offered(response)["area"] == ["all areas", "Chips (1)"]


def test_where_nothing_is_left_the_whole_day_is_one_link_away(client, day):
    response = client.get(f"{DAY}?kind=contest&area=chips")

    assert "Nothing on this day fits all the filters" in response.text
    assert DAY in links(response)


def test_days_keep_the_filters_and_count_what_they_leave(client, day):
    make_session(day=dt.date(2019, 8, 27), kind="contest")
    make_session(day=dt.date(2019, 8, 27))

    response = client.get(f"{DAY}?kind=forum&view=&page=2")

    assert "/en/2019/agenda/2019-08-27/?kind=forum" in links(response)
    assert texts(response, "small")[:2] == ["2 sessions", "1 session"]


def test_the_same_filters_hold_for_any_sessions(day):
    form = DayFilter(QueryDict("kind=forum&language=en"), day.sessions.public())

    assert [session.name_en for session in form.filter_sessions(day.sessions.public())] == ["A"]
    assert [row.pk for row in form.found()] == [form.filter_sessions(day.sessions.public()).get().pk]
