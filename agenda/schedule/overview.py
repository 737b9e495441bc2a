"""The edition's days at a glance: what each holds, and what comes first."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Count, Exists, F, Q, QuerySet, Value, Window
from django.db.models.functions import RowNumber, StrIndex
from django.urls import reverse

from agenda.models import Room, Session, SessionKind, SessionQuerySet
from agenda.schedule.day import day_place
from expo.i18n.lazy_text import LazyText
from expo.models import Edition

Narrowing = Callable[[SessionQuerySet], SessionQuerySet]

PER_DAY = 8
UNDATED = 40
# Which sessions stand for a day that holds more than are shown.
WEIGHT = (
    SessionKind.CEREMONY,
    SessionKind.CONFERENCE,
    SessionKind.SIGNING,
    SessionKind.LAUNCH,
    SessionKind.CONTEST,
    SessionKind.FORUM,
    SessionKind.VISIT,
    SessionKind.EXHIBITION,
    SessionKind.BREAK,
)


class KindCount(NamedTuple):
    kind: str
    label: LazyText
    number: int


@dataclass
class DayOverview:
    """A day with its number of sessions, by kind; and some of its sessions, the weightiest, in order of time.

    `lasting` of them are on other days too and are not among `sessions`.
    """

    day: dt.date
    url: str
    kinds: list[KindCount]
    count: int
    lasting: int
    current: bool = False
    sessions: list[Session] = field(default_factory=list)

    @property
    def more(self) -> int:
        return max(0, self.count - self.lasting - len(self.sessions))


def keep_all_sessions(sessions: SessionQuerySet) -> SessionQuerySet:
    return sessions


def day_overviews(
    edition: Edition, current: dt.date | None = None, narrowed: Narrowing = keep_all_sessions, query: str = ""
) -> list[DayOverview]:
    """The edition's days with what they hold of the sessions that `narrowed` leaves; one query."""
    rows = narrowed(edition.sessions.public()).exclude(day=None).order_by().values_list("day", "last_day", "kind")
    counts = list(rows.annotate(number=Count("pk")))
    found = [day_overview(edition, day, counts) for day in edition.days]
    for day in found:
        day.current = day.day == current
        if query:
            day.url += f"?{query}"
    return found


def day_overview(edition: Edition, day: dt.date, counts: list[tuple]) -> DayOverview:
    """The day out of the counts of (first day, last day, kind)."""
    kinds: Counter[str] = Counter()
    lasting = 0
    for first, last, kind, number in counts:
        if first <= day <= (last or first):
            kinds[kind] += number
            if last:
                lasting += number
    listed = []
    for value, label in SessionKind.choices:
        if kinds[value]:
            listed.append(KindCount(value, label, kinds[value]))
    url = reverse("agenda:day", args=[edition.slug, day.isoformat()])
    return DayOverview(day, url, listed, kinds.total(), lasting)


def highlights(edition: Edition, per_day: int = PER_DAY) -> SessionQuerySet:
    """The weightiest sessions of each day, without those of several days; one query."""
    # The place of the kind in a string: no kind's name lies within another's, and nine cases cost two milliseconds.
    weight = StrIndex(Value(" ".join(WEIGHT)), F("kind"))
    rank = Window(
        RowNumber(),
        partition_by=[F("day")],
        order_by=[weight, F("starts_at").asc(nulls_first=True), "order", "origin_id"],
    )
    public = edition.sessions.public()
    rows = public.filter(day__isnull=False, last_day=None, parent=None)
    return public.filter(pk__in=top_ranked_keys(rows, rank, per_day)).in_order()


def top_ranked_keys(rows: SessionQuerySet, rank: Window, number: int) -> QuerySet:
    """The keys of those of the first ranks: of nothing but keys, the database and Django take the rank in passing."""
    return rows.order_by().annotate(rank=rank).filter(rank__lte=number).values("pk")


def days_with_highlights(edition: Edition, per_day: int, *, cards: bool) -> list[DayOverview]:
    """The days, each with some sessions; two queries, or four where the sessions are loaded for their cards."""
    found = day_overviews(edition)
    rows = highlights(edition, per_day)
    if cards:
        rows = rows.for_cards()
    by_day = {day.day: day for day in found}
    for session in sorted(rows, key=day_place):
        if session.day in by_day:
            by_day[session.day].sessions.append(session)
    return found


def current_and_next(edition: int, number: int, now: dt.datetime) -> SessionQuerySet:
    """What is under way (`begun`), and what comes next, in the edition of this key: at most `number` of each."""
    public = Session.objects.public().filter(edition=edition).annotate(begun=Q(starts_at__lte=now))
    single = public.filter(last_day=None)
    rank = Window(RowNumber(), partition_by=[F("begun")], order_by=["starts_at", "room__order", "origin_id"])
    return public.filter(pk__in=top_ranked_keys(single.under_way(now) | single.after(now), rank, number)).in_order()


def public_ways(edition: Edition) -> dict[str, bool]:
    """Whether anything public stands behind the ways from the agenda: rooms, releases. One query."""
    rooms = Room.objects.public().filter(edition=edition)
    found = Edition.objects.filter(pk=edition.pk).values_list(Exists(rooms), Exists(edition.releases.public())).get()
    return dict(zip(("rooms", "releases"), found, strict=True))


def sessions_of_no_single_day(edition: Edition) -> SessionQuerySet:
    """What stands on no single day: items of several days, and those whose day is not known."""
    rows = edition.sessions.public().filter(Q(day=None) | Q(last_day__isnull=False))
    return rows.for_cards().order_by("day", "order", "origin_id")[:UNDATED]
