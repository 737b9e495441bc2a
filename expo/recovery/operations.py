"""Steps that staff take on many rows at once, written down so that they can be taken back."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import translation

from expo.db.columns import find_column
from expo.i18n.lazy_text import LazyText
from expo.models import Operation, Trace
from expo.models.operations import Verb
from expo.recovery.snapshots import make_trace, row_digest, snapshot_of


def begin_operation(verb: Verb, model: type[Model], done: LazyText, count: int, by: User | None) -> Operation:
    """A step on so many rows of the model, written down before it is taken."""
    words = {}
    for code, language in (("en", "en"), ("zh", "zh-hans")):
        with translation.override(language):
            words[f"done_{code}"] = str(done)[:100]
    kind = ContentType.objects.get_for_model(model)
    return Operation.objects.create(content_type=kind, verb=verb, count=count, by=by, **words)


def note_changes(operation: Operation, rows: Iterable[Model], name: str, value: Any) -> None:
    """Write down that the step gives this column of the rows this value; they are as they were before it."""
    traces = []
    for row in rows:
        column = find_column(row, name)
        before = {column.attname: snapshot_of(row)[column.attname]}
        setattr(row, column.attname, value)
        after = {column.attname: snapshot_of(row)[column.attname]}
        traces.append(make_trace(row, operation=operation, before=before, after=after, digest=row_digest(row)))
    Trace.objects.bulk_create(traces)


def note_link_changes(
    operation: Operation, rows: Iterable[Model], name: str, before: dict[Any, list], after: dict[Any, list]
) -> None:
    """Write down which rows these are linked to by a field of several, before the step and after it, by their keys."""
    traces = []
    for row in rows:
        linked = {"before": {name: sorted(before[row.pk])}, "after": {name: sorted(after[row.pk])}}
        traces.append(make_trace(row, operation=operation, digest=row_digest(row), **linked))
    Trace.objects.bulk_create(traces)
