"""The hours of what lasts several days, as a session keeps them: {"2019-08-26": ["09:00", "18:00"]}, null where closed.

A day that is not named has the hours at which the session starts and ends.
"""

import datetime as dt
import re
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

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
        moments = [moment and moment.astimezone(zone) for moment in (session.starts_at, session.ends_at)]
        return Open(session.day, *moments)
    if day.isoformat() in session.daily_hours:
        hours = session.daily_hours[day.isoformat()]
        return between(day, *map(dt.time.fromisoformat, hours), zone) if hours else Open(day, closed=True)
    if session.starts_at is None:
        return Open(day)
    return between(day, *(each.astimezone(zone).time() for each in (session.starts_at, session.ends_at)), zone)


def between(day: dt.date, opens: dt.time, closes: dt.time, zone: dt.tzinfo) -> Open:
    """What closes no later than it opens closes on the next day."""
    starts_at, ends_at = dt.datetime.combine(day, opens, zone), dt.datetime.combine(day, closes, zone)
    return Open(day, starts_at, ends_at + dt.timedelta(ends_at <= starts_at))


def check(value: Any) -> None:
    """Raises ValidationError where it is not of that shape."""
    if not isinstance(value, dict) or not all(fits(day, hours) for day, hours in value.items()):
        raise ValidationError(_("Give each day's hours like 09:00 and 18:00, or none where it is closed."))


def fits(day: str, hours: Any) -> bool:
    try:
        same = dt.date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False
    if hours is None:
        return same
    pair = isinstance(hours, list) and len(hours) == 2 and all(isinstance(one, str) for one in hours)
    return same and pair and all(CLOCK.fullmatch(one) for one in hours) and hours[0] != hours[1]
