"""All steps in any order against a model in plain integers: the ledger and the model always agree."""

import datetime as dt
import uuid
from dataclasses import dataclass, field

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from deals import chain, ledger, totals
from deals.models import Deal, Event
from deals.money import Money
from tests.deal_factories import make_clerk, make_draft, make_press, make_reviewer, yuan
from tests.factories import make_edition, make_organisation

pytestmark = pytest.mark.django_db
LARGE = 1_000
amounts = st.one_of(st.none(), st.integers(1, 2_000))
places = st.sampled_from(["at_expo", "outside"])
which = st.integers(0, 10**6)


@dataclass
class Plain:
    """A deal in plain values; versions are (yuan or None, place), embargoes the numbers of versions under one."""

    key: uuid.UUID
    draft: object
    project: int
    versions: list = field(default_factory=list)
    status: str = "submitted"
    announced: int | None = None
    embargoes: set = field(default_factory=set)
    supersedes: int | None = None

    @property
    def public(self) -> bool:
        return self.announced is not None and self.announced not in self.embargoes

    @property
    def version(self) -> int:
        return len(self.versions)


class Ledger(RuleBasedStateMachine):
    @initialize()
    def begin(self):
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.edition = make_edition(retype_above=LARGE * 100)
        self.clerk, self.reviewer, self.press = make_clerk(), make_reviewer(), make_press()
        self.parties = make_draft(self.edition).parties
        self.plain: list[Plain] = []
        self.events = 0

    def teardown(self):
        if not hasattr(self, "savepoint"):
            return
        assert list(chain.breaks()) == []
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def draft(self, amount, place):
        amounts = () if amount is None else (yuan(amount),)
        return make_draft(self.edition, amounts=amounts, place=place, parties=self.parties)

    def pick(self, number):
        index = number % len(self.plain)
        return index, self.plain[index], Deal.objects.get(edition=self.edition, sequence=index + 1)

    def take(self, may, name, deal, **arguments):
        """Take the step; it succeeds exactly where the model says that it may."""
        try:
            getattr(ledger, name)(deal, **arguments)
        except ledger.Refused:
            assert not may, name
        else:
            assert may, name
            self.events += 1
        return may

    @rule(amount=amounts, place=places)
    def record(self, amount, place):
        draft, key = self.draft(amount, place), uuid.uuid4()
        ledger.record(draft, key=key, by=self.clerk)
        self.plain.append(Plain(key, draft, len(self.plain), [(amount, place)]))
        self.events += 1

    @precondition(lambda self: self.plain)
    @rule(number=which)
    def record_again(self, number):
        _index, plain, deal = self.pick(number)
        assert ledger.record(plain.draft, key=plain.key, by=self.clerk) == (deal, False)

    @precondition(lambda self: self.plain)
    @rule(number=which, amount=amounts)
    def reuse_a_key(self, number, amount):
        _index, plain, _deal = self.pick(number)
        with pytest.raises(ledger.KeyReused):
            ledger.record(self.draft(amount, "outside"), key=plain.key, by=self.clerk)

    @precondition(lambda self: self.plain)
    @rule(number=which, amount=amounts, place=places)
    def amend(self, number, amount, place):
        _index, plain, deal = self.pick(number)
        draft = self.draft(amount, place)
        may = plain.status != "withdrawn"
        if self.take(may, "amend", deal, draft=draft, version=plain.version, by=self.clerk, reason="Why"):
            plain.versions.append((amount, place))
            plain.status = "submitted"

    @precondition(lambda self: self.plain)
    @rule(number=which, retyped=st.sampled_from(["rightly", "wrongly", "not"]))
    def verify(self, number, retyped):
        _index, plain, deal = self.pick(number)
        amount = plain.versions[-1][0]
        large = amount is not None and amount > LARGE
        typed = {"rightly": (amount or 1) * 100, "wrongly": (amount or 1) * 100 + 1}.get(retyped)
        money = None if typed is None else Money(typed, "CNY")
        may = plain.status == "submitted" and (retyped == "rightly" or not large)
        told = plain.status == "submitted" and large and retyped == "wrongly"
        if self.take(may, "verify", deal, version=plain.version, by=self.reviewer, retyped=money):
            plain.status = "verified"
        self.events += told

    @precondition(lambda self: self.plain)
    @rule(number=which)
    def announce(self, number):
        _index, plain, deal = self.pick(number)
        may = plain.status == "verified" and not (plain.public and plain.version in plain.embargoes)
        if self.take(may, "announce", deal, version=plain.version, by=self.press):
            plain.status, plain.announced = "announced", plain.version

    @precondition(lambda self: self.plain)
    @rule(number=which)
    def give_back(self, number):
        _index, plain, deal = self.pick(number)
        may = plain.status in ("submitted", "verified")
        if self.take(may, "give_back", deal, version=plain.version, by=self.reviewer, reason="Why"):
            plain.status = "returned"

    @precondition(lambda self: self.plain)
    @rule(number=which)
    def withdraw(self, number):
        _index, plain, deal = self.pick(number)
        may = plain.status != "withdrawn"
        if self.take(may, "withdraw", deal, version=plain.version, by=self.press, reason="Why"):
            plain.status, plain.announced = "withdrawn", None

    @precondition(lambda self: self.plain)
    @rule(number=which)
    def reopen(self, number):
        _index, plain, deal = self.pick(number)
        may = plain.status in ("returned", "withdrawn")
        if self.take(may, "reopen", deal, version=plain.version, by=self.clerk, reason="Why"):
            plain.status = "submitted"

    @precondition(lambda self: self.plain)
    @rule(number=which, ends=st.booleans())
    def embargo(self, number, ends):
        _index, plain, deal = self.pick(number)
        unseen = {plain.version, plain.announced} - {None} - ({plain.announced} if plain.public else set())
        may = plain.status != "withdrawn" and bool(unseen & plain.embargoes if ends else unseen)
        until = {} if ends else {"until": timezone.now() + dt.timedelta(days=1)}
        if self.take(may, "lift" if ends else "embargo", deal, version=plain.version, by=self.press, **until):
            plain.embargoes = plain.embargoes - unseen if ends else plain.embargoes | unseen

    @precondition(lambda self: self.plain)
    @rule(one=which, two=which)
    def supersede(self, one, two):
        late, plain, deal = self.pick(one)
        early, other, earlier = self.pick(two)
        taken = any(each.supersedes == early for each in self.plain)
        may = late > early and "withdrawn" not in (plain.status, other.status)
        may = may and plain.supersedes is None and not taken
        if self.take(may, "supersede", deal, earlier=earlier, version=plain.version, by=self.press, reason="Why"):
            plain.supersedes, plain.project = early, other.project

    @precondition(lambda self: self.plain)
    @rule(number=which, off=st.sampled_from([-1, 1]))
    def come_late(self, number, off):
        _index, plain, deal = self.pick(number)
        with pytest.raises(ledger.Stale):
            ledger.withdraw(deal, version=plain.version + off, by=self.press, reason="Why")

    @invariant()
    def the_deals_stand_as_in_the_model(self):
        columns = ("status", "version", "announced_version", "supersedes__sequence")
        stored = Deal.objects.filter(edition=self.edition).order_by("sequence").values_list(*columns)
        expected = [
            (plain.status, plain.version, plain.announced, None if plain.supersedes is None else plain.supersedes + 1)
            for plain in self.plain
        ]
        assert list(stored) == expected
        assert Event.objects.count() == self.events

    @invariant()
    def the_total_is_the_sum_of_the_model(self):
        total = totals.counted(self.edition)
        for place, part in (("at_expo", total.at_expo), ("outside", total.outside)):
            assert told(part) == self.expected({place})
        assert told(total) == self.expected({"at_expo", "outside"})

    def expected(self, places):
        superseded = {plain.supersedes for plain in self.plain if plain.public}
        latest = {
            plain.project: plain.versions[plain.announced - 1]
            for index, plain in enumerate(self.plain)
            if plain.public and index not in superseded
        }
        found = [amount for amount, place in latest.values() if place in places]
        disclosed = [amount for amount in found if amount is not None]
        return len(found), sum(disclosed) * 100 if disclosed else None, len(found) - len(disclosed)


def told(part) -> tuple[int, int | None, int]:
    return part.projects, part.amount.minor if part.amount else None, part.undisclosed


def test_the_ledger_agrees_with_a_model_in_plain_integers():
    make_organisation()
    run_state_machine_as_test(
        Ledger,
        settings=settings(
            max_examples=40, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
