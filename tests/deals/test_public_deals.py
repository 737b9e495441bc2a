"""What the public sees of deals, and that it sees nothing else."""

import re

import pytest

from deals import ledger
from deals.ledger.deal_data import PartyData
from tests.support.agenda_factories import make_session
from tests.support.deal_factories import (
    make_announced,
    make_clerk,
    make_deal,
    make_draft,
    make_press,
    make_verified,
    verify,
    yuan,
)
from tests.support.factories import make_area, make_edition, make_organisation, make_participation, make_region

pytestmark = pytest.mark.django_db
# 987,654,321 yuan in any way of writing them, and in no number that happens to be on a page.
TOLD = re.compile(r"987[,.]?65|987\.7|988 million|9\.88")
DEALS = "/en/2019/deals/"
PAGES = [("", 13), ("?area=chips", 13), ("totals/", 9), ("areas/chips/", 11), ("regions/GB/", 11), ("{}/", 8)]


@pytest.fixture
def edition():
    return make_edition(slug="2019")


def test_an_announced_deal_is_on_the_list_and_has_a_page(client, edition):
    deal = make_announced(edition=edition, name_en="Memory works", amounts=(yuan(1_250_000_000),))

    listed, page = client.get(DEALS), client.get(f"{DEALS}{deal.reference}/")

    assert "Memory works" in listed.text
    assert "1.25 billion yuan" in page.text
    assert "12.5亿元" in client.get(f"/zh-hans/2019/deals/{deal.reference}/").text


def test_announcing_moves_the_public_total_at_once(client, edition):
    deal = make_verified(edition=edition, amounts=(yuan(816_900_000_000),))
    before = client.get(DEALS).text

    ledger.announce(deal, version=1, by=make_press())

    assert "816.9" not in before
    assert "816.9" in client.get(DEALS).text


def test_a_hidden_party_is_nowhere_in_the_bytes(client, edition):
    secret = make_organisation(name_en="Secretive Ltd", name_zh="保密公司")
    exhibitor = make_participation(edition=edition, organisation=secret)
    parties = (PartyData("A", organisation=make_organisation()), PartyData("B", organisation=secret, shown="hidden"))
    deal = make_announced(edition=edition, name_en="Open name", parties=parties)

    pages = [client.get(path).text for path in (DEALS, f"{DEALS}{deal.reference}/", f"{DEALS}?q=Secretive")]

    assert not any("Secretive Ltd" in page or "保密公司" in page for page in pages)
    assert "Open name" not in pages[2]
    assert "Open name" not in client.get(exhibitor.get_absolute_url()).text
    assert "Party not shown" in pages[1]


def test_a_hidden_amount_is_nowhere_in_the_bytes(client, edition):
    deal = make_announced(edition=edition, amounts=(yuan(987_654_321),), amount_shown="hidden")

    pages = [client.get(path).text for path in (DEALS, f"{DEALS}{deal.reference}/", "/en/2019/")]

    assert not any(TOLD.search(page) for page in pages)


def test_of_an_amount_shown_as_a_band_only_the_band_is_told(client, edition):
    deal = make_announced(edition=edition, amounts=(yuan(987_654_321),), amount_shown="band")

    page = client.get(f"{DEALS}{deal.reference}/").text

    assert not TOLD.search(page)
    assert "Size band" in page


def test_a_hidden_name_is_nowhere_in_the_bytes(client, edition):
    deal = make_announced(edition=edition, name_en="Quiet works", note_en="Quiet note", name_shown="hidden")

    pages = [client.get(path).text for path in (DEALS, f"{DEALS}{deal.reference}/", f"{DEALS}?q=Quiet")]

    assert not any("Quiet works" in page or "Quiet note" in page for page in pages)
    assert deal.reference in pages[0]
    assert deal.reference not in pages[2]


