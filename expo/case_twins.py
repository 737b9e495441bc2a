"""Addresses that differed by case only, parted by a migration before the database refuses them. Migrations name it."""

import logging
from collections import defaultdict
from itertools import count

from django.db.models import Model, QuerySet

logger = logging.getLogger(__name__)


def part(rows: QuerySet, field: str, *within: str) -> None:
    """Give all but the oldest of such rows an address of their own, like hall-a-2, and say so in the log."""
    alike: dict[tuple, list[Model]] = defaultdict(list)
    taken = set()
    for row in rows.order_by("pk"):
        place = tuple(getattr(row, name) for name in within)
        alike[*place, getattr(row, field).lower()].append(row)
        taken.add((*place, getattr(row, field).lower()))
    for (*place, _address), (_first, *others) in alike.items():
        for row in others:
            rename(row, field, tuple(place), taken)


def rename(row: Model, field: str, place: tuple, taken: set[tuple]) -> None:
    old = getattr(row, field)
    stem = old[: row._meta.get_field(field).max_length - 4].rstrip("-_")
    new = next(name for n in count(2) if (*place, (name := f"{stem}-{n}").lower()) not in taken)
    taken.add((*place, new.lower()))
    type(row).objects.filter(pk=row.pk).update(**{field: new})
    told = (row._meta.verbose_name, row.pk, old, new)
    logger.warning("%s %s: the address %s differed from another by capitals only; it is %s now.", *told)
