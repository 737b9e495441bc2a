"""What a step on many rows would change, and for whom: numbers, and the first rows by name."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import model_ngettext
from django.contrib.auth import get_permission_codename
from django.db import transaction
from django.db.models import Model, QuerySet
from django.db.models.deletion import ProtectedError, RestrictedError
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from expo import deletions, discretion
from expo.snapshots import known_model
from expo.standing import Change

FIRST = 10


@dataclass
class Some:
    """So many rows, the first of them by name."""

    count: int
    names: list[str]

    @classmethod
    def of(cls, rows: QuerySet) -> "Some":
        return cls(rows.count(), [str(row) for row in rows.select_related()[:FIRST]])

    @property
    def more(self) -> int:
        return self.count - len(self.names)


@dataclass
class Preview:
    """`rows`: those chosen; `changed`: those that the step changes, `left`: how many it leaves, by what they are.

    `attached`: how many of them have what; `along`: what goes with deleted rows, `loosened`: what loses its place;
    `vanishing`, `appearing`: what visitors see no longer, and what from now on; `refused`: why it cannot be done.
    """

    kind: str
    rows: Some
    changed: int
    left: list[tuple[int, str]] = field(default_factory=list)
    attached: list[tuple[int, str]] = field(default_factory=list)
    along: list[tuple[int, str]] = field(default_factory=list)
    loosened: list[tuple[int, str]] = field(default_factory=list)
    vanishing: Some | None = None
    appearing: Some | None = None
    refused: list[str] = field(default_factory=list)
    note: str | Promise = ""


def of_change(model_admin: ModelAdmin, request: HttpRequest, rows: QuerySet, change: Change) -> Preview:
    """The change is done and taken back."""
    rows = plain(rows)
    changed = change.changeable(rows)
    preview = begun(model_admin, request, rows, changed.count())
    preview.left = list(left_by_value(rows, changed, change.field))
    seen = set(model_admin.public_rows(rows).values_list("pk", flat=True))
    with transaction.atomic():
        change.apply(rows, request.user)
        shown = set(model_admin.public_rows(rows).values_list("pk", flat=True))
        transaction.set_rollback(True)
    manager = rows.model.objects
    preview.vanishing, preview.appearing = (
        Some.of(manager.filter(pk__in=keys)) for keys in (seen - shown, shown - seen)
    )
    return preview


def of_deleting(model_admin: ModelAdmin, request: HttpRequest, rows: QuerySet) -> Preview:
    rows = plain(rows)
    preview = begun(model_admin, request, rows, rows.count())
    preview.vanishing = Some.of(model_admin.public_rows(rows))
    along, loosened = Counter(), Counter()
    with transaction.atomic():
        for row in rows.order_by("pk"):
            discretion.part(row)
            try:
                collector = deletions.collect(row)
            except (ProtectedError, RestrictedError):
                if not discretion.leaves(row, request.user):
                    preview.refused.append(str(row))
                continue
            along.update({model: len(keys) for model, keys in deletions.keys_of(collector).items()})
            along[type(row)] -= 1
            loosened.update(known_model_of(each) for each in deletions.pointers_emptied(collector))
        transaction.set_rollback(True)
    preview.along, preview.loosened = (list(counted(request, each)) for each in (along, loosened))
    return preview


def plain(rows: QuerySet) -> QuerySet:
    """The same rows by their keys alone, whatever the list was filtered and ordered by."""
    return rows.model.objects.filter(pk__in=rows.order_by().values("pk"))


def begun(model_admin: ModelAdmin, request: HttpRequest, rows: QuerySet, changed: int) -> Preview:
    some = Some.of(rows)
    preview = Preview(model_ngettext(rows.model, some.count), some, changed)
    preview.attached = list(attached(model_admin, request, rows))
    preview.note = getattr(model_admin, "note_on_steps", "")
    return preview


def left_by_value(rows: QuerySet, changed: QuerySet, name: str) -> Iterator[tuple[int, str]]:
    """How many of the rows stay as they are, by what they are."""
    column = rows.model._meta.get_field(name)
    words = dict(column.flatchoices) or {True: column.verbose_name, False: _("not shown to the public")}
    for value, count in Counter(rows.exclude(pk__in=changed.values("pk")).values_list(name, flat=True)).items():
        yield count, str(words.get(value, value))


def attached(model_admin: ModelAdmin, request: HttpRequest, rows: QuerySet) -> Iterator[tuple[int, str]]:
    """How many of the rows have what: rows that point to them, as far as this person may see these, and more."""
    named = {
        relation.related_model._meta.verbose_name_plural: relation.name for relation in relations(rows.model, request)
    }
    for words, name in named.items():
        if count := rows.filter(**{f"{name}__isnull": False}).distinct().count():
            yield count, str(words)
    for words, having in model_admin.attached.items():
        if count := rows.filter(having).distinct().count():
            yield count, str(words)


def relations(model: type[Model], request: HttpRequest) -> Iterable:
    return (
        relation
        for relation in model._meta.related_objects
        if relation.related_model is not model and may_see(request, relation.related_model)
    )


def may_see(request: HttpRequest, model: type[Model]) -> bool:
    model = model._meta.auto_created or model
    return request.user.has_perm(f"{model._meta.app_label}.{get_permission_codename('view', model._meta)}")


def known_model_of(pointer: dict) -> type[Model]:
    return known_model(pointer["model"])


def counted(request: HttpRequest, rows: Counter) -> Iterator[tuple[int, str]]:
    """Of what goes along, what this person may see; the rows between two that are joined are told by neither."""
    for model, count in sorted(rows.items(), key=lambda each: (-each[1], each[0]._meta.label)):
        if count > 0 and not model._meta.auto_created and may_see(request, model):
            yield count, model_ngettext(model, count)
