"""A session with all that its own page shows, in three queries for any amount."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from agenda.models import WHO, Session, SessionQuerySet, SessionRole, SessionStatus
from agenda.schedule.session_links import SessionLinks, session_links
from expo.db.compiled_rows import CompiledRows, CompiledRowsOf
from expo.models import Attendance, Edition, Participation

RELATED = 5


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
    rows = session_and_neighbours(edition.pk, slug, edition.now())
    session = next((row for row in rows if row.asked), None)
    if session is None:
        return None
    parts, parent, others = [], None, []
    for row in rows:
        if row.parent_id == session.origin_id:
            parts.append(row)
        elif parent is None and row.origin_id == session.parent_id:
            parent = row
        elif row.pk != session.pk:
            others.append(row)
    related = sorted(others, key=nearness_order(session, edition.now()))
    give_casts([session, *parts])
    return SessionDetail(session, parent, parts, related, session_links(session, edition))


def neighbour_rows(edition: int, slug: str, now: dt.datetime) -> SessionQuerySet:
    """The session of this address (`asked`) and all the others, in order; one query."""
    public = Session.objects.public().filter(edition=edition)
    own = public.bearing(slug)
    asked = ExpressionWrapper(Q(pk=Subquery(own.values("pk"))), BooleanField())
    one = Coalesce(Subquery(own.values("origin")), 0)
    whole = Coalesce(Subquery(own.values("parent")), 0)
    family = Q(parent=one) | Q(origin=whole)
    others = related_sessions(
        public.exclude(asked).exclude(origin=whole).exclude(parent__isnull=False, parent=one), own, now
    )
    rows = public.annotate(asked=asked).filter(Q(asked=True) | family | Q(pk__in=others.values("pk")[:RELATED]))
    return rows.select_related("room__hall", "was_room", "edition").in_order()


# Each has `asked` as well.
session_and_neighbours: CompiledRows[Any] = CompiledRows(neighbour_rows, int, str, dt.datetime)


def related_sessions(others: SessionQuerySet, own: SessionQuerySet, now: dt.datetime) -> SessionQuerySet:
    """Those on the same subject or with the same people that take place: what comes after it first."""
    shared = Q()
    for field, linked in ((Session.areas, "technologyarea"), (Session.scenarios, "scenario")):
        links = field.through.objects
        shared |= Q(
            pk__in=links.filter(**{f"{linked}__in": links.filter(session=session_key(own)).values(linked)}).values(
                "session"
            )
        )
    people = SessionRole.objects.filter(session=session_key(own), person__isnull=False).values("person")
    shared |= Q(pk__in=SessionRole.objects.filter(person__in=people).values("session"))
    moment = Coalesce(Subquery(own.values("starts_at")), Value(now))
    found = others.filter(shared).exclude(status=SessionStatus.CANCELLED)
    last = [F(name).asc(nulls_last=True) for name in ("day", "starts_at")]
    return found.order_by(Case(When(starts_at__lt=moment, then=1), default=0), *last, "pk")


def session_key(own: SessionQuerySet) -> Subquery:
    return Subquery(own.values("pk"))


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
        **WHO, attends=Exists(attends), stand=Subquery(stand.order_by("pk").values("slug")[:1])
    )


roles_of_sessions: CompiledRowsOf[SessionRole] = CompiledRowsOf(
    lambda keys: roles_with_pages().filter(session__in=keys)
)
