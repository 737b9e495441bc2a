"""Two entries of one organisation become one, and can become two again: nothing is deleted.

What staff keep up to date (participations, roles, people) goes to the organisation that is kept, row by row, and each
move is written down. What was signed stays as it was written; whoever reads it asks `Organisation.kept`.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expo.db.columns import related_model
from expo.exhibition.organisation_visibility import data_entry_condition
from expo.models import MovedRow, Operation, Organisation
from expo.models.operations import Verb
from expo.recovery.operations import begin_operation, note_changes

MERGED = _("merged into another")


@dataclass(frozen=True)
class HandoverTally:
    """Rows of one kind: how many go to the organisation that is kept, and how many stay where they are."""

    name: str
    moved: int
    left: int


@transaction.atomic
def merge_organisations(keep: Organisation, gone: Organisation, by: User) -> list[HandoverTally]:
    """Let `gone` stand behind `keep`. A row that `keep` has already, like a participation, stays where it is.

    Returns what was touched, as far as `by` may see it.

    Raises ValidationError where one of them is merged already, so that there are neither chains nor loops.
    """
    keep, gone = lock_organisations(keep, gone)
    check_merge(keep, gone)
    operation = begin_operation(Verb.MERGE, Organisation, MERGED, 1, by)
    note_changes(operation, [gone], "merged_into", keep.pk)
    gone.merged_into = keep
    gone.save(update_fields=["merged_into"])
    tally: dict[type[models.Model], Counter] = {}
    for relation in movable_relations():
        tally.setdefault(related_model(relation), Counter()).update(hand_over_rows(relation, keep, gone))
    list(hand_over_rows(hidden_twins_relation(), keep, gone))
    log_change(by, gone, f"Merged into {keep.pk}.")
    log_change(by, keep, f"Took in {gone.pk}.")
    tallies = []
    for row, count in tally.items():
        if count.total() and by.has_perm(f"{row._meta.app_label}.view_{row._meta.model_name}"):
            tallies.append(HandoverTally(str(row._meta.verbose_name_plural), count["moved"], count["left"]))
    return tallies


def preview_merge(keep: Organisation, gone: Organisation, by: User) -> list[HandoverTally]:
    """What merging would touch: it is done and taken back."""
    with transaction.atomic():
        touched = merge_organisations(keep, gone, by)
        transaction.set_rollback(True)
    return touched


@transaction.atomic
def split_organisation(gone: Organisation, by: User) -> None:
    """Undo a merging: the organisation stands for itself again, and each row that had moved goes back.

    A row that staff have since given to somebody else stays there.
    """
    keep = gone.merged_into
    if keep is None:
        raise ValidationError(_("This organisation is not merged into another."))
    keep, gone = lock_organisations(keep, gone)
    for moved in gone.moved_rows.all():
        rows = apps.get_model(moved.model).objects.filter(**{"pk": moved.row, moved.field: keep})
        move_rows(rows, moved.field, gone)
    gone.moved_rows.all().delete()
    taken = Operation.objects.standing().filter(verb=Verb.MERGE, traces__object_id=str(gone.pk))
    taken.update(undone_at=timezone.now(), undone_by=by)
    gone.merged_into = None
    gone.save(update_fields=["merged_into"])
    log_change(by, gone, f"Split from {keep.pk}.")


def lock_organisations(*both: Organisation) -> list[Organisation]:
    """As they now stand, locked in one order, so that two people who merge do not wait for each other for ever."""
    rows = Organisation.objects.select_for_update().order_by("pk").in_bulk([row.pk for row in both])
    return [rows[row.pk] for row in both]


def check_merge(keep: Organisation, gone: Organisation) -> None:
    if keep == gone:
        raise ValidationError(_("An organisation cannot be merged into itself."))
    if keep.merged_into_id or gone.merged_into_id:
        raise ValidationError(_("One of them is merged into another already; undo that first."))
    if gone.merged.filter(data_entry_condition()).exists():
        raise ValidationError(_("Others are merged into the one that is to go: keep it, or undo these first."))


def hidden_twins_relation() -> models.ManyToOneRel:
    """What only the ledger holds and counts as an organisation goes along with it, for nobody knows of it here."""
    return Organisation._meta.get_field("merged")


def movable_relations() -> Iterator[models.ManyToOneRel]:
    """What points to organisations and is kept up to date; not what stays as it was written (`as_written`)."""
    for relation in Organisation._meta.related_objects:
        row = relation.related_model
        if relation.one_to_many and row not in (Organisation, MovedRow) and not getattr(row, "as_written", False):
            yield cast(models.ManyToOneRel, relation)


def hand_over_rows(relation: models.ManyToOneRel, keep: Organisation, gone: Organisation) -> Iterator[str]:
    row, field = related_model(relation), relation.field.name
    for pk in list(row._default_manager.filter(**{field: gone}).values_list("pk", flat=True)):
        if move_rows(row._default_manager.filter(pk=pk), field, keep):
            MovedRow.objects.create(organisation=gone, model=row._meta.label, field=field, row=pk)
            yield "moved"
        else:
            yield "left"


def move_rows(rows: models.QuerySet, field: str, to: Organisation) -> bool:
    """Whether they could go there: a constraint may know the same row there already."""
    try:
        with transaction.atomic():
            return bool(rows.update(**{field: to}))
    except IntegrityError:
        return False


def log_change(by: User, row: Organisation, said: str) -> None:
    LogEntry.objects.log_actions(by.pk, [row], CHANGE, said)
