"""How deals enter the ledger and change their standing."""

import dataclasses
import datetime as dt
import json
import uuid
from contextlib import nullcontext
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from deals import ledger
from deals.ledger.deal_data import AmountData, PartyData
from deals.models import Amount, Deal, Event, Party, Project, Terms
from deals.money import Money
from tests.support.agenda_factories import make_session
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
from tests.support.factories import make_area, make_edition, make_organisation, make_region

pytestmark = pytest.mark.django_db


def verbs() -> list[str]:
    return list(Event.objects.order_by("position").values_list("verb", flat=True))


def test_recording_writes_deal_terms_parties_amount_and_event_together():
    draft = make_draft(areas=(make_area(),))

    deal, created = ledger.record(draft, key=uuid.uuid4(), by=make_clerk())

    terms = Terms.objects.get(deal=deal)
    assert created
    assert deal.number == f"{draft.edition.slug}-0001"
    assert [party.organisation for party in terms.parties.all()] == [party.organisation for party in draft.parties]
    assert [(amount.minor, amount.currency) for amount in terms.amounts.all()] == [(10_000_000_000, "CNY")]
    assert list(terms.areas.all()) == list(draft.areas)
    assert verbs() == ["recorded"]


def test_numbers_run_without_gaps_in_each_edition():
    first, second = make_edition(slug="first"), make_edition(slug="second")

    numbers = [make_deal(edition=edition).number for edition in (first, first, second, first)]

    assert numbers == ["first-0001", "first-0002", "second-0001", "first-0003"]


def test_the_same_key_again_answers_with_the_deal_it_made():
    draft, key, clerk = make_draft(), uuid.uuid4(), make_clerk()
    first, _created = ledger.record(draft, key=key, by=clerk)

    again, created = ledger.record(draft, key=key, by=clerk)

    assert (again, created) == (first, False)
    assert (Deal.objects.count(), Terms.objects.count(), Event.objects.count()) == (1, 1, 1)


def test_the_same_key_answers_the_same_after_an_organisation_is_renamed():
    draft, key, clerk = make_draft(), uuid.uuid4(), make_clerk()
    first, _created = ledger.record(draft, key=key, by=clerk)
    organisation = draft.parties[0].organisation
    organisation.name_en = "Renamed meanwhile"
    organisation.save()

    again, created = ledger.record(draft, key=key, by=clerk)

    assert (again, created) == (first, False)


def test_the_same_key_with_other_contents_is_refused_and_names_the_deal():
    draft, key, clerk = make_draft(), uuid.uuid4(), make_clerk()
    first, _created = ledger.record(draft, key=key, by=clerk)

    with pytest.raises(ledger.KeyReused) as refusal:
        ledger.record(dataclasses.replace(draft, amounts=(yuan(1),)), key=key, by=clerk)

    assert refusal.value.deal == first
    assert Amount.objects.get().minor == 10_000_000_000


@pytest.mark.parametrize(
    ("sides", "names"),
    [("A", 1), ("AA", 2), ("AB", 1)],
    ids=["one party", "two on one side", "one organisation on two sides"],
)
def test_a_deal_has_two_parties_on_two_sides(sides, names):
    organisations = [make_organisation() for _ in range(names)]
    parties = tuple(PartyData(side, organisation=organisations[min(n, names - 1)]) for n, side in enumerate(sides))

    with pytest.raises(ValidationError) as error:
        make_deal(parties=parties)

    assert list(error.value.message_dict) == ["parties"]
    assert (Deal.objects.count(), Project.objects.count(), Event.objects.count()) == (0, 0, 0)


def test_parties_that_no_source_names_stand_with_their_region():
    unnamed = (PartyData("A", region=make_region()), PartyData("B", region=make_region()))

    deal = make_deal(parties=unnamed)

    parties = Party.objects.filter(terms__deal=deal)
    assert [(party.organisation, party.region) for party in parties] == [(None, draft.region) for draft in unnamed]


def test_a_ceremony_of_another_edition_is_refused():
    elsewhere = make_session(edition=make_edition(slug="elsewhere"), kind="signing")

    with pytest.raises(ValidationError) as error:
        make_deal(edition=make_edition(slug="here"), ceremony=elsewhere)

    assert list(error.value.message_dict) == ["ceremony"]


