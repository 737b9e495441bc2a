"""The files of deleted rows: kept as long as the rows can be restored, then gone from the storage."""

import logging
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db.models import FileField, Model, QuerySet

from expo.models import Picture, Trace
from expo.recovery.snapshots import every_row, find_model

LOG = logging.getLogger(__name__)


class NamedFile(NamedTuple):
    """A file in the storage of a field, by its name there."""

    field: FileField
    name: str


def named_by_traces(traces: QuerySet[Trace]) -> set[NamedFile]:
    """Those of the deleted rows and of all that went with them, without pictures: each of these is several files."""
    found: set[NamedFile] = set()
    for trace in traces.select_related("content_type").iterator():
        found.update(named_files(trace.model, trace.before))
        for each in trace.below:
            found.update(named_files(find_model(each["model"]), each["fields"]))
    return found


def named_files(model: type[Model] | None, values: dict[str, Any]) -> Iterator[NamedFile]:
    if model is None or model is Picture:
        return
    for field in model._meta.concrete_fields:
        if isinstance(field, FileField) and (name := values.get(field.attname)):
            yield NamedFile(field, name)


def discard_files(files: Iterable[NamedFile]) -> None:
    """Those of them that neither a row names nor a deleted row that can still be restored.

    One that cannot be deleted is told in the log, for nothing names it any more, and keeps no other on the disk.
    """
    kept = named_by_traces(Trace.objects.deleted()) if files else set()
    for file in files:
        rows = every_row(file.field.model).filter(**{file.field.attname: file.name})
        if file not in kept and not rows.exists():
            discard(file)


def discard(file: NamedFile) -> None:
    try:
        file.field.storage.delete(file.name)
    except OSError:
        LOG.exception("A file that nothing names any more could not be deleted: %s", file.name)
