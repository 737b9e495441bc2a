"""The edition's days at a glance: what each holds, and what comes first."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from django.db.models import Count, Exists, F, Q, Value, Window
from django.db.models.functions import RowNumber, StrIndex
from django.urls import reverse

from agenda.models import Room, Session, SessionKind, SessionQuerySet
from agenda.models.contests import Contest
from agenda.schedule.day import day_place
from expo.i18n.instants import DAY
from expo.i18n.lazy_text import LazyText
from expo.models import Edition
from expo.versions.row_memory import ROWS

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


def day_overviews(
    edition: Edition, current: dt.date | None = None, narrowed: Narrowing | None = None, query: str = ""
) -> list[DayOverview]:
    """The edition's days with what they hold of the sessions that `narrowed` leaves; one query.

    Of all sessions that is remembered.
    """
    sessions = edition.sessions.public()
    if narrowed:
        counts = session_numbers(narrowed(sessions))
    else:
        counts = ROWS.recall(("sessions by day", edition.pk), lambda: session_numbers(sessions))
    found = [day_overview(edition, day, counts) for day in edition.days]
    for day in found:
        day.current = day.day == current
        if query:
            day.url += f"?{query}"
    return found


def session_numbers(rows: SessionQuerySet) -> tuple[tuple, ...]:
    """How many there are by first day, last day and kind."""
    counted = rows.exclude(day=None).order_by().values_list("day", "last_day", "kind").annotate(number=Count("pk"))
    return tuple(counted)


def day_overview(edition: Edition, day: dt.date, counts: Sequence[tuple]) -> DayOverview:
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


def highlight_keys(edition: Edition, per_day: int) -> tuple[int, ...]:
    """Of the weightiest sessions of each day, without those of several days; one query."""
    # The place of the kind in a string: no kind's name lies within another's, and nine cases cost two milliseconds.
    weight = StrIndex(Value(" ".join(WEIGHT)), F("kind"))
    rank = Window(
        RowNumber(),
        partition_by=[F("day")],
        order_by=[weight, F("starts_at").asc(nulls_first=True), "order", "origin_id"],
    )
    rows = edition.sessions.public().filter(day__isnull=False, last_day=None, parent=None)
    ranked = rows.order_by().annotate(rank=rank).filter(rank__lte=per_day)
    return tuple(ranked.values_list("pk", flat=True))


def days_with_highlights(edition: Edition, per_day: int, *, cards: bool) -> list[DayOverview]:
    """The days, each with some sessions; two queries, or four where the sessions are loaded for their cards.

    Which they are is remembered; two more where anything of the agenda has changed.
    """
    counts, keys = ROWS.recall(("days", edition.pk, per_day), partial(read_days, edition, per_day))
    found = [day_overview(edition, day, counts) for day in edition.days]
    rows = edition.sessions.public().filter(pk__in=keys).in_order()
    if cards:
        rows = rows.for_cards()
    by_day = {day.day: day for day in found}
    for session in sorted(rows, key=day_place):
        if session.day in by_day:
            by_day[session.day].sessions.append(session)
    return found


def read_days(edition: Edition, per_day: int) -> tuple[tuple, tuple[int, ...]]:
    """What each day holds, as `session_numbers`, and the keys of its highlights."""
    return session_numbers(edition.sessions.public()), highlight_keys(edition, per_day)


def current_and_next(edition: int, number: int, now: dt.datetime, after: dt.date, before: dt.date) -> SessionQuerySet:
    """What is under way (`begun`), and what comes next, in the edition of this key: at most `number` of each.

    `after` and `before` are `days_around(now)`.
    """
    public = Session.objects.public().filter(edition=edition).annotate(begun=Q(starts_at__lte=now))
    single = Session.objects.public().filter(edition=edition, last_day=None)
    current = single.under_way(now).filter(day__gt=after, day__lt=before)
    coming = single.after(now).filter(day__gt=after)
    order = ("day", "starts_at", "room__order", "origin_id")
    first = [Q(pk__in=rows.order_by(*order).values("pk")[:number]) for rows in (current, coming)]
    return public.filter(first[0] | first[1]).in_order()


def days_around(now: dt.datetime) -> tuple[dt.date, dt.date]:
    """Between which days what is under way stands: nothing lasts longer than a day and the night after it."""
    return now.date() - 3 * DAY, now.date() + 2 * DAY


def public_ways(edition: Edition) -> dict[str, bool]:
    """Whether anything public stands behind the ways from the agenda: rooms, releases, contests. One query."""
    ways = {
        "rooms": Exists(Room.objects.public().filter(edition=edition)),
        "releases": Exists(edition.releases.public()),
        "contests": Exists(Contest.objects.public().of(edition)),
    }
    found = Edition.objects.filter(pk=edition.pk).values_list(*ways.values()).get()
    return dict(zip(ways, found, strict=True))


def sessions_of_no_single_day(edition: Edition) -> SessionQuerySet:
    """What stands on no single day: items of several days, and those whose day is not known."""
    rows = edition.sessions.public().filter(Q(day=None) | Q(last_day__isnull=False))
    return rows.for_cards().order_by("day", "order", "origin_id")[:UNDATED]
