"""How the working plan differs from what is public: what the next release would change."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from agenda.models import ChangeKind, Session, SessionRole
from agenda.releases.differing import find_differing
from expo.models import Edition
from expo.presence import require_value
from expo.versions.row_memory import PLAN_ROWS

# What is a copy's own, and says nothing of the session itself.
OWN = {"id", "origin", "since", "until", "sequence", "moved_at", "changed_at", "visibility", "edition"}
OWN |= {"uid", "public_number"}
OLD = {"was_day", "was_starts_at", "was_ends_at", "was_room"}
FIELDS = [field for field in Session._meta.concrete_fields if field.name not in OWN | OLD]
COLUMNS = {field.name: field.attname for field in FIELDS}
LINKS = Session._meta.many_to_many
ROLE = [field.attname for field in SessionRole._meta.concrete_fields if field.name not in ("id", "session")]
WHEN = {"day", "last_day", "part_of_day", "starts_at", "ends_at", "daily_hours"}
WHERE = {"room", "place_note_en", "place_note_zh"}


@dataclass(frozen=True)
class SessionChange:
    """A session and all that changes about it, or changed. `before` is missing where it is new, `after` where it went.

    Of a release that is still to come, `before` is the public copy and `after` the session of the plan.
    """

    kinds: list[ChangeKind]
    before: Session | None
    after: Session | None

    @property
    def session(self) -> Session:
        return require_value(self.after or self.before)

    @property
    def moved(self) -> bool:
        """Whether its old time is to be shown beside the new one."""
        return ChangeKind.MOVED in self.kinds

    @property
    def elsewhere(self) -> bool:
        return ChangeKind.ROOM in self.kinds

    @property
    def renamed(self) -> bool:
        if not self.before or not self.after:
            return False
        return (self.before.name_en, self.before.name_zh) != (self.after.name_en, self.after.name_zh)


@dataclass(frozen=True)
class SessionContents:
    """All that the public may read of a session, ready to be compared."""

    fields: dict[str, Any]
    roles: list[tuple[Any, ...]]
    links: dict[str, set[int]]


def pending_changes(edition: Edition, only: Session | None = None) -> list[SessionChange]:
    """In the order of the agenda; of one session of the plan where it is given.

    Three queries that find what may differ, and nine for any number of those that do.
    """
    planned, public = edition.sessions.releasable(), edition.sessions.released()
    if only:
        planned, public = planned.filter(pk=only.pk), public.filter(origin=only.pk)
    else:
        differing = find_differing(edition, COLUMNS.values(), LINKS, ROLE)
        if differing.nothing:
            return []
        if differing.few:
            planned = planned.filter(pk__in=differing.planned)
            public = public.filter(pk__in=differing.public)
    contents = contents_of(planned, public)
    planned = planned.select_related("room", "edition").in_order()
    public = public.select_related("room", "edition").in_order()
    return [*compare_sessions(list(planned), list(public), contents)]


def digest(pending: Iterable[SessionChange]) -> str:
    """The same for the same changes: it tells whether what is released is what was looked at."""
    rows = []
    for change in pending:
        planned, public = change.after, change.before
        version = planned and (planned.pk, planned.changed_at.isoformat())
        rows.append((version, public and public.pk, change.kinds))
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:16]


def count_unreleased(edition: Edition) -> int:
    """At most so many sessions differ from what is public: those saved since they were released."""
    (number,) = PLAN_ROWS.recall(("unreleased", edition.pk), lambda: (query_unreleased(edition),))
    return number


def query_unreleased(edition: Edition) -> int:
    copies = Session.objects.filter(origin=OuterRef("pk"), until=None)
    new = Exists(edition.sessions.releasable().filter(pk=OuterRef("pk"))) & ~Exists(copies)
    saved = Exists(copies.filter(changed_at__lt=OuterRef("changed_at")))
    return edition.sessions.working().filter(new | saved).count()


def compare_sessions(
    planned: list[Session], public: list[Session], contents: dict[int, SessionContents]
) -> Iterator[SessionChange]:
    """`contents`: what `contents_of` gives for the two."""
    copies = {row.origin_id: row for row in public}
    for row in planned:
        copy = copies.pop(row.pk, None)
        if copy:
            kinds = change_kinds(row, copy, contents[row.pk], contents[copy.pk])
        else:
            kinds = new_session_kinds(row)
        if kinds:
            yield SessionChange(kinds, copy, row)
    for copy in copies.values():
        yield SessionChange([ChangeKind.WITHDRAWN], copy, None)


def new_session_kinds(row: Session) -> list[ChangeKind]:
    """A session that was cancelled before anybody heard of it is no news."""
    if row.cancelled:
        return []
    return [ChangeKind.NEW]


def change_kinds(row: Session, copy: Session, new: SessionContents, old: SessionContents) -> list[ChangeKind]:
    differing = {name for name, value in new.fields.items() if value != old.fields[name]}
    kinds = []
    if "status" in differing:
        kinds.append(ChangeKind.CANCELLED if row.cancelled else ChangeKind.REINSTATED)
    if differing & WHEN:
        kinds.append(ChangeKind.MOVED)
    if differing & WHERE:
        kinds.append(ChangeKind.ROOM)
    if new.roles != old.roles:
        kinds.append(ChangeKind.PEOPLE)
    if differing - WHEN - WHERE - {"status"} or new.links != old.links:
        kinds.append(ChangeKind.DETAILS)
    return kinds


def contents_of(planned: QuerySet[Session], public: QuerySet[Session]) -> dict[int, SessionContents]:
    """Of both, by the rows' own keys."""
    either = Q()
    for rows in (planned, public):
        either |= Q(session__in=rows.order_by().values("pk"))
    links = {field.name: linked_keys(field, either) for field in LINKS}
    cast = role_values(either)
    contents = {}
    for row in planned.order_by().union(public.order_by(), all=True).values("pk", *COLUMNS.values()):
        key = row["pk"]
        fields = {name: row[column] for name, column in COLUMNS.items()}
        contents[key] = SessionContents(fields, cast[key], {name: keys[key] for name, keys in links.items()})
    return contents


def linked_keys(field: Any, sessions: Q) -> dict[int, set[int]]:
    """What these sessions are linked to by a many-to-many field."""
    found = defaultdict(set)
    to = field.m2m_reverse_field_name() + "_id"
    links = field.remote_field.through.objects.filter(sessions)
    for session, other in links.values_list("session_id", to):
        found[session].add(other)
    return found


def role_values(sessions: Q) -> dict[int, list[tuple[Any, ...]]]:
    found = defaultdict(list)
    every = SessionRole.objects.filter(sessions).order_by("order", "pk")
    for session, *role in every.values_list("session_id", *ROLE):
        found[session].append(tuple(role))
    return found


def affected_roles(pending: Iterable[SessionChange]) -> QuerySet[SessionRole]:
    """Whom the changes concern: the roles in the sessions as planned and as the public knows them."""
    keys = []
    for change in pending:
        for row in filter(None, (change.before, change.after)):
            keys.append(row.pk)
    return SessionRole.objects.filter(session__in=keys).select_related("person", "organisation", "session")
