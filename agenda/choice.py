"""A visitor's own choice of sessions, as an address carries it: `?s=1a.2c`, keys to the base of 36."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

from django.utils.http import base36_to_int, int_to_base36

from agenda.models import Session, SessionQuerySet
from expo.models import Edition

# More than anybody attends; what an address holds beyond that is left out and told.
MOST = 96
KEY = re.compile(r"[0-9a-z]{1,7}")


def key_of(session: Session) -> str:
    return int_to_base36(session.number) if session.number else ""


@dataclass
class Chosen:
    """A session of the choice, and the others that take place while it does."""

    session: Session
    clashes: list[Session] = field(default_factory=list)


@dataclass
class Choice:
    """The public sessions of the edition that an address names, in their order."""

    edition: Edition
    written: str

    @cached_property
    def keys(self) -> list[str]:
        return list(dict.fromkeys(key for key in self.written.lower().split(".") if key))

    @property
    def sessions(self) -> SessionQuerySet:
        numbers = [base36_to_int(key) for key in self.keys[:MOST] if KEY.fullmatch(key)]
        return self.edition.sessions.public().filter(origin__in=numbers)

    @cached_property
    def chosen(self) -> list[Chosen]:
        """One query, for any number of sessions."""
        rows = self.sessions.select_related("room", "was_room", "edition")
        found = [Chosen(session) for session in rows.defer("abstract_en", "abstract_zh").in_order()]
        for one, other in combinations(found, 2):
            if overlap(one.session, other.session):
                one.clashes.append(other.session)
                other.clashes.append(one.session)
        return found

    @property
    def unknown(self) -> int:
        """How many of the keys are no session that the public may see."""
        return len(self.keys) - len(self.chosen)

    @property
    def address(self) -> str:
        """The choice without what is unknown."""
        return ".".join(key_of(one.session) for one in self.chosen)


def overlap(one: Session, other: Session) -> bool:
    """Whether both take place at the same time on one day; one may end as the other begins."""
    if not all(row.starts_at and not row.last_day and not row.cancelled for row in (one, other)):
        return False
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at
