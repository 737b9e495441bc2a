"""What a step on many rows would change, and for whom: numbers, and the first rows by name."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self, cast

from django.contrib.admin.utils import model_ngettext
from django.contrib.auth import get_permission_codename
from django.db import transaction
from django.db.models import Model, QuerySet
from django.db.models.deletion import ProtectedError, RestrictedError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from expo.accounts.access import staff_member
from expo.admin.bulk.status_changes import BulkChange
from expo.db.columns import related_model, select_required
from expo.exhibition import organisation_visibility
from expo.i18n.lazy_text import LazyText
from expo.recovery import deletions
from expo.recovery.snapshots import find_model

if TYPE_CHECKING:
    from expo.admin.bulk.deletion import UndoableDeletion

FIRST = 10


@dataclass
class RowSample:
    """So many rows, the first of them by name."""

    count: int
    names: list[str]

    @classmethod
    def of(cls, rows: QuerySet) -> Self:
        return cls(rows.count(), [str(row) for row in select_required(rows)[:FIRST]])

    @property
    def more(self) -> int:
        return self.count - len(self.names)


@dataclass
class Preview:
    """`rows`: those chosen; `changed`: those that the step changes, `left`: how many it leaves, by what they are.

    `attached`: how many of them have what; `along`: what goes with deleted rows, `loosened`: what loses its place;
    `vanishing`, `appearing`: what visitors see no longer, and what from now on; `refused`: why it cannot be done.
    `steps`: how many rows, in words, go from what to what; `kept_out`: rows that must not have a value, each with why.
    """

    kind: str
    rows: RowSample
    changed: int
    left: list[tuple[int, str]] = field(default_factory=list)
    attached: list[tuple[int, str]] = field(default_factory=list)
    along: list[tuple[int, str]] = field(default_factory=list)
    loosened: list[tuple[int, str]] = field(default_factory=list)
    vanishing: RowSample | None = None
    appearing: RowSample | None = None
    refused: list[str] = field(default_factory=list)
    steps: list[tuple[str, str, str]] = field(default_factory=list)
    kept_out: list[tuple[str, str]] = field(default_factory=list)
    note: LazyText = ""


def preview_change(
    model_admin: "UndoableDeletion", request: HttpRequest, rows: QuerySet, change: BulkChange
) -> Preview:
    """The change is done and taken back."""
    rows = rows_by_key(rows)
    changed = change.changeable(rows)
    preview = start_preview(model_admin, request, rows, changed.count())
    preview.left = list(unchanged_counts(rows, changed, change.field))
    chosen = set(rows.values_list("pk", flat=True))
    seen = public_keys(model_admin, chosen)
    with transaction.atomic():
        change.apply(rows, staff_member(request))
        shown = public_keys(model_admin, chosen)
        transaction.set_rollback(True)
    manager = rows.model.objects
    preview.vanishing = RowSample.of(manager.filter(pk__in=seen - shown))
    preview.appearing = RowSample.of(manager.filter(pk__in=shown - seen))
    return preview


def preview_deletion(model_admin: "UndoableDeletion", request: HttpRequest, rows: QuerySet) -> Preview:
    rows = rows_by_key(rows)
    preview = start_preview(model_admin, request, rows, rows.count())
    preview.vanishing = RowSample.of(model_admin.public_rows(rows))
    along: Counter[type[Model]] = Counter()
    loosened: Counter[type[Model]] = Counter()
    with transaction.atomic():
        for row in rows.order_by("pk"):
            organisation_visibility.release_hidden_twins(row)
            try:
                collector = deletions.collect_deletion(row)
            except (ProtectedError, RestrictedError):
                if not organisation_visibility.may_leave_data_entry(row, staff_member(request)):
                    preview.refused.append(str(row))
                continue
            for model, keys in deletions.keys_of(collector).items():
                along[model] += len(keys)
            along[type(row)] -= 1
            loosened.update(filter(None, map(pointer_model, deletions.pointers_emptied(collector))))
        transaction.set_rollback(True)
    preview.along = list(visible_counts(request, along))
    preview.loosened = list(visible_counts(request, loosened))
    return preview


def rows_by_key(rows: QuerySet) -> QuerySet:
    """The same rows by their keys alone, whatever the list was filtered and ordered by."""
    return rows.model.objects.filter(pk__in=rows.order_by().values("pk"))


def public_keys(model_admin: "UndoableDeletion", chosen: set[int]) -> set[int]:
    """Of the keys those that visitors see. Keys, since a step may change what the list was filtered by."""
    shown = model_admin.public_rows(model_admin.model._default_manager.all())
    return chosen & set(shown.values_list("pk", flat=True))


def start_preview(model_admin: "UndoableDeletion", request: HttpRequest, rows: QuerySet, changed: int) -> Preview:
    some = RowSample.of(rows)
    preview = Preview(model_ngettext(rows.model._meta, some.count), some, changed)
    preview.attached = list(attachment_counts(model_admin, request, rows))
    preview.note = getattr(model_admin, "note_on_steps", "")
    return preview


def unchanged_counts(rows: QuerySet, changed: QuerySet, name: str) -> Iterator[tuple[int, str]]:
    """How many of the rows stay as they are, by what they are."""
    column = rows.model._meta.get_field(name)
    words = dict(column.flatchoices) or {True: column.verbose_name, False: _("not shown to the public")}
    for value, count in Counter(rows.exclude(pk__in=changed.values("pk")).values_list(name, flat=True)).items():
        yield count, str(words.get(value, value))


def attachment_counts(
    model_admin: "UndoableDeletion", request: HttpRequest, rows: QuerySet
) -> Iterator[tuple[int, str]]:
    """How many of the rows have what: rows that point to them, as far as this person may see these, and more."""
    named = {}
    for relation in visible_relations(rows.model, request):
        named[relation.related_model._meta.verbose_name_plural] = relation.name
    for words, name in named.items():
        if count := rows.filter(**{f"{name}__isnull": False}).distinct().count():
            yield count, str(words)
    for words, having in model_admin.attached.items():
        if count := rows.filter(having).distinct().count():
            yield count, str(words)


def visible_relations(model: type[Model], request: HttpRequest) -> Iterable:
    for relation in model._meta.related_objects:
        if relation.related_model is not model and may_see_model(request, related_model(relation)):
            yield relation


def may_see_model(request: HttpRequest, model: type[Model]) -> bool:
    model = cast(type[Model], model._meta.auto_created or model)
    return request.user.has_perm(f"{model._meta.app_label}.{get_permission_codename('view', model._meta)}")


def pointer_model(pointer: dict) -> type[Model] | None:
    return find_model(pointer["model"])


def visible_counts(request: HttpRequest, rows: Counter) -> Iterator[tuple[int, str]]:
    """Of what goes along, what this person may see; the rows between two that are joined are told by neither."""
    for model, count in sorted(rows.items(), key=lambda each: (-each[1], each[0]._meta.label)):
        if count > 0 and not model._meta.auto_created and may_see_model(request, model):
            yield count, model_ngettext(model._meta, count)
