"""Restoring deleted rows with all that went with them, or saying in sentences what is in the way."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, cast

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from expo.db.columns import related_model
from expo.db.constraints import races_as_validation
from expo.exhibition import organisation_visibility
from expo.models import Trace
from expo.recovery.deletions import Keys, row_batches
from expo.recovery.snapshots import every_row, find_model, rebuild_row, rebuild_rows


@dataclass(frozen=True)
class Obstacle:
    """Why a row cannot be restored as it was, as a sentence.

    `field`: what of the row can be entered anew; `trace`: what can be restored first; `passable`: whether it can be
    restored without what is missing.
    """

    said: str
    field: str = ""
    trace: Trace | None = None
    passable: bool = False


class RestorationBlocked(Exception):
    """A row was not restored, and nothing was changed."""

    def __init__(self, obstacles: list[Obstacle]) -> None:
        super().__init__("; ".join(each.said for each in obstacles))
        self.obstacles = obstacles


@dataclass
class Restoration:
    """A row on its way back, with the rows below it and what turned out to be in the way."""

    row: Model
    below: list[Model]
    obstacles: list[Obstacle] = field(default_factory=list)

    def pass_over(self, said: str, trace: Trace | None = None) -> None:
        """Something cannot come back; the rest can without it."""
        if said not in [each.said for each in self.obstacles]:
            self.obstacles.append(Obstacle(said, trace=trace, passable=True))


@transaction.atomic
def restore(trace: Trace, typed: dict[str, Any] | None = None, *, without: bool = False) -> Model | None:
    """The row as it was, with all that went with it; None where it was restored already.

    `typed`: what was entered in place of what is taken by now, by field; `without`: leave out what cannot come back.
    Raises RestorationBlocked where it cannot be restored so; then nothing is.
    """
    trace = Trace.objects.select_for_update(of=("self",)).select_related("content_type").get(pk=trace.pk)
    if trace.undone_at or trace.model is None:
        return None
    coming = Restoration(rebuild_row(trace.model, trace.before), rebuild_rows(trace.below))
    for name, value in (typed or {}).items():
        setattr(coming.row, name, value)
    if not organisation_visibility.return_to_data_entry(coming.row):
        leave_out_missing(coming)
        insert_rows(coming)
        restore_pointers(trace, coming)
    if any(not (without and each.passable) for each in coming.obstacles):
        raise RestorationBlocked(coming.obstacles)
    trace.undone_at = timezone.now()
    trace.save(update_fields=["undone_at"])
    return coming.row


class Target(NamedTuple):
    """A row that another one points to."""

    model: type[Model]
    key: Any


def row_pointers(row: Model) -> Iterator[tuple[models.ForeignKey, Target]]:
    """The row's foreign keys that hold something, each with what it points to."""
    for column in row._meta.concrete_fields:
        if not column.is_relation:
            continue
        key = getattr(row, column.attname)
        if key is not None:
            yield cast(models.ForeignKey, column), Target(related_model(column), key)


def missing_targets(rows: list[Model]) -> set[Target]:
    """What the rows point to and is neither there nor among them. What is there is locked, so that it stays."""
    wanted: Keys = defaultdict(set)
    for row in rows:
        for _pointer, target in row_pointers(row):
            wanted[target.model].add(target.key)
    missing: set[Target] = set()
    for model, keys in wanted.items():
        there: set[Any] = set()
        for batch in row_batches(model, keys):
            there.update(batch.select_for_update(no_key=True).values_list("pk", flat=True))
        for key in keys - there:
            missing.add(Target(model, key))
    return missing - {Target(type(row), row.pk) for row in rows}


def leave_out_missing(coming: Restoration) -> None:
    """What would point to something that is gone points to nothing or, where it must not, stays away."""
    missing = missing_targets([coming.row, *coming.below])
    for pointer, target in list(row_pointers(coming.row)):
        if target not in missing:
            continue
        trace = trace_of_target(*target)
        coming.obstacles.append(Obstacle(missing_target_message(*target, trace), trace=trace, passable=pointer.null))
        if pointer.null:
            setattr(coming.row, pointer.attname, None)
    leave_out_rows_below(coming, missing)
    for row in coming.below:
        for pointer, target in row_pointers(row):
            if target in missing:
                setattr(row, pointer.attname, None)


