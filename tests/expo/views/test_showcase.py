"""Launches, scenarios and letters."""

import pytest

from tests.support.agenda_factories import make_session
from tests.support.factories import (
    make_area,
    make_booth,
    make_edition,
    make_organisation,
    make_participation,
    make_person,
    make_scenario,
    make_source,
)
from tests.support.reading import card_titles, elements, links, texts
from tests.support.showcase_factories import make_exhibit, make_launch, make_letter

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("launches", [1, 3])
def test_launches_cost_seven_queries_however_many_there_are(client, launches, django_assert_num_queries):
    make_edition()
    for _ in range(launches):
        launch = make_launch(participation=make_participation(), area=make_area(), scenario=make_scenario())
        make_session(launches=[launch])

    # What stands beside the filters, once until somebody writes.
    with django_assert_num_queries(19):
        client.get("/en/2019/launches/")
    with django_assert_num_queries(7):
        response = client.get("/en/2019/launches/")

    assert len(card_titles(response)) == launches


def test_launches_go_by_day_and_link_exhibitor_and_session(client):
    make_edition()
    exhibitor = make_participation(slug="firm")
    late = make_launch(name_en="Late", launched_on="2019-08-28", participation=exhibitor)
    make_launch(name_en="Early", launched_on="2019-08-26")
    make_session(slug="event", launches=[late])
    make_session(slug="draft", status="draft", launches=[late])

    response = client.get("/en/2019/launches/")

    assert card_titles(response) == ["Early", "Late"]
    assert {"/en/2019/exhibitors/firm/", "/en/2019/agenda/sessions/event/"} <= set(links(response))
    assert "/en/2019/agenda/sessions/draft/" not in links(response)


def test_a_launch_stands_without_an_exhibitor_that_is_not_public(client):
    make_edition()
    hidden = make_participation(organisation=make_organisation(name_en="Secret"), status="confirmed", slug="secret")
    scenario = make_scenario(slug="home")
    launch = make_launch(name_en="Thing", participation=hidden, scenario=scenario)
    make_session(slug="event", launches=[launch])

    for path in ("", "launches/", "scenarios/home/", "agenda/sessions/event/"):
        response = client.get(f"/en/2019/{path}")

        assert ("Thing" in response.text, "Secret" in response.text) == (True, False), path


def test_launches_that_are_not_published_are_nowhere(client):
    make_edition()
    scenario, exhibitor = make_scenario(slug="home"), make_participation(slug="firm")
    launch = make_launch(name_en="Secret", published=False, scenario=scenario, participation=exhibitor)
    make_session(slug="event", launches=[launch])

    for path in ("", "launches/", "scenarios/home/", "exhibitors/firm/", "agenda/sessions/event/"):
        assert "Secret" not in client.get(f"/en/2019/{path}").text, path


def test_launches_come_in_pages_of_twenty(client):
    make_edition()
    for _ in range(21):
        make_launch()

    assert [len(card_titles(client.get(f"/en/2019/launches/?page={page}"))) for page in (1, 2)] == [20, 1]


@pytest.mark.parametrize("scenarios", [1, 3])
def test_scenarios_cost_two_queries_however_many_there_are(client, scenarios, django_assert_num_queries):
    make_edition()
    shown = [make_scenario() for _ in range(scenarios)]

    with django_assert_num_queries(2):
        response = client.get("/en/2019/scenarios/")

    assert card_titles(response) == [scenario.name_en for scenario in shown]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_scenario_costs_the_same_however_much_it_holds(client, rows, django_assert_num_queries):
    make_edition()
    scenario = make_scenario(slug="home")
    scenario.sources.set([make_source()])
    for _ in range(rows):
        exhibitor = make_participation(scenarios=[scenario], areas=[make_area()], booths=[make_booth()])
        make_launch(participation=exhibitor, scenario=scenario)
        make_exhibit(participation=exhibitor, scenario=scenario, areas=[make_area()])
        make_session(scenarios=[scenario], roles=[make_person()], areas=[make_area()])

    with django_assert_num_queries(18):
        response = client.get("/en/2019/scenarios/home/")

    assert len(card_titles(response)) == 4 * rows


def test_a_scenario_with_more_exhibitors_than_it_shows_links_them_all(client):
    make_edition()
    scenario = make_scenario(slug="home")
    for _ in range(7):
        make_participation(scenarios=[scenario])

    response = client.get("/en/2019/scenarios/home/")

    assert len(card_titles(response)) == 6
    assert "/en/2019/exhibitors/?scenario=home" in links(response)
    assert "All 7 exhibitors" in texts(response, "a")


def test_a_scenario_shows_its_story_in_paragraphs(client):
    make_edition()
    make_scenario(slug="home", story_en="One.\nTwo.", story_zh="")

    assert {"One.", "Two."} <= set(texts(client.get("/en/2019/scenarios/home/"), "p"))
    chinese = elements(client.get("/zh-hans/2019/scenarios/home/"), "p")
    assert [e.attributes["lang"] for e in chinese if e.text in ("One.", "Two.")] == ["en", "en"]


@pytest.mark.parametrize("letters", [1, 3])
def test_letters_cost_six_queries_however_many_there_are(client, letters, django_assert_num_queries):
    make_edition()
    for _ in range(letters):
        letter = make_letter(sources=[make_source()])
        make_session(letters=[letter])

    with django_assert_num_queries(6):
        response = client.get("/en/2019/letters/")

    assert len(texts(response, "article")) == letters


def test_letters_stand_in_protocol_order_with_the_session_in_which_they_were_read(client):
    make_edition()
    second = make_letter(author=make_person(name_en="Second"), order=2)
    make_letter(author=make_person(name_en="First"), order=1)
    make_session(slug="opening", letters=[second])
    make_session(slug="secret", visibility="staff", letters=[second])

    response = client.get("/en/2019/letters/")

    assert [text for text in texts(response, "h2") if text in ("First", "Second")] == ["First", "Second"]
    assert "/en/2019/agenda/sessions/opening/" in links(response)
    assert "/en/2019/agenda/sessions/secret/" not in links(response)


def test_letters_that_are_not_published_are_nowhere(client):
    make_edition()
    author = make_person(slug="ada", name_en="Secret Author")
    letter = make_letter(author=author, text_en="Secret text", published=False)
    make_session(slug="opening", letters=[letter])

    for path in ("", "letters/", "agenda/sessions/opening/", "sources/"):
        assert "Secret" not in client.get(f"/en/2019/{path}").text, path


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        ("launches", "What is shown for the first time appears here"),
        ("scenarios", "The parts of life that this edition shows appear here"),
        ("letters", "Congratulatory letters appear here"),
    ],
)
def test_empty_lists_say_what_will_be_there(client, page, sentence):
    make_edition(status="planning")

    assert sentence in client.get(f"/en/2019/{page}/").text
