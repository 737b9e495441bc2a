"""Broken constraints in forms: each beside the field it is about, also when a concurrent write broke it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import ModelForm

from expo.db.constraints import races_as_validation
from expo.mixins import MixedIntoModelForm


class LostRace(Exception):
    """Somebody else's write came between the check and the save of one form. `prefix` says which form."""

    def __init__(self, prefix: str | None, error: ValidationError) -> None:
        super().__init__(error)
        self.prefix = prefix
        self.error = error


class ConstraintErrors(MixedIntoModelForm):
    """Mixed into a ModelForm, before it: shows each constraint's error beside its field.

    A constraint names the field in its `violation_error_code`; what concerns no field of the form stands above it.
    """

    lost: LostRace | None = None

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.lost and self.lost.prefix == self.prefix:
            self.add_error(None, self.lost.error)
        return cleaned

    def add_error(self, field: str | None, error: Any) -> None:
        if not field:
            error = place_errors(error, self.fields)
        super().add_error(field, error)


def place_errors(error: Any, fields: Iterable[str]) -> ValidationError:
    """The same errors, each moved to the field that it or its code names, where the form has that field."""
    if not isinstance(error, ValidationError):
        error = ValidationError(error)
    if hasattr(error, "error_dict"):
        given = error.error_dict
    else:
        given = {NON_FIELD_ERRORS: error.error_list}
    placed: dict[str, list[ValidationError]] = {}
    for field, errors in given.items():
        for each in errors:
            place = next((name for name in (field, each.code) if name in fields), NON_FIELD_ERRORS)
            placed.setdefault(place, []).append(each)
    return ValidationError(placed)


@contextmanager
def races_as_lost(form: ModelForm) -> Iterator[None]:
    """Around the save of a form that was valid a moment ago.

    Raises LostRace where a concurrent write broke one of its constraints meanwhile.
    """
    try:
        with races_as_validation(type(form.instance)):
            yield
    except ValidationError as error:
        raise LostRace(form.prefix, error) from error
