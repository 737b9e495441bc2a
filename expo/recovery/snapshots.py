"""Rows as plain values that outlive them, and rows made of these again."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any, NamedTuple, cast

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Field, Manager, ManyToManyField, Model
from django.utils import translation

from expo.models import Operation, Trace

# The values of a row's columns by name, as JSON holds them; of a row below another, `model` and `fields`.
Snapshot = dict[str, Any]


def every_row(model: type[Model]) -> Manager:
    """All rows of a model, whatever its own manager leaves out."""
    return model._base_manager  # noqa: SLF001


def stored_fields(model: type[Model]) -> list[Field]:
    """What makes up a row: its columns without those that the database derives."""
    return [field for field in model._meta.concrete_fields if not field.generated]


def snapshot_of(row: Model) -> Snapshot:
    return {field.attname: plain_value(row, field) for field in stored_fields(type(row))}


def plain_value(row: Model, field: Field) -> Any:
    value = getattr(row, field.attname)
    if value is None:
        return None
    text = field.value_to_string(row)
    if type(text) is str:
        return text
    return json.loads(json.dumps(text, cls=DjangoJSONEncoder))


def column_value(field: Field, value: Any) -> Any:
    """What a snapshot says of a column, as the row holds it."""
    if value is None:
        return None
    return field.to_python(value)


def linked_keys(rows: Iterable[Model], name: str) -> dict[Any, list]:
    """By the key of each row the keys of those that its field of several names; one query for all rows of a model."""
    found: dict[Any, list] = {row.pk: [] for row in rows}
    link = link_of(rows, name)
    if link is not None:
        pairs = link.model._default_manager.filter(**{f"{link.owner}__in": list(found)}).order_by("pk")
        for owner, other in pairs.values_list(link.owner, link.other):
            found[owner].append(other)
    return found


def replace_links(rows: Iterable[Model], name: str, keys: dict[Any, list]) -> None:
    """Let the field of several of each row name these and no others."""
    link = link_of(rows, name)
    if link is None:
        return
    links = link.model._default_manager
    links.filter(**{f"{link.owner}__in": [row.pk for row in rows]}).delete()
    made = []
    for row in rows:
        for key in keys[row.pk]:
            made.append(link.model(**{link.owner: row.pk, link.other: key}))
    links.bulk_create(made)


class JoiningTable(NamedTuple):
    """The table between the rows that have a field of several and those that it names; and its two columns."""

    model: type[Model]
    owner: str
    other: str


def link_of(rows: Iterable[Model], name: str) -> JoiningTable | None:
    """None where there are no rows."""
    for row in rows:
        field = row._meta.get_field(name)
        if not isinstance(field, ManyToManyField):
            raise FieldDoesNotExist(name)
        model = cast(type[Model], field.remote_field.through)
        return JoiningTable(model, f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id")
    return None


def rebuild_row(model: type[Model], snapshot: Snapshot) -> Model:
    """The row again, unsaved, as far as the model still has its columns; new ones begin with their defaults."""
    known = {field.attname: field for field in stored_fields(model)}
    values = {}
    for name, value in snapshot.items():
        if name in known:
            values[name] = column_value(known[name], value)
    return model(**values)


def rebuild_rows(below: Iterable[dict[str, Any]]) -> list[Model]:
    """The rows below a deleted one again, unsaved; without kinds of row that there are no more."""
    rows = []
    for each in below:
        if model := find_model(each["model"]):
            rows.append(rebuild_row(model, each["fields"]))
    return rows


def find_model(label: str) -> type[Model] | None:
    try:
        return apps.get_model(label)
    except LookupError:
        return None


def known_model(step: Operation | Trace) -> type[Model]:
    """Of which rows a step was. Raises LookupError where the project knows such rows no more."""
    if step.model is None:
        raise LookupError(step.content_type)
    return step.model


def row_digest(row: Model) -> str:
    """The same for the same values of all columns."""
    return hashlib.sha256(json.dumps(snapshot_of(row), sort_keys=True).encode()).hexdigest()


def make_trace(row: Model, **fields: Any) -> Trace:
    """A trace, unsaved, that names the row in both languages."""
    names = {}
    for code, language in (("en", "en"), ("zh", "zh-hans")):
        with translation.override(language):
            names[f"name_{code}"] = str(row)[:200]
    kind = ContentType.objects.get_for_model(row)
    return Trace(content_type=kind, object_id=str(row.pk), **names, **fields)
