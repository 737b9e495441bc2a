"""When the halls are open: the hours of the exhibitions, by the clock of the venue."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from agenda.models import Session, SessionKind, SessionStatus
from agenda.models.daily_hours import DayHours, day_hours
from expo.db.compiled_rows import CompiledRows
from expo.i18n.instants import duration
from expo.models import Edition
from expo.versions.row_memory import ROWS


@dataclass(frozen=True)
class OpeningNow:
    """Today's hours, with `is_open` and, where it is closed and opens again, the hours of when it does."""

    today: DayHours
    is_open: bool
    next: DayHours | None


def build_exhibitions(edition: int) -> QuerySet[Session]:
    rows = Session.objects.filter(edition=edition, kind=SessionKind.EXHIBITION, last_day__isnull=False).public()
    return rows.exclude(status=SessionStatus.CANCELLED).order_by("day", "-last_day", "order", "pk")


exhibitions: CompiledRows[Session] = CompiledRows(build_exhibitions, int)


def hours_by_day(edition: Edition) -> dict[dt.date, DayHours]:
    """Day by day when the halls are open: of several exhibitions the one that is open longest then.

    Remembered while no session changes; read in one query.
    """
    # What is made of the edition as it is at hand stands by that.
    key = ("opening hours", edition.pk, edition.starts_on, edition.ends_on, edition.timezone)
    return dict(ROWS.recall(key, lambda: tuple(read_hours(edition).items())))


def read_hours(edition: Edition) -> dict[dt.date, DayHours]:
    found: dict[dt.date, DayHours] = {}
    for session in exhibitions(edition.pk):
        session.edition = edition
        for day, hours in open_days_of(session).items():
            if day not in found or openness(hours) > openness(found[day]):
                found[day] = hours
    return dict(sorted(found.items()))


def openness(hours: DayHours) -> tuple[dt.timedelta, bool]:
    """By how long it is open; and what is known to be closed says more than what is not known."""
    if hours.starts_at and hours.ends_at:
        return duration(hours.starts_at, hours.ends_at), True
    return dt.timedelta(), hours.closed


def opening_now(edition: Edition) -> OpeningNow | None:
    """None on other days than the edition's, and where the hours of today are not known."""
    now, days = edition.now(), hours_by_day(edition)
    today = days.get(now.date())
    if today is None or (today.starts_at is None and not today.closed):
        return None
    moment = now.astimezone(dt.UTC)
    if today.starts_at and today.ends_at and today.starts_at <= moment < today.ends_at:
        return OpeningNow(today, True, None)
    return OpeningNow(today, False, next_opening(list(days.values()), moment))


def open_days_of(session: Session) -> dict[dt.date, DayHours]:
    found = {}
    for day in session.edition.days:
        if session.day and session.last_day and session.day <= day <= session.last_day:
            found[day] = day_hours(session, day, session.edition.tz)
    return found


def next_opening(days: list[DayHours], moment: dt.datetime) -> DayHours | None:
    for one in days:
        if one.starts_at and one.starts_at > moment:
            return one
    return None
