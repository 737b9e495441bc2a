"""When an entry takes place, from what its file says in up to four places."""

import datetime as dt
import re
from typing import NamedTuple
from zoneinfo import ZoneInfo

from agenda.imports.warnings import WarningKind
from expo.i18n.instants import DAY, duration, is_repeated, is_skipped, moment_at, shift_moment, wall_clock_time

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


class StatedMoment(NamedTuple):
    """What the file says of an entry's time, as written; `day` is the date above it, `opens` when that day begins."""

    date: str = ""
    start: str = ""
    length: str = ""
    end: str = ""
    day: str = ""
    opens: str = ""


Oddities = list[tuple[WarningKind, str]]


def read_moment(said: StatedMoment, zone: ZoneInfo, found: Oddities) -> Moment:
    """The moment by the clock of `zone`; what is odd about it is added to `found`."""
    starts_at, day = read_start(said, zone, found)
    length = read_length(said, starts_at, zone, found)
    if starts_at is None or length is None:
        return Moment(day)
    if length <= dt.timedelta(0):
        found.append((WarningKind.LENGTH_ZERO, f"{starts_at:%Y-%m-%d %H:%M}"))
        return Moment(day)
    ends_at = shift_moment(starts_at, length)
    if length >= DAY:
        found.append((WarningKind.LENGTH_DAYS, f"{starts_at:%Y-%m-%d %H:%M} – {ends_at:%Y-%m-%d %H:%M}"))
        return Moment(day, shift_moment(ends_at, -dt.timedelta(microseconds=1)).date())
    return Moment(day, None, starts_at, ends_at)


def read_start(said: StatedMoment, zone: ZoneInfo, found: Oddities) -> tuple[dt.datetime | None, dt.date | None]:
    """The start and its day; without hours the start is None, and without a date the day too."""
    hour = parse_hour(said.start)
    if said.start and hour is None:
        found.append((WarningKind.START_BAD, said.start[:40]))
    at = parse_instant(said.date, zone)
    if at is None:
        return fallback_start(said, hour, zone, found)
    if is_day_only(said.date):
        return combine_day_and_hour(at.date(), hour, zone, found)
    shown = parse_written_date(said.date)
    if hour and hour not in {at.time(), shown.time()}:
        found.append((WarningKind.START_DISAGREES, f"{said.start[:20]} ≠ {said.date[:40]}"))
    # With an offset it is exact, whatever the clocks do.
    if shown.tzinfo:
        return at, at.date()
    return combine_day_and_hour(shown.date(), shown.time(), zone, found)


def fallback_start(
    said: StatedMoment, hour: dt.time | None, zone: ZoneInfo, found: Oddities
) -> tuple[dt.datetime | None, dt.date | None]:
    """By the day that the entry stands under; what begins before that day opens is meant for the night after."""
    stands = parse_instant(said.day, zone)
    if stands is None:
        found.append((WarningKind.DAY_MISSING, (said.date or said.day)[:40]))
        return None, None
    if said.date:
        found.append((WarningKind.DATE_BAD, said.date[:40]))
    else:
        found.append((WarningKind.DATE_MISSING, said.day[:40]))
    day, opens = stands.date(), parse_instant(said.opens, zone)
    if hour is not None and opens is not None and opens.date() == day and hour < opens.time():
        day += DAY
    return combine_day_and_hour(day, hour, zone, found)


def combine_day_and_hour(
    day: dt.date, hour: dt.time | None, zone: ZoneInfo, found: Oddities, after: dt.datetime | None = None
) -> tuple[dt.datetime | None, dt.date]:
    """None where the clocks never show that hour; of one that comes twice the first, or the first `after`."""
    if hour is None:
        found.append((WarningKind.START_MISSING, f"{day}"))
        return None, day
    shown = dt.datetime.combine(day, hour)
    if is_skipped(shown, zone):
        found.append((WarningKind.HOUR_SKIPPED, f"{shown:%Y-%m-%d %H:%M}"))
        return None, day
    at = moment_at(day, hour, zone, after).astimezone(zone)
    if is_repeated(shown, zone):
        found.append((WarningKind.HOUR_TWICE, f"{shown:%Y-%m-%d %H:%M} {at.tzname()}"))
    return at, day