@pytest.mark.parametrize(
    ("amount_shown", "party_shown", "told"),
    [("public", "public", True), ("hidden", "public", False), ("band", "public", False), ("public", "hidden", False)],
)
def test_a_note_which_may_say_what_is_masked_is_shown_where_nothing_is(
    client, edition, amount_shown, party_shown, told
):
    other = PartyData("B", organisation=make_organisation(), shown=party_shown)
    parties = (PartyData("A", organisation=make_organisation()), other)
    deal = make_announced(edition=edition, parties=parties, amount_shown=amount_shown, note_en="Of it, 5bn by Ada Ltd")

    assert ("by Ada Ltd" in client.get(f"{DEALS}{deal.reference}/").text) is told


def test_a_ceremony_that_is_not_public_is_not_named(client, edition):
    ceremony = make_session(edition=edition, kind="signing", name_en="Closed-door signing", visibility="staff")
    deal = make_announced(edition=edition, ceremony=ceremony)

    assert "Closed-door" not in client.get(f"{DEALS}{deal.reference}/").text


@pytest.mark.parametrize(
    ("query", "note"),
    [("?place=moon", "not a place of signing"), ("?area=nonsense", "not a technology area")],
)
def test_a_filter_that_makes_no_sense_falls_back_with_a_note(client, edition, query, note):
    deal = make_announced(edition=edition)

    page = client.get(DEALS + query).text

    assert note in page
    assert deal.reference in page


def test_words_that_no_database_can_look_for_find_what_is_left_of_them(client, edition):
    deal = make_announced(edition=edition, name_en="Memory works")

    pages = [client.get(DEALS, {"q": words}).text for words in ("\0", "Memory\0 works", "Memory\0 x")]

    assert [deal.reference in page for page in pages] == [True, True, False]


@pytest.mark.parametrize("deals", [1, 3])
@pytest.mark.parametrize(("path", "queries"), PAGES)
def test_pages_of_deals_cost_the_same_however_many(client, edition, path, queries, deals, django_assert_num_queries):
    area, britain = make_area(slug="chips"), make_region(code="GB")
    for _ in range(deals):
        deal = make_announced(edition=edition, primary_area=area, destination=britain)

    client.get(DEALS + path.format(deal.reference))

    with django_assert_num_queries(queries):
        client.get(DEALS + path.format(deal.reference))


@pytest.mark.parametrize("reference", ["2019-0001", "nonsense", "abcd2345"])
def test_a_reference_that_is_no_announced_deals_is_not_found(client, edition, reference):
    make_announced(edition=edition)

    assert client.get(f"{DEALS}{reference}/").status_code == 404


def test_a_deal_that_is_not_announced_has_no_page(client, edition):
    deal = make_deal(edition=edition)

    assert client.get(f"{DEALS}{deal.reference}/").status_code == 404


def test_a_reference_tells_nothing_of_deals_recorded_before(edition):
    hidden, seen = make_deal(edition=edition), make_announced(edition=edition)

    assert seen.number == "2019-0002"
    assert len({hidden.reference, seen.reference, seen.number}) == 3
    assert seen.get_absolute_url() == "/desk/deals/2019-0002/"


def test_the_public_is_told_of_a_correction_once_it_is_announced_and_not_before(client, edition):
    deal = make_announced(edition=edition)
    address, draft = f"{DEALS}{deal.reference}/", make_draft(edition, amounts=(yuan(5),))
    before = client.get(address).text
    deal = verify(ledger.amend(deal, draft, version=1, by=make_clerk(), reason="A slip"))
    assert client.get(address).text == before

    ledger.announce(deal, version=2, by=make_press())

    assert "Corrected on" in client.get(address).text


def test_a_superseded_deal_leads_to_the_one_that_counts_once_that_is_public(client, edition):
    first, second = make_announced(edition=edition), make_verified(edition=edition, name_en="The contract")
    address = f"{DEALS}{first.reference}/"
    before = client.get(address).text
    ledger.supersede(second, earlier=first, version=1, by=make_press(), reason="The contract replaces the MoU")
    assert client.get(address).text == before

    ledger.announce(second, version=1, by=make_press())

    assert "The contract" in client.get(address).text
