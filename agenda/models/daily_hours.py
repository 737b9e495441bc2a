"""The hours of what lasts several days, as a session keeps them: {"2019-08-26": ["09:00", "18:00"]}, null where closed.

A day that is not named has the hours at which the session starts and ends.
"""

import datetime as dt
import re
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from expo.instants import DAY, moment_at, shown_at

CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


class Open(NamedTuple):
    """One day of a session: from when to when, where that is known; `closed` where it is known to be closed."""

    day: dt.date | None
    starts_at: dt.datetime | None = None
    ends_at: dt.datetime | None = None
    closed: bool = False


def on(session: Any, day: dt.date, zone: dt.tzinfo) -> Open:
    """What a Session keeps of one of its days, by the clock of the zone; of a single day, that day's hours."""
    if not session.last_day:
        return Open(session.day, session.starts_at, session.ends_at)
    hours = hours_of_day(session, day, zone)
    return between(day, *hours, zone) if hours else Open(day, closed=day.isoformat() in session.daily_hours)


def hours_of_day(session: Any, day: dt.date, zone: dt.tzinfo) -> tuple[dt.time, dt.time] | None:
    """When what lasts several days opens and closes on one of them; None where it is closed or that is not known."""
    if day.isoformat() in session.daily_hours:
        hours = session.daily_hours[day.isoformat()]
        return (dt.time.fromisoformat(hours[0]), dt.time.fromisoformat(hours[1])) if hours else None
    if session.starts_at is None:
        return None
    return shown_at(session.starts_at, zone).time(), shown_at(session.ends_at, zone).time()


def between(day: dt.date, opens: dt.time, closes: dt.time, zone: dt.tzinfo) -> Open:
    """What closes no later than it opens closes on the next day."""
    starts_at = moment_at(day, opens, zone)
    return Open(day, starts_at, moment_at(day + DAY if closes <= opens else day, closes, zone, after=starts_at))


def check(value: Any) -> None:
    """Raises ValidationError where it is not of that shape."""
    if not is_daily_hours(value):
        raise ValidationError(_("Give each day's hours like 09:00 and 18:00, or none where it is closed."))


def is_daily_hours(value: Any) -> bool:
    return isinstance(value, dict) and all(fits(day, hours) for day, hours in value.items())


def fits(day: str, hours: Any) -> bool:
    try:
        same = dt.date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False
    if hours is None:
        return same
    pair = isinstance(hours, list) and len(hours) == 2 and all(isinstance(one, str) for one in hours)
    return same and pair and all(CLOCK.fullmatch(one) for one in hours) and hours[0] != hours[1]