def test_a_ceremony_outside_the_venue_is_refused_in_the_words_of_the_form():
    edition = make_edition()

    with pytest.raises(ValidationError) as error:
        make_deal(edition=edition, ceremony=make_session(edition=edition, kind="signing"), place="outside")

    assert error.value.message_dict == {"ceremony": ["A deal of a signing ceremony was signed at the expo."]}


def test_a_second_person_verifies_and_a_third_announces():
    deal = make_deal()

    ledger.verify(deal, version=1, by=make_reviewer())
    ledger.announce(deal, version=1, by=make_press())

    deal.refresh_from_db()
    assert (deal.status, deal.announced_version) == ("announced", 1)
    assert verbs() == ["recorded", "verified", "announced"]


def test_nobody_verifies_what_they_entered():
    clerk = make_user("record_deal", "verify_deal")
    deal, _created = ledger.record(make_draft(), key=uuid.uuid4(), by=clerk)

    with pytest.raises(ledger.StepRefusal, match="Somebody else"):
        ledger.verify(deal, version=1, by=clerk)

    deal.refresh_from_db()
    assert (deal.status, verbs()) == ("submitted", ["recorded"])


def test_nobody_verifies_an_amount_they_entered_in_an_earlier_version():
    first, second = make_user("record_deal", "verify_deal"), make_clerk()
    deal, _created = ledger.record(make_draft(), key=uuid.uuid4(), by=first)
    ledger.amend(deal, make_draft(project=deal.project), version=1, by=second, reason="A slip")

    with pytest.raises(ledger.StepRefusal, match="Somebody else"):
        ledger.verify(deal, version=2, by=first)


def test_the_database_itself_refuses_a_verification_of_ones_own():
    terms = make_deal().versions.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        Terms.objects.filter(pk=terms.pk).update(verified_by=terms.entered_by, verified_at=terms.entered_at)


@pytest.mark.parametrize("verb", [ledger.verify, ledger.announce])
def test_steps_are_not_taken_twice(verb):
    deal = make_announced()

    with pytest.raises(ledger.StepRefusal):
        verb(deal, version=1, by=make_reviewer())

    assert verbs() == ["recorded", "verified", "announced"]


def test_only_a_verified_deal_is_announced():
    deal = make_deal()

    with pytest.raises(ledger.StepRefusal, match="verified"):
        ledger.announce(deal, version=1, by=make_press())


def test_a_step_on_an_older_version_is_refused():
    deal = make_deal()
    ledger.amend(deal, make_draft(project=deal.project), version=1, by=make_clerk(), reason="A slip")

    with pytest.raises(ledger.StaleVersion):
        ledger.verify(deal, version=1, by=make_reviewer())


def test_an_amended_deal_is_verified_again_while_the_public_keeps_what_was_announced():
    deal = make_announced()

    ledger.amend(deal, make_draft(project=deal.project, amounts=(yuan(5),)), version=1, by=make_clerk(), reason="Typo")

    deal.refresh_from_db()
    public = Terms.objects.public().get()
    assert (deal.status, deal.version, deal.announced_version) == ("submitted", 2, 1)
    assert public.number == 1


def test_a_correction_under_embargo_does_not_take_a_public_deal_away():
    deal, later = make_announced(), timezone.now() + dt.timedelta(days=1)
    ledger.amend(deal, make_draft(embargo_until=later), version=1, by=make_clerk(), reason="Typo")
    ledger.verify(deal, version=2, by=make_reviewer())

    with pytest.raises(ledger.StepRefusal, match="public already"):
        ledger.announce(deal, version=2, by=make_press())

    assert Terms.objects.public().get().number == 1


def test_a_correction_of_what_is_still_under_embargo_may_stay_under_it():
    later = timezone.now() + dt.timedelta(days=1)
    deal = make_announced(embargo_until=later)
    ledger.amend(deal, make_draft(embargo_until=later), version=1, by=make_clerk(), reason="Typo")
    ledger.verify(deal, version=2, by=make_reviewer())

    ledger.announce(deal, version=2, by=make_press())

    assert not Terms.objects.public().exists()


