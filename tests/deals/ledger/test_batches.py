"""Batches: counted until they are itemised, drawn down exactly, never below nothing."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from deals import ledger, totals
from deals.ledger import batches, bulk_recording, hash_chain
from deals.ledger.deal_data import AmountData
from deals.models import Batch, Event
from deals.money import Money
from tests.support.deal_factories import (
    make_announced,
    make_batch,
    make_clerk,
    make_deal,
    make_draft,
    make_press,
    make_rate,
    make_reviewer,
    make_user,
    make_verified,
    verify,
    yuan,
)
from tests.support.factories import make_edition
from tests.support.staff import filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return make_edition()


def total(edition) -> tuple[int, int | None]:
    counted = totals.counted_headline(edition)
    return counted.projects, counted.amount.minor if counted.amount else None


def left(edition) -> tuple[int, int | None] | None:
    rest = totals.counted_headline(edition).not_itemised
    return rest and (rest.projects, rest.amount.minor if rest.amount else None)


def drawn(batch, deal):
    return ledger.draw(deal, batch=batch, version=deal.version, by=make_reviewer())


def test_a_batch_is_counted_once_it_is_announced_and_not_before(edition):
    batch = make_batch(edition, projects=12, yuan=1200, until="verified")
    assert total(edition) == (0, None)

    batches.announce(batch, version=1, by=make_press())

    assert (total(edition), left(edition)) == ((12, 120_000), (12, 120_000))
    assert list(Event.objects.order_by("position").values_list("deal_number", "verb")) == [
        (batch.number, verb) for verb in ("recorded", "verified", "announced")
    ]
    assert list(hash_chain.find_breaks()) == []


def test_a_deal_drawn_from_a_batch_changes_the_total_by_nothing_and_the_rest_by_itself(edition):
    batch = make_batch(edition, projects=12, yuan=1200)

    drawn(batch, make_announced(edition=edition, amounts=(yuan(100),)))

    assert (total(edition), left(edition)) == ((12, 120_000), (11, 110_000))


def test_a_deal_that_is_not_announced_takes_nothing_from_the_public_rest(edition):
    batch = make_batch(edition, projects=12, yuan=1200)

    drawn(batch, make_verified(edition=edition, amounts=(yuan(100),)))

    assert (total(edition), left(edition)) == ((12, 120_000), (12, 120_000))
    assert Batch.objects.get().left == (11, 110_000)


def test_what_the_projects_left_are_worth_is_not_known_once_all_the_money_is_drawn(edition):
    batch = make_batch(edition, projects=3, yuan=300)

    drawn(batch, make_announced(edition=edition, amounts=(yuan(300),)))

    assert (total(edition), left(edition)) == ((3, 30_000), (2, None))
    assert totals.counted_headline(edition).undisclosed == 2


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


def test_a_deal_drawn_from_a_batch_that_is_withdrawn_may_be_worth_more(edition):
    batch = make_batch(edition, projects=2, yuan=20)
    deal = drawn(batch, make_announced(edition=edition, amounts=(yuan(7),)))
    batches.withdraw(batch, version=batch.version, by=make_press(), reason="Reported twice")

    more = make_draft(edition=edition, project=deal.project, amounts=(yuan(90),))
    deal = verify(ledger.amend(deal, more, version=1, by=make_clerk(), reason="The contract"))
    ledger.announce(deal, version=2, by=make_press())

    assert (total(edition), left(edition)) == ((1, 9_000), None)


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
    deal = drawn(batch, make_announced(edition=edition, amounts=(AmountData(Money(10_000, "USD")),)))
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


def test_a_deal_that_supersedes_one_of_no_batch_stays_drawn_from_its_own(edition):
    batch = make_batch(edition, projects=2, yuan=300)
    first = make_announced(edition=edition, amounts=(yuan(90),))
    second = drawn(batch, make_announced(edition=edition, amounts=(yuan(100),)))

    ledger.supersede(second, earlier=first, version=1, by=make_press(), reason="The contract")

    assert (total(edition), left(edition), Batch.objects.get().left) == ((2, 30_000), (1, 20_000), (1, 20_000))


@pytest.mark.parametrize("again", [None, "another batch"])
def test_a_later_signing_of_a_drawn_project_leaves_its_place_in_the_batch_taken(edition, again):
    batch = make_batch(edition, projects=2, yuan=300)
    first = drawn(batch, make_announced(edition=edition, amounts=(yuan(100),)))
    terms = make_draft(edition=edition, project=first.project, amounts=(yuan(150),))
    later, _created = ledger.record(terms, key=uuid.uuid4(), by=make_clerk())
    other = make_batch(edition, projects=1, yuan=200) if again else None
    if other:
        drawn(other, later)

    assert (total(edition), left(edition)[0]) == ((2 + bool(again), 30_000 + 20_000 * bool(again)), 1 + bool(again))
    later.refresh_from_db()
    ledger.announce(verify(later), version=later.version, by=make_press())

    assert (total(edition), left(edition)) == ((2, 35_000), (1, 20_000))


def test_a_deal_whose_import_is_undone_goes_back_into_its_batch(edition):
    batch = make_batch(edition, projects=1, yuan=300)
    deal = drawn(batch, make_deal(edition=edition, amounts=(yuan(100),)))

    bulk_recording.withdraw_unverified([deal], by=make_clerk(), reason="Import undone")

    assert Batch.objects.get().left == (1, 30_000)
    drawn(batch, make_deal(edition=edition, amounts=(yuan(300),)))


def test_the_rows_by_area_add_up_to_the_total_with_what_is_not_itemised(edition):
    make_batch(edition, projects=12, yuan=1200)
    make_announced(edition=edition, amounts=(yuan(100),))

    rows = totals.front_figures(edition).areas

    assert (sum(row.projects for row in rows), sum(row.amount.minor for row in rows)) == total(edition)


def test_a_batch_of_an_undisclosed_amount_counts_its_projects(edition):
    make_batch(edition, projects=5, yuan=None)

    counted = totals.counted_headline(edition)

    assert (counted.projects, counted.amount, counted.undisclosed) == (5, None, 5)


def test_nobody_verifies_a_batch_they_entered_and_none_is_announced_unverified(edition):
    batch = make_batch(edition, until="submitted")
    batch.recorded_by.is_superuser = True

    with pytest.raises(ledger.StepRefusal, match="Somebody else"):
        batches.verify(batch, version=1, by=batch.recorded_by)
    with pytest.raises(ledger.StepRefusal, match="missing"):
        batches.announce(batch, version=1, by=make_press())


def test_the_same_key_records_one_batch(edition):
    first = make_batch(edition, until="submitted")
    draft = batches.BatchData(edition, first.name_en, "", "outside", edition.starts_on, 12, 120_000)
    key = uuid.uuid4()

    made = [batches.record(draft, key=key, by=make_clerk()) for _ in range(2)]

    assert [created for _batch, created in made] == [True, False]
    assert Batch.objects.count() == 2


def report(batch, **changes):
    said = {"edition": batch.edition, "name_en": batch.name_en, "name_zh": "", "place": "outside"}
    said |= {"signed_on": batch.signed_on, "projects": 12, "minor": 120_000}
    return batches.BatchData(**(said | changes))


def test_the_public_keeps_what_was_announced_of_a_batch_until_its_amendment_is(edition):
    batch = make_batch(edition, projects=12, yuan=1200)

    batch = batches.amend(batch, report(batch, projects=13, minor=130_000), version=1, by=make_clerk(), reason="List")
    kept = total(edition)
    batch = batches.verify(batch, version=2, by=make_reviewer())
    batches.announce(batch, version=2, by=make_press())

    assert (kept, total(edition)) == ((12, 120_000), (13, 130_000))
    verbs = list(Event.objects.order_by("position").values_list("verb", flat=True))
    assert verbs == ["recorded", "verified", "announced", "amended", "verified", "corrected"]


def test_what_is_drawn_from_a_larger_amendment_never_makes_the_public_rest_negative(edition):
    batch = make_batch(edition, projects=1, yuan=100)
    batches.amend(batch, report(batch, projects=3, minor=90_000), version=1, by=make_clerk(), reason="List")

    for amount in (300, 400):
        drawn(batch, make_announced(edition=edition, amounts=(yuan(amount),)))

    assert (total(edition), left(edition)) == ((2, 70_000), None)


def test_an_amendment_that_leaves_less_than_is_drawn_is_refused(edition):
    batch = make_batch(edition, projects=2, yuan=300)
    drawn(batch, make_deal(edition=edition, amounts=(yuan(200),)))

    with pytest.raises(ledger.StepRefusal, match="claim more"):
        batches.amend(batch, report(batch, projects=1, minor=10_000), version=1, by=make_clerk(), reason="List")


def test_an_amount_reported_later_is_drawn_down_by_the_deals_that_were_drawn_before(edition):
    batch = make_batch(edition, projects=3, yuan=None)
    drawn(batch, make_deal(edition=edition, amounts=(yuan(800),)))

    with pytest.raises(ledger.StepRefusal, match="claim more"):
        batches.amend(batch, report(batch, projects=3, minor=79_900), version=1, by=make_clerk(), reason="List")
    batches.amend(batch, report(batch, projects=3, minor=80_000), version=1, by=make_clerk(), reason="List")

    batch.refresh_from_db()
    assert batch.left == (2, 0)


def test_an_amount_that_is_taken_back_leaves_projects_to_be_drawn_only(edition):
    batch = make_batch(edition, projects=3, yuan=1_000)
    drawn(batch, make_deal(edition=edition, amounts=(yuan(800),)))

    batches.amend(batch, report(batch, projects=3, minor=None), version=1, by=make_clerk(), reason="List")

    batch.refresh_from_db()
    assert (batch.left, batch.drawn_minor) == ((2, None), 0)


@pytest.mark.parametrize("verb", ["verify", "announce", "withdraw", "amend"])
def test_nobody_takes_a_step_on_a_batch_that_was_amended_meanwhile(edition, verb):
    batch = make_batch(edition, until="submitted")
    batches.amend(batch, report(batch), version=1, by=make_clerk(), reason="List")
    by = {"verify": make_reviewer, "amend": make_clerk}.get(verb, make_press)()
    more = {"amend": {"draft": report(batch), "reason": "A"}, "withdraw": {"reason": "A"}}.get(verb, {})

    with pytest.raises(ledger.StaleVersion, match="newer version of this batch"):
        getattr(batches, verb)(batch, version=1, by=by, **more)


def test_nobody_verifies_a_batch_any_version_of_which_they_entered(edition):
    batch = make_batch(edition, until="submitted")
    both = make_user("record_deal", "verify_deal", "view_ledger")
    batches.amend(batch, report(batch), version=1, by=both, reason="List")

    with pytest.raises(ledger.StepRefusal, match="Somebody else"):
        batches.verify(batch, version=2, by=both)


def test_a_batch_is_amended_at_the_desk_and_a_stale_form_keeps_what_was_typed(edition, client):
    batch = make_batch(edition, until="submitted")
    client.force_login(make_clerk())
    address = f"/desk/{edition.slug}/batches/1/amend/"
    form = filled(client.get(address), reason="List", projects="15")

    assert client.post(address, form).status_code == 302
    answer = client.post(address, form | {"projects": "16"})

    batch.refresh_from_db()
    assert (batch.projects, batch.version, answer.status_code) == (15, 2, 422)
    assert "newer version of this batch" in answer.text
    assert 'value="16"' in answer.text
