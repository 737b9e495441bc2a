"""Many deals at once leave what the ledger's verbs leave one by one: every row of every table, every event."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from deals import ledger
from deals.ledger import bulk_recording, bulk_transitions, hash_chain
from deals.ledger.bulk_transitions import StepRequest
from deals.ledger.deal_data import AmountData, SignatoryData
from deals.ledger.workflow import StepRefusal
from deals.models import Deal
from deals.money import Money
from tests.deals.duplicates.both_ways import left_by, standings
from tests.support.deal_factories import (
    make_batch,
    make_clerk,
    make_deal,
    make_draft,
    make_edition,
    make_press,
    make_rate,
    make_reviewer,
    make_user,
    yuan,
)
from tests.support.factories import make_person

pytestmark = pytest.mark.django_db
BILLIONS = (yuan(2_000_000_000),)


@pytest.fixture
def edition():
    return make_edition(slug="2019", city_zh="重庆", retype_above=100_000_000_000)


@pytest.fixture
def all_at_once(monkeypatch):
    """What is taken one by one would prove nothing."""

    def fail(*arguments):
        raise AssertionError("It was taken one by one.")

    monkeypatch.setattr(bulk_transitions, "take_single_step", fail)
    monkeypatch.setattr(bulk_recording.BulkRecorder, "one_by_one", fail)


def dollars(amount):
    return (AmountData(Money(amount * 100, "USD")),)


def one_by_one(verb, by, requests, **options):
    """As a caller does who goes on after a refusal."""
    answers = []
    for deal, version, retyped in requests:
        try:
            verb(deal, version=version, by=by, **({"retyped": retyped} if retyped else {}))
            answers.append(None)
        except ValidationError as error:
            answers.append((error.messages, getattr(error, "code", None)))
    return answers


def at_once(take, by, requests):
    answers = take(requests, by=by)
    return [answer.error and (answer.error.messages, getattr(answer.error, "code", None)) for answer in answers]


def both_ways(name, by, requests):
    """What either way answers and leaves."""
    verb, take = getattr(ledger, name), getattr(bulk_transitions, f"{name}_deals")
    single = left_by(lambda: one_by_one(verb, by, requests))
    bulk = left_by(lambda: (at_once(take, by, requests), list(hash_chain.find_breaks())))
    (answers, breaks), left = bulk
    assert breaks == []
    return single, (answers, left)


def requests_of(*deals, retyped=None):
    return [StepRequest(deal, deal.version, retyped) for deal in deals]


def test_recording_verifying_and_announcing_leave_the_same_rows_and_events(edition, all_at_once):
    make_person(name_zh="王伟")
    make_rate("USD", "7.0605", on=dt.date(2019, 8, 26))
    clerk, reviewer, press = make_clerk(), make_reviewer(), make_press()
    project = make_deal(make_draft(edition)).project
    signed = (SignatoryData("王伟", party=0), SignatoryData("李娜", party=1))
    drafts = [
        make_draft(edition, amounts=()),
        make_draft(edition, amounts=dollars(1_000_000), signatories=signed),
        make_draft(edition, amounts=(AmountData(Money(7, "JPY")),)),
        make_draft(edition, project=project, amounts=BILLIONS),
        make_draft(edition, embargo_until=timezone.now() + dt.timedelta(days=1)),
    ]
    asked = [bulk_recording.RecordRequest(draft, uuid.UUID(int=n), "district") for n, draft in enumerate(drafts, 1)]
    typed = [draft.amounts[0].money if draft.amounts else None for draft in drafts]

    def singly():
        deals = [ledger.record(each.draft, key=each.key, by=clerk, channel=each.channel)[0] for each in asked]
        for deal, money in zip(deals, typed, strict=True):
            ledger.verify(deal, version=1, by=reviewer, retyped=money)
            ledger.announce(deal, version=1, by=press)
        return [deal.number for deal in deals]

    def together():
        deals = [answer.deal for answer in bulk_recording.BulkRecorder(edition, by=clerk, channel="desk").record(asked)]
        rows = [StepRequest(deal, 1, money) for deal, money in zip(deals, typed, strict=True)]
        bulk_transitions.verify_deals(rows, by=reviewer)
        numbers = [answer.deal.number for answer in bulk_transitions.announce_deals(rows, by=press)]
        assert list(hash_chain.find_breaks()) == []
        return numbers

    assert left_by(singly) == left_by(together)


def test_each_refusal_is_the_single_verbs_and_holds_up_no_other(edition, all_at_once):
    both = make_user("record_deal", "verify_deal")
    drafts = [make_draft(edition) for _ in range(6)]
    good, stale, returned, _own, marked, amended = deals = [make_deal(draft) for draft in drafts[:3]] + [
        ledger.record(drafts[3], key=uuid.uuid4(), by=both)[0],
        make_deal(drafts[4]),
        ledger.record(drafts[5], key=uuid.uuid4(), by=both)[0],
    ]
    ledger.amend(stale, drafts[1], version=1, by=make_clerk(), reason="A slip")
    # No constraint reaches as far: they entered the version before.
    ledger.amend(amended, drafts[5], version=1, by=make_clerk(), reason="A slip")
    ledger.give_back(returned, version=1, by=make_reviewer(), reason="No contract")
    marked.lookalikes.create(other=good, points=90, reasons=[], found_at=timezone.now())
    large, wrong, untyped = (make_deal(make_draft(edition, amounts=BILLIONS)) for _ in range(3))
    amount = BILLIONS[0].money
    requests = [
        *[StepRequest(deal, 2 if deal is amended else 1) for deal in deals],
        StepRequest(large, 1, amount),
        StepRequest(wrong, 1, Money(amount.minor - 100, "CNY")),
        StepRequest(untyped, 1),
    ]

    single, bulk = both_ways("verify", both, requests)

    assert single == bulk
    assert [answer and answer[1] for answer in bulk[0]] == [
        *(None, "stale", "standing", "own", "mark", "own"),
        *(None, "retyped", "retype"),
    ]
    assert [event["deal"] for event in bulk[1]["events"] if event["verb"] == "mistyped"] == [wrong.number]


def test_what_is_not_verified_is_not_announced_and_a_correction_is_called_one(edition, all_at_once):
    press, reviewer = make_press(), make_reviewer()
    new, waits, again, held_back = (make_deal(make_draft(edition)) for _ in range(4))
    bulk_transitions.verify_deals(requests_of(new, again, held_back), by=reviewer)
    bulk_transitions.announce_deals(requests_of(again, held_back), by=press)
    later = timezone.now() + dt.timedelta(days=1)
    for deal, draft in ((again, make_draft(edition)), (held_back, make_draft(edition, embargo_until=later))):
        ledger.amend(deal, draft, version=1, by=make_clerk(), reason="A slip")
    corrected = list(Deal.objects.filter(pk__in=[again.pk, held_back.pk]).order_by("pk"))
    bulk_transitions.verify_deals(requests_of(*corrected), by=reviewer)

    single, bulk = both_ways("announce", press, requests_of(new, waits, *corrected))

    assert single == bulk
    assert [event["verb"] for event in bulk[1]["events"] if event["deal"] == again.number][-1] == "corrected"
    assert [answer and answer[0] for answer in bulk[0]] == [
        None,
        [f"Only a verified deal can be announced. Last: recorded by {waits.recorded_by} at {recorded(waits)}."],
        None,
        ["This deal is public already: announce its correction once the embargo has passed."],
    ]


def recorded(deal):
    return deal.recorded_at.astimezone(deal.edition.tz).strftime("%Y-%m-%d %H:%M")


def test_batch_that_cannot_hold_all_holds_the_first_as_one_by_one(edition):
    batch = make_batch(edition, projects=9, yuan=1_000_000)
    make_rate("USD", "7.0605", on=dt.date(2019, 8, 26))
    reviewer = make_reviewer()
    deals = [make_deal(make_draft(edition, amounts=dollars(100_000))) for _ in range(2)]
    for deal in deals:
        ledger.draw(deal, batch=batch, version=1, by=reviewer)

    single, bulk = both_ways("verify", reviewer, requests_of(*deals))

    assert single == bulk
    assert [answer is None for answer in bulk[0]] == [True, False]


def test_deal_named_twice_is_verified_once(edition):
    deal, reviewer = make_deal(make_draft(edition)), make_reviewer()

    single, bulk = both_ways("verify", reviewer, requests_of(deal, deal))

    assert single == bulk
    assert [answer is None for answer in bulk[0]] == [True, False]


@pytest.mark.parametrize(("name", "make"), [("verify", make_press), ("announce", make_reviewer)])
def test_whoever_may_not_take_the_step_takes_it_of_none(edition, name, make):
    requests = requests_of(make_deal(make_draft(edition)))

    with pytest.raises(StepRefusal, match=r"^\['Your role does not take this step\.'\]$"):
        getattr(bulk_transitions, f"{name}_deals")(requests, by=make())
    assert standings() == [("submitted", 1, None)]


def test_queries_do_not_grow_with_the_deals(edition, django_assert_max_num_queries):
    reviewer, press = make_reviewer(), make_press()
    requests = requests_of(*(make_deal(make_draft(edition)) for _ in range(20)))

    with django_assert_max_num_queries(20):
        bulk_transitions.verify_deals(requests, by=reviewer)
    with django_assert_max_num_queries(20):
        bulk_transitions.announce_deals(requests, by=press)
    assert set(standings()) == {("announced", 1, 1)}
