"""The steps of a deal after it was recorded: return, correct, embargo, reopen, supersede, and who may take them."""

import datetime as dt
import json

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from deals import ledger, totals
from deals.ledger import workflow
from deals.ledger.deal_data import AmountData
from deals.models import Amount, Deal, Definition, Event, Project, Terms
from deals.models.deal import DealStatus
from deals.money import Money
from tests.support.deal_factories import (
    make_announced,
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

pytestmark = pytest.mark.django_db
ALL = ("record_deal", "verify_deal", "announce_deal", "view_ledger")


def last() -> Event:
    return Event.objects.order_by("position").last()


def later(**ahead) -> dt.datetime:
    return timezone.now() + dt.timedelta(**ahead or {"hours": 1})


def corrected(deal: Deal, amount: int) -> Deal:
    """The announced deal with another amount, verified again and waiting to be announced."""
    draft = make_draft(deal.edition, amounts=(yuan(amount),))
    return verify(ledger.amend(deal, draft, version=deal.version, by=make_clerk(), reason="A slip"))


CALLS = {
    "amend": lambda deal, **args: ledger.amend(deal, make_draft(deal.edition), reason="Why", **args),
    "verify": ledger.verify,
    "give_back": lambda deal, **args: ledger.give_back(deal, reason="Why", **args),
    "announce": ledger.announce,
    "withdraw": lambda deal, **args: ledger.withdraw(deal, reason="Why", **args),
    "reopen": lambda deal, **args: ledger.reopen(deal, reason="Why", **args),
    "embargo": lambda deal, **args: ledger.embargo(deal, until=later(), **args),
    "lift": ledger.lift,
    "supersede": lambda deal, **args: ledger.supersede(deal, earlier=make_deal(), reason="Why", **args),
    "tell_apart": lambda deal, **args: ledger.tell_apart(deal, reason="Why", **args),
    "draw": lambda deal, **args: ledger.draw(deal, batch=None, **args),
    "convert": ledger.convert,
}


def test_every_step_of_the_table_is_called_here_and_nothing_else():
    assert sorted(CALLS) == sorted(workflow.STEPS)


@pytest.mark.parametrize("name", CALLS)
def test_no_step_is_taken_without_its_permission(name):
    deal = make_deal()
    others = [permission for permission in ALL if f"deals.{permission}" != workflow.STEPS[name].permission]
    before = Deal.objects.values().get()

    with pytest.raises(ledger.StepRefusal, match="Your role"):
        CALLS[name](deal, version=1, by=make_user(*others))

    assert Deal.objects.values().get(pk=deal.pk) == before


@pytest.mark.parametrize("name", CALLS)
def test_no_step_is_taken_on_a_version_that_is_not_the_latest(name):
    deal = make_deal()

    with pytest.raises(ledger.StaleVersion):
        CALLS[name](deal, version=2, by=make_user(*ALL))


@pytest.mark.parametrize("status", DealStatus.values)
@pytest.mark.parametrize("name", CALLS)
def test_a_step_is_taken_from_the_standings_of_the_table_and_refused_in_its_words_from_all_others(name, status):
    deal, step = standing_as(status), workflow.STEPS[name]

    try:
        with transaction.atomic():
            CALLS[name](deal, version=1, by=make_user(*ALL))
    except ledger.StepRefusal as refusal:
        said = str(refusal.message)
    else:
        said = ""

    assert said.startswith(str(step.otherwise)) == (status not in step.of)


def standing_as(status: str) -> Deal:
    deal = {"verified": make_verified, "announced": make_announced}.get(status, make_deal)()
    if status == DealStatus.RETURNED:
        return ledger.give_back(deal, version=1, by=make_reviewer(), reason="Look again")
    if status == DealStatus.WITHDRAWN:
        return ledger.withdraw(deal, version=1, by=make_press(), reason="Never signed")
    return deal


@pytest.mark.parametrize("name", [name for name, step in workflow.STEPS.items() if step.reasoned])
def test_a_step_that_needs_a_reason_is_not_taken_without_one(name):
    deal = standing_as("returned")
    of = workflow.STEPS[name].of
    deal = deal if DealStatus.RETURNED in of else make_deal()
    blank = {"reason": " ", "version": 1, "by": make_user(*ALL)}
    more = {"amend": {"draft": make_draft()}, "supersede": {"earlier": make_deal()}}.get(name, {})

    with pytest.raises(ValidationError, match="Say why"):
        getattr(ledger, name)(deal, **more, **blank)


def test_a_returned_deal_goes_to_its_clerk_with_the_reason_and_comes_back_amended():
    deal = ledger.give_back(make_deal(), version=1, by=make_reviewer(), reason="The paper says 2 bn")
    assert (deal.status, last().told["reason"]) == ("returned", "The paper says 2 bn")

    ledger.amend(deal, make_draft(), version=1, by=make_clerk(), reason="Read again")

    assert Deal.objects.get().status == "submitted"


def test_nobody_returns_what_they_entered():
    deal = make_deal()
    terms = deal.versions.get()

    with pytest.raises(ledger.StepRefusal, match="amend it instead"):
        ledger.give_back(deal, version=1, by=with_every_right(terms.entered_by), reason="Mine")


def with_every_right(user):
    user.is_superuser = True
    return user


def test_a_withdrawn_deal_that_is_reopened_passes_all_steps_again():
    deal = standing_as("withdrawn")

    deal = ledger.reopen(deal, version=1, by=make_clerk(), reason="It was signed after all")

    assert (deal.status, Terms.objects.public().count()) == ("submitted", 0)
    verify(deal)


def test_an_amendment_stays_in_its_edition_and_with_its_project():
    deal, elsewhere = make_deal(), make_edition(slug="elsewhere")
    draft = make_draft(elsewhere, kind="purchase")

    ledger.amend(deal, draft, version=1, by=make_clerk(), reason="A slip")

    body = last().told["draft"]
    assert body["edition"]["id"] == deal.edition_id
    assert body["project"]["id"] == deal.project_id
    assert body["kind"] == deal.project.kind


def test_the_public_keeps_what_was_announced_until_the_correction_is_and_is_then_told_of_it():
    deal = corrected(make_announced(amounts=(yuan(7),)), 9)
    assert (Amount.objects.get(terms__in=Terms.objects.public()).minor, deal.corrected_at) == (700, None)

    since = deal.announced_at
    deal = ledger.announce(deal, version=2, by=make_press())

    assert Amount.objects.get(terms__in=Terms.objects.public()).minor == 900
    assert deal.corrected_at > deal.announced_at == since
    assert last().verb == "corrected"


def test_what_nobody_saw_under_its_embargo_is_announced_and_not_corrected():
    deal = make_announced(embargo_until=later())

    deal = ledger.announce(corrected(deal, 9), version=2, by=make_press())

    assert (deal.corrected_at, last().verb) == (None, "announced")


def test_an_embargo_hides_an_announced_deal_until_it_is_lifted():
    deal = ledger.embargo(make_verified(), version=1, by=make_press(), until=later())
    ledger.announce(deal, version=1, by=make_press())
    assert not Terms.objects.public().exists()

    ledger.lift(deal, version=1, by=make_press())

    assert Terms.objects.public().count() == 1
    assert [event.verb for event in Event.objects.order_by("position")][2:] == ["embargoed", "announced", "lifted"]


def test_an_embargo_that_is_made_longer_holds_for_the_announced_version_too():
    deal = make_announced(embargo_until=later(hours=1))
    deal = corrected(deal, 9)

    ledger.embargo(deal, version=2, by=make_press(), until=later(hours=5))

    assert all(terms.embargo_until > later(hours=4) for terms in deal.versions.all())


@pytest.mark.parametrize("status", ["announced"])
def test_what_the_public_has_seen_is_not_put_under_embargo(status):
    with pytest.raises(ledger.StepRefusal, match="public already"):
        ledger.embargo(make_announced(), version=1, by=make_press(), until=later())


def test_an_embargo_ends_in_the_future():
    with pytest.raises(ledger.StepRefusal, match="in the future"):
        ledger.embargo(make_deal(), version=1, by=make_press(), until=later(minutes=-1))


def test_a_deal_that_is_under_no_embargo_is_not_lifted_out_of_one():
    with pytest.raises(ledger.StepRefusal, match="no embargo"):
        ledger.lift(make_deal(), version=1, by=make_press())


def test_a_deal_that_supersedes_another_takes_its_place_in_the_total():
    edition = make_edition()
    first = make_announced(edition=edition, amounts=(yuan(100),), signed_on=edition.ends_on)
    second = make_deal(edition=edition, amounts=(yuan(30),), signed_on=edition.starts_on)
    ledger.supersede(second, earlier=first, version=1, by=make_press(), reason="The contract replaces the MoU")
    assert total(edition) == (1, 10_000)

    ledger.announce(verify(second), version=1, by=make_press())

    assert total(edition) == (1, 3_000)
    assert Project.objects.count() == 1


def test_when_the_later_deal_is_withdrawn_the_earlier_one_counts_again():
    edition = make_edition()
    first, second = (make_announced(edition=edition, amounts=(yuan(amount),)) for amount in (100, 30))
    ledger.supersede(second, earlier=first, version=1, by=make_press(), reason="Replaced")

    ledger.withdraw(second, version=1, by=make_press(), reason="Never signed")

    assert total(edition) == (1, 10_000)


def test_a_total_as_of_a_moment_keeps_what_was_announced_by_then_and_corrected_or_superseded_later():
    edition = make_edition()
    slip, first = (make_announced(edition=edition, amounts=(yuan(amount),)) for amount in (3, 50))
    scope = totals.Scope(edition, Definition(as_of=timezone.now()))
    slip = ledger.announce(corrected(slip, 4), version=2, by=make_press())
    assert totals.counted_headline(edition).as_of == slip.corrected_at
    second = make_announced(edition=edition, amounts=(yuan(60),))
    ledger.supersede(second, earlier=first, version=1, by=make_press(), reason="The contract")

    by_then = totals.read_totals(scope, []).headline

    assert (by_then.projects, by_then.amount) == (2, Money(5_400, "CNY"))
    assert total(edition) == (2, 6_400)


def total(edition) -> tuple[int, int]:
    counted = totals.counted_headline(edition)
    return counted.projects, counted.amount.minor


def test_no_deal_supersedes_a_later_one_or_itself_and_none_is_superseded_twice():
    first, second, third = (make_deal() for _ in range(3))
    by = {"version": 1, "by": make_press(), "reason": "Replaced"}
    ledger.supersede(second, earlier=first, **by)

    for deal, earlier in ((first, second), (first, first), (third, first), (second, first)):
        with pytest.raises(ledger.StepRefusal):
            ledger.supersede(deal, earlier=earlier, **by)


def test_a_large_amount_is_typed_again_from_the_paper():
    deal = large()

    deal = ledger.verify(deal, version=1, by=make_reviewer(), retyped=Money(200_000_000_000, "CNY"))

    assert deal.status == "verified"


@pytest.mark.parametrize("typed", [Money(20_000_000_000, "CNY"), Money(200_000_000_000, "USD")])
def test_an_amount_typed_differently_is_refused_and_the_log_keeps_it(typed):
    with pytest.raises(ledger.StepRefusal, match="not the amount"):
        ledger.verify(large(), version=1, by=make_reviewer(), retyped=typed)

    deal = Deal.objects.get()
    assert (deal.status, deal.versions.get().verified_by) == ("submitted", None)
    assert (last().verb, last().told["typed"]) == ("mistyped", {"minor": typed.minor, "currency": typed.currency})


def test_a_large_amount_is_not_verified_unless_it_is_typed():
    with pytest.raises(ledger.StepRefusal, match="Type the amount"):
        ledger.verify(large(), version=1, by=make_reviewer())

    assert last().verb == "recorded"


def large() -> Deal:
    return make_deal(edition=make_edition(retype_above=100_000_000_000), amounts=(yuan(2_000_000_000),))


@pytest.mark.parametrize(("rate", "due"), [("7", True), ("5", False), (None, True)])
def test_whether_an_amount_is_large_is_judged_in_the_reporting_currency(rate, due):
    edition = make_edition(retype_above=600)
    if rate:
        make_rate("USD", rate, on=edition.starts_on)
    deal = make_deal(edition=edition, amounts=(AmountData(Money(100, "USD")),))

    assert due == (refusal(deal) is not None)


def refusal(deal: Deal) -> ledger.StepRefusal | None:
    try:
        ledger.verify(deal, version=1, by=make_reviewer())
    except ledger.StepRefusal as refused:
        return refused
    return None


def test_a_rate_entered_later_fills_what_was_missing_and_the_log_says_so():
    edition = make_edition()
    deal = make_announced(edition=edition, amounts=(AmountData(Money(100, "USD")),))
    make_rate("USD", "7", on=edition.starts_on)
    assert totals.counted_headline(edition).rate_missing == 1

    ledger.convert(deal, version=1, by=make_reviewer())

    assert (totals.counted_headline(edition).rate_missing, totals.counted_headline(edition).amount) == (
        0,
        Money(700, "CNY"),
    )
    assert last().verb == "converted"
    assert json.loads(last().body)["amounts"][0]["reporting_minor"] == 700


def test_a_rate_entered_later_changes_nothing_that_was_converted():
    edition = make_edition()
    rate = make_rate("USD", "7", on=edition.starts_on)
    deal = make_announced(edition=edition, amounts=(AmountData(Money(100, "USD")),))
    rate.rate = 8
    rate.save()

    with pytest.raises(ledger.StepRefusal, match="No amount"):
        ledger.convert(deal, version=1, by=make_reviewer())

    assert Amount.objects.get().reporting_minor == 700


def test_whoever_comes_too_late_reads_who_was_faster():
    deal = make_verified()
    event = last()
    at = event.at.astimezone(deal.edition.tz).strftime("%Y-%m-%d %H:%M")

    with pytest.raises(ledger.StepRefusal) as refused:
        ledger.verify(deal, version=1, by=make_reviewer())

    assert refused.value.messages == [
        f"Only a deal that waits for it can be verified. Last: verified by {event.actor} at {at}."
    ]