def read_length(
    said: StatedMoment, starts_at: dt.datetime | None, zone: ZoneInfo, found: Oddities
) -> dt.timedelta | None:
    if not said.length and starts_at and said.end:
        ends_at = read_end(said.end, starts_at, zone, found)
        if ends_at is None:
            return None
        return duration(starts_at, ends_at)
    if not said.length:
        if starts_at or not any(kind == WarningKind.HOUR_SKIPPED for kind, _detail in found):
            found.append((WarningKind.LENGTH_MISSING, said.end[:40]))
        return None
    length = parse_length(said.length)
    if length is None:
        found.append((WarningKind.LENGTH_BAD, said.length[:40]))
    elif (parts := LENGTH.fullmatch(said.length)) and parts[3]:
        found.append((WarningKind.LENGTH_ODD, said.length[:40]))
    return length


def read_end(written: str, starts_at: dt.datetime, zone: ZoneInfo, found: Oddities) -> dt.datetime | None:
    """With a date of its own, or by the clock alone: then on the day of the start, or the night after it."""
    at, hour = parse_instant(written, zone), parse_hour(written)
    if at and not is_day_only(written):
        shown = parse_written_date(written)
        if shown.tzinfo:
            return at
        return combine_day_and_hour(shown.date(), shown.time(), zone, found, starts_at)[0]
    if hour is None:
        found.append((WarningKind.LENGTH_BAD, written[:40]))
        return None
    begins = wall_clock_time(starts_at, zone)
    day = begins.date()
    same = hour > begins.time() or (hour < begins.time() and is_repeated(dt.datetime.combine(begins, hour), zone))
    if not same:
        day += DAY
    return combine_day_and_hour(day, hour, zone, found, starts_at)[0]


def parse_length(written: str) -> dt.timedelta | None:
    if parts := LENGTH.fullmatch(written):
        if int(parts[2]) > 59:
            return None
        return dt.timedelta(hours=int(parts[1]), minutes=int(parts[2]), seconds=int(parts[3] or 0))
    parts = WORDED.fullmatch(written)
    if parts is None or not (parts[1] or parts[2]):
        return None
    return dt.timedelta(hours=int(parts[1] or 0), minutes=int(parts[2] or 0))


def parse_instant(written: str, zone: ZoneInfo) -> dt.datetime | None:
    """A date with or without hours and offset; None where it cannot be read or lies in no expo's time."""
    try:
        at = parse_written_date(written)
        if at.tzinfo is None:
            at = moment_at(at.date(), at.time(), zone)
        at = at.astimezone(zone)
    except (ValueError, OverflowError):
        return None
    if EARLIEST < at.date() < LATEST:
        return at
    return None


def is_day_only(written: str) -> bool:
    """Whether a date stands without hours."""
    return not re.search(r"\d[T ]\d|[T ]\d+:", SLASHED.sub("2000-01-01", written))


def parse_written_date(written: str) -> dt.datetime:
    """What stands in the date, by whatever clock it was written. Raises ValueError where it is none."""
    return dt.datetime.fromisoformat(SLASHED.sub(lambda date: f"{date[1]}-{date[2]:0>2}-{date[3]:0>2}", written))


def is_date(written: str) -> bool:
    return parse_instant(written, ZoneInfo("UTC")) is not None


def is_hour(written: str) -> bool:
    return parse_hour(written) is not None


def parse_hour(written: str) -> dt.time | None:
    parts = HOURS.fullmatch(written.strip())
    if parts is None or int(parts[1]) > 23 or int(parts[2]) > 59 or int(parts[3] or 0) > 59:
        return None
    hour = int(parts[1])
    if parts[4]:
        hour %= 12
        if parts[4].lower() == "p":
            hour += 12
    return dt.time(hour, int(parts[2]), int(parts[3] or 0))
