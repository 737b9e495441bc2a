"""A visitor's own choice of sessions, as an address carries it: `?s=1a.2c`, keys to the base of 36."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, permutations
from typing import NamedTuple

from django.utils.http import base36_to_int, int_to_base36

from agenda.models import Session, SessionQuerySet, Walk
from expo.i18n.instants import minutes_between
from expo.models import Edition
from expo.presence import require_value

# More than anybody attends; what an address holds beyond that is left out and told.
MOST = 96
KEY = re.compile(r"[0-9a-z]{1,7}")


def address_key(session: Session) -> str:
    if not session.public_number:
        return ""
    return int_to_base36(session.public_number)


class TightWalk(NamedTuple):
    """A session that ends so shortly before another one that the walk between their halls takes longer; in minutes."""

    session: Session
    gap: int
    minutes: int


@dataclass
class ChosenSession:
    """A session of the choice, others that take place while it does, and those from which nobody gets there in time."""

    session: Session
    clashes: list[Session] = field(default_factory=list)
    hurries: list[TightWalk] = field(default_factory=list)


@dataclass
class SessionChoice:
    """The public sessions of the edition that an address names, in their order."""

    edition: Edition
    written: str

    @cached_property
    def keys(self) -> list[str]:
        return list(dict.fromkeys(filter(None, self.written.lower().split("."))))

    @property
    def sessions(self) -> SessionQuerySet:
        numbers = [base36_to_int(key) for key in self.keys[:MOST] if KEY.fullmatch(key)]
        return self.edition.sessions.public().filter(public_number__in=numbers)

    @cached_property
    def chosen(self) -> list[ChosenSession]:
        """Two queries, for any number of sessions."""
        rows = self.sessions.select_related("room", "was_room", "edition")
        found = [ChosenSession(session) for session in rows.defer("abstract_en", "abstract_zh").in_order()]
        for one, other in combinations(found, 2):
            if is_overlapping(one.session, other.session):
                one.clashes.append(other.session)
                other.clashes.append(one.session)
        measured = {}
        if found:
            measured = walking_minutes({one.session.room.hall_id for one in found if one.session.room})
        for one, other in permutations(found, 2):
            if hurried := tight_walk(one.session, other.session, measured):
                other.hurries.append(hurried)
        return found

    @property
    def unknown(self) -> int:
        """How many of the keys are no session that the public may see."""
        return len(self.keys) - len(self.chosen)

    @property
    def address(self) -> str:
        """The choice without what is unknown."""
        return ".".join(address_key(one.session) for one in self.chosen)


def walking_minutes(halls: set[int | None]) -> dict[frozenset[int | None], int]:
    """The minutes between any two of the halls, where somebody has measured them; one query."""
    rows = Walk.objects.filter(one__in=halls - {None}, other__in=halls - {None})
    return {frozenset(pair): minutes for *pair, minutes in rows.values_list("one", "other", "minutes")}


def tight_walk(one: Session, other: Session, measured: dict[frozenset[int | None], int]) -> TightWalk | None:
    """Whether who comes from `one` is late for `other`, which begins after it on the same day."""
    if not (is_timed(one) and is_timed(other) and one.room and other.room):
        return None
    leaves_at, arrives_at = require_value(one.ends_at), require_value(other.starts_at)
    if leaves_at > arrives_at:
        return None
    minutes = measured.get(frozenset((one.room.hall_id, other.room.hall_id)), 0)
    gap = minutes_between(leaves_at, arrives_at)
    if gap >= minutes:
        return None
    return TightWalk(one, gap, minutes)


def is_timed(row: Session) -> bool:
    """At known hours of a single day."""
    return bool(row.starts_at and not row.last_day and not row.cancelled)


def is_overlapping(one: Session, other: Session) -> bool:
    """Whether both take place at the same time on one day; one may end as the other begins."""
    if not (is_timed(one) and is_timed(other)):
        return False
    begins_before = require_value(one.starts_at) < require_value(other.ends_at)
    return begins_before and require_value(other.starts_at) < require_value(one.ends_at)