def test_an_amendment_needs_a_reason():
    deal = make_deal()

    with pytest.raises(ValidationError) as error:
        ledger.amend(deal, make_draft(project=deal.project), version=1, by=make_clerk(), reason="  ")

    assert list(error.value.message_dict) == ["reason"]
    assert Terms.objects.count() == 1


def test_a_withdrawn_deal_is_out_of_the_public_and_stays_in_the_ledger():
    deal = make_announced()

    ledger.withdraw(deal, version=1, by=make_press(), reason="Never signed")

    deal.refresh_from_db()
    assert deal.status == "withdrawn"
    assert not Terms.objects.public().exists()
    assert verbs()[-1] == "withdrawn"


def test_verification_fixes_the_reporting_amount_with_the_rate_of_the_signing_day():
    edition = make_edition()
    make_rate("USD", "7.0605", on=edition.starts_on)

    deal = make_verified(edition=edition, amounts=(AmountData(Money(4_000_000_000, "USD")),))

    amount = Amount.objects.get(terms__deal=deal)
    assert (amount.reporting_minor, amount.reporting_currency) == (28_242_000_000, "CNY")
    assert (amount.rate, amount.rate_on, amount.rate_source) == (Decimal("7.0605"), edition.starts_on, "test")


def test_a_later_change_of_the_rate_changes_no_verified_deal():
    edition = make_edition()
    rate = make_rate("USD", "7.0605", on=edition.starts_on)
    deal = make_verified(edition=edition, amounts=(AmountData(Money(100, "USD")),))
    rate.rate = 8
    rate.save()

    assert Amount.objects.get(terms__deal=deal).reporting_minor == 706


def test_a_missing_rate_blocks_nothing_and_is_never_zero():
    deal = make_announced(amounts=(AmountData(Money(100, "USD")),))

    amount = Amount.objects.get(terms__deal=deal)
    assert (amount.reporting_currency, amount.reporting_minor) == ("CNY", None)


@pytest.mark.parametrize(("rate", "minor"), [("0.0003", 1), ("90000000", 10**15)], ids=["nothing", "too much"])
def test_a_rate_that_makes_nonsense_of_an_amount_is_named_and_nothing_is_verified(rate, minor):
    edition = make_edition()
    make_rate("VND", rate, on=edition.starts_on)
    deal = make_deal(edition=edition, amounts=(AmountData(Money(minor, "VND")),))

    with pytest.raises(ValidationError, match="check the amount and the rate"):
        verify(deal)

    deal.refresh_from_db()
    assert (deal.status, deal.versions.get().verified_by) == ("submitted", None)


@pytest.mark.parametrize(("minor", "recorded"), [(10**16, 1), (10**16 + 1, 0)])
def test_an_amount_that_no_sum_could_hold_is_refused(minor, recorded):
    draft = make_draft(amounts=(AmountData(Money(minor, "CNY")),))

    with nullcontext() if recorded else pytest.raises(ValidationError, match="too large"):
        make_deal(draft)

    assert Deal.objects.count() == recorded


def test_a_rate_older_than_the_longest_holiday_is_not_used():
    edition = make_edition()
    make_rate("USD", "7", on=edition.starts_on - dt.timedelta(13))

    deal = make_verified(edition=edition, amounts=(AmountData(Money(100, "USD")),))

    assert Amount.objects.get(terms__deal=deal).reporting_minor is None


def test_the_event_keeps_the_amount_in_view_and_the_terms():
    deal = make_deal()

    body = json.loads(Event.objects.get().body)

    assert body["amounts"][0]["minor"] == 10_000_000_000
    assert body["draft"]["place"] == "at_expo"
    assert (body["deal"], body["verb"]) == (deal.number, "recorded")


def test_a_failure_in_the_middle_leaves_nothing(monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("power cut")

    monkeypatch.setattr("deals.ledger.hash_chain.append", fail)

    with pytest.raises(RuntimeError):
        make_deal()

    assert [model.objects.count() for model in (Project, Deal, Terms, Party, Amount, Event)] == [0] * 6
