"""When the clock alone makes something of the news public."""

from expo.i18n import instants
from expo.models import NewsItem
from expo.models.showcase.news import EDITION_NOW


def seconds_until_change() -> float | None:
    """Until the next item appears, by the database's clock; None where none waits."""
    seconds = []
    waiting = NewsItem.objects.approved().filter(publish_at__gt=EDITION_NOW)
    for publish_at, there in waiting.values_list("publish_at", EDITION_NOW):
        seconds.append(instants.duration(there, publish_at).total_seconds())
    return min(seconds, default=None)
