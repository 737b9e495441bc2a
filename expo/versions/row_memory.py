"""What was read of the database, kept in this process while the tables that it was made of stay as they are.

It is never older than the database: the marks are asked each time, of the connection that would read. A transaction
sees those that its own writes drew; a mark never comes again, so what is rolled back leaves nothing that is found.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from expo.versions.marks import Marks, Snapshot, fresh_snapshot, read_marks
from expo.versions.reading import note_reading, note_tables, note_until

# Rows of all that is kept, and a row for each thing kept: some 15 MB.
MOST_ROWS = 40_000
NOTHING_KNOWN = Snapshot(begun=float("-inf"))
Rows = tuple[Any, ...]
ReadParts = Callable[[list[str]], dict[str, Rows]]


@dataclass(frozen=True)
class KnownRows:
    """Rows that stand while `marks` are those of their tables, and until the moment `until`, in seconds since 1970."""

    rows: Rows
    marks: Marks
    until: float

    @property
    def tables(self) -> frozenset[str]:
        return frozenset(table for table, _mark in self.marks)

    def stand(self, snapshot: Snapshot) -> bool:
        return time.time() < self.until and snapshot.marks_of(self.tables) == self.marks


class RowMemory:
    """For all threads of a process. What was not asked for longest goes first."""

    def __init__(self, most_rows: int = MOST_ROWS) -> None:
        self.lock = threading.Lock()
        self.most_rows, self.size = most_rows, 0
        self.known: OrderedDict[Hashable, KnownRows] = OrderedDict()
        self.snapshot = NOTHING_KNOWN

    def recall(self, key: Hashable, read: Callable[[], Rows]) -> Rows:
        """What `read` returns, which must follow from `key` and the database alone and not be changed by anybody."""
        return self.recall_each(lambda _part: key, [""], lambda _parts: {"": read()})[0]

    def recall_each(self, key: Callable[[str], Hashable], parts: list[str], read: ReadParts) -> list[Rows]:
        """The rows of each part, in their order and all of one moment; what is not known is read together."""
        snapshot = self.look_at_database()
        found = self.standing_rows(key, parts, snapshot)
        missing = [part for part in parts if part not in found]
        if missing:
            rows, marks, until = read_noting(missing, read, snapshot)
            if marks:
                for part in missing:
                    self.put(key(part), KnownRows(rows[part], marks, until))
            elif found:
                rows = read(parts)
            found |= rows
        return [found[part] for part in parts]

    def look_at_database(self) -> Snapshot:
        """What is asked for it is no part of what is being made."""
        with note_reading():
            self.snapshot = snapshot = fresh_snapshot(self.snapshot)
        return snapshot

    def forget(self) -> None:
        with self.lock:
            self.known.clear()
            self.size, self.snapshot = 0, NOTHING_KNOWN

    def standing_rows(self, key: Callable[[str], Hashable], parts: list[str], snapshot: Snapshot) -> dict[str, Rows]:
        found: dict[str, Rows] = {}
        for part in parts:
            known = self.get(key(part))
            if known and known.stand(snapshot):
                note_tables(known.tables)
                note_until(known.until)
                found[part] = known.rows
        return found

    def get(self, key: Hashable) -> KnownRows | None:
        with self.lock:
            if key in self.known:
                self.known.move_to_end(key)
            return self.known.get(key)

    def put(self, key: Hashable, known: KnownRows) -> None:
        with self.lock:
            self.drop(key)
            self.known[key] = known
            self.size += row_count(known)
            while self.size > self.most_rows:
                self.drop(next(iter(self.known)))

    def drop(self, key: Hashable) -> None:
        if known := self.known.pop(key, None):
            self.size -= row_count(known)


def read_noting(parts: list[str], read: ReadParts, snapshot: Snapshot) -> tuple[dict[str, Rows], Marks, float]:
    """Rows by part, with the marks and the moment by which they stand; no marks where somebody wrote meanwhile."""
    with note_reading() as reading:
        rows = read(parts)
    until = min(reading.until, snapshot.end_of(reading.tables))
    note_tables(frozenset(reading.tables))
    note_until(until)
    marks = snapshot.marks_of(reading.tables)
    if until <= time.time() or marks != Snapshot(0, read_marks()).marks_of(reading.tables):
        marks = None
    return rows, marks or (), until


def row_count(known: KnownRows) -> int:
    return len(known.rows) + 1


ROWS = RowMemory()
