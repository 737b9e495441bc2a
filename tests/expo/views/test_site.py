"""The public site's front doors, its two languages, and what it says of what is not there."""

import datetime as dt

import pytest

from tests.support.factories import make_edition, make_organisation, make_participation
from tests.support.reading import elements, links
from tests.support.world import make_world

pytestmark = pytest.mark.django_db


def test_a_page_that_has_changed_is_sent_again(client):
    edition = make_world()
    etag = client.get("/en/2019/exhibitors/")["ETag"]
    make_participation(edition=edition, organisation=make_organisation())

    assert client.get("/en/2019/exhibitors/", headers={"if-none-match": etag}).status_code == 200


def test_compressed_pages_are_the_same_bytes_each_time(client):
    make_world()

    first, second = (client.get("/en/2019/agenda/", headers={"accept-encoding": "gzip"}) for _ in range(2))

    assert first["Content-Encoding"] == "gzip"
    assert first.content == second.content


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("zh-CN,zh;q=0.9,en;q=0.8", "zh-hans"), ("zh-TW", "zh-hans"), ("de, en;q=0.5", "en"), ("de", "en"), ("", "en")],
)
def test_the_root_leads_to_the_best_language(client, accepted, language):
    response = client.get("/", headers={"accept-language": accepted})

    assert (response.status_code, response["Location"]) == (302, f"/{language}/")
    assert response["Vary"] == "Accept-Language"
    assert response.cookies == {}


def test_a_language_leads_to_the_current_edition(client):
    make_edition(slug="2018", starts_on="2018-08-23", ends_on="2018-08-25")
    make_edition(slug="2019")

    assert client.get("/en/")["Location"] == "/en/2019/"
    assert client.get("/zh-hans/")["Location"] == "/zh-hans/2019/"


def test_a_live_rehearsal_comes_before_past_editions(client):
    make_edition(slug="2019")
    make_edition(slug="rehearsal", rehearsal=True, status="live")

    assert client.get("/en/")["Location"] == "/en/rehearsal/"


def test_without_an_edition_the_front_page_says_so(client):
    make_edition(published=False)

    response = client.get("/en/")

    assert response.status_code == 200
    assert "No edition is public yet" in response.text


def test_the_language_switch_keeps_page_and_query(client):
    make_world()

    english = client.get("/en/2019/exhibitors/?q=Memory%20%26&area=chips&page=1")
    chinese = client.get("/zh-hans/2019/agenda/2019-08-26/?kind=forum")

    assert "/zh-hans/2019/exhibitors/?q=Memory%20%26&area=chips&page=1" in links(english)
    assert "/en/2019/agenda/2019-08-26/?kind=forum" in links(chinese)


def test_each_language_is_announced_as_the_page_s_language(client):
    make_world()

    for language, lang in (("en", "en"), ("zh-hans", "zh-Hans")):
        response = client.get(f"/{language}/2019/")

        assert elements(response, "html")[0].attributes["lang"] == lang
        assert {
            element.attributes["hreflang"]: element.attributes["href"]
            for element in elements(response, "link")
            if element.attributes.get("rel") == "alternate"
        } == {"en": "/en/2019/", "zh-Hans": "/zh-hans/2019/"}


def test_an_address_without_a_language_is_given_one(client):
    make_world()

    response = client.get("/2019/agenda/", headers={"accept-language": "zh"})

    assert (response.status_code, response["Location"]) == (302, "/zh-hans/2019/agenda/")


@pytest.mark.parametrize(
    "path",
    ["/en/2018/", "/en/2019/nothing/", "/en/2019/people/nobody/", "/zh-hans/2019/exhibitors/nobody/", "/no/such/page/"],
)
def test_what_is_not_there_is_a_page_that_leads_back(client, path):
    make_world()

    response = client.get(path)

    assert response.status_code == 404
    assert len(elements(response, "h1")) == 1
    assert "/en/" in links(response) or "/en/2019/" in links(response)
    assert response.cookies == {}


def test_machines_learn_that_the_process_and_the_database_answer(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").text == "ok\n"
    client.get("/readyz")
    with django_assert_num_queries(5):
        assert client.get("/readyz").text == "ready\n"


def test_the_style_guide_is_not_on_a_public_site(client):
    assert client.get("/styleguide/", follow=True).status_code == 404


def test_robots_are_kept_off_the_staff_site(client):
    assert "Disallow: /desk/" in client.get("/robots.txt").text.splitlines()


@pytest.mark.parametrize(
    ("query", "known_as"), [("", ""), ("?kind=forum&page=1", ""), ("?kind=forum&page=2", "?page=2"), ("?page=x", "")]
)
def test_a_page_is_known_by_one_address_whatever_its_filters(client, query, known_as):
    make_world()
    address = "/en/2019/agenda/2019-08-26/"

    found = [e for e in elements(client.get(address + query), "link") if e.attributes["rel"] == "canonical"]

    assert [e.attributes["href"] for e in found] == [f"http://testserver{address}{known_as}"]


@pytest.mark.parametrize(
    ("path", "told_apart"),
    [
        ("/2019/data/deals.csv", False),
        ("/2019/agenda.ics", False),
        ("/2019/agenda.ics?lang=zh-hans", False),
        ("/api/v1/editions", False),
        ("/robots.txt", False),
        ("/api/v1/editions/1999/deals", True),
        ("/2019/data/none.csv", True),
    ],
)
def test_only_what_is_said_in_the_accepted_language_is_told_apart_by_it(client, path, told_apart):
    make_edition(slug="2019")

    english, chinese = [client.get(path, headers={"accept-language": each}) for each in ("en", "zh-CN")]

    assert ["Accept-Language" in each.get("Vary", "") for each in (english, chinese)] == [told_apart, told_apart]
    assert (english.get("Content-Language") != chinese.get("Content-Language")) == told_apart


@pytest.mark.parametrize(("year", "other"), [("2019", "2021"), ("2021", "2019")])
def test_a_page_that_is_not_there_offers_search_and_the_ways_of_its_edition_without_a_query(
    client, year, other, django_assert_num_queries
):
    make_edition(slug="2019")
    make_edition(slug="2021", starts_on=dt.date(2021, 8, 23), ends_on=dt.date(2021, 8, 25))
    client.get(f"/en/{year}/agenda/")

    with django_assert_num_queries(4):
        page = client.get(f"/en/{year}/exhibitors/nobody/")

    assert page.status_code == 404
    assert [form.attributes["action"] for form in elements(page, "form")] == [
        f"/en/{year}/search/",
        f"/zh-hans/{year}/search/",
    ]
    assert f"/zh-hans/{year}/agenda/" in links(page)
    assert f"/{other}/" not in page.text


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_mistyped_address_offers_search_and_the_ways_of_its_edition(client, language):
    make_edition(slug="2019")
    make_edition(slug="2021", starts_on=dt.date(2021, 8, 23), ends_on=dt.date(2021, 8, 25))

    page = client.get(f"/{language}/2019/agendas/today/")

    assert (page.status_code, "/2021/" in page.text) == (404, False)
    assert [form.attributes["action"] for form in elements(page, "form")] == [
        "/en/2019/search/",
        "/zh-hans/2019/search/",
    ]


@pytest.mark.parametrize("path", ["/en/nowhere/else/", "/no/such/page/"])
def test_an_address_of_no_edition_leads_home_alone(client, path):
    page = client.get(path)

    assert (page.status_code, elements(page, "form")) == (404, [])
    assert {"/en/", "/zh-hans/"} <= set(links(page))
