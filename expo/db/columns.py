"""The fields of a model that are columns of its table, by their names."""

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, ForeignKey, ForeignObjectRel, Model, QuerySet


def find_column(model: type[Model] | Model, name: str) -> Field:
    """Raises FieldDoesNotExist, also for a relation that is a column of the other table."""
    field = model._meta.get_field(name)
    if not isinstance(field, Field):
        raise FieldDoesNotExist(name)
    return field


def column_length(model: type[Model] | Model, name: str) -> int:
    """How many characters a text may have there."""
    length = find_column(model, name).max_length
    if length is None:
        raise ValueError(f"{name} is of any length")
    return length


def related_model(field: Field | ForeignObjectRel) -> type[Model]:
    """The model that a relation leads to."""
    model = field.related_model
    if not isinstance(model, type):
        raise TypeError(f"{field} leads to no model")
    return model


def required_relations(model: type[Model]) -> list[str]:
    """Paths of the foreign keys that always lead to a row, and of those of that row, as `select_related` takes them."""
    paths = []
    for field in model._meta.fields:
        if isinstance(field, ForeignKey) and not field.null:
            further = required_relations(related_model(field))
            paths += [field.name, *(f"{field.name}__{path}" for path in further)]
    return paths


def select_required(rows: QuerySet) -> QuerySet:
    """Read with the rows those that they always lead to; the paths are named, as Django asks from 6.1 on."""
    paths = required_relations(rows.model)
    return rows.select_related(*paths) if paths else rows
