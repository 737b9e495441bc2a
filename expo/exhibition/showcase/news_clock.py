"""When the clock alone makes something of the news public."""

from django.db.models import DateTimeField, ExpressionWrapper, F
from django.db.models.functions import Now

from expo.i18n import instants
from expo.models import NewsItem

THERE = ExpressionWrapper(Now() + F("edition__clock_shift"), output_field=DateTimeField())


def seconds_until_change() -> float | None:
    """Until the next item appears, by the database's clock; None where none waits."""
    seconds = []
    waiting = NewsItem.objects.approved().filter(publish_at__gt=THERE)
    for publish_at, there in waiting.values_list("publish_at", THERE):
        seconds.append(instants.duration(there, publish_at).total_seconds())
    return min(seconds, default=None)
