"""What an answer is made of, noted while it is made: the tables that were asked, and until when the clock leaves it so.

Nobody needs to declare it, and nobody can forget to.
"""

import datetime as dt
import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection

from expo.versions.tables import known_tables

# How long an answer lives whose clock nobody knows, in seconds.
SHORTEST = 2
FOREVER = float("inf")
# How Django and hands write the database's own clock.
CLOCKS = re.compile(r"CURRENT_TIMESTAMP|STATEMENT_TIMESTAMP|CLOCK_TIMESTAMP|\bNOW\(|'NOW'", re.IGNORECASE)
# Of tables and columns, with quotes or, by hand, without.
NAMES = re.compile(r"[a-z_0-9]+")


@dataclass
class ContentReading:
    """`tables`: those that public pages are made of; `private`: others; `whole`: contents of tables as a whole, of what
    was remembered for staff. `clock`: when the clock alone changes what was read, in seconds since 1970; `by_clock`:
    whether the database was asked to look at its own.
    """

    tables: set[str] = field(default_factory=set)
    private: set[str] = field(default_factory=set)
    whole: set[str] = field(default_factory=set)
    clock: float = FOREVER
    by_clock: bool = False

    @property
    def until(self) -> float:
        """How long a public page of it stands, in seconds since 1970: not at all, where it is made for staff alone."""
        return 0 if self.private or self.whole else self.clock

    def live_until(self, moment: float) -> None:
        self.clock = min(self.clock, moment)


READING: ContextVar[ContentReading | None] = ContextVar("reading", default=None)


@contextmanager
def note_reading() -> Iterator[ContentReading]:
    """What is read meanwhile, by this thread."""
    reading = ContentReading()
    token = READING.set(reading)
    with ExitStack() as stack:
        stack.callback(READING.reset, token)
        stack.enter_context(connection.execute_wrapper(note_statement))
        yield reading


@contextmanager
def note_nothing() -> Iterator[None]:
    """While a clock is read of which less is used than it tells: what is used, whoever asks for it notes."""
    token = READING.set(None)
    try:
        yield
    finally:
        READING.reset(token)


def note_statement(execute: Callable, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    if reading := READING.get():
        named = names_in_statement(str(sql))
        reading.tables |= named.public
        reading.private |= named.others
        reading.by_clock |= named.by_clock
        if named.by_clock and not named.public & settings.EXPO_CLOCKS.keys():
            reading.live_until(time.time() + SHORTEST)
    return execute(sql, params, many, context)


@dataclass(frozen=True)
class StatementNames:
    """Tables that a statement names; `by_clock`: it looks at the database's clock."""

    public: frozenset[str]
    others: frozenset[str]
    by_clock: bool


@lru_cache(maxsize=2000)
def names_in_statement(sql: str) -> StatementNames:
    names, public = frozenset(NAMES.findall(sql)), known_tables().keys()
    return StatementNames(names & public, names & all_tables() - public, bool(CLOCKS.search(sql)))


@cache
def all_tables() -> frozenset[str]:
    return frozenset(model._meta.db_table for model in apps.get_models(include_auto_created=True))


def note_tables(tables: frozenset[str]) -> None:
    """For whatever remembers rows from one answer to the next: what it was made of."""
    if reading := READING.get():
        reading.tables |= tables


def note_whole(contents: frozenset[str]) -> None:
    """For what is remembered for staff, which may be remembered as a part of more of it, and of no public page."""
    if reading := READING.get():
        reading.whole |= contents


def note_until(moment: float) -> None:
    """And until when they stand, in seconds since 1970."""
    if reading := READING.get():
        reading.live_until(moment)


def note_clock(now: dt.datetime, first_day: dt.date, last_day: dt.date, *, always: bool) -> None:
    """An edition's clock was read. Its pages tell days and minutes: within the days of the expo each minute may change
    one, before that each midnight, long after it nothing more. `always`: the clock itself is shown.
    """
    if reading := READING.get():
        reading.live_until(time.time() + seconds_true(now, first_day, last_day, always=always))


def note_day(now: dt.datetime, last_day: dt.date, *, always: bool) -> None:
    """An edition's clock was read for the day alone, which nothing but a midnight changes."""
    if reading := READING.get():
        last = dt.date.max if always else last_day
        reading.live_until(time.time() + day_seconds(now, last))


def day_seconds(now: dt.datetime, last_day: dt.date) -> float:
    """How long it is true which day it is: to the end of the hour, and for good once the day after the last is over.

    Every midnight is a full hour, however the clocks are turned.
    """
    if now.date() - dt.timedelta(1) > last_day:
        return FOREVER
    return 60 * (60 - now.minute) - now.second - now.microsecond / 1_000_000


def seconds_true(now: dt.datetime, first_day: dt.date, last_day: dt.date, *, always: bool) -> float:
    day = dt.timedelta(1)
    if always or first_day - day <= now.date() <= last_day + day:
        return 60 - now.second - now.microsecond / 1_000_000
    return day_seconds(now, last_day)
