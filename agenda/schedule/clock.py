"""When the clock alone changes what pages show of sessions, beyond the minutes and days of their edition."""

import datetime as dt

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from agenda.models import Session, daily_hours
from agenda.schedule.facets import sessions_of_day
from expo.i18n.instants import DAY, moment_at
from expo.models import Edition
from expo.versions.reading import SHORTEST
from expo.versions.row_memory import ROWS

HOURS = ("day", "last_day", "starts_at", "ends_at", "daily_hours")
# The finest row of a day's table to scale, in minutes: so long one of its rows is the current one.
FINEST_ROW = 5


def seconds_until_change() -> float | None:
    """None where every session begins and ends with a full minute, within the days of its edition: pages look then."""
    uneven = Q(starts_at__second__gt=0) | Q(ends_at__second__gt=0)
    last = Coalesce("last_day", "day")
    outside = Q(day__lt=F("edition__starts_on")) | Q(pk__in=Session.objects.filter(edition__ends_on__lt=last))
    rows = Session.objects.released().exclude(day=None)
    return SHORTEST if rows.filter(outside | uneven).exists() else None


def last_change(edition: Edition, day: dt.date, now: dt.datetime, *, to_scale: bool) -> dt.datetime:
    """The last moment at which the clock changed what the page of a day says: all that it says now it said then, too.

    Of midnight, the beginnings and ends of its sessions, and, of a table to scale, the rows around the day. The moments
    are remembered.
    """
    key = ("moments of a day", edition.pk, day, edition.tz.key)
    changed = [moment_at(now.date(), dt.time(), edition.tz)]
    changed += [moment for moment in ROWS.recall(key, lambda: moments_of_day(edition, day)) if moment <= now]
    if to_scale and abs(now.date() - day) <= DAY:
        changed.append(now.replace(minute=now.minute // FINEST_ROW * FINEST_ROW, second=0, microsecond=0))
    return max(moment.astimezone(dt.UTC) for moment in changed).astimezone(edition.tz)


def moments_of_day(edition: Edition, day: dt.date) -> tuple[dt.datetime, ...]:
    """When the public sessions of a day begin and end on it; one query."""
    found: set[dt.datetime] = set()
    for session in sessions_of_day(edition.pk, day).order_by().values_list(*HOURS, named=True):
        hours = daily_hours.day_hours(session, day, edition.tz)
        found.update(moment for moment in (hours.starts_at, hours.ends_at) if moment)
    return tuple(sorted(found))
