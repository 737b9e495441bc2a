"""All steps in any order against a model in plain integers: the ledger and the model always agree."""

import copy
import datetime as dt
import uuid
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from deals import ledger, totals
from deals.ledger import batches, hash_chain
from deals.ledger.deal_data import AmountData
from deals.models import Batch, Deal, Event
from deals.money import Money
from tests.deals.ledger.plain_ledger import RATE, PlainBatch, PlainDeal, PlainLedger, Version
from tests.support.chance import examples
from tests.support.deal_factories import make_clerk, make_draft, make_press, make_rate, make_reviewer
from tests.support.factories import make_edition, make_organisation

pytestmark = pytest.mark.django_db
LARGE = 1_000
amounts = st.one_of(st.none(), st.integers(1, 2_000))
currencies = st.sampled_from(["CNY", "CNY", "USD"])
places = st.sampled_from(["at_expo", "outside"])
which = st.integers(0, 3)
# Few rows are hit more often, so that more happens to each of them.
room_for_deals = precondition(lambda self: len(self.plain.deals) < 4)
room_for_batches = precondition(lambda self: len(self.plain.batches) < 2)
some_deals = precondition(lambda self: self.plain.deals)
some_batches = precondition(lambda self: self.plain.batches)


class Ledger(RuleBasedStateMachine):
    @initialize(under_way=st.booleans())
    def begin(self, under_way):
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.edition = make_edition(retype_above=LARGE * 100)
        self.clerk, self.reviewer, self.press = make_clerk(), make_reviewer(), make_press()
        self.parties = make_draft(self.edition).parties
        self.plain = PlainLedger()
        if under_way:
            self.set_going()

    def set_going(self):
        """An announced batch, and two announced deals of which one is drawn from it."""
        self.record_a_batch(projects=3, amount=3_000, place="outside")
        self.verify_a_batch(number=0)
        self.announce_a_batch(number=0)
        for number, amount in enumerate((1_500, 800)):
            self.record(amount=amount, currency="CNY", place="outside")
            self.see_through(number=number)
        self.draw(number=0, of=0)

    @some_deals
    @rule(number=which)
    def see_through(self, number):
        self.verify(number=number, retyped="rightly")
        self.announce(number=number)

    def teardown(self):
        if not hasattr(self, "savepoint"):
            return
        assert list(hash_chain.find_breaks()) == []
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def draft(self, version, **more):
        money = version.amount and Money(version.amount * 100, version.currency)
        drafts = (AmountData(money),) if money else ()
        return make_draft(self.edition, amounts=drafts, place=version.place, parties=self.parties, **more)

    def pick(self, number):
        index = number % len(self.plain.deals)
        return index, self.plain.deals[index], Deal.objects.get(edition=self.edition, sequence=index + 1)

    def pick_batch(self, number):
        index = number % len(self.plain.batches)
        return index, self.plain.batches[index], Batch.objects.get(edition=self.edition, sequence=index + 1)

    def take(self, may, verb, row, change, **arguments):
        """Take the step; it succeeds exactly where the model may change and then overdraws no batch."""
        before = copy.deepcopy(self.plain)
        if may:
            change()
        may = may and self.plain.fits()
        try:
            verb(row, **arguments)
        except ValidationError:
            assert not may, verb
            self.plain = before
        else:
            assert may, verb
            self.plain.events += 1

    @room_for_deals
    @rule(amount=amounts, currency=currencies, place=places)
    def record(self, amount, currency, place):
        version = Version(amount, currency, place)
        draft, key = self.draft(version), uuid.uuid4()
        ledger.record(draft, key=key, by=self.clerk)
        self.plain.deals.append(PlainDeal(key, draft, len(self.plain.deals), [version]))
        self.plain.events += 1

    @room_for_deals
    @some_deals
    @rule(number=which)
    def record_the_same_signing_again(self, number):
        """Which deals it resembles is not the model's business, but what comes of it."""
        _index, plain, _deal = self.pick(number)
        key = uuid.uuid4()
        deal, _created = ledger.record(plain.draft, key=key, by=self.clerk)
        marks = {mark.other.sequence - 1 for mark in deal.lookalikes.select_related("other")}
        version = Version(plain.versions[0].amount, plain.versions[0].currency, plain.versions[0].place)
        self.plain.deals.append(PlainDeal(key, plain.draft, len(self.plain.deals), [version], marks=marks))
        self.plain.events += 1

    @room_for_deals
    @some_deals
    @rule(number=which, amount=amounts, place=places, of=st.none() | which)
    def record_a_later_signing_of_the_project(self, number, amount, place, of):
        """Announced, and drawn from some batch or from none: it counts, and leaves the first one's place taken."""
        _index, plain, first = self.pick(number)
        version, key = Version(amount, "CNY", place), uuid.uuid4()
        draft = self.draft(version, project=first.project)
        ledger.record(draft, key=key, by=self.clerk)
        self.plain.deals.append(PlainDeal(key, draft, plain.project, [version]))
        self.plain.events += 1
        self.see_through(number=len(self.plain.deals) - 1)
        self.draw(number=len(self.plain.deals) - 1, of=of)

    @some_deals
    @rule(number=which)
    def send_again(self, number):
        _index, plain, deal = self.pick(number)
        assert ledger.record(plain.draft, key=plain.key, by=self.clerk) == (deal, False)

    @some_deals
    @rule(number=which, amount=amounts)
    def reuse_a_key(self, number, amount):
        _index, plain, _deal = self.pick(number)
        with pytest.raises(ledger.KeyReused):
            ledger.record(self.draft(Version(amount, "CNY", "outside")), key=plain.key, by=self.clerk)

    @some_deals
    @rule(number=which, amount=amounts, currency=currencies, place=places)
    def amend(self, number, amount, currency, place):
        _index, plain, deal = self.pick(number)
        version, at = Version(amount, currency, place), plain.version

        def change():
            plain.versions.append(version)
            plain.status = "submitted"

        draft = self.draft(version)
        may = plain.status != "withdrawn"
        self.take(may, ledger.amend, deal, change, draft=draft, version=at, by=self.clerk, reason="Why")

    @some_deals
    @rule(number=which, retyped=st.sampled_from(["rightly", "wrongly", "not"]))
    def verify(self, number, retyped):
        _index, plain, deal = self.pick(number)
        latest, open_marks = plain.versions[-1], self.open_marks(plain)
        worth = latest.verify(self.plain.rate).worth
        large = latest.amount is not None and (worth is None or worth > LARGE)
        typed = {"rightly": (latest.amount or 1) * 100, "wrongly": (latest.amount or 1) * 100 + 1}.get(retyped)
        money = None if typed is None else Money(typed, latest.currency)
        ready = plain.status == "submitted" and not open_marks

        def change():
            plain.status, plain.versions[-1] = "verified", latest.verify(self.plain.rate)

        may = ready and (retyped == "rightly" or not large)
        self.take(may, ledger.verify, deal, change, version=plain.version, by=self.reviewer, retyped=money)
        self.plain.events += ready and large and retyped == "wrongly"

    def open_marks(self, plain):
        return [index for index in plain.marks if self.plain.deals[index].status != "withdrawn"]

    @some_deals
    @rule(number=which)
    def tell_apart(self, number):
        _index, plain, deal = self.pick(number)
        may = plain.status != "withdrawn" and bool(plain.marks)
        version = plain.version
        self.take(may, ledger.tell_apart, deal, plain.marks.clear, version=version, by=self.reviewer, reason="Why")

    @some_deals
    @rule(number=which)
    def announce(self, number):
        _index, plain, deal = self.pick(number)
        may = plain.status == "verified" and not (plain.public and plain.version in plain.embargoes)
        change = self.setting(plain, status="announced", announced=plain.version)
        self.take(may, ledger.announce, deal, change, version=plain.version, by=self.press)

    @staticmethod
    def setting(plain, **values):
        return lambda: vars(plain).update(values)

    @some_deals
    @rule(number=which)
    def give_back(self, number):
        _index, plain, deal = self.pick(number)
        may, change = plain.status in ("submitted", "verified"), self.setting(plain, status="returned")
        self.take(may, ledger.give_back, deal, change, version=plain.version, by=self.reviewer, reason="Why")

    @some_deals
    @rule(number=which)
    def withdraw(self, number):
        _index, plain, deal = self.pick(number)
        may, change = plain.status != "withdrawn", self.setting(plain, status="withdrawn", announced=None)
        self.take(may, ledger.withdraw, deal, change, version=plain.version, by=self.press, reason="Why")

    @some_deals
    @rule(number=which)
    def reopen(self, number):
        _index, plain, deal = self.pick(number)
        may, change = plain.status in ("returned", "withdrawn"), self.setting(plain, status="submitted")
        self.take(may, ledger.reopen, deal, change, version=plain.version, by=self.clerk, reason="Why")

    @some_deals
    @rule(number=which, ends=st.booleans())
    def embargo(self, number, ends):
        _index, plain, deal = self.pick(number)
        unseen = {plain.version, plain.announced} - {None} - ({plain.announced} if plain.public else set())
        may = plain.status != "withdrawn" and bool(unseen & plain.embargoes if ends else unseen)
        until = {} if ends else {"until": timezone.now() + dt.timedelta(days=1)}
        change = self.setting(plain, embargoes=plain.embargoes - unseen if ends else plain.embargoes | unseen)
        verb = ledger.lift if ends else ledger.embargo
        self.take(may, verb, deal, change, version=plain.version, by=self.press, **until)

    @some_deals
    @rule(one=which, two=which)
    def supersede(self, one, two):
        late, plain, deal = self.pick(one)
        early, other, earlier = self.pick(two)
        others = [each for each in self.plain.deals if each.supersedes == early]
        taken = any(each.status != "withdrawn" for each in others)
        may = late > early and "withdrawn" not in (plain.status, other.status)
        may = may and plain.supersedes is None and not taken
        batch = plain.batch if other.batch is None else other.batch
        joined = self.setting(plain, supersedes=early, project=other.project, batch=batch)
        left = [self.setting(each, supersedes=None) for each in others]
        change = lambda: [each() for each in (*left, joined)]  # noqa: E731
        about = {"earlier": earlier, "version": plain.version, "reason": "Why"}
        self.take(may, ledger.supersede, deal, change, by=self.press, **about)

    @some_deals
    @rule(number=which, off=st.sampled_from([-1, 1]))
    def come_late(self, number, off):
        _index, plain, deal = self.pick(number)
        with pytest.raises(ledger.StaleVersion):
            ledger.withdraw(deal, version=plain.version + off, by=self.press, reason="Why")

    @rule()
    def enter_the_rate(self):
        if not self.plain.rate:
            make_rate(rate=str(RATE), on=self.edition.starts_on)
        self.plain.rate = True

    @some_deals
    @rule(number=which)
    def convert(self, number):
        _index, plain, deal = self.pick(number)
        filled = [version.verify(rate=True) if version.waits else version for version in plain.versions]
        may = plain.status != "withdrawn" and self.plain.rate and filled != plain.versions
        change = self.setting(plain, versions=filled)
        self.take(may, ledger.convert, deal, change, version=plain.version, by=self.reviewer)

    @some_deals
    @rule(number=which, of=st.one_of(st.none(), which))
    def draw(self, number, of):
        _index, plain, deal = self.pick(number)
        index, other, batch = self.pick_batch(of) if of is not None and self.plain.batches else (None, None, None)
        may = plain.status != "withdrawn" and (other is None or other.status != "withdrawn")
        change = self.setting(plain, batch=index)
        self.take(may, ledger.draw, deal, change, batch=batch, version=plain.version, by=self.reviewer)

    def report(self, plain):
        minor = None if plain.amount is None else plain.amount * 100
        return batches.BatchData(
            self.edition, "Reported", "", plain.place, self.edition.starts_on, plain.projects, minor
        )

    @room_for_batches
    @rule(projects=st.integers(1, 3), amount=amounts, place=places)
    def record_a_batch(self, projects, amount, place):
        plain = PlainBatch(projects, amount, place)
        batches.record(self.report(plain), key=uuid.uuid4(), by=self.clerk)
        self.plain.batches.append(plain)
        self.plain.events += 1

    @some_batches
    @rule(number=which, projects=st.integers(1, 3), amount=amounts, place=places)
    def amend_a_batch(self, number, projects, amount, place):
        _index, plain, batch = self.pick_batch(number)
        said, at = {"projects": projects, "amount": amount, "place": place}, plain.version
        change = self.setting(plain, **said, status="submitted", version=at + 1)
        draft, may = self.report(replace(plain, **said)), plain.status != "withdrawn"
        self.take(may, batches.amend, batch, change, draft=draft, version=at, by=self.clerk, reason="Why")

    @some_batches
    @rule(number=which)
    def verify_a_batch(self, number):
        _index, plain, batch = self.pick_batch(number)
        may, change = plain.status == "submitted", self.setting(plain, status="verified")
        self.take(may, batches.verify, batch, change, version=plain.version, by=self.reviewer)

    @some_batches
    @rule(number=which)
    def announce_a_batch(self, number):
        _index, plain, batch = self.pick_batch(number)
        known = (plain.projects, plain.amount, plain.place)
        may, change = plain.status == "verified", self.setting(plain, status="announced", announced=known)
        self.take(may, batches.announce, batch, change, version=plain.version, by=self.press)

    @some_batches
    @rule(number=which)
    def withdraw_a_batch(self, number):
        index, plain, batch = self.pick_batch(number)
        kept = self.plain.drawn(index)
        may, change = plain.status != "withdrawn", self.setting(plain, status="withdrawn", announced=None, kept=kept)
        self.take(may, batches.withdraw, batch, change, version=plain.version, by=self.press, reason="Why")

    @invariant()
    def the_deals_stand_as_in_the_model(self):
        columns = ("status", "version", "announced_version", "supersedes__sequence", "batch__sequence")
        stored = Deal.objects.filter(edition=self.edition).order_by("sequence").values_list(*columns)
        expected = [
            (plain.status, plain.version, plain.announced, counted(plain.supersedes), counted(plain.batch))
            for plain in self.plain.deals
        ]
        assert list(stored) == expected
        assert Event.objects.count() == self.plain.events

    @invariant()
    def the_batches_are_drawn_down_as_in_the_model(self):
        columns = ("status", "version", "drawn_projects", "drawn_minor")
        stored = Batch.objects.filter(edition=self.edition).order_by("sequence").values_list(*columns)
        drawn = [self.plain.drawn(index) for index in range(len(self.plain.batches))]
        assert list(stored) == [
            (plain.status, plain.version, projects, yuan * 100)
            for plain, (projects, yuan) in zip(self.plain.batches, drawn, strict=True)
        ]

    @invariant()
    def the_total_is_the_sum_of_the_model(self):
        total = totals.counted_headline(self.edition)
        for place, part in (("at_expo", total.at_expo), ("outside", total.outside)):
            assert told(part) == self.plain.total({place})
        assert told(total) == self.plain.total({"at_expo", "outside"})


def counted(index: int | None) -> int | None:
    """From the place in a list to the number that people quote."""
    return None if index is None else index + 1


def told(part) -> tuple[int, int | None, int, int]:
    yuan, fen = divmod(part.amount.minor, 100) if part.amount else (None, 0)
    assert fen == 0
    return part.projects, yuan, part.undisclosed, part.rate_missing


def test_the_ledger_agrees_with_a_model_in_plain_integers():
    make_organisation()
    run_state_machine_as_test(
        Ledger,
        settings=examples(
            40,
            phases=set(Phase) - {Phase.shrink},
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
