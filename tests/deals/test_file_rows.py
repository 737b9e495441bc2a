"""Deals by the hundred: the same as on their pages, masked by the same rule, in as many queries for any number."""

import pytest

from deals.ledger.deal_data import AmountData, PartyData
from deals.models import Terms
from deals.money import Money
from deals.public import file_rows, masking
from tests.support.deal_factories import make_announced, make_rate, yuan
from tests.support.factories import make_area, make_edition, make_organisation, make_region

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return make_edition()


def make_every_kind(edition):
    """Deals that hide each thing that can be hidden, of a merged party, an unnamed one, two currencies, none."""
    into = make_organisation(region=make_region(code="GB"))
    merged = make_organisation(merged_into=into)
    unnamed = PartyData("B", "investor", None, make_region(code="DE"))
    make_rate(on=edition.ends_on)
    make_announced(edition=edition, parties=(PartyData("A", "host", merged), unnamed), note_en="As written.")
    make_announced(edition=edition, parties=(PartyData("A", "host", into, shown="hidden"), unnamed), note_en="Hidden.")
    make_announced(edition=edition, name_shown="hidden", amount_shown="band", amounts=(yuan(5_000_000_000),))
    make_announced(edition=edition, amount_shown="hidden", amounts=(yuan(5),), destination=make_region(code="FR"))
    make_announced(edition=edition, amounts=(AmountData(Money(12_345, "USD"), basis="foreign"),))
    make_announced(edition=edition, amounts=(), primary_area=make_area(), areas=(make_area(), make_area()))


def shown_of(deal):
    """All that is shown of a deal, rows by what they are called."""
    parties = []
    for party in deal.parties:
        firm = party.organisation
        named = (firm.name_en, firm.name_zh, region_shown(firm.region)) if firm else None
        parties.append((party.side, party.role, named, region_shown(party.region)))
    area = deal.primary_area
    main = (area.slug, area.name_en, area.name_zh) if area else None
    areas = [(each.slug, each.name_en, each.name_zh) for each in deal.areas]
    joined = {"parties": parties, "primary_area": main, "areas": areas, "destination": region_shown(deal.destination)}
    return vars(deal) | joined


def region_shown(region):
    return (region.code, region.name_en, region.name_zh) if region else None


def test_files_show_of_each_deal_what_its_card_shows(edition):
    make_every_kind(edition)

    cards = masking.masked_deals(masking.announced_terms(edition))
    with_areas = masking.masked_deals(masking.announced_with_areas(edition))

    assert len(cards) == 6
    assert [shown_of(deal) for deal in file_rows.all_announced_deals(edition)] == [shown_of(deal) for deal in cards]
    keys = Terms.objects.public().of(edition).order_by(*masking.NEWEST_FIRST).values_list("pk", flat=True)
    rows = sorted(file_rows.terms_by_key(list(keys)), key=lambda row: list(keys).index(row.pk))
    assert [shown_of(deal) for deal in file_rows.announced_deals(rows, edition)] == [
        shown_of(deal) for deal in with_areas
    ]


@pytest.mark.parametrize("deals", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"), [("/2019/data/deals.csv", 6), ("/api/v1/editions/2019/deals", 7)], ids=["file", "interface"]
)
def test_any_number_of_deals_is_read_in_as_many_queries(
    client, edition, django_assert_num_queries, deals, address, queries
):
    for _ in range(deals):
        make_announced(edition=edition, primary_area=make_area(), amounts=(yuan(1),))

    with django_assert_num_queries(queries):
        client.get(address)


def test_a_file_holds_no_more_than_a_part_of_the_deals_at_a_time(client, edition, monkeypatch):
    monkeypatch.setattr(file_rows, "IN_A_PART", 2)
    for _ in range(5):
        make_announced(edition=edition)
    parts = []
    read = file_rows.deals_with_parts
    monkeypatch.setattr(file_rows, "deals_with_parts", lambda rows, *more: parts.append(len(rows)) or read(rows, *more))

    rows = client.get("/2019/data/deals.csv").text.splitlines()

    assert (len(rows), parts) == (6, [2, 2, 1])
