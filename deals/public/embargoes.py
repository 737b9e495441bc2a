"""When the clock alone makes something of the deals public."""

import datetime as dt

from django.db.models import DateTimeField, ExpressionWrapper, F
from django.db.models.functions import Now

from deals.models import Terms
from expo.i18n import instants

CLOCK = ExpressionWrapper(Now(), output_field=DateTimeField())


def moment_of_reading() -> dt.datetime | None:
    """What the database's clock says, for what is read in parts: an embargo may end between two; None without deals."""
    return Terms.objects.order_by().values_list(CLOCK, flat=True).first()


def seconds_until_change() -> float | None:
    """Until the next embargo of an announced version ends, by the database's clock; None where there is none."""
    rows = Terms.objects.filter(number=F("deal__announced_version"), embargo_until__gt=Now())
    found = rows.order_by("embargo_until").values_list("embargo_until", CLOCK).first()
    if found is None:
        return None
    ends_at, now = found
    return instants.duration(now, ends_at).total_seconds()
