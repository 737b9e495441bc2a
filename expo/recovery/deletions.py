"""Deleting rows so that they can be restored with all that went with them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, cast

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import Field, Model, QuerySet
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from expo.exhibition import organisation_visibility
from expo.models import Operation
from expo.models.operations import Verb
from expo.recovery.operations import begin_operation
from expo.recovery.snapshots import every_row, make_trace, snapshot_of

AT_ONCE = 500
DELETED = gettext_lazy("deleted")
Keys = dict[type[Model], set[Any]]


@transaction.atomic
def delete_rows(rows: Iterable[Model], by: User | None) -> Operation:
    """Delete rows of one model, and write down what they were and what went with each.

    Raises ValidationError where something that must stay holds on to one of them, and where somebody else has
    deleted them all; then none is deleted. What only the ledger holds on to leaves data entry like all others.
    """
    rows = lock_remaining_rows(list(rows))
    operation = begin_operation(Verb.DELETE, type(rows[0]), DELETED, len(rows), by)
    for row in rows:
        organisation_visibility.release_hidden_twins(row)
        try:
            collector = collect_deletion(row)
        except (ProtectedError, RestrictedError) as held:
            if not organisation_visibility.may_leave_data_entry(row, by):
                said = _("“%(row)s” is in use and cannot be deleted.") % {"row": row}
                raise ValidationError(said) from held
            make_trace(row, operation=operation, before=snapshot_of(row)).save()
            organisation_visibility.hide_from_data_entry(row)
        else:
            record_deletion(operation, row, collector)
            collector.delete()
    return operation


def lock_remaining_rows(rows: list[Model]) -> list[Model]:
    """Those of the rows that nobody has deleted meanwhile, locked."""
    model, keys = type(rows[0]), [row.pk for row in rows]
    there: list[Model] = []
    for batch in row_batches(model, keys):
        there.extend(batch.select_for_update())
    if not there:
        raise ValidationError(_("It has been deleted since."))
    return there


def collect_deletion(row: Model) -> Collector:
    """All that goes with the row, locked until nothing can be added below it any more."""
    known: Keys | None = None
    while True:
        collector = Collector(using=DEFAULT_DB_ALIAS, origin=row)
        collector.collect([row])
        keys = keys_of(collector)
        if keys == known:
            return collector
        lock_rows(keys)
        known = keys


def keys_of(collector: Collector) -> Keys:
    """The keys of all rows that go, by model."""
    keys: Keys = defaultdict(set)
    for model, gathered in collector.data.items():
        keys[model] |= {row.pk for row in gathered}
    for rows in collector.fast_deletes:
        keys[rows.model] |= set(rows.values_list("pk", flat=True))
    return {model: found for model, found in keys.items() if found}


def row_batches(model: type[Model], keys: Iterable[Any]) -> Iterator[QuerySet]:
    """The rows with these keys, so many at a time that any database takes them."""
    ordered = sorted(keys)
    for start in range(0, len(ordered), AT_ONCE):
        yield every_row(model).filter(pk__in=ordered[start : start + AT_ONCE]).order_by("pk")


def lock_rows(keys: Keys) -> None:
    for model in sorted(keys, key=lambda each: each._meta.label):
        for rows in row_batches(model, keys[model]):
            list(rows.select_for_update().values_list("pk"))


def record_deletion(operation: Operation, row: Model, collector: Collector) -> None:
    below = []
    for model, keys in keys_of(collector).items():
        if not getattr(model, "restorable", True):
            continue
        for rows in row_batches(model, keys):
            for each in rows:
                if each != row:
                    below.append({"model": model._meta.label, "fields": snapshot_of(each)})
    trace = make_trace(row, operation=operation, before=snapshot_of(row), below=below)
    trace.loosened = list(pointers_emptied(collector))
    trace.save()


def pointers_emptied(collector: Collector) -> Iterator[dict[str, Any]]:
    """What stays, but pointed to something that goes."""
    # Each with lists of rows, whatever the stubs say.
    updates = cast(dict[tuple[Field, Any], list[Iterable[Model]]], collector.field_updates)
    for (pointer, _value), batches in updates.items():
        for rows in batches:
            keys = [row.pk for row in rows]
            for found in row_batches(pointer.model, keys):
                for key, value in found.values_list("pk", pointer.attname):
                    yield {"model": pointer.model._meta.label, "pk": key, "field": pointer.attname, "value": value}
