"""The page of an organisation over all editions: what it was, showed, said and signed in each."""

import datetime as dt

import pytest

from agenda.models import SessionRole
from deals.ledger.deal_data import PartyData
from tests.support.agenda_factories import make_public, make_session
from tests.support.deal_factories import make_announced, make_verified
from tests.support.factories import make_attendance, make_edition, make_organisation, make_participation
from tests.support.reading import elements, links, texts
from tests.support.showcase_factories import make_exhibit, make_launch

pytestmark = pytest.mark.django_db
PAGE = "/en/2019/exhibitors/quartz/editions/"


@pytest.fixture
def firm():
    return make_organisation(name_en="Quartz Works", name_zh="石英工场")


def parties(firm, shown="public"):
    return PartyData("A", "host", make_organisation()), PartyData("B", "investor", firm, shown=shown)


def take_part(firm, edition, number: int = 1, slug: str = "quartz"):
    """In an edition, with so many of everything."""
    row = make_participation(organisation=firm, slug=slug, edition=edition)
    for each in range(number):
        name = f"{edition.slug}-{each}"
        make_exhibit(participation=row, edition=edition, slug=f"arm-{name}", name_en=f"Arm {name}")
        make_launch(participation=row, edition=edition, slug=f"leg-{name}", name_en=f"Leg {name}")
        session = make_session(edition=edition, slug=f"talk-{name}", name_en=f"Talk {name}", day=edition.starts_on)
        for role in ("host", "organiser"):
            SessionRole.objects.create(session=session, organisation=firm, role=role)
        make_public(session)
        make_announced(edition=edition, name_en=f"Works {name}", parties=parties(firm))
    return row


def test_everything_of_each_edition_stands_on_one_page(client, firm):
    take_part(firm, make_edition(slug="2019"))
    days = {"starts_on": dt.date(2021, 8, 23), "ends_on": dt.date(2021, 8, 25)}
    take_part(firm, make_edition(slug="2021", name_en="2021 Expo", **days))

    page = client.get(PAGE)

    assert [title for title in texts(page, "h2") if "Expo" in title] == ["2021 Expo", "2019 Smart China Expo"]
    for year in ("2019", "2021"):
        assert f"/en/{year}/exhibitors/quartz/" in links(page)
        assert f"/en/{year}/exhibits/arm-{year}-0/" in links(page)
        assert f"/en/{year}/launches/leg-{year}-0/" in links(page)
        assert f"/en/{year}/agenda/sessions/talk-{year}-0/" in links(page)
    assert page.text.count("Host, organiser") == 2
    assert page.text.count("1 project") == 2
    assert PAGE in links(client.get("/en/2019/exhibitors/quartz/"))


def test_a_long_list_is_short_and_leads_to_all(client, firm):
    take_part(firm, make_edition(slug="2019"), number=7)

    page = client.get(PAGE)

    for name in ("exhibits", "launches", "sessions", "deals"):
        assert f"All 7 {name}" in texts(page, "a"), name
    assert page.text.count("/en/2019/exhibits/arm-") == 6
    assert "7 projects" in page.text
    assert texts(client.get("/en/2019/agenda/about/exhibitors/quartz/"), "h3") == [f"Talk 2019-{n}" for n in range(7)]


def test_what_is_not_public_is_neither_told_nor_counted(client, firm):
    edition = make_edition(slug="2019")
    row = take_part(firm, edition)
    make_exhibit(participation=row, slug="secret-arm", name_en="Secret arm", status="draft")
    make_launch(participation=row, slug="secret-leg", name_en="Secret leg", published=False)
    make_verified(name_en="Secret works", parties=parties(firm))
    make_announced(name_en="Secret party", parties=parties(firm, shown="hidden"))
    take_part(firm, make_edition(slug="2021", published=False))
    make_participation(organisation=make_organisation(name_en="Draft"), slug="draft", status="draft")

    page = client.get(PAGE)

    assert "ecret" not in page.text
    assert page.text.count("1 project") == 1
    assert "2021" not in page.text
    assert client.get("/en/2019/exhibitors/draft/editions/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_it_costs_as_much_however_much_there_is(client, firm, number, django_assert_num_queries):
    take_part(firm, make_edition(slug="2019"), number=number)

    with django_assert_num_queries(29):
        page = client.get("/zh-hans/2019/exhibitors/quartz/editions/")

    assert texts(page, "h1") == ["石英工场"]


@pytest.mark.parametrize("path", ["nothing/chips", "areas/nowhere", "exhibitors/quartz", "regions/XX"])
def test_sessions_about_nothing_have_no_page(client, firm, path):
    make_participation(edition=make_edition(slug="2019"), organisation=firm, slug="quartz")

    assert client.get(f"/en/2019/agenda/about/{path}/").status_code == 404


@pytest.mark.parametrize("takes_part", [{}, {"status": "draft"}], ids=["nowhere", "as a draft"])
def test_no_link_leads_to_an_organisation_that_takes_part_in_no_edition(client, takes_part):
    edition = make_edition()
    firm = make_organisation(name_en="Silent Partner")
    if takes_part:
        make_participation(edition=edition, organisation=firm, **takes_part)
    session = make_session(roles=[firm])
    person = make_attendance(edition=edition, organisation=firm).person
    deal = make_announced(edition=edition, parties=parties(firm))

    for path in (f"agenda/sessions/{session.slug}/", f"people/{person.slug}/", f"deals/{deal.reference}/"):
        page = client.get(f"/en/2019/{path}")
        assert "Silent Partner" in page.text, path
        assert [e.attributes["href"] for e in elements(page, "a") if "Silent Partner" in e.text] == [], path
        ways = {link.partition("#")[0] for link in links(page) if link.startswith("/en/2019/exhibitors/")}
        assert [way for way in ways if client.get(way).status_code != 200] == [], path
