"""One rule, one message: a constraint that the database saw broken reads as its form would have put it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction

from expo.db.columns import find_column

CHECK = re.compile(r"CHECK constraint failed: (\w+)")
INDEX = re.compile(r"UNIQUE constraint failed: index '(\w+)'")
UNIQUE = re.compile(r"UNIQUE constraint failed: (.+)")


def broken_constraint(model: type[models.Model], error: IntegrityError) -> models.BaseConstraint | None:
    """The model's constraint behind the error: PostgreSQL names it; SQLite names the columns of a UNIQUE."""
    diagnosis = getattr(error.__cause__, "diag", None)
    message = str(error)
    name = getattr(diagnosis, "constraint_name", None)
    if name is None and (found := CHECK.search(message) or INDEX.search(message)):
        name = found[1]
    if name is not None:
        return constraint_named(model, name)
    if found := UNIQUE.search(message):
        return unique_constraint_over(model, [column.rpartition(".")[2] for column in found[1].split(", ")])
    return None


def constraint_named(model: type[models.Model], name: str) -> models.BaseConstraint | None:
    for rule in model._meta.constraints:
        if rule.name == name:
            return rule
    return None


def unique_constraint_over(model: type[models.Model], columns: list[str]) -> models.UniqueConstraint | None:
    for rule in model._meta.constraints:
        if isinstance(rule, models.UniqueConstraint):
            over = [find_column(model, field).column for field in rule.fields]
            if over == columns:
                return rule
    return None


@contextmanager
def races_as_validation(*written: type[models.Model]) -> Iterator[None]:
    """Turn a constraint that the database saw broken into the error its form would have shown.

    `written`: the models of which rows are written, no two with a constraint over columns of the same names.
    Raises ValidationError, beside the field that the constraint's `violation_error_code` names.
    """
    with refusals_as_validation(*written), transaction.atomic():
        yield


@contextmanager
def refusals_as_validation(*written: type[models.Model]) -> Iterator[None]:
    """The same, with no savepoint, for a function whose transaction ends by the error: nothing reads after it."""
    try:
        yield
    except IntegrityError as error:
        broken = ((model, broken_constraint(model, error)) for model in written)
        model, rule = next(((model, rule) for model, rule in broken if rule is not None), (None, None))
        if model is None or rule is None:
            raise
        beside: str | None = NON_FIELD_ERRORS
        if rule.violation_error_code in {field.name for field in model._meta.get_fields()}:
            beside = rule.violation_error_code
        raise ValidationError({beside or NON_FIELD_ERRORS: rule.get_violation_error_message()}) from error
