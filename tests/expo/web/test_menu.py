"""The menu: the doors that visitors take most stand in it and, on phones, in a bar of their own."""

from http import HTTPStatus

import pytest

from expo.visit import ways
from tests.support.agenda_factories import make_session
from tests.support.contest_factories import make_public_contest
from tests.support.deal_factories import make_announced
from tests.support.factories import make_attendance, make_edition, make_hall, make_participation
from tests.support.reading import elements

pytestmark = pytest.mark.django_db
DOORS = ["/agenda/", "/exhibitors/", "/halls/", "/agenda/mine/"]


def bar_items(response) -> list[tuple[str, str | None]]:
    """What the navigation of phones leads to, and which entry is the current one."""
    page = response.text
    bar = page[page.index('class="thumb-bar"') : page.index("</nav>", page.index('class="thumb-bar"'))]
    return [(e.attributes["href"], e.attributes.get("aria-current")) for e in elements(response, "a") if door(e, bar)]


def door(element, bar: str) -> bool:
    return f'href="{element.attributes["href"]}"' in bar


def test_map_and_my_visit_stand_in_the_menu_and_in_the_bar_of_phones(client):
    make_hall(edition=make_edition())

    for language in ("en", "zh-hans"):
        page = client.get(f"/{language}/2019/people/")
        doors = [f"/{language}/2019{door}" for door in DOORS]
        assert [href for href, _current in bar_items(page)][: len(doors)] == doors
        navigation = page.text[page.text.index('id="menu"') :]
        assert [door for door in doors if f'href="{door}"' not in navigation] == []


@pytest.mark.parametrize(("path", "current"), [("halls/", "/halls/"), ("agenda/mine/", "/agenda/mine/")])
def test_the_page_behind_a_door_is_marked_there(client, path, current):
    make_hall(edition=make_edition())

    marked = {href for href, mark in bar_items(client.get(f"/en/2019/{path}")) if mark}

    assert marked == {f"/en/2019{current}"}


def test_no_door_leads_to_a_map_of_nothing(client):
    make_edition()

    assert "/en/2019/halls/" not in [href for href, _current in bar_items(client.get("/en/2019/people/"))]


def menu_words(client, **fields) -> set[str]:
    """Which of its doors the header of an edition with one thing shows, by the last word of their addresses."""
    edition = make_edition(**fields)
    header = client.get(f"/en/{edition.slug}/press/").text.partition("</header>")[0]
    words = ("agenda", "agenda/mine", "exhibitors", "people", "deals")
    return {word for word in words if f'href="/en/{edition.slug}/{word}/"' in header}


def test_before_an_expo_nothing_empty_stands_in_the_menu(client):
    assert menu_words(client, status="planning") == set()
    assert b'href="/en/2019/agenda/' not in client.get("/en/2019/").content
    assert client.get("/en/2019/agenda/").status_code == HTTPStatus.OK


def test_from_the_day_on_which_it_is_live_every_door_stands_open(client):
    everything = {"agenda", "agenda/mine", "exhibitors", "people", "deals"}

    assert (menu_words(client, status="live"), menu_words(client, slug="2018")) == (everything, everything)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (make_session, {"agenda", "agenda/mine"}),
        (make_public_contest, {"agenda", "agenda/mine"}),
        (make_participation, {"exhibitors", "agenda/mine"}),
        (make_attendance, {"people"}),
        (make_announced, {"deals"}),
    ],
)
def test_a_door_opens_with_the_first_thing_behind_it(client, make, words):
    make(edition=make_edition(slug="2020", status="planning"))

    assert menu_words(client, status="planning") == set()
    header = client.get("/en/2020/press/").text.partition("</header>")[0]
    assert {word for word in words if f'href="/en/2020/{word}/"' in header} == words


def test_one_query_tells_which_doors_are_open(client, django_assert_num_queries):
    edition = make_edition(status="planning")

    with django_assert_num_queries(1):
        assert ways.open_doors(edition) == ways.open_doors(edition)
