"""When and where everything of the plan takes place, as a table that SQL joins with itself.

A session is one span; what lasts several days is one on each day that it is open. `starts` and `ends` are seconds since
1970, so that both databases compare and subtract them alike. What is cancelled takes no time.
"""

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import BooleanField, Case, CharField, DateField, F, Func, IntegerField, Q, QuerySet, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, ExtractHour, ExtractMinute, Substr

from agenda.migration_names import Seconds
from agenda.models import OpeningHours, Session, SessionStatus
from expo.i18n.instants import clock_changes
from expo.models import Edition

DAY = 24 * 60 * 60
COLUMNS = "id, room, hall, parent, day, lasting, starts, ends"


class Extent(NamedTuple):
    """All of an edition that its tables are written from: two editions alike in it have the same statements."""

    pk: int
    starts_on: dt.date
    ends_on: dt.date
    timezone: str

    @classmethod
    def of(cls, edition: Edition) -> "Extent":
        return cls(*(getattr(edition, name) for name in cls._fields))


def clock_instant(clock: str, day: dt.date, zone: dt.tzinfo, days: int) -> Any:
    """The moment of so many seconds by the clock since the midnight of `day`, as an annotation that bears the name."""
    since = int(dt.datetime.combine(day, dt.time(), dt.UTC).timestamp())
    (_start, first), *later = clock_changes(day, days, zone)
    usual = F(clock) + Value(since - first)
    if not later:
        return usual
    turned = [When(**{f"{clock}__gte": seconds}, then=F(clock) + Value(since - offset)) for seconds, offset in later]
    return Case(*reversed(turned), default=usual, output_field=IntegerField())


class IsNear(Func):
    """Whether a key is one of the table `near`."""

    template = "%(expressions)s IN (SELECT id FROM near)"
    output_field = BooleanField()


def uncancelled_sessions(edition: Edition, near: bool) -> QuerySet[Session]:
    """Those of the edition, or of the table `near`, which names only sessions of one edition."""
    rows = Session.objects.working().exclude(status=SessionStatus.CANCELLED).order_by()
    return rows.filter(IsNear(F("pk"))) if near else rows.filter(edition=edition)


def single_day_spans(edition: Edition, near: bool) -> QuerySet:
    rows = uncancelled_sessions(edition, near).filter(last_day=None, starts_at__isnull=False)
    return span_columns(rows, F("day"), False, Seconds("starts_at"), Seconds("ends_at"))


def several_day_spans(edition: Edition, day: dt.date, near: bool) -> QuerySet:
    """What lasts several days, as it is open on this one."""
    rows: QuerySet = uncancelled_sessions(edition, near).filter(day__lte=day, last_day__gte=day)
    for name, number, usual in (("opens", 0, "starts_at"), ("closes", 1, "ends_at")):
        own = KT(f"daily_hours__{day.isoformat()}__{number}")
        hours = [ExtractHour(usual, tzinfo=edition.tz) * 60 * 60, ExtractMinute(usual, tzinfo=edition.tz) * 60]
        rows = rows.annotate(
            **{name: Case(When(has_own_hours(day), then=clock_seconds(own)), default=hours[0] + hours[1])}
        )
    later = Case(When(closes__lte=F("opens"), then=F("closes") + Value(DAY)), default=F("closes"))
    rows = rows.filter(opens__isnull=False).annotate(closes_by=later)
    starts = clock_instant("opens", day, edition.tz, 2)
    ends = clock_instant("closes_by", day, edition.tz, 2)
    return span_columns(rows, Value(day, DateField()), True, starts, ends)


def has_own_hours(day: dt.date) -> Q:
    return Q(daily_hours__has_key=day.isoformat())


def clock_seconds(clock: Any) -> Any:
    """Of a time like 09:30, since midnight."""
    hours = Cast(Substr(clock, 1, 2, output_field=CharField()), IntegerField())
    minutes = Cast(Substr(clock, 4, 2, output_field=CharField()), IntegerField())
    return hours * 60 * 60 + minutes * 60


def span_columns(rows: QuerySet, day: Any, lasting: bool, starts: Any, ends: Any) -> QuerySet:
    return rows.annotate(
        on_day=Cast(day, DateField()), lasting=Value(lasting, BooleanField()), starts=starts, ends=ends
    ).values_list("pk", "room", "room__hall", "parent", "on_day", "lasting", "starts", "ends")


def span_table(edition: Edition, near: bool = False) -> tuple[str, tuple[Any, ...]]:
    """`span AS (…)`, to stand after WITH, and its parameters; `near`: only of the table of this name before it."""
    return write_span_table(Extent.of(edition), near)


def opening_table(edition: Edition) -> tuple[str, tuple[Any, ...]]:
    """`opening AS (…)`: from when to when each hall is open, or without a hall the venue."""
    return write_opening_table(Extent.of(edition))


# Django takes many times as long to write these statements as the database to answer them, and each page asks several.
@lru_cache(maxsize=32)
def write_span_table(extent: Extent, near: bool) -> tuple[str, tuple[Any, ...]]:
    edition = Edition(**extent._asdict())
    spans = [single_day_spans(edition, near), *(several_day_spans(edition, day, near) for day in edition.days)]
    return table_expression("span", COLUMNS, spans)


@lru_cache(maxsize=32)
def write_opening_table(extent: Extent) -> tuple[str, tuple[Any, ...]]:
    edition = Edition(**extent._asdict())
    hours = [opening_hours_on(edition, day) for day in edition.days]
    return table_expression("opening", "hall, day, opens, closes", hours)


def opening_hours_on(edition: Edition, day: dt.date) -> QuerySet:
    rows: QuerySet = OpeningHours.objects.filter(edition=edition, day=day).order_by()
    for name in ("opens", "closes"):
        rows = rows.annotate(**{f"{name}_by": ExtractHour(name) * 60 * 60 + ExtractMinute(name) * 60})
        rows = rows.annotate(**{f"{name}_at": clock_instant(f"{name}_by", day, edition.tz, 1)})
    return rows.values_list("hall", "day", "opens_at", "closes_at")


def table_expression(name: str, columns: str, parts: list[QuerySet]) -> tuple[str, tuple[Any, ...]]:
    statements: list[str] = []
    values: list[Any] = []
    for sql, params in sql_statements(parts):
        statements.append(sql)
        values.extend(params)
    return f"{name} ({columns}) AS MATERIALIZED ({' UNION ALL '.join(statements)})", tuple(values)


def sql_statements(parts: list[QuerySet]) -> Iterator[tuple[str, tuple]]:
    for part in parts:
        sql, params = part.query.get_compiler(connection=connection).as_sql()
        if sql:
            yield sql, params
