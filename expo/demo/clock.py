"""Where in the rehearsal "now" is: its days lie around the day it was loaded, its clock runs beside the real one."""

import datetime as dt
import os
from typing import NamedTuple

from django.utils import timezone

from expo.i18n.instants import moment_at
from expo.models import Edition
from expo.models.edition import EditionStatus

SLUG = "rehearsal"
DAYS = 4


class Moment(NamedTuple):
    """Days after the first day, the time at the venue, and what the edition's status then is."""

    day: int
    at: dt.time
    status: EditionStatus


MOMENTS = {
    "before": Moment(-3, dt.time(10, 0), EditionStatus.PLANNING),
    "opening": Moment(0, dt.time(9, 10), EditionStatus.LIVE),
    "midday": Moment(1, dt.time(12, 10), EditionStatus.LIVE),
    "closed": Moment(DAYS, dt.time(10, 0), EditionStatus.CLOSED),
}


LOADED_FOR = "EXPO_DEMO_MOMENT"


def load_for(moment: str) -> None:
    """Say for which of MOMENTS what is loaded from now on stands at its stage."""
    os.environ[LOADED_FOR] = moment


def loaded_for() -> str:
    return os.environ.get(LOADED_FOR, "midday")


def set_moment(moment: str) -> None:
    """Set the rehearsal's clock to one of MOMENTS; it runs on from there."""
    day, at, status = MOMENTS[moment]
    edition = Edition.objects.get(slug=SLUG)
    there = moment_at(edition.starts_on + dt.timedelta(day), at, edition.tz)
    Edition.objects.filter(pk=edition.pk).update(status=status, clock_shift=there - timezone.now())
