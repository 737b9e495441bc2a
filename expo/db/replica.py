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
WRITTEN = "SELECT pg_current_wal_lsn() - '0/0'"
REPLAYED = "SELECT pg_last_wal_replay_lsn() - '0/0'"


class ReplicaWatch:
    """How far the replica is behind, by the log of the database: looked at by one thread of a process at a time.

    A clock of the replica's own would tell nothing: it stands still where nothing is written, or nothing
    arrives.
    """

    def __init__(self) -> None:
        self.lock = threading.Lock()
        # Where the log ended at which moment; the first of them the replica has.
        self.ends: deque[tuple[float, int]] = deque()
        self.next_look = self.began = float("-inf")
        self.asked, self.near, self.failed = "", False, False

    def is_near(self) -> bool:
        tick = time.monotonic()
        if tick < self.next_look:
            return self.near
        if not self.lock.acquire(blocking=False):
            return self.near and self.may_be_near(tick)
        try:
            self.began = tick
            self.near = self.look(tick)
            self.next_look = tick + (REST_SECONDS if self.failed else LOOK_SECONDS)
        finally:
            self.lock.release()
        return self.near

    def may_be_near(self, tick: float) -> bool:
        """While somebody looks. A database that does not answer takes no writes that the replica could miss."""
        return self.asked == DEFAULT_DB_ALIAS or tick - self.began < UNANSWERED_SECONDS

    def look(self, tick: float) -> bool:
        written = self.ask(DEFAULT_DB_ALIAS, WRITTEN)
        replayed = self.ask(REPLICA, REPLAYED)
        self.failed = replayed is None
        if replayed is None:
            return False
        if written is None:
            # Nobody writes now; the replica is as good as the database was when it was last seen.
            return bool(self.ends) and self.ends[-1][1] <= replayed
        self.ends.append((tick, written))
        return tick - self.reached(replayed) <= settings.REPLICA_SECONDS

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
        self.asked = alias
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
    """One answer that is read from the replica. `again`: the database itself must be asked; `failed`: it broke off."""

    def __init__(self) -> None:
        self.again = self.failed = False


READING: ContextVar[ReplicaReading | None] = ContextVar("reading", default=None)
# The connection to the database itself, of a thread that reads the replica.
PRIMARY: ContextVar[Any] = ContextVar("primary", default=None)


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


def ask_again() -> None:
    """Where the replica is read: its rows are known to be old, and the answer must come from the database itself."""
    if reading := READING.get():
        reading.again = True


@contextmanager
def read_primary() -> Iterator[None]:
    """Within, the database itself again: what is written on the way to an answer, the replica would refuse."""
    with use_connection(PRIMARY.get() or connections[DEFAULT_DB_ALIAS]):
        yield


@contextmanager
def use_connection(database: Any) -> Iterator[None]:
    before = connections[DEFAULT_DB_ALIAS]
    token = PRIMARY.set(PRIMARY.get() or before)
    connections[DEFAULT_DB_ALIAS] = database
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = before
        PRIMARY.reset(token)
