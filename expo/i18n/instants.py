"""Moments and the clock of a zone: the one place where the two are turned into each other, added to and subtracted.

Python reckons with aware datetimes of one zone by their hands: from 22:00 to 03:00 are five hours to it, also in the
night in which the clocks are turned back. So moments are kept and compared in UTC; a zone is for entering and showing.
"""

import datetime as dt
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.forms import DateTimeField
from django.utils.translation import gettext_lazy as _

from expo.i18n import dates

SECOND = dt.timedelta(seconds=1)
MINUTE = dt.timedelta(minutes=1)
DAY = dt.timedelta(days=1)


class SkippedHour(ValidationError):
    """An hour that the clocks of the zone never show on that day; says between which they are turned."""


def duration(starts_at: dt.datetime, ends_at: dt.datetime) -> dt.timedelta:
    """How long it lasts, whatever the clocks do meanwhile."""
    return ends_at.astimezone(dt.UTC) - starts_at.astimezone(dt.UTC)


def minutes_between(starts_at: dt.datetime, ends_at: dt.datetime) -> int:
    """Whole minutes, rounded down."""
    return duration(starts_at, ends_at) // MINUTE


def shift_moment(moment: dt.datetime, by: dt.timedelta) -> dt.datetime:
    """So much later, in the zone of the moment."""
    return (moment.astimezone(dt.UTC) + by).astimezone(moment.tzinfo)


def moment_at(day: dt.date, clock: dt.time, zone: dt.tzinfo, after: dt.datetime | None = None) -> dt.datetime:
    """When the clocks of the zone show that, in UTC. Of an hour that comes twice, the first that lies `after`.

    An hour that is skipped is meant by the clocks as they were before (as RFC 5545 has it, 3.3.5).
    """
    first = dt.datetime.combine(day, clock.replace(fold=0), zone).astimezone(dt.UTC)
    second = dt.datetime.combine(day, clock.replace(fold=1), zone).astimezone(dt.UTC)
    if after and first <= after < second:
        return second
    return first


def entered_moment(
    shown: dt.datetime, zone: dt.tzinfo, after: dt.datetime | None = None, stands: dt.datetime | None = None
) -> dt.datetime:
    """When the clocks of the zone show what somebody entered, in UTC. Raises SkippedHour where they never do.

    What `stands` there already stays that very moment where they show it, also in an hour that comes twice.
    """
    if stands and wall_clock_time(stands, zone) == shown and not (after and stands <= after):
        return stands.astimezone(dt.UTC)
    try:
        refuse_skipped_hour(shown, zone)
        return moment_at(shown.date(), shown.time(), zone, after)
    except OverflowError as error:
        # The first and the last day that Python knows.
        raise SkippedHour(DateTimeField.default_error_messages["invalid"], code="invalid") from error


def wall_clock_time(moment: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
    """What the clocks of the zone show then, without the zone."""
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)


def midnight(day: dt.date, zone: dt.tzinfo) -> dt.datetime:
    """With which the day begins, in UTC."""
    return moment_at(day, dt.time(), zone)


def clock_minutes(moment: dt.datetime, day: dt.date, zone: dt.tzinfo) -> int:
    """What the clocks show then, as minutes from the midnight of `day`: 26 × 60 for two in the night after it."""
    return (wall_clock_time(moment, zone) - dt.datetime.combine(day, dt.time())) // MINUTE


def is_skipped(shown: dt.datetime, zone: dt.tzinfo) -> bool:
    return wall_clock_time(moment_at(shown.date(), shown.time(), zone), zone) != shown.replace(fold=0)


def is_repeated(shown: dt.datetime, zone: dt.tzinfo) -> bool:
    before, after = utc_offsets(shown, zone)
    return before > after


def utc_offsets(shown: dt.datetime, zone: dt.tzinfo) -> list[dt.timedelta]:
    """From UTC, by the clocks as they are before they are turned in that hour and after it; mostly the same."""
    return [shown.replace(tzinfo=zone, fold=fold).utcoffset() or dt.timedelta() for fold in (0, 1)]


def has_summer_time(zone: dt.tzinfo, year: int) -> bool:
    """Whether the zone has summer time in that year."""
    offsets = set()
    for month in range(1, 13):
        first = dt.datetime.combine(dt.date(year, month, 1), dt.time())
        offsets.add(utc_offsets(first, zone)[0])
    return len(offsets) > 1


def refuse_skipped_hour(shown: dt.datetime, zone: dt.tzinfo) -> None:
    """Raises SkippedHour, which tells how the clocks are turned."""
    if not is_skipped(shown, zone):
        return
    before, after = clocks_around_turn(shown, zone)
    raise SkippedHour(
        _("On %(day)s the clocks go from %(before)s straight to %(after)s: there is no %(hour)s."),
        code="skipped",
        params={
            "day": dates.format_day(shown.date(), dates.PLAIN),
            "before": f"{before:%H:%M}",
            "after": f"{after:%H:%M}",
            "hour": f"{shown:%H:%M}",
        },
    )


def clocks_around_turn(shown: dt.datetime, zone: dt.tzinfo) -> tuple[dt.datetime, dt.datetime]:
    """What the clocks show at the moment at which they are turned past an hour, before that and after."""
    before, after = utc_offsets(shown, zone)
    early = (shown - after).replace(tzinfo=dt.UTC)
    late = (shown - before).replace(tzinfo=dt.UTC)
    while late - early > SECOND:
        middle = early + (late - early) // 2
        if middle.astimezone(zone).utcoffset() == after:
            late = middle
        else:
            early = middle
    turned = late.replace(microsecond=0, tzinfo=None)
    return turned + before, turned + after


@lru_cache(maxsize=512)
def clock_changes(day: dt.date, days: int, zone: dt.tzinfo) -> tuple[tuple[int, int], ...]:
    """Seconds since that midnight from which the clocks are reckoned with another offset, and that offset in seconds.

    Begins with those of the midnight itself. For what a database reckons that keeps clocks and knows no zones.
    """
    begin = dt.datetime.combine(day, dt.time())
    last = utc_offsets(begin, zone)[0]
    changes = [(0, int(last.total_seconds()))]
    if utc_offsets(begin + days * DAY, zone)[0] == last:
        return tuple(changes)
    for minute in range(days * 24 * 60):
        offset = utc_offsets(begin + minute * MINUTE, zone)[0]
        if offset != last:
            changes.append((minute * 60, int(offset.total_seconds())))
        last = offset
    return tuple(changes)


def repeated_hour_note(moment: dt.datetime, zone: dt.tzinfo) -> str:
    """Says which one was taken of an hour that comes twice; empty for every other."""
    shown = wall_clock_time(moment, zone)
    if not is_repeated(shown, zone):
        return ""
    words = {"day": dates.format_day(shown.date(), dates.PLAIN), "hour": f"{shown:%H:%M}"}
    if moment.astimezone(zone).fold:
        return str(_("On %(day)s the clocks show %(hour)s twice: the second of the two is meant.")) % words
    return str(_("On %(day)s the clocks show %(hour)s twice: the first of the two is meant.")) % words
