"""Countries by continent, and the page of a country, a province or a district."""

import pytest

from deals.ledger.deal_data import PartyData
from tests.support.agenda_factories import make_session
from tests.support.deal_factories import make_announced
from tests.support.factories import (
    make_attendance,
    make_edition,
    make_organisation,
    make_participation,
    make_person,
    make_region,
)
from tests.support.reading import links, texts
from tests.support.showcase_factories import make_delegation, make_exhibit, make_launch

pytestmark = pytest.mark.django_db
COUNTRIES = "/en/2019/countries/"


def make_germany():
    return make_region(code="DE", name_en="Germany", name_zh="德国")


def make_guests(region, number: int = 1) -> None:
    """So many of everything from the region."""
    for each in range(number):
        firm = make_organisation(name_en=f"Firm {each}", region=region)
        stand = make_participation(organisation=firm, slug=f"firm-{each}")
        make_exhibit(participation=stand, name_en=f"Thing {each}", slug=f"thing-{each}")
        make_launch(participation=stand, name_en=f"First {each}", slug=f"first-{each}")
        speaker = make_person(name_en=f"Speaker {each}", slug=f"speaker-{each}")
        make_attendance(person=speaker, organisation=firm)
        make_session(name_en=f"Talk {each}", slug=f"talk-{each}", roles=[firm])
        make_delegation(name_en=f"Guests {each}", slug=f"guests-{each}", region=region)
        parties = (PartyData("A", "host", make_organisation()), PartyData("B", "investor", firm))
        make_announced(name_en=f"Works {each}", parties=parties)


def test_countries_stand_by_continent_with_what_comes_from_each(client):
    make_edition(slug="2019")
    make_guests(make_germany(), 2)
    make_participation(organisation=make_organisation(region=make_region(code="KE", name_en="Kenya")))

    page = client.get(COUNTRIES)

    assert texts(page, "h2")[:2] == ["Europe", "Africa"]
    assert "/en/2019/regions/DE/" in links(page)
    germany = next(row for row in texts(page, "li") if row.startswith("Germany"))
    assert germany == "Germany 2 exhibitors · 2 people · 2 delegations · 2 signed projects"
    assert next(row for row in texts(page, "li") if row.startswith("Kenya")) == "Kenya 1 exhibitor"


def test_continents_have_their_names_in_chinese_too(client):
    make_edition(slug="2019")
    make_guests(make_germany())

    assert "欧洲" in texts(client.get("/zh-hans/2019/countries/"), "h2")


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_countries_costs_the_same_however_many_there_are(client, number, django_assert_num_queries):
    make_edition(slug="2019")
    for code in ("DE", "KE", "FR")[:number]:
        make_participation(organisation=make_organisation(region=make_region(code=code)))

    client.get(COUNTRIES)  # what is read once a process
    with django_assert_num_queries(10):
        client.get(COUNTRIES)


def test_everything_from_a_country_stands_on_its_page(client):
    make_edition(slug="2019")
    make_guests(make_germany())

    page = client.get("/en/2019/regions/DE/")

    for address in ("exhibitors/firm-0", "exhibits/thing-0", "launches/first-0", "people/speaker-0"):
        assert f"/en/2019/{address}/" in links(page), address
    assert "/en/2019/delegations/guests-0/" in links(page)
    assert "/en/2019/agenda/sessions/talk-0/" in links(page)
    assert "/en/2019/deals/regions/DE/" in links(page)


def test_long_lists_lead_to_lists_filtered_by_the_region(client):
    make_edition(slug="2019")
    make_guests(make_germany(), 7)

    page = client.get("/en/2019/regions/DE/")

    for name in ("exhibitors", "exhibits", "launches", "people"):
        address = f"/en/2019/{name}/?country=DE"
        assert address in links(page)
        assert "7 " in " ".join(texts(client.get(address), "p"))


def test_a_province_is_part_of_its_country_and_filters_lists_itself(client):
    make_edition(slug="2019")
    china = make_region(code="CN", name_en="China")
    chongqing = make_region(code="500000", name_en="Chongqing", kind="province", parent=china)
    make_guests(chongqing, 7)

    country, province = (client.get(f"/en/2019/regions/{code}/") for code in ("CN", "500000"))

    assert "Chongqing 7 exhibitors" in texts(country, "li")
    assert "/en/2019/exhibitors/?country=500000" in links(province)
    listed = client.get("/en/2019/exhibitors/?country=500000")
    assert ("7 exhibitors" in listed.text, "Chongqing" in texts(listed, "option")) == (True, True)


def test_a_region_of_which_nothing_is_public_has_no_page(client):
    make_edition(slug="2019")
    germany = make_germany()
    hidden = make_organisation(region=germany)
    make_participation(organisation=hidden, status="draft")
    make_attendance(person=make_person(), organisation=hidden, published=False)
    make_session(status="draft", roles=[hidden])
    make_launch(participation=make_participation(organisation=make_organisation(), status="draft"))
    parties = (PartyData("A", "host", make_organisation()), PartyData("B", "investor", hidden, shown="hidden"))
    make_announced(parties=parties)

    assert client.get("/en/2019/regions/DE/").status_code == 404
    assert "/en/2019/regions/DE/" not in links(client.get(COUNTRIES))
    assert "/en/2019/regions/DE/" not in client.get("/sitemap-regions.xml").text


DIRECTORY = [
    lambda region: make_delegation(region=region),
    lambda region: make_participation(organisation=make_organisation(region=region), kind="organiser"),
    lambda region: make_session(roles=[make_organisation(region=region)]),
    lambda region: make_announced(destination=region),
]


@pytest.mark.parametrize("make", DIRECTORY, ids=["delegation", "organiser", "session", "destination"])
def test_whatever_gives_a_country_a_page_puts_it_into_list_and_site_map(client, make):
    make_edition(slug="2019")
    make(make_germany())

    assert client.get("/en/2019/regions/DE/").status_code == 200
    assert "/en/2019/regions/DE/" in links(client.get(COUNTRIES))
    assert "/en/2019/regions/DE/" in client.get("/sitemap-regions.xml").text


def test_a_country_of_delegations_alone_says_how_many(client):
    make_edition(slug="2019")
    make_delegation(region=make_germany())

    assert next(row for row in texts(client.get(COUNTRIES), "li") if "Germany" in row) == "Germany 1 delegation"


def test_an_exhibitor_that_is_not_public_gives_a_country_no_launch(client):
    make_edition(slug="2019")
    germany = make_germany()
    shown = make_participation(organisation=make_organisation(region=germany))
    make_launch(participation=shown, name_en="First in public")
    hidden = make_participation(organisation=make_organisation(region=germany), status="draft")
    make_launch(participation=hidden, name_en="First of somebody")

    for path in ("/en/2019/regions/DE/", "/en/2019/launches/?country=DE"):
        titles = texts(client.get(path), "h3")
        assert ("First in public" in titles, "First of somebody" in titles) == (True, False), path


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_a_country_costs_the_same_however_much_there_is(client, number, django_assert_num_queries):
    make_edition(slug="2019")
    make_guests(make_germany(), number)

    client.get("/en/2019/regions/DE/")  # what is read once a process
    with django_assert_num_queries(32):
        client.get("/en/2019/regions/DE/")


def test_a_code_in_small_letters_leads_to_the_page(client):
    make_edition(slug="2019")
    make_guests(make_germany())

    assert client.get("/en/2019/regions/de/", follow=True).redirect_chain == [("/en/2019/regions/DE/", 301)]
