"""What was read of the database, kept in this process while the tables that it was made of stay as they are.

`ROWS` are those that the public may read, `PLAN_ROWS` what staff are told of anything else: of the plan, of drafts.

It is never older than the database: the marks are asked each time, of the connection that would read. A transaction
sees those that its own writes drew; a mark never comes again, so what is rolled back leaves nothing that is found.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple, TypeVar

from expo.versions.marks import Marks, Snapshot, fresh_snapshot, read_marks
from expo.versions.reading import ContentReading, note_reading, note_tables, note_until, note_whole
from expo.versions.tables import WHOLE, whole_contents

# Rows of all that is kept, and a row for each thing kept: some 15 MB.
MOST_ROWS = 40_000
# What alone would take more than one of so many parts of it is not kept: everything else would have to go for it.
LARGEST_PART = 2
NOTHING_KNOWN = Snapshot(begun=float("-inf"))
Rows = tuple[Any, ...]
Key = tuple[Hashable, ...]
Read = TypeVar("Read")
ReadParts = Callable[[list[str]], dict[str, Rows]]


class Origin(NamedTuple):
    """What rows were made of: whose marks they stand by, and until when, in seconds since 1970."""

    contents: frozenset[str]
    until: float


@dataclass(frozen=True)
class KnownRows:
    """Rows that stand while `marks` are those of what they were made of."""

    rows: Rows
    marks: Marks
    origin: Origin

    def stand(self, snapshot: Snapshot) -> bool:
        return time.time() < self.origin.until and snapshot.marks_of(self.origin.contents) == self.marks


class RowMemory:
    """For all threads of a process. What was not asked for longest goes first."""

    def __init__(self, most_rows: int = MOST_ROWS) -> None:
        self.lock = threading.Lock()
        self.most_rows, self.size = most_rows, 0
        self.known: OrderedDict[Hashable, KnownRows] = OrderedDict()
        self.snapshot = NOTHING_KNOWN

    def origin_of(self, reading: ContentReading, snapshot: Snapshot) -> Origin:
        """By the marks of what is public of each table; what is made of private ones does not stand at all."""
        return Origin(frozenset(reading.tables), min(reading.until, snapshot.end_of(reading.tables)))

    def note(self, origin: Origin) -> None:
        """That an answer is made of such rows, too."""
        note_tables(origin.contents)
        note_until(origin.until)

    def recall(self, key: Hashable, read: Callable[[], Rows]) -> Rows:
        """What `read` returns, which must follow from `key` and the database alone and not be changed by anybody."""
        return self.recall_each(lambda _part: key, [""], lambda _parts: {"": read()})[0]

    def recall_each(self, key: Callable[[str], Hashable], parts: list[str], read: ReadParts) -> list[Rows]:
        """The rows of each part, in their order and all of one moment; what is not known is read together."""
        snapshot, found = self.look_at_database(), {}
        for part in parts:
            if known := self.standing_rows(key(part), snapshot):
                found[part] = known.rows
        missing = [part for part in parts if part not in found]
        if missing:
            rows, origin = self.read_noting(partial(read, missing), snapshot)
            if marks := undisturbed_marks(origin, snapshot, look_again()):
                for part in missing:
                    self.put(key(part), KnownRows(rows[part], marks, origin))
            elif found:
                rows = read(parts)
            found |= rows
        return [found[part] for part in parts]

    def recall_several(self, reads: Mapping[Hashable, Callable[[], Rows]]) -> list[Rows]:
        """What each of them returns, by its key: as `recall`, with two looks at the marks for all of them.

        Each stands by what it alone was made of; they need not be of one moment.
        """
        snapshot, found, fresh = self.look_at_database(), {}, {}
        for key, read in reads.items():
            if known := self.standing_rows(key, snapshot):
                found[key] = known.rows
            else:
                found[key], fresh[key] = self.read_noting(read, snapshot)
        after = look_again() if fresh else snapshot
        for key, origin in fresh.items():
            if marks := undisturbed_marks(origin, snapshot, after):
                self.put(key, KnownRows(found[key], marks, origin))
        return list(found.values())

    def look_at_database(self) -> Snapshot:
        """What is asked for it is no part of what is being made."""
        with note_reading():
            self.snapshot = snapshot = fresh_snapshot(self.snapshot)
        return snapshot

    def forget(self) -> None:
        with self.lock:
            self.known.clear()
            self.size, self.snapshot = 0, NOTHING_KNOWN

    def standing_rows(self, key: Hashable, snapshot: Snapshot) -> KnownRows | None:
        known = self.get(key)
        if known is None or not known.stand(snapshot):
            return None
        self.note(known.origin)
        return known

    def read_noting(self, read: Callable[[], Read], snapshot: Snapshot) -> tuple[Read, Origin]:
        with note_reading() as reading:
            rows = read()
        origin = self.origin_of(reading, snapshot)
        self.note(origin)
        return rows, origin

    def get(self, key: Hashable) -> KnownRows | None:
        with self.lock:
            if key in self.known:
                self.known.move_to_end(key)
            return self.known.get(key)

    def put(self, key: Hashable, known: KnownRows) -> None:
        with self.lock:
            self.drop(key)
            if row_count(known) > self.most_rows // LARGEST_PART:
                return
            self.known[key] = known
            self.size += row_count(known)
            while self.size > self.most_rows:
                self.drop(next(iter(self.known)))

    def drop(self, key: Hashable) -> None:
        if known := self.known.pop(key, None):
            self.size -= row_count(known)


class PlanMemory(RowMemory):
    """Of tables whose every write draws a mark, whatever is public of them; no public page is made of it."""

    def look_at_database(self) -> Snapshot:
        return look_again()

    def origin_of(self, reading: ContentReading, snapshot: Snapshot) -> Origin:
        """What is made of a table that nobody watches, which has no mark, or by the database's clock is not kept."""
        whole = whole_contents()
        asked = reading.tables | reading.private
        contents = frozenset(whole.get(table, f"{WHOLE}{table}") for table in asked) | reading.whole
        return Origin(contents, 0 if reading.by_clock else reading.clock)

    def note(self, origin: Origin) -> None:
        note_whole(origin.contents)
        note_until(origin.until)


def look_again() -> Snapshot:
    """At the marks alone."""
    with note_reading():
        return Snapshot(0, read_marks())


def undisturbed_marks(origin: Origin, before: Snapshot, after: Snapshot) -> Marks:
    """By which rows stand that were read between the two; none where somebody wrote meanwhile, or the clock ends it."""
    marks = before.marks_of(origin.contents)
    if origin.until <= time.time() or marks != after.marks_of(origin.contents):
        return ()
    return marks or ()


def row_count(known: KnownRows) -> int:
    return len(known.rows) + 1


ROWS = RowMemory()
PLAN_ROWS = PlanMemory()
