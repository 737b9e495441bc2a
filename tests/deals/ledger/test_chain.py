"""The log cannot be changed, and tampering shows."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from deals.ledger import hash_chain, triggers
from deals.models import ChainHead, Event
from tests.support.deal_factories import make_announced

pytestmark = pytest.mark.django_db


@pytest.fixture
def without_guards():
    """A database whose guards somebody took away."""
    triggers.TABLES.drop_triggers(connection)
    yield
    triggers.TABLES.create_triggers(connection)


def test_a_log_nobody_touched_is_whole():
    make_announced()
    make_announced()

    assert list(hash_chain.find_breaks()) == []
    assert ChainHead.objects.get().position == Event.objects.count() == 6


@pytest.mark.parametrize(
    "tamper",
    [
        lambda events: events.update(actor="somebody else"),
        lambda events: events.delete(),
        lambda events: events.filter(position=1)._raw_delete(events.db),
    ],
    ids=["update", "delete", "raw delete"],
)
def test_the_database_refuses_to_change_or_remove_an_event(tamper):
    make_announced()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        tamper(Event.objects.filter(position=1))

    assert list(hash_chain.find_breaks()) == []


def test_saving_an_event_again_is_refused():
    make_announced()
    event = Event.objects.get(position=1)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        event.save()


@pytest.mark.parametrize(
    ("tamper", "reason"),
    [
        (lambda: Event.objects.filter(position=2).update(body="{}"), "changed"),
        (lambda: Event.objects.filter(position=2).update(actor="x"), "columns differ from what was told"),
        (lambda: Event.objects.filter(position=2).delete(), "missing"),
        (lambda: Event.objects.filter(position=3).delete(), "cut off before the end"),
        (lambda: Event.objects.all().delete(), "cut off before the end"),
        (lambda: ChainHead.objects.update(digest="0" * 64), "cut off before the end"),
        (lambda: ChainHead.objects.update(position=2), "cut off before the end"),
        (lambda: ChainHead.objects.update(position=2, digest=Event.objects.get(position=2).digest), "after the end"),
    ],
    ids=["body", "column", "middle removed", "end removed", "all removed", "other end", "end moved", "end put back"],
)
def test_with_the_guards_off_tampering_shows(without_guards, tamper, reason):
    make_announced()

    tamper()

    assert reason in [found.reason for found in hash_chain.find_breaks()]


def test_the_guards_stand_after_each_migrate():
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'deals_event_%'")
        else:
            cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'deals_event_%'")
        assert cursor.fetchone()[0] == 2


def test_the_command_prints_the_head_of_a_whole_log(capsys):
    make_announced()

    call_command("verify_ledger")

    assert f"3:{ChainHead.objects.get().digest}" in capsys.readouterr().out


@pytest.mark.parametrize("head", ["abc:def", "3", "²:ab", "9" * 30 + ":ab"])
def test_a_head_that_was_never_printed_so_is_refused_in_a_sentence(head):
    with pytest.raises(CommandError, match="as it was printed"):
        call_command("verify_ledger", head=head)


def test_a_log_cut_off_and_closed_again_is_told_by_its_printed_head(without_guards):
    make_announced()
    head = ChainHead.objects.get()
    printed = f"{head.position}:{head.digest}"
    Event.objects.filter(position=3).delete()
    last = Event.objects.get(position=2)
    ChainHead.objects.update(position=2, digest=last.digest)
    call_command("verify_ledger")

    with pytest.raises(CommandError):
        call_command("verify_ledger", head=printed)
