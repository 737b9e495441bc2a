"""How long what staff deleted or did to many rows can be taken back, and letting go of it after that."""

import datetime as dt
from collections import defaultdict
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from expo.models import Operation, Trace, Version
from expo.recovery.deleted_files import discard_files, named_by_traces
from expo.recovery.snapshots import every_row, find_model

RESTORABLE_FOR = dt.timedelta(days=365)


class ForgottenCounts(NamedTuple):
    """How many steps, and how many versions of rows that are gone for good."""

    steps: int
    versions: int


@transaction.atomic
def forget_old_steps(now: dt.datetime | None = None) -> ForgottenCounts:
    """Forget the steps of more than a year ago and, with what they deleted, its history and its files."""
    limit = (now or timezone.now()) - RESTORABLE_FOR
    old = Operation.objects.filter(at__lt=limit)
    steps, files = old.count(), named_by_traces(Trace.objects.filter(operation__in=old))
    old.delete()
    transaction.on_commit(lambda: discard_files(files))
    return ForgottenCounts(steps, forget_histories(limit))


def forget_histories(limit: dt.datetime) -> int:
    """Delete the old versions of rows that are neither there nor to be restored."""
    restorable = restorable_rows()
    keys: dict[int, set[str]] = defaultdict(set)
    for kind, key in Version.objects.filter(saved_at__lt=limit).values_list("content_type", "object_id").distinct():
        keys[kind].add(key)
    forgotten = 0
    for kind, found in keys.items():
        rows = Version.objects.filter(content_type=kind, object_id__in=found).select_related("content_type")
        model = rows[0].content_type.model_class()
        there: set[str] = set()
        if model:
            there.update(map(str, every_row(model).filter(pk__in=found).values_list("pk", flat=True)))
        gone = [key for key in found - there if (model, key) not in restorable]
        forgotten += rows.filter(object_id__in=gone).delete()[0]
    return forgotten


def restorable_rows() -> set[tuple]:
    """The model and key of every deleted row that can still be restored, be it alone or with another."""
    found = set()
    for trace in Trace.objects.deleted().select_related("content_type").iterator():
        found.add((trace.model, trace.object_id))
        for each in trace.below:
            if model := find_model(each["model"]):
                found.add((model, str(each["fields"][model._meta.pk.attname])))
    return found
