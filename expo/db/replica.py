"""A copy of the database from which public pages are read, while it is near enough to the database itself."""

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connections

REPLICA = "replica"
# How old what is known of the replica may be, and for how long one that has failed is not asked again, in seconds.
LOOK_SECONDS = 0.1
REST_SECONDS = 2.0
# After so many seconds somebody who looks has not been answered.
UNANSWERED_SECONDS = 0.5
# What others can see is on the disk of the primary; what is only in its memory may never reach anybody.
WRITTEN = "SELECT pg_current_wal_flush_lsn() - '0/0'"
REPLAYED = "SELECT pg_last_wal_replay_lsn() - '0/0'"
# Nothing arrives by the log at one that has just been started.
ARRIVED = "SELECT COALESCE(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn()) - '0/0'"


class ReplicaWatch:
    """How far the replica is behind, by the log of the database: looked at by a thread of its own, once at a time.

    A clock of the replica's own would tell nothing: it stands still where nothing is written, or nothing
    arrives. Nobody who asks waits for longer than `UNANSWERED_SECONDS`, whichever of the two is frozen.
    """

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.wanted, self.looked = threading.Event(), threading.Event()
        self.thread: threading.Thread | None = None
        # Where the log ended at which moment; the first of them the replica has.
        self.ends: deque[tuple[float, int]] = deque()
        self.next_look = self.began = float("-inf")
        self.asked, self.near, self.failed = "", False, False
        # The furthest end of the log that was seen.
        self.seen = 0

    def is_near(self) -> bool:
        tick = time.monotonic()
        if tick < self.next_look:
            return self.near
        if self.lock.acquire(blocking=False):
            self.began = tick
            self.begin_look()
            if self.looked.wait(UNANSWERED_SECONDS):
                return self.near
        return self.may_be_near(time.monotonic())

    def begin_look(self) -> None:
        """By a process's one thread for it, which is begun after the process was forked."""
        self.looked.clear()
        self.wanted.set()
        if self.thread is None or not self.thread.is_alive():
            self.thread = threading.Thread(target=self.look_whenever_wanted, daemon=True)
            self.thread.start()

    def look_whenever_wanted(self) -> None:
        while self.wanted.wait():
            self.wanted.clear()
            try:
                self.near = self.look(self.began)
                self.next_look = self.began + (REST_SECONDS if self.failed else LOOK_SECONDS)
            finally:
                self.looked.set()
                self.lock.release()

    def may_be_near(self, tick: float) -> bool:
        """While it is looked. Where the database keeps that one waiting, the replica itself tells, as in `look`."""
        if tick - self.began < UNANSWERED_SECONDS:
            return self.near
        return self.asked == DEFAULT_DB_ALIAS and self.has_all_that_arrived()

    def look(self, tick: float) -> bool:
        """Where the database does not answer this machine, others may still write: then by what arrives of that."""
        self.asked = DEFAULT_DB_ALIAS
        written = self.ask(DEFAULT_DB_ALIAS, WRITTEN)
        self.asked = REPLICA
        if written is None:
            written = self.ask(REPLICA, ARRIVED)
        elif written < self.seen:
            self.begin_anew()
        replayed = self.ask(REPLICA, REPLAYED)
        self.failed = replayed is None
        if replayed is None or written is None:
            return False
        self.note_end(tick, written)
        return tick - self.reached(replayed) <= settings.REPLICA_SECONDS

    def begin_anew(self) -> None:
        """Another server is the primary now: its log is shorter than what was seen of the one before, and lost."""
        self.ends.clear()
        self.seen = 0

    def note_end(self, tick: float, written: int) -> None:
        """Where the log ends now. Whoever has no more than one that is too old is not near, whichever it is."""
        self.seen = max(self.seen, written)
        self.ends.append((tick, self.seen))
        while tick - self.ends[0][0] > settings.REPLICA_SECONDS:
            self.ends.popleft()

    def has_all_that_arrived(self) -> bool:
        """And all that was seen before in the database itself."""
        arrived = self.ask(REPLICA, ARRIVED)
        replayed = self.ask(REPLICA, REPLAYED)
        return arrived is not None and replayed is not None and replayed >= max(arrived, self.seen)

    def fail(self) -> None:
        """Somebody was not answered: look again at once."""
        self.next_look = float("-inf")

    def reached(self, replayed: int) -> float:
        """The last moment, of those at which somebody looked, whose writes the replica has; of the monotonic clock."""
        while len(self.ends) > 1 and self.ends[1][1] <= replayed:
            self.ends.popleft()
        if not self.ends or self.ends[0][1] > replayed:
            return float("-inf")
        return self.ends[0][0]

    def ask(self, alias: str, question: str) -> int | None:
        """None where it does not answer."""
        database = connections[alias]
        try:
            database.close_if_unusable_or_obsolete()
            with database.cursor() as cursor:
                cursor.execute(question)
                [found] = cursor.fetchone()
        except Error:
            return None
        return None if found is None else int(found)


WATCH = ReplicaWatch()


class ReplicaReading:
    """One answer that is read from the replica. `failed`: it broke off."""

    def __init__(self) -> None:
        self.failed = False


READING: ContextVar[ReplicaReading | None] = ContextVar("reading", default=None)


@contextmanager
def read_replica() -> Iterator[ReplicaReading]:
    """All that this thread asks of the database meanwhile, rows and marks alike, the replica answers."""
    reading = ReplicaReading()
    token = READING.set(reading)
    try:
        with use_connection(connections[REPLICA]):
            yield reading
    finally:
        READING.reset(token)


def note_failure() -> None:
    """Where the replica is read: it did not answer, or broke off."""
    if reading := READING.get():
        reading.failed = True


@contextmanager
def use_connection(database: Any) -> Iterator[None]:
    before = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = database
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = before
