"""When an entry takes place, from what its file says in up to four places."""

import datetime as dt
import re
from typing import NamedTuple
from zoneinfo import ZoneInfo

from agenda.imports.oddities import Kind

HOURS = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?", re.ASCII)
LENGTH = re.compile(r"(\d{1,3}):(\d{1,2})(?::(\d{2}))?", re.ASCII)
DAY = dt.timedelta(days=1)
EARLIEST, LATEST = dt.date(1970, 1, 1), dt.date(2200, 1, 1)


class Moment(NamedTuple):
    """Where both hours are None, it stands on `day`; where that is None too, it is to be announced."""

    day: dt.date | None = None
    last_day: dt.date | None = None
    starts_at: dt.datetime | None = None
    ends_at: dt.datetime | None = None


class Said(NamedTuple):
    """What the file says of an entry's time, as written; `day` is the date above it, `opens` when that day begins."""

    date: str = ""
    start: str = ""
    length: str = ""
    end: str = ""
    day: str = ""
    opens: str = ""


Oddities = list[tuple[Kind, str]]


def moment(said: Said, zone: ZoneInfo, found: Oddities) -> Moment:
    """The moment by the clock of `zone`; what is odd about it is added to `found`."""
    starts_at, day = beginning(said, zone, found)
    length = length_of(said, starts_at, zone, found)
    if starts_at is None or length is None:
        return Moment(day)
    if length <= dt.timedelta(0):
        found.append((Kind.LENGTH_ZERO, f"{starts_at:%Y-%m-%d %H:%M}"))
        return Moment(day)
    ends_at = (starts_at.astimezone(dt.UTC) + length).astimezone(zone)
    if length >= DAY:
        found.append((Kind.LENGTH_DAYS, f"{starts_at:%Y-%m-%d %H:%M} – {ends_at:%Y-%m-%d %H:%M}"))
        return Moment(day, (ends_at - dt.timedelta(microseconds=1)).date())
    return Moment(day, None, starts_at, ends_at)


def beginning(said: Said, zone: ZoneInfo, found: Oddities) -> tuple[dt.datetime | None, dt.date | None]:
    """The start and its day; without hours the start is None, and without a date the day too."""
    hour = hours(said.start)
    if said.start and hour is None:
        found.append((Kind.START_BAD, said.start[:40]))
    at = instant(said.date, zone)
    if at is not None and not is_day(said.date):
        if hour and hour not in {at.time(), as_written(said.date)}:
            found.append((Kind.START_DISAGREES, f"{said.start[:20]} ≠ {said.date[:40]}"))
        return at, at.date()
    if at is None:
        return fallback(said, hour, zone, found)
    return with_hour(at.date(), hour, zone, found)


def fallback(
    said: Said, hour: dt.time | None, zone: ZoneInfo, found: Oddities
) -> tuple[dt.datetime | None, dt.date | None]:
    """By the day that the entry stands under; what begins before that day opens is meant for the night after."""
    stands = instant(said.day, zone)
    if stands is None:
        found.append((Kind.DAY_MISSING, (said.date or said.day)[:40]))
        return None, None
    found.append((Kind.DATE_BAD, said.date[:40]) if said.date else (Kind.DATE_MISSING, said.day[:40]))
    opens = instant(said.opens, zone)
    late = hour is not None and opens is not None and opens.date() == stands.date() and hour < opens.time()
    return with_hour(stands.date() + DAY if late else stands.date(), hour, zone, found)


def with_hour(
    day: dt.date, hour: dt.time | None, zone: ZoneInfo, found: Oddities
) -> tuple[dt.datetime | None, dt.date]:
    if hour is None:
        found.append((Kind.START_MISSING, f"{day}"))
        return None, day
    return dt.datetime.combine(day, hour, zone), day


def length_of(said: Said, starts_at: dt.datetime | None, zone: ZoneInfo, found: Oddities) -> dt.timedelta | None:
    ends_at = instant(said.end, zone)
    if not said.length and starts_at and ends_at:
        return ends_at - starts_at
    if not said.length:
        found.append((Kind.LENGTH_MISSING, said.end[:40]))
        return None
    parts = LENGTH.fullmatch(said.length)
    if parts is None or int(parts[2]) > 59:
        found.append((Kind.LENGTH_BAD, said.length[:40]))
        return None
    if parts[3]:
        found.append((Kind.LENGTH_ODD, said.length[:40]))
    return dt.timedelta(hours=int(parts[1]), minutes=int(parts[2]), seconds=int(parts[3] or 0))


def instant(written: str, zone: ZoneInfo) -> dt.datetime | None:
    """A date with or without hours and offset; None where it cannot be read or lies in no expo's time."""
    try:
        at = dt.datetime.fromisoformat(written)
        at = at.replace(tzinfo=zone) if at.tzinfo is None else at.astimezone(zone)
    except (ValueError, OverflowError):
        return None
    return at if EARLIEST < at.date() < LATEST else None


def is_day(written: str) -> bool:
    """Whether a date stands without hours."""
    return len(written) <= len("yyyy-mm-dd")


def as_written(written: str) -> dt.time:
    """The hour that stands in the date, by whatever clock it was written."""
    return dt.datetime.fromisoformat(written).time()


def hours(written: str) -> dt.time | None:
    parts = HOURS.fullmatch(written)
    if parts is None or int(parts[1]) > 23 or int(parts[2]) > 59 or int(parts[3] or 0) > 59:
        return None
    return dt.time(int(parts[1]), int(parts[2]), int(parts[3] or 0))
