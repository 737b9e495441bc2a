"""Taking a step back: what nobody has changed since becomes what it was, and of the rest it is told why not."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from expo.db.columns import find_column, related_model
from expo.db.constraints import races_as_validation
from expo.exhibition import organisation_merge
from expo.models import Operation, Trace
from expo.models.operations import Verb
from expo.recovery import restoration
from expo.recovery.snapshots import column_value, every_row, linked_keys, replace_links, row_digest, stored_fields


@dataclass
class UndoOutcome:
    """How many rows are what they were before a step; and each other by its name, with the sentence why it is not."""

    rows: int = 0
    left: list[tuple[Trace, str]] = field(default_factory=list)


@transaction.atomic
def undo_operation(operation: Operation, by: User) -> UndoOutcome | None:
    """Take a step back, its last row first; None where somebody has done so already."""
    operation = Operation.objects.select_for_update(of=("self",)).get(pk=operation.pk)
    if operation.undone_at:
        return None
    operation.undone_at, operation.undone_by = timezone.now(), by
    operation.save(update_fields=["undone_at", "undone_by"])
    undone = UndoOutcome()
    for trace in operation.traces.filter(undone_at=None).select_related("content_type").order_by("-pk"):
        if refusal := WAYS_BACK[Verb(operation.verb)](trace, by):
            undone.left.append((trace, refusal))
        else:
            undone.rows += 1
    return undone


def undo_delete(trace: Trace, by: User) -> str:
    """Why a deleted row could not be restored, if so."""
    try:
        restoration.restore(trace)
    except restoration.RestorationBlocked as held:
        return str(held)
    return ""


def undo_change(trace: Trace, by: User) -> str:
    """Why a changed row is left as it is, if so."""
    model = trace.model
    row = every_row(model).select_for_update().filter(pk=trace.object_id).first() if model else None
    if model is None or row is None:
        return _("It has been deleted since.")
    if row_digest(row) != trace.digest:
        return _("Somebody has changed it since.")
    columns = {column.attname: column for column in stored_fields(model)}
    if not columns.keys() >= trace.before.keys():
        return undo_link_changes(trace, row)
    values = {name: column_value(columns[name], value) for name, value in trace.before.items()}
    try:
        with races_as_validation(model):
            every_row(model).filter(pk=row.pk).update(**values)
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    return mark_undone(trace)


def undo_link_changes(trace: Trace, row: Model) -> str:
    """Why a row is left with the others that a step gave it, if so."""
    for name, before in trace.before.items():
        if sorted(linked_keys([row], name)[row.pk]) != trace.after[name]:
            return _("Somebody has changed it since.")
        named = related_model(find_column(row, name))
        standing = every_row(named).filter(pk__in=before).values_list("pk", flat=True)
        replace_links([row], name, {row.pk: list(standing)})
    return mark_undone(trace)


def undo_merge(trace: Trace, by: User) -> str:
    """Why two organisations stay merged, if so."""
    gone = organisation_merge.Organisation.objects.filter(pk=trace.object_id).first()
    if gone is None:
        return _("It has been deleted since.")
    try:
        organisation_merge.split_organisation(gone, by)
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    return mark_undone(trace)


def mark_undone(trace: Trace) -> str:
    trace.undone_at = timezone.now()
    trace.save(update_fields=["undone_at"])
    return ""


WAYS_BACK: dict[Verb, Callable[[Trace, User], str]] = {
    Verb.DELETE: undo_delete,
    Verb.CHANGE: undo_change,
    Verb.MERGE: undo_merge,
}
