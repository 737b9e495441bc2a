"""A crash at any write of any step leaves the ledger as it was before the step."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from deals import ledger
from deals.ledger import batches, hash_chain
from deals.ledger.deal_data import AmountData
from deals.money import Money
from expo.models import Edition
from tests.support.deal_factories import (
    make_announced,
    make_batch,
    make_clerk,
    make_deal,
    make_draft,
    make_press,
    make_rate,
    make_reviewer,
    make_verified,
)
from tests.support.factories import make_area, make_edition

pytestmark = pytest.mark.django_db
WRITES = ("INSERT", "UPDATE", "DELETE")


class PowerCut(Exception):
    """The machine stops here."""


class Crash:
    """Stops at the write of this number, counted from 1; `writes` tells how many there were."""

    def __init__(self, at: int) -> None:
        self.at, self.writes = at, 0

    def __call__(self, execute, sql, params, many, context):
        if sql.lstrip().upper().startswith(WRITES):
            self.writes += 1
            if self.writes == self.at:
                raise PowerCut
        return execute(sql, params, many, context)


def contents() -> dict[str, list]:
    """Every row of every table of the ledger."""
    models = apps.get_app_config("deals").get_models(include_auto_created=True)
    return {model.__name__: sorted(model.objects.values_list(), key=str) for model in models}


def recording() -> Callable:
    draft, clerk, key = make_draft(areas=(make_area(),), primary_area=make_area()), make_clerk(), uuid.uuid4()
    return lambda: ledger.record(draft, key=key, by=clerk)


def step(name: str, make: Callable, who: Callable, **more) -> Callable:
    def prepare() -> Callable:
        deal, by = make(), who()
        arguments = {key: value() for key, value in more.items()}
        return lambda: getattr(ledger, name)(deal, version=1, by=by, **arguments)

    return prepare


def without_rate():
    edition = make_edition()
    deal = make_announced(edition=edition, amounts=(AmountData(Money(100, "USD")),))
    make_rate("USD", "7", on=edition.starts_on)
    return deal


def superseding() -> Callable:
    earlier, deal, press = make_announced(), make_announced(), make_press()
    return lambda: ledger.supersede(deal, earlier=earlier, version=1, by=press, reason="Why")


def marked():
    draft = make_draft()
    make_deal(draft)
    return make_deal(draft)


def withdrawn():
    return ledger.withdraw(make_announced(), version=1, by=make_press(), reason="Why")


def embargoed():
    return ledger.embargo(make_verified(), version=1, by=make_press(), until=tomorrow())


def report(edition) -> batches.BatchData:
    return batches.BatchData(edition, "Reported", "", "outside", edition.starts_on, 12, 120_000)


def reporting() -> Callable:
    draft, clerk, key = report(make_edition()), make_clerk(), uuid.uuid4()
    return lambda: batches.record(draft, key=key, by=clerk)


def batch_step(name: str, until: str, who: Callable, **more) -> Callable:
    def prepare() -> Callable:
        batch, by = make_batch(make_edition(), until=until), who()
        arguments = more | ({"draft": report(batch.edition)} if name == "amend" else {})
        return lambda: getattr(batches, name)(batch, version=1, by=by, **arguments)

    return prepare


def tomorrow() -> dt.datetime:
    return timezone.now() + dt.timedelta(days=1)


STEPS = {
    "record": recording,
    "amend": step("amend", make_announced, make_clerk, draft=make_draft, reason=lambda: "Why"),
    "verify": step("verify", make_deal, make_reviewer),
    "announce": step("announce", make_verified, make_press),
    "give_back": step("give_back", make_deal, make_reviewer, reason=lambda: "Why"),
    "withdraw": step("withdraw", make_announced, make_press, reason=lambda: "Why"),
    "embargo": step("embargo", make_verified, make_press, until=tomorrow),
    "reopen": step("reopen", withdrawn, make_clerk, reason=lambda: "Why"),
    "lift": step("lift", embargoed, make_press),
    "supersede": superseding,
    "draw": step("draw", make_announced, make_reviewer, batch=lambda: make_batch(Edition.objects.get(), yuan=10**9)),
    "tell_apart": step("tell_apart", marked, make_reviewer, reason=lambda: "Why"),
    "record a batch": reporting,
    "amend a batch": batch_step("amend", "announced", make_clerk, reason="Why"),
    "verify a batch": batch_step("verify", "submitted", make_reviewer),
    "announce a batch": batch_step("announce", "verified", make_press),
    "withdraw a batch": batch_step("withdraw", "announced", make_press, reason="Why"),
    "convert": step("convert", without_rate, make_reviewer),
}


@pytest.mark.parametrize("name", STEPS)
def test_a_crash_at_any_write_leaves_no_half_state(name):
    take = STEPS[name]()
    before, at, crash = contents(), 0, None

    while crash is None or crash.writes >= at:
        at, crash = at + 1, Crash(at + 1)
        try:
            with connection.execute_wrapper(crash):
                take()
        except PowerCut:
            assert contents() == before, f"write {at}"

    assert at > 3
    assert contents() != before
    assert list(hash_chain.find_breaks()) == []
