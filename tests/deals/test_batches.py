"""Batches: counted until they are itemised, drawn down exactly, never below nothing."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from deals import batches, chain, ledger, totals
from deals.drafts import AmountDraft
from deals.models import Batch, Event
from deals.money import Money
from tests.deal_factories import (
    make_announced,
    make_batch,
    make_clerk,
    make_deal,
    make_draft,
    make_press,
    make_rate,
    make_reviewer,
    make_verified,
    verify,
    yuan,
)
from tests.factories import make_edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return make_edition()


def total(edition) -> tuple[int, int | None]:
    counted = totals.counted(edition)
    return counted.projects, counted.amount.minor if counted.amount else None


def left(edition) -> tuple[int, int | None] | None:
    rest = totals.counted(edition).not_itemised
    return rest and (rest.projects, rest.amount.minor if rest.amount else None)


def drawn(batch, deal):
    return ledger.draw(deal, batch=batch, version=deal.version, by=make_reviewer())


def test_a_batch_is_counted_once_it_is_announced_and_not_before(edition):
    batch = make_batch(edition, projects=12, yuan=1200, until="verified")
    assert total(edition) == (0, None)

    batches.announce(batch, by=make_press())

    assert (total(edition), left(edition)) == ((12, 120_000), (12, 120_000))
    assert list(Event.objects.order_by("position").values_list("deal_number", "verb")) == [
        (batch.number, verb) for verb in ("recorded", "verified", "announced")
    ]
    assert list(chain.breaks()) == []


def test_a_deal_drawn_from_a_batch_changes_the_total_by_nothing_and_the_rest_by_itself(edition):
    batch = make_batch(edition, projects=12, yuan=1200)

    drawn(batch, make_announced(edition=edition, amounts=(yuan(100),)))

    assert (total(edition), left(edition)) == ((12, 120_000), (11, 110_000))


def test_a_deal_that_is_not_announced_takes_nothing_from_the_public_rest(edition):
    batch = make_batch(edition, projects=12, yuan=1200)

    drawn(batch, make_verified(edition=edition, amounts=(yuan(100),)))

    assert (total(edition), left(edition)) == ((12, 120_000), (12, 120_000))
    assert Batch.objects.get().left == (11, 110_000)


def test_a_batch_that_is_all_itemised_is_counted_no_more(edition):
    batch = make_batch(edition, projects=2, yuan=300)

    for amount in (100, 200):
        drawn(batch, make_announced(edition=edition, amounts=(yuan(amount),)))

    assert (total(edition), left(edition)) == ((2, 30_000), None)


def test_a_withdrawn_deal_goes_back_into_its_batch(edition):
    batch = make_batch(edition, projects=2, yuan=300)
    deal = drawn(batch, make_announced(edition=edition, amounts=(yuan(100),)))

    ledger.withdraw(deal, version=1, by=make_press(), reason="Never signed")

    assert (total(edition), left(edition), Batch.objects.get().left) == ((2, 30_000), (2, 30_000), (2, 30_000))


def test_a_correction_changes_the_rest_when_it_is_announced(edition):
    batch = make_batch(edition, projects=2, yuan=300)
    deal = drawn(batch, make_announced(edition=edition, amounts=(yuan(100),)))
    deal = verify(ledger.amend(deal, make_draft(edition, amounts=(yuan(150),)), version=1, by=make_clerk(), reason="A"))
    assert left(edition) == (1, 20_000)

    ledger.announce(deal, version=2, by=make_press())

    assert (total(edition), left(edition)) == ((2, 30_000), (1, 15_000))


def test_a_deal_worth_more_than_is_left_is_refused_and_nothing_changes(edition):
    batch = make_batch(edition, projects=2, yuan=300)
    deal = make_deal(edition=edition, amounts=(yuan(301),))

    with pytest.raises(ValidationError, match="worth more than is left"):
        drawn(batch, deal)

    deal.refresh_from_db()
    assert (deal.batch, Batch.objects.get().left) == (None, (2, 30_000))


def test_an_amendment_may_not_claim_more_than_is_left(edition):
    batch = make_batch(edition, projects=2, yuan=300)
    deal = drawn(batch, make_deal(edition=edition, amounts=(yuan(100),)))

    with pytest.raises(ValidationError, match="worth more than is left"):
        ledger.amend(deal, make_draft(edition, amounts=(yuan(301),)), version=1, by=make_clerk(), reason="A slip")

    assert Batch.objects.get().left == (1, 20_000)


def test_no_more_deals_are_drawn_than_the_batch_has_projects(edition):
    batch = make_batch(edition, projects=1, yuan=300)
    drawn(batch, make_deal(edition=edition, amounts=(yuan(1),)))

    with pytest.raises(ValidationError, match="drawn already"):
        drawn(batch, make_deal(edition=edition, amounts=(yuan(1),)))


@pytest.mark.parametrize("fields", [{"drawn_projects": 3}, {"drawn_minor": 30_001}, {"drawn_minor": -1}])
def test_the_database_itself_refuses_to_draw_a_batch_below_nothing(edition, fields):
    make_batch(edition, projects=2, yuan=300)

    with pytest.raises(IntegrityError), transaction.atomic():
        Batch.objects.update(**fields)


def test_an_amount_in_another_currency_is_drawn_once_it_is_converted(edition):
    batch = make_batch(edition, projects=2, yuan=3000)
    deal = drawn(batch, make_announced(edition=edition, amounts=(AmountDraft(Money(10_000, "USD")),)))
    assert left(edition) == (1, 300_000)
    make_rate("USD", "7", on=edition.starts_on)

    ledger.convert(deal, version=1, by=make_reviewer())

    assert (total(edition), left(edition)) == ((2, 300_000), (1, 230_000))


def test_an_amount_that_is_not_shown_cannot_be_told_from_what_is_left(edition):
    batch = make_batch(edition, projects=2, yuan=300)

    drawn(batch, make_announced(edition=edition, amounts=(yuan(100),), amount_shown="hidden"))

    assert (total(edition), left(edition)) == ((2, 30_000), (1, 30_000))


def test_a_deal_that_supersedes_one_drawn_from_a_batch_takes_its_place_there(edition):
    batch = make_batch(edition, projects=1, yuan=300)
    first = drawn(batch, make_announced(edition=edition, amounts=(yuan(300),)))
    second = make_announced(edition=edition, amounts=(yuan(250),))

    ledger.supersede(second, earlier=first, version=1, by=make_press(), reason="The contract")

    assert (total(edition), left(edition)) == ((1, 25_000), None)


def test_the_rows_by_area_add_up_to_the_total_with_what_is_not_itemised(edition):
    make_batch(edition, projects=12, yuan=1200)
    make_announced(edition=edition, amounts=(yuan(100),))

    rows = totals.by_area(edition)

    assert (sum(row.projects for row in rows), sum(row.amount.minor for row in rows)) == total(edition)


def test_a_batch_of_an_undisclosed_amount_counts_its_projects(edition):
    make_batch(edition, projects=5, yuan=None)

    counted = totals.counted(edition)

    assert (counted.projects, counted.amount, counted.undisclosed) == (5, None, 5)


def test_nobody_verifies_a_batch_they_entered_and_none_is_announced_unverified(edition):
    batch = make_batch(edition, until="submitted")
    batch.recorded_by.is_superuser = True

    with pytest.raises(ledger.Refused, match="Somebody else"):
        batches.verify(batch, by=batch.recorded_by)
    with pytest.raises(ledger.Refused, match="missing"):
        batches.announce(batch, by=make_press())


def test_the_same_key_records_one_batch(edition):
    first = make_batch(edition, until="submitted")
    draft = batches.BatchDraft(edition, first.name_en, "", "outside", edition.starts_on, 12, 120_000)
    key = uuid.uuid4()

    made = [batches.record(draft, key=key, by=make_clerk()) for _ in range(2)]

    assert [created for _batch, created in made] == [True, False]
    assert Batch.objects.count() == 2
