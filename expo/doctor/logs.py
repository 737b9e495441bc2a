"""What the doctor looks for in the triggers that guard logs and watch content, and at the ends of the logs."""

from collections.abc import Iterator

from django.db import connection
from django.utils import timezone

from expo.doctor.faults import Fault
from expo.event_log.chain import EventLog, known_logs
from expo.event_log.triggers import known_tables, trigger_names
from expo.search_index import notes
from expo.versions import triggers

# Each trigger that is on, with its table.
STANDING = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE tgenabled <> 'D'",
}


def guards() -> Iterator[Fault]:
    """The triggers that keep the logs, and what else only grows, as they are written."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING[connection.vendor])
        there = set(cursor.fetchall())
    due = set()
    for tables in known_tables():
        for table in tables.conditions:
            for name in trigger_names(connection.vendor, table):
                due.add((name, table))
    if missing := sorted(due - there):
        name, table = missing[0]
        said = f"The trigger {name} does not stand on {table}: its rows could be changed."
        yield Fault("guards-missing", said, "Find out who took it away; python3 manage.py migrate puts it back.")


def content_marks() -> Iterator[Fault]:
    """The triggers by which finished pages learn that they are no longer true."""
    if missing := sorted(triggers.due_triggers(connection.vendor) - triggers.standing_triggers(connection)):
        name, table = missing[0]
        said = f"The trigger {name} does not stand on {table}: pages would go on showing what was there before."
        yield Fault("marks-missing", said, "Run python3 manage.py migrate, which puts it back.")


def search_notes() -> Iterator[Fault]:
    """The triggers by which the search learns what of its index is no longer true."""
    if missing := sorted(notes.due_triggers(connection) - notes.standing_triggers(connection)):
        name, table = missing[0]
        said = f"The trigger {name} does not stand on {table}: the search would go on finding what was there before."
        yield Fault("search-notes-missing", said, "Run python3 manage.py migrate, which puts it back.")


def log_ends() -> Iterator[Fault]:
    for log in known_logs():
        yield from end_faults(log)


def end_faults(log: EventLog) -> Iterator[Fault]:
    head, last = (
        log.end._default_manager.filter(pk=1).first(),
        log.events._default_manager.order_by("-position").first(),
    )
    if head is None or (last and (head.position, head.digest) != (last.position, last.digest)):
        said = f"The log of {log.name} does not end where it says that it does."
        yield Fault("log-end", said, "Run python3 manage.py verify_ledger, and compare with BACKUP_HEADS.")
    if last and last.at > timezone.now():
        said = f"The newest entry of the log of {log.name} lies in the future: the clock of this machine has gone back."
        yield Fault("clock-back", said, "Let it take the time from a server (timedatectl set-ntp true).")


CHECKS = [guards, content_marks, search_notes, log_ends]
