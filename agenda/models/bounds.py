"""Within what a session must lie: the days of its edition, and the night after the last of them."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext as _

from agenda.migration_names import Seconds, is_daily_hours
from expo.i18n.instants import DAY, SkippedHour, moment_at, refuse_skipped_hour, wall_clock_time
from expo.models import Edition

from . import daily_hours

# When the night after a day is over, by the clock at the venue.
NIGHT_ENDS = dt.time(6)
# A day and the night after it, and the hour by which a night may be longer: what the database lets nobody exceed.
LONGEST = int(dt.timedelta(hours=24 + 6 + 1).total_seconds())
SPAN = Coalesce(Seconds("last_day") - Seconds("day"), 0) + LONGEST
LASTS_NO_LONGER = Q(ends_at=None) | Q(LessThanOrEqual(Seconds("ends_at") - Seconds("starts_at"), SPAN))


def latest_end(day: dt.date, zone: dt.tzinfo) -> dt.datetime:
    """At which a night is over that follows the day."""
    return moment_at(day + DAY, NIGHT_ENDS, zone)


def bounds_errors(session: Any) -> dict[str, str]:
    """What is wrong with when a Session takes place, by the field; empty where it lies within its edition."""
    edition, day = session.edition, session.day
    if day and not edition.starts_on <= day <= edition.ends_on:
        return {"day": _("This day is not one of the edition's days.")}
    if session.last_day and session.last_day > edition.ends_on:
        return {"last_day": _("It would last longer than the edition does.")}
    if not session.starts_at:
        return {}
    if day != wall_clock_time(session.starts_at, edition.tz).date():
        return {"starts_at": _("The start does not lie on the day given.")}
    return {"ends_at": wrong} if session.ends_at and (wrong := end_error(session, edition)) else {}


def end_error(session: Any, edition: Edition) -> str:
    """What is wrong with an end, as a sentence."""
    night = {"hour": f"{NIGHT_ENDS:%H:%M}"}
    if session.last_day and session.ends_at > latest_end(session.last_day, edition.tz):
        return _("It must end by %(hour)s of the night after its last day.") % night
    if is_too_long(session, edition.tz):
        return _("It lasts longer than 24 hours: give it a last day, or another end.")
    if session.ends_at > latest_end(edition.ends_on, edition.tz):
        return _("It must end by %(hour)s of the night after the edition's last day.") % night
    return ""


def is_too_long(session: Any, zone: dt.tzinfo) -> bool:
    """By the clock: from ten to ten are 24 hours in every night."""
    begins, ends = (wall_clock_time(each, zone) for each in (session.starts_at, session.ends_at))
    return not session.last_day and ends - begins > DAY


def skipped_hour_errors(session: Any) -> list[str]:
    """Of what lasts several days: on which of them it would open or close at an hour that does not exist."""
    edition = session.edition
    errors: list[str] = []
    if not is_daily_hours(session.daily_hours):
        return errors
    for day in edition.days:
        if not session.last_day or not session.day <= day <= session.last_day:
            continue
        for clock in daily_hours.clock_hours(session, day, edition.tz) or ():
            try:
                refuse_skipped_hour(dt.datetime.combine(day, clock), edition.tz)
            except SkippedHour as error:
                errors += error.messages
    return errors


def hours_errors(session: Any) -> dict[str, str]:
    """The same as `bounds_errors`, and what is wrong with the hours of single days: one rule for forms and lists."""
    errors = bounds_errors(session)
    if errors:
        return errors
    if session.last_day and (skipped := skipped_hour_errors(session)):
        return {"daily_hours": " ".join(skipped)}
    first, last = session.day, session.last_day or session.day
    if any(not (first and last and first.isoformat() <= day <= last.isoformat()) for day in session.daily_hours):
        return {"daily_hours": _("Hours are given for a day on which it does not take place.")}
    if session.daily_hours and not session.last_day:
        return {"last_day": _("Hours of each day need a last day.")}
    return {}


def refuse_outside(session: Any) -> None:
    """Raises ValidationError where the session does not lie within its edition, beside the field to change."""
    if errors := hours_errors(session):
        raise ValidationError(errors)


def is_on_other_day(edition: Edition) -> Q:
    """Which rows of whatever has a `day` are on none of the edition's."""
    return Q(day__lt=edition.starts_on) | Q(day__gt=edition.ends_on)


def is_outside_edition(edition: Edition) -> Q:
    """Which sessions do not lie within the edition, for its days or its clock may have been changed since."""
    days = is_on_other_day(edition) | Q(last_day__gt=edition.ends_on)
    another_day = Q(day__isnull=False, starts_at__isnull=False) & ~begins_on_its_day(edition)
    return days | another_day | Q(ends_at__gt=latest_end(edition.ends_on, edition.tz))


def begins_on_its_day(edition: Edition) -> Q:
    """Which sessions begin between the midnights of their day, by the clock at the venue; the days are moments here.

    So no row is asked for its hour: SQLite would call Python for each.
    """
    begins = Q()
    for day in edition.days:
        midnight, next_midnight = (moment_at(each, dt.time(), edition.tz) for each in (day, day + DAY))
        begins |= Q(day=day, starts_at__gte=midnight, starts_at__lt=next_midnight)
    return begins
