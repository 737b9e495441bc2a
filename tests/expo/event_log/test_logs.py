"""Any app may keep a log: chained like the ledger's, guarded by the databases, walked by `verify_ledger`."""

import datetime as dt
import sys
from types import ModuleType

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, models, transaction
from django.test.utils import isolate_apps

from deals.ledger import hash_chain
from deals.models import ChainHead, Event
from expo.accounts import staff_log
from expo.event_log.chain import EventLog
from expo.event_log.models import ChainedEvent, LogEnd
from expo.event_log.recounts import Recount
from expo.event_log.triggers import AppendOnlyTables
from tests.support.deal_factories import make_announced
from tests.support.factories import make_edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def notes(settings, monkeypatch):
    """A second log, of notes, with tables of its own."""
    with isolate_apps("expo"):

        class Note(ChainedEvent):
            subject = models.CharField(max_length=60)
            verb = models.CharField(max_length=10)

            class Meta(ChainedEvent.Meta):
                app_label = "expo"

        class NoteEnd(LogEnd):
            class Meta:
                app_label = "expo"

    for model in (Note, NoteEnd):
        with connection.cursor() as cursor:
            cursor.execute(connection.schema_editor().table_sql(model)[0])
    module = ModuleType("notes")
    module.LOG = EventLog("notes", Note, NoteEnd)
    module.TABLES = AppendOnlyTables("expo", {"expo_note": "OLD.verb = 'final'"})
    module.recount = lambda edition, number=None: [Recount("note 7", 7, [f"of {edition.slug}: holds"], [])]
    monkeypatch.setitem(sys.modules, "notes", module)
    settings.EXPO_LOGS = [*settings.EXPO_LOGS, "notes.LOG"]
    settings.EXPO_APPEND_ONLY = [*settings.EXPO_APPEND_ONLY, "notes.TABLES"]
    settings.EXPO_RECOUNTS = [*settings.EXPO_RECOUNTS, "notes.recount"]
    module.LOG.begin()
    return module


def write(log, *subjects, verb="written"):
    for subject in subjects:
        log.append(log.lock(), verb, subject=subject, actor="li", told={"text": "一句话"})


def ends_in(log):
    return f"{log.read_end().position}:{log.read_end().digest}"


def test_every_log_of_the_settings_is_walked(notes, capsys):
    make_announced()
    write(notes.LOG, "A", "B")

    call_command("verify_ledger")

    assert capsys.readouterr().out.splitlines() == [
        f"The log of deals is whole. Its head: {ends_in(hash_chain.LOG)}",
        f"The log of staff is whole. Its head: {ends_in(staff_log.LOG)}",
        "The log of contests is whole. Its head: 0:",
        f"The log of notes is whole. Its head: {ends_in(notes.LOG)}",
    ]


@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        (lambda rows: rows.filter(position=1).update(actor="wu"), "notes 1: columns differ from what was told"),
        (lambda rows: rows.filter(position=1).update(subject="Z"), "notes 1: columns differ from what was told"),
        (lambda rows: rows.filter(position=2).update(body="{}"), "notes 2: changed"),
        (lambda rows: rows.filter(position=3).delete(), "notes 3: cut off before the end"),
    ],
    ids=["actor", "subject", "body", "end removed"],
)
def test_tampering_with_any_log_is_named_with_it(notes, capsys, tamper, said):
    make_announced()
    write(notes.LOG, "A", "B", "C")

    tamper(notes.LOG.events.objects)

    with pytest.raises(CommandError, match="does not hold in 1 places"):
        call_command("verify_ledger")
    assert capsys.readouterr().err.splitlines() == [said]


def test_a_printed_head_of_any_log_is_found_and_one_of_none_is_told(notes, capsys):
    make_announced()
    write(notes.LOG, "A")
    printed = [ends_in(hash_chain.LOG), ends_in(notes.LOG)]
    write(notes.LOG, "B")

    for head in printed:
        call_command("verify_ledger", head=head)

    with pytest.raises(CommandError):
        call_command("verify_ledger", head=f"1:{'0' * 64}")
    assert capsys.readouterr().err.splitlines() == ["1: the printed head is in no log"]


def test_an_event_says_in_its_columns_what_it_tells_under_the_names_of_its_own_log(notes):
    make_announced()
    write(notes.LOG, "A")

    note, event = notes.LOG.events.objects.get(), Event.objects.get(position=1)

    fixed = {"actor": "li", "at": note.at.isoformat(), "position": 1, "verb": "written"}
    assert note.told == fixed | {"subject": "A", "text": "一句话"}
    assert (event.told["deal"], "subject" in event.told) == (event.deal_number, False)


def test_the_database_keeps_the_rows_that_are_to_stay_and_no_others(notes):
    write(notes.LOG, "A", "B", verb="draft")
    write(notes.LOG, "C", verb="final")
    notes.TABLES.create_triggers(connection)
    rows = notes.LOG.events.objects

    rows.filter(position=1).update(actor="wu")
    for change in (lambda: rows.filter(position=3).update(actor="wu"), lambda: rows.filter(position=3).delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
    notes.TABLES.drop_triggers(connection)
    rows.filter(position=3).update(actor="wu")

    assert list(rows.values_list("actor", flat=True)) == ["wu", "li", "wu"]


# Two events as the ledger wrote them before there was any other log.
BODIES = [
    '{"actor":"李","amounts":[],"at":"2019-08-26T02:00:00+00:00","deal":"2019-0001","from":"","position":1,'
    '"status":"submitted","verb":"recorded","version":1}',
    '{"actor":"wu","amounts":[],"at":"2019-08-26T03:00:00.000001+00:00","deal":"2019-0001","from":"","position":2,'
    '"status":"verified","verb":"verified","version":1}',
]
DIGESTS = [
    "916c52c244dbdabaccc69a939123e872bf26cccd7d13faa81b30450912687440",
    "cb21f2b1417920ebfdbb590a952d00831d3a5ad75e952ee5121953aaf4af8b54",
]


def test_a_chain_of_before_is_whole():
    at = [dt.datetime(2019, 8, 26, 2, tzinfo=dt.UTC), dt.datetime(2019, 8, 26, 3, 0, 0, 1, tzinfo=dt.UTC)]
    for number, (actor, verb) in enumerate([("李", "recorded"), ("wu", "verified")]):
        Event.objects.create(
            position=number + 1,
            deal_number="2019-0001",
            verb=verb,
            at=at[number],
            actor=actor,
            body=BODIES[number],
            before=DIGESTS[number - 1] if number else "",
            digest=DIGESTS[number],
        )
    ChainHead.objects.update(position=2, digest=DIGESTS[1])

    assert list(hash_chain.find_breaks()) == []


def test_what_every_app_stated_is_counted_again(notes, capsys):
    make_edition(slug="2019")

    call_command("recompute", "2019")

    assert capsys.readouterr().out.splitlines() == ["note 7", "  of 2019: holds"]


def test_of_an_edition_or_a_number_that_is_not_there_nothing_is_proven():
    make_edition(slug="2019")

    with pytest.raises(CommandError, match=r"There is no edition 1999\."):
        call_command("recompute", "1999")
    with pytest.raises(CommandError, match=r"Edition 2019 has stated nothing under the number 3\."):
        call_command("recompute", "2019", "3")
