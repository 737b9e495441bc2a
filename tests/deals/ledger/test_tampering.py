"""A thousand ways to tamper with the log, each of which shows."""

import datetime as dt
import random

import pytest
from django.db import connection, transaction

from deals import ledger
from deals.ledger import hash_chain, triggers
from deals.models import ChainHead, Event
from expo.event_log.chain import event_digest
from tests.support.deal_factories import make_announced, make_clerk, make_draft, make_press

pytestmark = pytest.mark.django_db
TAMPERINGS = 1000
COLUMNS = ("body", "actor", "deal_number", "verb", "at", "before", "digest")


@pytest.fixture
def log():
    """The events of a log of several deals, whose guards somebody took away."""
    for _ in range(3):
        deal = make_announced()
    ledger.amend(deal, make_draft(), version=1, by=make_clerk(), reason="A slip")
    ledger.withdraw(deal, version=2, by=make_press(), reason="Never signed")
    triggers.TABLES.drop_triggers(connection)
    yield list(Event.objects.values())
    triggers.TABLES.create_triggers(connection)


def edit(rows: list[dict], rng: random.Random) -> None:
    """One column of one event, a little; now and then with a digest that fits."""
    row, column = rng.choice(rows), rng.choice(COLUMNS)
    row[column] = other(row[column], rng)
    if column == "body" and rng.random() < 0.5:
        row["digest"] = event_digest(row["before"], row["body"])


def other(value: str | dt.datetime, rng: random.Random) -> str | dt.datetime:
    if isinstance(value, dt.datetime):
        return value + dt.timedelta(microseconds=rng.choice([-1, 1, 10**6]))
    place = rng.randrange(len(value) or 1)
    return value[:place] + rng.choice("0123456789abcdef") + value[place + 1 :]


def delete(rows: list[dict], rng: random.Random) -> None:
    start = rng.randrange(len(rows))
    del rows[start : start + rng.randint(1, 3)]


def insert(rows: list[dict], rng: random.Random) -> None:
    """A forged event, well linked to the one before; those behind it move on, or it comes last."""
    place = rng.randint(0, len(rows))
    before = rows[place - 1]["digest"] if place else ""
    body = other(rng.choice(rows)["body"], rng)
    forged = rng.choice(rows) | {"body": body, "before": before, "digest": event_digest(before, body)}
    rows.insert(place, forged)
    renumber(rows)


def swap(rows: list[dict], rng: random.Random) -> None:
    one, two = rng.sample(range(len(rows)), 2)
    rows[one], rows[two] = rows[two], rows[one]
    renumber(rows)


def reorder(rows: list[dict], rng: random.Random) -> None:
    before = list(rows)
    while rows == before:
        rng.shuffle(rows)
    renumber(rows)


def renumber(rows: list[dict]) -> None:
    rows[:] = [row | {"position": position} for position, row in enumerate(rows, 1)]


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(5))
def test_of_a_thousand_tamperings_every_one_shows(log, seed):
    rng = random.Random(seed)  # noqa: S311
    unseen = []

    for number in range(TAMPERINGS // 5):
        tamper, rows = (edit, delete, insert, swap, reorder)[number % 5], log
        while rows == log:
            rows = [dict(row) for row in log]
            tamper(rows, rng)
        if not shows(rows):
            unseen.append((tamper.__name__, rows))

    assert unseen == []


def shows(rows: list[dict]) -> bool:
    """Whether a log of these rows does not hold; the true one is put back."""
    with transaction.atomic():
        Event.objects.all().delete()
        # A digest is unique, so one that stands twice does not even get in.
        if len({row["digest"] for row in rows}) < len(rows):
            transaction.set_rollback(True)
            return True
        Event.objects.bulk_create(Event(**row) for row in rows)
        found = next(hash_chain.find_breaks(), None)
        transaction.set_rollback(True)
    return found is not None


def test_the_log_that_was_put_back_holds(log):
    assert not shows(log)


def test_a_log_rewritten_from_some_event_on_and_closed_again_shows_by_its_printed_head(log):
    """Whoever may write everything can make a whole log that tells something else; a printed head it cannot hold."""
    head = ChainHead.objects.get()
    for cut in range(len(log)):
        with transaction.atomic():
            rewrite(log, cut)
            assert (list(hash_chain.find_breaks()), hash_chain.has_head(head.position, head.digest)) == ([], False)
            transaction.set_rollback(True)


def rewrite(log: list[dict], cut: int) -> None:
    """Leave out the event at `cut` and link all behind it anew."""
    Event.objects.all().delete()
    before = log[cut - 1]["digest"] if cut else ""
    kept = log[:cut]
    for row in log[cut + 1 :]:
        position = len(kept) + 1
        body = row["body"].replace(f'"position":{row["position"]}', f'"position":{position}')
        linked = {"position": position, "body": body, "before": before, "digest": event_digest(before, body)}
        kept.append(row | linked)
        before = linked["digest"]
    Event.objects.bulk_create(Event(**row) for row in kept)
    ChainHead.objects.update(position=len(kept), digest=before)
