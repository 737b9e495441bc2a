"""Totals are sums over announced rows, and their parts add up."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from deals import ledger, totals
from deals.ledger.deal_data import AmountData
from deals.money import Money
from deals.templatetags.deals import area_chart
from expo.models import Edition
from tests.support.deal_factories import (
    make_announced,
    make_clerk,
    make_deal,
    make_draft,
    make_press,
    make_rate,
    make_reviewer,
    make_verified,
    yuan,
)
from tests.support.factories import make_area, make_edition, make_stated_figure

pytestmark = pytest.mark.django_db


def test_at_the_expo_and_outside_add_up_to_the_total():
    edition = make_edition()
    for place, amount in [("at_expo", 3), ("outside", 4), ("outside", 5)]:
        make_announced(edition=edition, place=place, amounts=(yuan(amount),))

    total = totals.counted_headline(edition)

    assert (total.projects, total.at_expo.projects, total.outside.projects) == (3, 1, 2)
    assert total.amount == Money(1200, "CNY")
    assert (total.at_expo.amount, total.outside.amount) == (Money(300, "CNY"), Money(900, "CNY"))


@pytest.mark.parametrize(
    "hide",
    [
        lambda edition: make_deal(edition=edition),
        lambda edition: make_verified(edition=edition),
        lambda edition: make_announced(edition=edition, embargo_until=timezone.now() + dt.timedelta(hours=1)),
        lambda edition: ledger.withdraw(make_announced(edition=edition), version=1, by=make_press(), reason="no"),
        lambda edition: make_announced(edition=make_edition(slug="other")),
    ],
    ids=["recorded", "verified", "under embargo", "withdrawn", "of another edition"],
)
def test_what_the_public_may_not_know_moves_no_total(hide):
    edition = make_edition()
    make_announced(edition=edition)
    before = totals.counted_headline(edition)

    hide(edition)

    assert totals.counted_headline(edition) == before


def test_an_embargo_that_has_passed_hides_nothing():
    edition = make_edition()

    make_announced(edition=edition, embargo_until=timezone.now() - dt.timedelta(hours=1))

    assert totals.counted_headline(edition).projects == 1


def test_an_amount_that_is_not_disclosed_is_named_and_is_not_zero():
    edition = make_edition()
    make_announced(edition=edition, amounts=())

    total = totals.counted_headline(edition)

    assert (total.projects, total.amount, total.undisclosed) == (1, None, 1)


@pytest.mark.parametrize("shown", ["band", "hidden"])
def test_an_amount_that_is_not_shown_cannot_be_told_from_the_total(shown):
    edition = make_edition()
    make_announced(edition=edition, amounts=(yuan(7),))
    make_announced(edition=edition, amounts=(yuan(1_000),), amount_shown=shown)

    total = totals.counted_headline(edition)

    assert (total.projects, total.amount, total.undisclosed) == (2, Money(700, "CNY"), 1)


def test_a_deal_without_a_rate_counts_as_a_project_and_is_listed_as_such():
    edition = make_edition()
    make_announced(edition=edition, amounts=(AmountData(Money(100, "USD")),))

    total = totals.counted_headline(edition)

    assert (total.projects, total.amount, total.rate_missing, total.undisclosed) == (1, None, 1, 0)


def test_a_project_counts_once_by_its_latest_signing():
    edition = make_edition()
    first = make_announced(edition=edition, amounts=(yuan(1),), signed_on=edition.starts_on)
    make_announced(
        edition=edition,
        project=first.project,
        amounts=(yuan(2),),
        signed_on=edition.starts_on + dt.timedelta(1),
        place="outside",
    )

    total = totals.counted_headline(edition)

    assert (total.projects, total.amount) == (1, Money(200, "CNY"))
    assert (total.at_expo.projects, total.outside.projects) == (0, 1)


def test_further_amounts_beside_the_headline_are_not_added_to_it():
    edition = make_edition()
    foreign = AmountData(Money(500, "CNY"), basis="foreign", headline=False)

    make_announced(edition=edition, amounts=(yuan(9), foreign))

    assert (totals.counted_headline(edition).projects, totals.counted_headline(edition).amount) == (
        1,
        Money(900, "CNY"),
    )


def test_the_second_currency_carries_its_rate_and_date():
    edition = make_edition()
    make_rate("USD", "7.0605", on=edition.ends_on)
    make_announced(edition=edition, amounts=(yuan(816_900_000_000),))

    total = totals.counted_headline(edition)

    assert str(total.second.minor)[:4] == "1157"
    assert (total.second.currency, str(total.rate), total.rate_on) == ("USD", "7.060500", edition.ends_on)


def test_areas_add_up_to_the_total_with_those_not_stated():
    edition, chips = make_edition(), make_area(slug="chips")
    for area, amount in [(chips, 5), (chips, 6), (None, 7)]:
        make_announced(edition=edition, primary_area=area, amounts=(yuan(amount),))

    rows = totals.front_figures(edition).areas

    assert [(row.of, row.projects, row.amount.minor) for row in rows] == [(chips, 2, 1100), (None, 1, 700)]
    assert sum(row.amount.minor for row in rows) == totals.counted_headline(edition).amount.minor


def test_areas_of_the_same_size_stand_in_an_order_of_their_own():
    edition = make_edition()
    for slug in ("zinc", "alloy", "mica"):
        make_announced(edition=edition, primary_area=make_area(slug=slug), amounts=())

    assert [row.of.slug for row in totals.front_figures(edition).areas] == ["alloy", "mica", "zinc"]


def test_amounts_fixed_in_another_currency_are_never_added_up_as_the_editions():
    edition = make_edition()
    make_announced(edition=edition, amounts=(yuan(5),))
    Edition.objects.update(reporting_currency="EUR")
    edition.refresh_from_db()
    make_announced(edition=edition, amounts=(AmountData(Money(300, "EUR")),))

    total = totals.counted_headline(edition)

    assert (total.projects, total.amount, total.rate_missing) == (2, Money(300, "EUR"), 1)


def test_an_area_too_small_for_the_printed_unit_is_not_printed_as_nothing():
    edition = make_edition()
    make_announced(edition=edition, primary_area=make_area(slug="large"), amounts=(yuan(80_000_000_000),))
    make_announced(edition=edition, primary_area=make_area(slug="small"), amounts=(yuan(1_000),))

    chart = area_chart(totals.front_figures(edition).areas, edition)

    assert [bar.text for bar in chart] == ["80 billion yuan", "under 10 million yuan"]


def test_stated_figures_stand_beside_the_counted_ones_and_are_never_mixed():
    edition = make_edition()
    make_stated_figure(edition=edition, figure="projects", value=530)
    make_stated_figure(edition=edition, figure="amount", value=81_690_000_000_000, unit="money", currency="CNY")
    make_announced(edition=edition, amounts=(yuan(5),))

    total = totals.edition_headline(edition)

    assert (total.stated, total.projects, total.amount) == (True, 530, Money(81_690_000_000_000, "CNY"))
    assert (total.counted.projects, total.counted.amount) == (1, Money(500, "CNY"))
    assert total.at_expo.amount is None


def test_without_stated_figures_the_counted_ones_are_the_headline():
    edition = make_edition()
    make_announced(edition=edition, amounts=(yuan(5),))

    assert totals.edition_headline(edition) == totals.counted_headline(edition)
    assert not totals.edition_headline(edition).stated


@pytest.mark.parametrize("deals", [1, 3])
def test_the_headline_costs_four_queries_however_many_deals(deals, django_assert_num_queries):
    edition, clerk, reviewer, press = make_edition(), make_clerk(), make_reviewer(), make_press()
    for _ in range(deals):
        deal, _created = ledger.record(make_draft(edition), key=uuid.uuid4(), by=clerk)
        ledger.verify(deal, version=1, by=reviewer)
        ledger.announce(deal, version=1, by=press)
    totals.counted_headline(edition)

    with django_assert_num_queries(4):
        total = totals.counted_headline(edition)

    assert total.projects == deals
