"""A session with all that its own page shows, in four queries for any amount."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import (
    Case,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)

from agenda.models import WHO, Session, SessionQuerySet, SessionRole, SessionStatus
from agenda.schedule.session_links import SessionLinks, session_links
from expo.db.compiled_rows import CompiledRows, CompiledRowsOf
from expo.models import Attendance, Edition, Participation

RELATED = 5
# As an expression: to have them in the order of their keys at once, databases would read the whole edition instead.
FIRST_MADE = F("pk") + 0


@dataclass
class SessionDetail:
    """A public session; what it is a part of, its parts, others that stand near it; and its links."""

    session: Session
    parent: Session | None
    parts: list[Session]
    related: list[Session]
    links: SessionLinks


def session_detail(edition: Edition, slug: str) -> SessionDetail | None:
    """None where no public session has this address."""
    bearers, now = sessions_at_address(edition.pk, slug), edition.now()
    if not bearers:
        return None
    asked = bearers[0]
    rows = session_and_neighbours(edition.pk, asked.pk, asked.number, asked.parent_id or 0, asked.starts_at or now)
    session = next(row for row in rows if row.pk == asked.pk)
    parts, parent, others = [], None, []
    for row in rows:
        if row.parent_id == session.origin_id:
            parts.append(row)
        elif parent is None and row.origin_id == session.parent_id:
            parent = row
        elif row.pk != session.pk:
            others.append(row)
    related = sorted(others, key=nearness_order(session, now))
    give_casts([session, *parts])
    return SessionDetail(session, parent, parts, related, session_links(session, edition))


# Asked by itself: in each of its places within the next query, SQLite would look through the whole edition for it.
sessions_at_address: CompiledRows[Session] = CompiledRows(
    lambda edition, slug: (
        Session.objects.public().filter(edition=edition).bearing(slug).only("origin", "parent", "starts_at")
    ),
    int,
    str,
)


def neighbour_rows(edition: int, asked: int, origin: int, parent: int, moment: dt.datetime) -> SessionQuerySet:
    """What is asked for, what it is a part of (0: of nothing), its parts and others near it, in order; one query."""
    public = Session.objects.public()
    others = public.filter(edition=edition).exclude(pk=asked).exclude(origin=parent)
    near = related_sessions(others.exclude(parent__isnull=False, parent=origin), asked, moment)
    shown = (Q(parent=origin), Q(origin=parent), Q(pk__in=near.values("pk")[:RELATED]))
    # Each found by an index of its own: for any of them at once, the whole edition would be read.
    keys = [public.filter(which).order_by().values("pk") for which in (Q(pk=asked), *shown)]
    rows = public.filter(pk__in=keys[0].union(*keys[1:], all=True))
    return rows.select_related("room__hall", "was_room", "edition").in_order()


session_and_neighbours: CompiledRows[Session] = CompiledRows(neighbour_rows, int, int, int, int, dt.datetime)


def related_sessions(others: SessionQuerySet, asked: int, moment: dt.datetime) -> SessionQuerySet:
    """Those on the same subject or with the same people that take place: what comes after it first."""
    shared: list[QuerySet] = []
    for field, linked in ((Session.areas, "technologyarea"), (Session.scenarios, "scenario")):
        links = field.through.objects.order_by()
        shared.append(links.filter(**{f"{linked}__in": links.filter(session=asked).values(linked)}).values("session"))
    roles = SessionRole.objects.order_by()
    people = roles.filter(session=asked, person__isnull=False).values("person")
    shared.append(roles.filter(person__in=people).values("session"))
    found = others.filter(pk__in=shared[0].union(*shared[1:])).exclude(status=SessionStatus.CANCELLED)
    last = [F(name).asc(nulls_last=True) for name in ("day", "starts_at")]
    return found.order_by(Case(When(starts_at__lt=moment, then=1), default=0), *last, "pk")


def nearness_order(session: Session, now: dt.datetime) -> Callable[[Session], tuple]:
    """The order of `related`, for those of its rows that were loaded among others."""
    moment, never = session.starts_at or now, dt.datetime.max.replace(tzinfo=dt.UTC)

    def key(row: Session) -> tuple:
        starts_at = row.starts_at or never
        return starts_at < moment, row.day or dt.date.max, starts_at, row.pk

    return key


def give_casts(sessions: list[Session]) -> None:
    """Each knows its roles as `cast`. One query."""
    by_key = {session.pk: session for session in sessions}
    for session in sessions:
        session.cast = []
    for role in roles_of_sessions(by_key):
        role.session = by_key[role.session_id]
        role.session.cast.append(role)


def roles_with_pages() -> QuerySet[SessionRole]:
    """Roles that know which pages there are: `attends` for the person's, `stand` is the exhibitor's address."""
    here = OuterRef("session__edition")
    attends = Attendance.objects.public().filter(edition=here, person=OuterRef("person"))
    stand = Participation.objects.public().filter(edition=here, organisation=OuterRef("organisation"))
    return SessionRole.objects.select_related("person__portrait", "organisation").annotate(
        **WHO, attends=Exists(attends), stand=Subquery(stand.order_by(FIRST_MADE).values("slug")[:1])
    )


roles_of_sessions: CompiledRowsOf[SessionRole] = CompiledRowsOf(
    lambda keys: roles_with_pages().filter(session__in=keys)
)
