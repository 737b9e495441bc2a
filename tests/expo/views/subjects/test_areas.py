"""The page of a technology area: all of it that is public, and nothing of what is not."""

import pytest

from tests.support.agenda_factories import make_session
from tests.support.deal_factories import make_announced, make_verified
from tests.support.factories import (
    make_area,
    make_attendance,
    make_edition,
    make_organisation,
    make_participation,
    make_person,
)
from tests.support.reading import links, texts
from tests.support.showcase_factories import make_exhibit, make_launch

pytestmark = pytest.mark.django_db
PAGE = "/en/2019/areas/chips/"


def make_all(area, number: int = 1) -> None:
    """So many of everything in the area."""
    for each in range(number):
        firm = make_participation(
            organisation=make_organisation(name_en=f"Firm {each}"), slug=f"firm-{each}", areas=[area]
        )
        make_exhibit(participation=firm, name_en=f"Thing {each}", slug=f"thing-{each}", areas=[area])
        make_launch(participation=firm, name_en=f"First {each}", slug=f"first-{each}", area=area)
        speaker = make_person(name_en=f"Speaker {each}", slug=f"speaker-{each}")
        make_attendance(person=speaker)
        make_session(name_en=f"Talk {each}", slug=f"talk-{each}", areas=[area], roles=[speaker])
        make_announced(name_en=f"Works {each}", primary_area=area, areas=[area])


def test_exhibitors_exhibits_launches_sessions_people_and_deals_stand_on_one_page(client):
    make_edition(slug="2019")
    make_all(make_area(slug="chips"))

    page = client.get(PAGE)

    for address in ("exhibitors/firm-0", "exhibits/thing-0", "launches/first-0", "people/speaker-0"):
        assert f"/en/2019/{address}/" in links(page), address
    assert "/en/2019/agenda/sessions/talk-0/" in links(page)
    assert "/en/2019/deals/areas/chips/" in links(page)
    assert "Works 0" in page.text


def test_a_long_list_shows_six_and_leads_to_all(client):
    make_edition(slug="2019")
    make_all(make_area(slug="chips"), number=7)

    page = client.get(PAGE)

    for name in ("exhibitors", "exhibits", "launches"):
        assert f"/en/2019/{name}/?area=chips" in links(page)
        assert f"All 7 {name}" in texts(page, "a")
    assert "All 7 deals" in texts(page, "a")
    assert "All 7 sessions" in texts(page, "summary")
    titles = texts(page, "h3")
    for what in ("Firm", "Thing", "First"):
        assert [title for title in titles if title.startswith(what)] == [f"{what} {each}" for each in range(6)]


def test_an_area_of_which_nothing_is_public_has_no_page(client):
    edition, area = make_edition(slug="2019"), make_area(slug="chips")
    make_participation(status="draft", areas=[area])
    make_session(status="draft", areas=[area])
    make_launch(published=False, area=area)
    make_participation(kind="organiser", areas=[area])
    make_verified(edition=edition, primary_area=area, areas=[area])

    assert client.get(PAGE).status_code == 404
    assert client.get("/en/2019/areas/none/").status_code == 404


def test_a_deal_alone_makes_the_page_and_only_once_it_is_announced(client):
    make_edition(slug="2019")
    area = make_area(slug="chips")
    before = client.get(PAGE).status_code

    make_announced(primary_area=area, areas=[area])

    assert (before, client.get(PAGE).status_code) == (404, 200)


NAMING = [
    lambda area: make_exhibit(areas=[area]),
    lambda area: make_launch(area=area),
    lambda area: make_session(areas=[area]),
    lambda area: make_announced(primary_area=area, areas=[area]),
]


@pytest.mark.parametrize("make", NAMING, ids=["exhibit", "launch", "session", "deal"])
def test_whatever_gives_an_area_a_page_puts_it_into_the_site_map(client, make):
    make_edition(slug="2019")
    area = make_area(slug="chips")
    before = client.get("/sitemap-areas.xml").text

    make(area)

    assert client.get(PAGE).status_code == 200
    assert (PAGE in before, PAGE in client.get("/sitemap-areas.xml").text) == (False, True)


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_however_much_there_is(client, number, django_assert_num_queries):
    make_edition(slug="2019")
    make_all(make_area(slug="chips"), number)

    client.get(PAGE)  # what is read once a process
    with django_assert_num_queries(28):
        client.get(PAGE)
