"""What a run wrote, row by row, so that it can be taken back where nobody has touched it since."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import ForeignObjectRel, Model

from expo.db.columns import related_model
from expo.recovery.deletions import row_batches
from expo.recovery.snapshots import every_row, snapshot_of

# When a row was last saved says nothing of what it holds.
NOT_HELD = "changed_at"


def written_entry(row: Model, parts: Iterable[Model] = (), before: dict[str, Any] | None = None) -> dict[str, Any]:
    """For the run's `trail`: the row as it is in the database now; `before`: what an undo needs, None of a new row."""
    return {"model": row._meta.label, "pk": row.pk, "digest": digest_with_parts(row, parts), "before": before}


def digest_with_parts(row: Model, parts: Iterable[Model] = ()) -> str:
    """The same for the same values of all columns of the row and of the rows that are part of it."""
    held = [snapshot_of(each) for each in (row, *sorted(parts, key=lambda part: part.pk))]
    held[0].pop(NOT_HELD, None)
    return hashlib.sha256(json.dumps(held, sort_keys=True).encode()).hexdigest()


def keys_depended_on(model: type[Model], keys: set[int], apart_from: tuple[type[Model], ...] = ()) -> set[int]:
    """Those of the rows that others refer to, in whatever way, apart from rows of these models.

    Of rows of the model itself those count that are not among the keys, or are depended on in turn.
    """
    found: set[int] = set()
    below: dict[int, set[int]] = defaultdict(set)
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or relation.many_to_many:
            continue
        if relation.related_model not in apart_from:
            for batch in row_batches(model, keys - found):
                pointer = relation.field
                rows = every_row(related_model(relation)).filter(**{f"{pointer.name}__in": batch.values("pk")})
                if relation.related_model is not model:
                    found |= set(rows.values_list(pointer.attname, flat=True))
                    continue
                for key, above in rows.values_list("pk", pointer.attname):
                    below[key].add(above)
    return found | depended_on_below(found, keys, below)


def depended_on_below(found: set[int], keys: set[int], below: dict[int, set[int]]) -> set[int]:
    """Those above rows that are not among the keys, or that are found themselves. `below`: by key the keys above it."""
    more = set(found)
    for key in below.keys() - keys:
        more |= below[key]
    above: set[int] = set()
    while more - above:
        above |= more
        more = set().union(*(below[key] for key in above & below.keys()))
    return above