def leave_out_rows_below(coming: Restoration, missing: set[Target]) -> None:
    """Leave out the rows below that would have to point to what is missing, and with them what points to these."""
    while True:
        left, staying = [], []
        for row in coming.below:
            target = first_required_target(row, missing)
            if target is None:
                staying.append(row)
                continue
            left.append(Target(type(row), row.pk))
            trace = trace_of_target(*target)
            coming.pass_over(missing_target_message(*target, trace), trace)
        if not left:
            return
        coming.below = staying
        missing.update(left)


def first_required_target(row: Model, missing: set[Target]) -> Target | None:
    """What the row has to point to and is missing."""
    for pointer, target in row_pointers(row):
        if not pointer.null and target in missing:
            return target
    return None


def trace_of_target(model: type[Model], key: Any) -> Trace | None:
    kind = ContentType.objects.get_for_model(model)
    return Trace.objects.deleted().filter(content_type=kind, object_id=str(key)).first()


def missing_target_message(model: type[Model], key: Any, trace: Trace | None) -> str:
    named = {"kind": model._meta.verbose_name, "name": trace or key}
    return _("What it belonged to is gone: %(kind)s “%(name)s”.") % named


def insert_rows(coming: Restoration) -> None:
    """Insert the row where its rules let it, then those below it."""
    blocked = any(not each.passable for each in coming.obstacles)
    if blocked:
        return
    refusal = rule_refusal(coming.row) or insert_row(coming.row)
    if refusal:
        coming.obstacles += obstacles_of(refusal)
        return
    for row in coming.below:
        refusal = insert_row(row)
        if refusal:
            coming.pass_over(f"{row._meta.verbose_name}: {' '.join(refusal.messages)}")


def rule_refusal(row: Model) -> ValidationError | None:
    """What a form would say of it."""
    if every_row(type(row)).filter(pk=row.pk).exists():
        return ValidationError(_("This row is there already."))
    try:
        row.clean()
        row.validate_unique()
        row.validate_constraints()
    except ValidationError as refusal:
        return refusal
    return None


def insert_row(row: Model) -> ValidationError | None:
    """The row exactly as it is, whatever a save would set in it; or which of its rules another row broke meanwhile."""
    try:
        with races_as_validation(type(row)):
            row.save_base(raw=True, force_insert=True)
    except ValidationError as refusal:
        return refusal
    except IntegrityError:
        return ValidationError(_("The same is there already."))
    return None


def obstacles_of(refusal: ValidationError) -> Iterator[Obstacle]:
    """Each error with the field that it or its code names."""
    if hasattr(refusal, "error_dict"):
        by_field = refusal.error_dict
    else:
        by_field = {"": refusal.error_list}
    for name, errors in by_field.items():
        for error in errors:
            field = name
            if name in ("", "__all__"):
                field = error.code or ""
            yield Obstacle(" ".join(error.messages), field=field)


def restore_pointers(trace: Trace, coming: Restoration) -> None:
    """What pointed to a row that is back points to it again, unless it points elsewhere by now."""
    back = {(type(row), row.pk) for row in (coming.row, *coming.below)}
    for loosened in trace.loosened:
        model, column, value = find_model(loosened["model"]), loosened["field"], loosened["value"]
        if model is None:
            continue
        pointer = find_pointer(model, column)
        if pointer and (pointer.related_model, pointer.target_field.to_python(value)) in back:
            every_row(model).filter(pk=loosened["pk"], **{column: None}).update(**{column: value})


def find_pointer(model: type[Model], column: str) -> models.ForeignKey | None:
    for pointer in model._meta.concrete_fields:
        if pointer.attname == column:
            return cast(models.ForeignKey, pointer)
    return None
