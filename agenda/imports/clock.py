"""When an entry takes place, from what its file says in up to four places."""

import datetime as dt
import re
from typing import NamedTuple
from zoneinfo import ZoneInfo

from agenda.imports.oddities import Kind
from expo.instants import DAY, comes_twice, duration, is_skipped, moment_at, shift, shown_at

HOURS = re.compile(r"(\d{1,2})[:h](\d{2})(?::(\d{2})(?:\.\d+)?)?(?:\s*([ap])\.?m\.?)?", re.ASCII | re.IGNORECASE)
LENGTH = re.compile(r"(\d{1,3}):(\d{1,2})(?::(\d{2}))?", re.ASCII)
# PT1H30M, 1h30, 1 h 30 min, 90 min, 90: what has no unit is minutes, as in every format that writes so.
WORDED = re.compile(
    r"(?:PT)?(?:(\d{1,3})\s*(?:h|hrs?|hours?|小时))?\s*(?:(\d{1,5})\s*(?:m|mins?|minutes?|分钟?)?)?(?:0+S)?",
    re.ASCII | re.IGNORECASE,
)
SLASHED = re.compile(r"(\d{4})[/.年](\d{1,2})[/.月](\d{1,2})日?", re.ASCII)
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
    ends_at = shift(starts_at, length)
    if length >= DAY:
        found.append((Kind.LENGTH_DAYS, f"{starts_at:%Y-%m-%d %H:%M} – {ends_at:%Y-%m-%d %H:%M}"))
        return Moment(day, shift(ends_at, -dt.timedelta(microseconds=1)).date())
    return Moment(day, None, starts_at, ends_at)


def beginning(said: Said, zone: ZoneInfo, found: Oddities) -> tuple[dt.datetime | None, dt.date | None]:
    """The start and its day; without hours the start is None, and without a date the day too."""
    hour = hours(said.start)
    if said.start and hour is None:
        found.append((Kind.START_BAD, said.start[:40]))
    at = instant(said.date, zone)
    if at is None:
        return fallback(said, hour, zone, found)
    if is_day(said.date):
        return with_hour(at.date(), hour, zone, found)
    shown = as_written(said.date)
    if hour and hour not in {at.time(), shown.time()}:
        found.append((Kind.START_DISAGREES, f"{said.start[:20]} ≠ {said.date[:40]}"))
    # With an offset it is exact, whatever the clocks do.
    return (at, at.date()) if shown.tzinfo else with_hour(shown.date(), shown.time(), zone, found)


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
    day: dt.date, hour: dt.time | None, zone: ZoneInfo, found: Oddities, after: dt.datetime | None = None
) -> tuple[dt.datetime | None, dt.date]:
    """None where the clocks never show that hour; of one that comes twice the first, or the first `after`."""
    if hour is None:
        found.append((Kind.START_MISSING, f"{day}"))
        return None, day
    shown = dt.datetime.combine(day, hour)
    if is_skipped(shown, zone):
        found.append((Kind.HOUR_SKIPPED, f"{shown:%Y-%m-%d %H:%M}"))
        return None, day
    at = moment_at(day, hour, zone, after).astimezone(zone)
    if comes_twice(shown, zone):
        found.append((Kind.HOUR_TWICE, f"{shown:%Y-%m-%d %H:%M} {at.tzname()}"))
    return at, day


def length_of(said: Said, starts_at: dt.datetime | None, zone: ZoneInfo, found: Oddities) -> dt.timedelta | None:
    if not said.length and starts_at and said.end:
        ends_at = ending(said.end, starts_at, zone, found)
        return duration(starts_at, ends_at) if ends_at else None
    if not said.length:
        if starts_at or not any(kind == Kind.HOUR_SKIPPED for kind, _detail in found):
            found.append((Kind.LENGTH_MISSING, said.end[:40]))
        return None
    length = length_in(said.length)
    if length is None:
        found.append((Kind.LENGTH_BAD, said.length[:40]))
    elif (parts := LENGTH.fullmatch(said.length)) and parts[3]:
        found.append((Kind.LENGTH_ODD, said.length[:40]))
    return length


def ending(written: str, starts_at: dt.datetime, zone: ZoneInfo, found: Oddities) -> dt.datetime | None:
    """With a date of its own, or by the clock alone: then on the day of the start, or the night after it."""
    at, hour = instant(written, zone), hours(written)
    if at and not is_day(written):
        shown = as_written(written)
        return at if shown.tzinfo else with_hour(shown.date(), shown.time(), zone, found, starts_at)[0]
    if hour is None:
        found.append((Kind.LENGTH_BAD, written[:40]))
        return None
    begins = shown_at(starts_at, zone)
    same = hour > begins.time() or (hour < begins.time() and comes_twice(dt.datetime.combine(begins, hour), zone))
    return with_hour(begins.date() if same else begins.date() + DAY, hour, zone, found, starts_at)[0]


def length_in(written: str) -> dt.timedelta | None:
    if parts := LENGTH.fullmatch(written):
        if int(parts[2]) > 59:
            return None
        return dt.timedelta(hours=int(parts[1]), minutes=int(parts[2]), seconds=int(parts[3] or 0))
    parts = WORDED.fullmatch(written)
    if parts is None or not (parts[1] or parts[2]):
        return None
    return dt.timedelta(hours=int(parts[1] or 0), minutes=int(parts[2] or 0))


def instant(written: str, zone: ZoneInfo) -> dt.datetime | None:
    """A date with or without hours and offset; None where it cannot be read or lies in no expo's time."""
    try:
        at = as_written(written)
        at = (moment_at(at.date(), at.time(), zone) if at.tzinfo is None else at).astimezone(zone)
    except (ValueError, OverflowError):
        return None
    return at if EARLIEST < at.date() < LATEST else None


def is_day(written: str) -> bool:
    """Whether a date stands without hours."""
    return not re.search(r"\d[T ]\d|[T ]\d+:", SLASHED.sub("2000-01-01", written))


def as_written(written: str) -> dt.datetime:
    """What stands in the date, by whatever clock it was written. Raises ValueError where it is none."""
    return dt.datetime.fromisoformat(SLASHED.sub(lambda date: f"{date[1]}-{date[2]:0>2}-{date[3]:0>2}", written))


def is_date(written: str) -> bool:
    return instant(written, ZoneInfo("UTC")) is not None


def is_hour(written: str) -> bool:
    return hours(written) is not None


def hours(written: str) -> dt.time | None:
    parts = HOURS.fullmatch(written.strip())
    if parts is None or int(parts[1]) > 23 or int(parts[2]) > 59 or int(parts[3] or 0) > 59:
        return None
    hour = int(parts[1])
    if parts[4]:
        hour = hour % 12 + (12 if parts[4].lower() == "p" else 0)
    return dt.time(hour, int(parts[2]), int(parts[3] or 0))
