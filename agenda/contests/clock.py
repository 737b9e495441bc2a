"""When the clock alone makes results of contests public."""

from django.db.models import DateTimeField, ExpressionWrapper, F, QuerySet
from django.db.models.functions import Now

from agenda.models.contests import Award, FrozenRanking
from expo.i18n import instants


def seconds_until_ranking() -> float | None:
    """Until the next ranking is public, by the database's clock; None where none waits for its moment."""
    return seconds_until_published(FrozenRanking.objects.all())


def seconds_until_award() -> float | None:
    return seconds_until_published(Award.objects.all())


def seconds_until_published(rows: QuerySet) -> float | None:
    clock = ExpressionWrapper(Now(), output_field=DateTimeField())
    waiting = rows.filter(published_at__gt=Now()).order_by(F("published_at"))
    found = waiting.values_list("published_at", clock).first()
    if found is None:
        return None
    published_at, now = found
    return instants.duration(now, published_at).total_seconds()
