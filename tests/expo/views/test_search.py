"""The search through all that is public of an edition."""

import datetime as dt

import pytest

from deals.models.terms import Visibility
from expo.search_index import upkeep
from tests.support.agenda_factories import make_session
from tests.support.deal_factories import make_announced, make_deal, make_draft
from tests.support.factories import (
    make_attendance,
    make_booth,
    make_edition,
    make_hall,
    make_organisation,
    make_participation,
    make_person,
    make_scenario,
)
from tests.support.reading import card_titles, elements, links
from tests.support.showcase_factories import make_launch

pytestmark = pytest.mark.django_db
SEARCH = "/en/2019/search/"


def found(client, words, **query):
    return card_titles(client.get(SEARCH, {"q": words, **query}))


def told(response, name):
    """The texts of the elements of this class."""
    return [each.text for each in elements(response) if name in (each.attributes.get("class") or "").split()]


def world(rows):
    edition = make_edition()
    for number in range(rows):
        firm = make_organisation(name_en=f"Quartz Works {number}")
        make_booth(hall=make_hall(edition=edition), participations=[make_participation(organisation=firm)])
        make_attendance(person=make_person(name_en=f"Ada Quartz {number}"))
        make_session(name_en=f"On quartz {number}")
        make_launch(name_en=f"Quartz clock {number}")
        make_scenario(name_en=f"Life with quartz {number}")
        make_announced(make_draft(edition, name_en=f"Quartz mine {number}", name_zh=""))
    return edition


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("words", "queries"), [("QUARTZ", 4), ("quratz", 6)])
def test_everything_public_is_found_in_few_queries_however_much_there_is(
    client, rows, words, queries, django_assert_num_queries
):
    world(rows)
    upkeep.catch_up()

    with django_assert_num_queries(queries):
        response = client.get(SEARCH, {"q": words})

    assert told(response, "search-kinds") == [
        f"Exhibitors {rows} Sessions {rows} People {rows} Launches {rows} Stands {rows} Scenarios {rows} Deals {rows}"
    ]


def test_the_best_of_all_stand_first_then_the_first_of_each_kind_and_a_link_to_all(client):
    world(7)

    response = client.get(SEARCH, {"q": "quartz 3"})
    every = client.get(SEARCH, {"q": "quartz", "in": "sessions"})

    assert card_titles(response)[:2] == ["On quartz 3", "Ada Quartz 3"]
    assert "?q=quartz+3&in=sessions" in links(response)
    assert card_titles(every) == [f"On quartz {number}" for number in range(7)]
    assert told(every, "filters-found") == ["7 found"]


def test_a_session_tells_when_and_where_and_that_it_is_cancelled(client):
    edition = make_edition()
    make_session(
        name_en="On quartz",
        day=dt.date(2019, 8, 26),
        starts_at=dt.datetime(2019, 8, 26, 9, 30, tzinfo=edition.tz),
        ends_at=dt.datetime(2019, 8, 26, 10, 0, tzinfo=edition.tz),
        status="cancelled",
    )

    meta = told(client.get(SEARCH, {"q": "quartz"}), "meta")
    assert meta[0].startswith("Sessions cancelled · Mon 26 Aug · 09:30–10:00")


def test_neither_drafts_nor_other_editions_are_found(client):
    make_edition()
    other = make_edition(slug="2018")
    make_participation(organisation=make_organisation(name_en="Quartz Works"), status="draft")
    make_participation(organisation=make_organisation(name_en="Quartz Two"), edition=other)
    make_session(name_en="On quartz", status="draft")
    make_launch(name_en="Quartz clock", published=False)
    make_attendance(person=make_person(name_en="Ada Quartz"), published=False)
    make_deal(make_draft(name_en="Quartz mine"))

    assert found(client, "quartz") == []


@pytest.mark.parametrize("masked", [True, False])
def test_a_deal_is_not_found_by_what_of_it_is_masked(client, masked):
    edition = make_edition()
    shown = Visibility.HIDDEN if masked else Visibility.PUBLIC
    make_announced(make_draft(edition, name_en="Quartz mine", name_zh="石英矿", name_shown=shown))

    assert (found(client, "quartz"), found(client, "石英")) == (([], []) if masked else (["Quartz mine"],) * 2)


def test_a_name_in_the_other_language_is_marked(client):
    make_edition()
    make_session(name_en="", name_zh="石英论坛")

    response = client.get(SEARCH, {"q": "石英"})

    marked = [each.text for each in elements(response, "span") if each.attributes.get("lang") == "zh-Hans"]
    assert marked == ["石英论坛"]


def test_without_words_nothing_is_asked_for_but_a_hint_stands_there(client, django_assert_num_queries):
    make_edition()

    with django_assert_num_queries(1):
        response = client.get(SEARCH)

    assert "Part of a name is enough" in response.content.decode()


@pytest.mark.parametrize("query", [{"q": "no\0thing"}, {"q": "<b>%", "in": "sessions"}, {"q": "x", "in": "nonsense"}])
def test_nonsense_is_answered_in_a_sentence(client, query):
    make_edition()

    response = client.get(SEARCH, query)

    assert told(response, "filters-found")[0].startswith("Nothing here says “")


@pytest.mark.parametrize("page", ["0", "2", "x", "99999"])
def test_a_page_that_is_not_there_gives_the_nearest_one(client, page):
    world(1)

    assert found(client, "quartz", **{"in": "launches", "page": page}) == ["Quartz clock 0"]
