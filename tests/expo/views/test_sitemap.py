"""The public pages as search engines ask for them."""

import pytest
from lxml import etree

from tests.support.agenda_factories import make_session
from tests.support.deal_factories import make_announced, make_deal, make_draft
from tests.support.factories import (
    make_attendance,
    make_edition,
    make_hall,
    make_organisation,
    make_participation,
    make_picture,
)
from tests.support.showcase_factories import make_exhibit

pytestmark = pytest.mark.django_db
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
NAMES["i"] = "http://www.google.com/schemas/sitemap-image/1.1"
HOST = "http://testserver"


def addresses(client, path):
    root = etree.fromstring(client.get(path).content)
    return [found.text for found in root.iterfind(".//s:loc", NAMES)]


def test_robots_name_the_sitemap_and_it_names_a_file_of_each_kind(client):
    make_edition()

    files = addresses(client, "/sitemap.xml")

    assert f"Sitemap: {HOST}/sitemap.xml\n" in client.get("/robots.txt").text
    assert f"{HOST}/sitemap-sessions.xml" in files
    assert [client.get(file.removeprefix(HOST)).status_code for file in files] == [200] * len(files)


@pytest.mark.thorough
def test_each_address_of_each_file_leads_to_a_page(client):
    edition = make_edition()
    make_session(slug="opening")
    make_participation()
    make_attendance()
    make_hall()
    make_announced(make_draft(edition))

    found = [each for file in addresses(client, "/sitemap.xml") for each in addresses(client, file.removeprefix(HOST))]

    assert len(found) == len(set(found)) == 54
    assert {client.get(each.removeprefix(HOST)).status_code for each in found} == {200}


def test_a_page_names_itself_in_the_other_language(client):
    make_edition()
    make_session(slug="opening")

    root = etree.fromstring(client.get("/sitemap-sessions.xml").content)

    here = root.find("s:url", NAMES)
    others = {link.get("hreflang"): link.get("href") for link in here.iterfind("x:link", NAMES)}
    assert others == {
        "en": f"{HOST}/en/2019/agenda/sessions/opening/",
        "zh-hans": f"{HOST}/zh-hans/2019/agenda/sessions/opening/",
    }


def test_neither_drafts_nor_rehearsals_nor_unannounced_deals_are_named(client):
    make_edition()
    rehearsal = make_edition(slug="rehearsal", rehearsal=True)
    make_session(edition=rehearsal)
    make_session(status="draft")
    make_participation(status="draft")
    make_deal(make_draft())

    found = [addresses(client, f"/sitemap-{name}.xml") for name in ("sessions", "exhibitors", "deals")]

    assert found == [[], [], []]
    assert not any("rehearsal" in each for each in addresses(client, "/sitemap-pages.xml"))


@pytest.mark.parametrize("rows", [1, 3])
def test_a_file_costs_one_query_however_long_it_is(client, rows, django_assert_num_queries):
    make_edition()
    for _ in range(rows):
        make_session()

    with django_assert_num_queries(1):
        response = client.get("/sitemap-sessions.xml")

    assert response.text.count("<loc>") == 2 * rows


@pytest.mark.parametrize("path", ["/sitemap-nonsense.xml", "/sitemap-sessions.xml?p=2", "/sitemap-sessions.xml?p=x"])
def test_what_is_not_there_is_not_found(client, path):
    make_edition()

    assert client.get(path).status_code == 404


@pytest.mark.parametrize(("rehearsal", "kept_out"), [(True, True), (False, False)])
def test_pages_of_a_rehearsal_ask_not_to_be_found(client, rehearsal, kept_out):
    make_edition(rehearsal=rehearsal)

    assert ('<meta name="robots" content="noindex">' in client.get("/en/2019/").text) is kept_out


def test_a_page_with_a_picture_names_its_widest_file_and_a_hidden_row_none(client):
    edition = make_edition()
    shown, hidden = make_picture(1), make_picture(2)
    make_participation(organisation=make_organisation(logo=shown), slug="shown")
    make_participation(organisation=make_organisation(logo=hidden), slug="hidden", status="draft")
    make_exhibit(edition=edition, picture=make_picture(3), slug="arm")
    make_exhibit(edition=edition, slug="leg")

    exhibitors, exhibits = (pictures(client, name) for name in ("exhibitors", "exhibits"))

    assert exhibitors["/en/2019/exhibitors/shown/"] == f"/media/{shown.name}-32.webp"
    assert hidden.name not in client.get("/sitemap-exhibitors.xml").text
    assert client.get(exhibitors["/zh-hans/2019/exhibitors/shown/"]).status_code == 200
    assert (bool(exhibits["/en/2019/exhibits/arm/"]), exhibits["/en/2019/exhibits/leg/"]) == (True, "")


@pytest.mark.parametrize("number", [1, 3])
def test_pictures_cost_no_query_each(client, number, django_assert_max_num_queries):
    for each in range(number):
        make_participation(organisation=make_organisation(logo=make_picture(each)))

    with django_assert_max_num_queries(3):
        client.get("/sitemap-exhibitors.xml")


def pictures(client, name) -> dict[str, str]:
    """By the path of each page, the path of its picture, or nothing."""
    root = etree.fromstring(client.get(f"/sitemap-{name}.xml").content)
    found = {}
    for url in root.iterfind("s:url", NAMES):
        page = url.findtext("s:loc", namespaces=NAMES).removeprefix(HOST)
        found[page] = (url.findtext("i:image/i:loc", namespaces=NAMES) or "").removeprefix(HOST)
    return found
