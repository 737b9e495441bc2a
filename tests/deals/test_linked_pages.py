"""Deals on the pages of those they touch, and from a deal to each of them; nothing of what is masked."""

import pytest

from deals.ledger.deal_data import PartyData, SignatoryData
from tests.support.deal_factories import make_announced, make_verified
from tests.support.factories import (
    make_area,
    make_attendance,
    make_edition,
    make_organisation,
    make_participation,
    make_person,
    make_region,
)
from tests.support.reading import card_titles, links
from tests.support.showcase_factories import make_launch

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return make_edition(slug="2019")


@pytest.fixture
def person(edition):
    found = make_person(name_en="Ada Li", slug="ada-li")
    make_attendance(person=found)
    return found


def signed(edition, name: str, *, party: int | None, shown: str = "public", **fields):
    parties = (
        PartyData("A", "host", make_organisation()),
        PartyData("B", "investor", make_organisation(), shown=shown),
    )
    people = (SignatoryData("Ada Li", party=party),)
    return make_announced(edition=edition, name_en=name, parties=parties, signatories=people, **fields)


def test_a_person_s_page_shows_the_deals_they_sign(client, edition, person, django_assert_num_queries):
    signed(edition, "Signed for all", party=None)
    signed(edition, "Signed for the investor", party=1)
    make_announced(edition=edition, name_en="Signed by others")

    titles = card_titles(client.get("/en/2019/people/ada-li/"))

    assert sorted(titles) == ["Signed for all", "Signed for the investor"]


@pytest.mark.parametrize("party", [None, 1])
def test_who_signs_for_a_hidden_party_is_not_told_nor_who_might(client, edition, person, party):
    before = client.get("/en/2019/people/ada-li/").content

    signed(edition, "Signed for a hidden one", party=party, shown="hidden")

    assert client.get("/en/2019/people/ada-li/").content == before


def test_who_signs_beside_a_hidden_party_for_a_shown_one_is_told(client, edition, person):
    signed(edition, "Signed for the host", party=0, shown="hidden")

    assert card_titles(client.get("/en/2019/people/ada-li/")) == ["Signed for the host"]


def test_what_is_not_announced_is_on_no_person_s_page(client, edition, person):
    make_verified(edition=edition, signatories=(SignatoryData("Ada Li"),))

    assert card_titles(client.get("/en/2019/people/ada-li/")) == []


def test_a_launch_leads_to_the_deals_of_its_exhibitor(client, edition):
    firm = make_organisation()
    make_launch(participation=make_participation(organisation=firm, slug="firm"))
    parties = (PartyData("A", "host", make_organisation()), PartyData("B", "investor", firm))
    hidden = (PartyData("A", "host", make_organisation()), PartyData("B", "investor", firm, shown="hidden"))
    for _ in range(2):
        make_announced(edition=edition, parties=parties)
    make_announced(edition=edition, parties=hidden)
    make_verified(edition=edition, parties=parties)

    page = client.get("/en/2019/launches/")

    assert "/en/2019/exhibitors/firm/#deals" in links(page)
    assert "2 signed deals" in page.text


def test_a_deal_leads_to_all_that_it_touches_and_each_of_them_is_there(client, edition):
    britain, chips = make_region(code="GB"), make_area(slug="chips")
    firm = make_organisation(region=britain)
    make_participation(organisation=firm, slug="firm")
    host = PartyData("A", "host", make_organisation(region=make_region(code="DE")))
    parties = (host, PartyData("B", "investor", firm))
    deal = make_announced(edition=edition, parties=parties, primary_area=chips, destination=make_region(code="SG"))

    found = links(client.get(f"/en/2019/deals/{deal.reference}/"))

    wanted = {"exhibitors/firm/", "regions/GB/", "regions/SG/", "areas/chips/"}
    assert {f"/en/2019/{end}" for end in wanted} <= set(found)
    assert "/en/2019/regions/DE/" not in found
    assert [client.get(f"/en/2019/{end}").status_code for end in sorted(wanted)] == [200] * 4
