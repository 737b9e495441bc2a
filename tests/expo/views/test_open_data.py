"""The page of open data, and where a mistake on a page is reported."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.support.factories import make_edition
from tests.support.reading import elements, links, texts
from tests.support.showcase_factories import make_news, make_page
from tests.support.world import make_world

pytestmark = pytest.mark.django_db
PAGE = "/en/2019/open-data/"
FILES = {
    *("/2019/data/deals.csv", "/2019/data/totals.csv", "/2019/agenda.ics", "/2019/agenda.atom", "/2019/schedule.xml"),
    *("/2019/schedule.json", "/2019/agenda/embed.json", "/en/2019/news/feed.atom", "/api/v1/docs"),
    *("/api/v1/openapi.json", "/api/v1/editions", "/api/v1/editions/2019/exhibitors"),
    *("/api/v1/editions/2019/sessions", "/api/v1/editions/2019/deals", "/api/v1/editions/2019/totals"),
}


def test_every_file_feed_calendar_and_interface_is_there_with_an_example_that_answers(client):
    make_world()

    page = client.get(PAGE)

    examples = texts(page, "code")
    assert set(links(page)) >= FILES
    assert {example.partition("?")[0] for example in examples} == FILES
    for example in examples:
        assert client.get(example).status_code == 200, example


def test_a_feed_of_no_news_is_not_offered(client):
    make_edition(slug="2019")
    before = "/en/2019/news/feed.atom" in links(client.get(PAGE))

    make_news()

    assert (before, "/en/2019/news/feed.atom" in links(client.get(PAGE))) == (False, True)


@pytest.mark.parametrize(
    ("terms", "said"), [({}, "The organisers have stated none."), ({"data_terms_en": "CC BY 4.0"}, "CC BY 4.0")]
)
def test_the_terms_are_those_that_the_edition_states(client, terms, said):
    make_edition(slug="2019", **terms)

    assert said in texts(client.get(PAGE), "dd")


def report_link(client, path: str) -> str:
    """Where the link of the footer leads; "" where there is none."""
    for link in elements(client.get(path), "a"):
        if link.text in ("Report a mistake", "报告错误"):
            return link.attributes["href"] or ""
    return ""


def test_a_mistake_is_reported_to_the_editions_address_with_the_page_in_the_subject(client):
    make_edition(slug="2019", mistakes_to="hello@expo.example")

    for path in ("/en/2019/", "/zh-hans/2019/people/"):
        letter = urlsplit(report_link(client, path))
        assert (letter.scheme, letter.path) == ("mailto", "hello@expo.example")
        assert f"http://testserver{path}" in parse_qs(letter.query)["subject"][0]


def test_without_an_address_the_page_that_tells_whom_to_ask_is_the_way(client):
    make_edition(slug="2019")
    page = make_page(slug="whom-to-ask", kind="contact", published=False)
    before = report_link(client, "/en/2019/people/")

    type(page).objects.update(published=True)

    assert (before, report_link(client, "/en/2019/people/")) == ("", "/en/2019/visit/whom-to-ask/")


def test_lists_of_which_nothing_is_public_stand_in_no_site_map(client):
    make_edition(slug="2019")

    listed = client.get("/sitemap-pages.xml").text + client.get("/sitemap-lists-of-bulletins.xml").text

    for name in ("launches", "letters", "scenarios", "halls", "bulletins"):
        assert f"/2019/{name}/" not in listed
    assert "/2019/exhibitors/" in listed


def test_the_ways_to_bulletins_landing_rates_rooms_and_changes_wait_until_there_are_any(client):
    make_edition(slug="2019")

    found = {*links(client.get("/en/2019/deals/")), *links(client.get("/en/2019/agenda/"))}

    for name in ("bulletins", "deals/landing", "rooms", "agenda/releases"):
        assert f"/en/2019/{name}/" not in found
