"""The marks of the tables as this process knows them: read from the database of the content, at most once a second."""

import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connection
from django.utils.module_loading import import_string

from expo.db.replica import LOOK_SECONDS, REPLICA
from expo.versions.reading import FOREVER, note_tables
from expo.versions.tables import MARKS

# How old what is known of the marks may be, in seconds.
OLDEST = 1.0
Marks = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Snapshot:
    """What stood in the database at `begun` or a little later. `begun`: of the monotonic clock.

    `marks`: by table; empty while there are none, in the middle of a migration or without a database. `ends`: by
    table, when the clock alone changes what is public of it, in seconds since 1970.
    """

    begun: float
    marks: dict[str, str] = field(default_factory=dict)
    ends: dict[str, float] = field(default_factory=dict)

    def marks_of(self, tables: Iterable[str]) -> Marks | None:
        """None where the state of any of them is not known."""
        found = []
        for table in sorted(tables):
            if table not in self.marks:
                return None
            found.append((table, self.marks[table]))
        return tuple(found)

    def end_of(self, tables: Iterable[str]) -> float:
        """When the clock alone changes any of them."""
        return min((self.ends.get(table, FOREVER) for table in tables), default=FOREVER)


class Reader:
    """Reads marks for all threads of a process: one at a time, and the others wait for what it brings."""

    def __init__(self, oldest: float) -> None:
        """`oldest`: in seconds, where that is less than `OLDEST`."""
        self.lock, self.oldest = threading.Lock(), oldest
        self.snapshot = Snapshot(begun=float("-inf"))

    def current(self) -> Snapshot:
        if time.monotonic() - self.snapshot.begun < min(self.oldest, OLDEST):
            return self.snapshot
        with self.lock:
            if time.monotonic() - self.snapshot.begun >= min(self.oldest, OLDEST):
                self.snapshot = read_snapshot(self.snapshot)
            return self.snapshot

    def forget(self) -> None:
        self.snapshot = Snapshot(begun=float("-inf"))


class Readers:
    """One for each database that content is read from: a replica's content under marks of today would stay old."""

    def __init__(self) -> None:
        self.readers = {DEFAULT_DB_ALIAS: Reader(FOREVER), REPLICA: Reader(LOOK_SECONDS)}

    def current(self) -> Snapshot:
        """Of the one that this thread reads."""
        return self.readers[connection.alias].current()

    def forget(self) -> None:
        for reader in self.readers.values():
            reader.forget()


READER = Readers()


def read_snapshot(before: Snapshot) -> Snapshot:
    """Without a database nothing is known, and nothing kept is shown: what was withdrawn meanwhile could be in it."""
    begun = time.monotonic()
    try:
        # Outside of Django's handler nobody else looks whether the connection still holds.
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
        return fresh_snapshot(before)
    except Error:
        return Snapshot(begun)


def fresh_snapshot(before: Snapshot) -> Snapshot:
    """What stands now. One query, and those that `before` leaves open about the clock."""
    begun, marks = time.monotonic(), read_marks()
    return Snapshot(begun, marks, clock_ends(marks, before))


def read_marks() -> dict[str, str]:
    found: dict[str, str] = {}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT content, mark FROM {MARKS} ORDER BY content, writer")  # noqa: S608
        for table, mark in cursor.fetchall():
            found[table] = f"{found[table]},{mark}" if table in found else str(mark)
    return found


def clock_ends(marks: dict[str, str], before: Snapshot) -> dict[str, float]:
    """Asked of each table again when its marks have changed, or the moment has come."""
    ends, clock = {}, time.time()
    for table, path in settings.EXPO_CLOCKS.items():
        known = before.ends.get(table, 0)
        if marks.get(table) != before.marks.get(table) or known <= clock:
            seconds = import_string(path)()
            known = FOREVER if seconds is None else clock + seconds
        ends[table] = known
    return ends


def current_marks(tables: Iterable[str]) -> Marks | None:
    """The state of these tables, for whatever remembers rows from one answer to the next; None: do not.

    An answer that is being made counts as made of them.
    """
    tables = frozenset(tables)
    note_tables(tables)
    return READER.current().marks_of(tables)
