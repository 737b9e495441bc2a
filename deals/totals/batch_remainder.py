"""What is left of announced batches: they are counted until the announced deals drawn from them take their place."""

from collections.abc import Iterable
from typing import Any

from deals.models import Batch
from deals.totals.parts import Pin, Scope
from deals.totals.query import BATCH, DimensionSum
from expo.db.compiled_rows import CompiledRows
from expo.presence import require_value


def batch_remainders(scope: Scope, found: Iterable[DimensionSum]) -> list[dict[str, Any]]:
    """A sum for each batch that is not all itemised, with the `batch`, from sums by `batch` among those found.

    What is not shown of a drawn deal stays in its batch: a rest without it would tell it. A batch whose projects are
    all itemised counts no more, whatever amount was reported for it.
    """
    of_batches = [row for row in found if row.dimension == BATCH]
    taken = {int(row.value): (row.projects, row.minor or 0) for row in of_batches if row.value}
    remainders = []
    for batch in counted_batches(scope):
        projects, minor = taken.get(batch.pk, (0, 0))
        remainder = batch_remainder(batch, projects, minor, scope.currency)
        if remainder["projects"] > 0:
            remainders.append(remainder)
    return remainders


def counted_batches(scope: Scope) -> Iterable[Batch]:
    """The batches whose rests are counted.

    Nobody knows the instruments, the sizes or the currencies in a batch, nor which of its projects were announced by
    a moment: a definition that asks for these counts no batches.
    """
    if scope.pin is not None:
        pinned = Batch.objects.filter(pk__in=scope.pin.batches or {0})
        return [restore_batch(batch, scope.pin) for batch in pinned]
    definition = scope.definition
    if definition is None:
        return announced_batches(scope.edition.pk)
    unknown = (definition.instruments, definition.minimum_minor, definition.currency, definition.as_of)
    if not definition.batches or any(unknown):
        return []
    batches = announced_batches(scope.edition.pk)
    if not definition.place:
        return batches
    return [batch for batch in batches if batch.announced_place == definition.place]


announced_batches: CompiledRows[Batch] = CompiledRows(
    lambda edition: Batch.objects.public().of(edition).select_related("announced_district").order_by("sequence"), int
)


def restore_batch(batch: Batch, pin: Pin) -> Batch:
    """The batch as it was announced when it was counted; it may have been amended since."""
    then = pin.batches[batch.pk]
    batch.announced_projects, batch.announced_minor, batch.announced_place = then.projects, then.minor, then.place
    return batch


def batch_remainder(batch: Batch, projects: int, minor: int, currency: str) -> dict[str, Any]:
    """What was announced of it less what is taken; an amendment not announced yet may have let more be drawn.

    Where all its money is taken and some of its projects are not, nobody knows what these are worth: it is not nothing.
    """
    announced = batch.announced_minor or 0
    known = batch.currency == currency and announced > minor
    left = require_value(batch.announced_projects) - projects
    return {
        "batch": batch,
        "place": batch.announced_place,
        "projects": left,
        "minor": announced - minor if known else None,
        "undisclosed": 0 if known else left,
        "rate_missing": 0,
        "last": batch.announced_at or batch.recorded_at,
    }
