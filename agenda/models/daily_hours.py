"""The hours of what lasts several days, as a session keeps them: {"2019-08-26": ["09:00", "18:00"]}, null where closed.

A day that is not named has the hours at which the session starts and ends.
"""

import datetime as dt
from typing import Any, NamedTuple

from expo.i18n.instants import DAY, moment_at, wall_clock_time


class DayHours(NamedTuple):
    """One day of a session: from when to when, where that is known; `closed` where it is known to be closed."""

    day: dt.date | None
    starts_at: dt.datetime | None = None
    ends_at: dt.datetime | None = None
    closed: bool = False


def day_hours(session: Any, day: dt.date | None, zone: dt.tzinfo) -> DayHours:
    """What a Session keeps of one of its days, by the clock of the zone; of a single day, that day's hours."""
    if day is None or not session.last_day:
        return DayHours(session.day, session.starts_at, session.ends_at)
    hours = clock_hours(session, day, zone)
    return build_day_hours(day, *hours, zone) if hours else DayHours(day, closed=day.isoformat() in session.daily_hours)


def clock_hours(session: Any, day: dt.date, zone: dt.tzinfo) -> tuple[dt.time, dt.time] | None:
    """When what lasts several days opens and closes on one of them; None where it is closed or that is not known."""
    if day.isoformat() in session.daily_hours:
        hours = session.daily_hours[day.isoformat()]
        return (dt.time.fromisoformat(hours[0]), dt.time.fromisoformat(hours[1])) if hours else None
    if session.starts_at is None:
        return None
    return wall_clock_time(session.starts_at, zone).time(), wall_clock_time(session.ends_at, zone).time()


def build_day_hours(day: dt.date, opens: dt.time, closes: dt.time, zone: dt.tzinfo) -> DayHours:
    """What closes no later than it opens closes on the next day."""
    starts_at = moment_at(day, opens, zone)
    return DayHours(day, starts_at, moment_at(day + DAY if closes <= opens else day, closes, zone, after=starts_at))
