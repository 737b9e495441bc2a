"""When the clock alone changes what pages show of sessions, beyond the minutes and days of their edition."""

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from agenda.models import Session
from expo.versions.reading import SHORTEST


def seconds_until_change() -> float | None:
    """None where every session begins and ends with a full minute, within the days of its edition: pages look then."""
    uneven = Q(starts_at__second__gt=0) | Q(ends_at__second__gt=0)
    last = Coalesce("last_day", "day")
    outside = Q(day__lt=F("edition__starts_on")) | Q(pk__in=Session.objects.filter(edition__ends_on__lt=last))
    rows = Session.objects.released().exclude(day=None)
    return SHORTEST if rows.filter(outside | uneven).exists() else None
