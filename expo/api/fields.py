"""What may be sent, field by field: each kind of field says so in the document and holds what comes to it."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.translation import gettext_lazy as _

from expo.api.errors import FieldProblem

At = tuple[str | int, ...]
# No control characters, NUL among them, which PostgreSQL refuses; nor any that have no width or turn what follows
# around: by them a name could say nothing, or look like another.
# Nor surrogates and what is no character, which XML cannot hold.
# These the document does not name: many languages have no pattern that could, nor a text that holds one.
SURROGATES = r"\ud800-\udfff"
PRINTABLE = (
    r"^[^\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069"
    rf"{SURROGATES}\ufdd0-\ufdef\ufeff\ufffe\uffff]*$"
)
# JSON Schema's patterns match anywhere, ours from end to end: they are written so that both are the same.
NOT_TEXT = _("This must be a string.")


NOT_PRINTED = _("This holds characters that cannot be printed.")


class Field(Protocol):
    def document(self) -> dict[str, Any]:
        """As JSON Schema has it."""

    def faults(self, value: Any, at: At) -> Iterator[FieldProblem]:
        """What is wrong with the value, which stands at `at`."""


@dataclass(frozen=True)
class StringField:
    most: int
    about: str = ""
    pattern: str = PRINTABLE
    otherwise: Any = NOT_PRINTED
    least: int = 0

    def document(self) -> dict[str, Any]:
        least = {"minLength": self.least} if self.least else {}
        about = {"description": self.about} if self.about else {}
        pattern = self.pattern.replace(SURROGATES, "")
        return {"type": "string", "maxLength": self.most, "pattern": pattern} | least | about

    def faults(self, value: Any, at: At) -> Iterator[FieldProblem]:
        if not isinstance(value, str):
            yield FieldProblem(at, NOT_TEXT)
        elif len(value) > self.most:
            yield FieldProblem(at, _("This has more than %(most)s characters.") % {"most": self.most})
        elif len(value) < self.least:
            yield FieldProblem(at, _("This is empty."))
        elif not re.fullmatch(self.pattern, value):
            yield FieldProblem(at, self.otherwise)


@dataclass(frozen=True)
class DayField:
    about: str = ""

    def document(self) -> dict[str, Any]:
        return {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"} | (
            {"description": self.about} if self.about else {}
        )

    def faults(self, value: Any, at: At) -> Iterator[FieldProblem]:
        if not isinstance(value, str):
            yield FieldProblem(at, NOT_TEXT)
        elif not is_day(value):
            yield FieldProblem(at, _("This is not a day of the calendar, written like 2019-08-26."))


def is_day(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


@dataclass(frozen=True)
class ChoiceField:
    of: Sequence[str]
    about: str = ""

    def document(self) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.of)} | ({"description": self.about} if self.about else {})

    def faults(self, value: Any, at: At) -> Iterator[FieldProblem]:
        if not isinstance(value, str):
            yield FieldProblem(at, NOT_TEXT)
        elif value not in self.of:
            yield FieldProblem(at, _("This must be one of: %(values)s.") % {"values": ", ".join(self.of)})


@dataclass(frozen=True)
class TrueField:
    """True and nothing else."""

    about: str = ""

    def document(self) -> dict[str, Any]:
        return {"type": "boolean", "const": True} | ({"description": self.about} if self.about else {})

    def faults(self, value: Any, at: At) -> Iterator[FieldProblem]:
        if value is not True:
            yield FieldProblem(at, _("This must be true, or left out."))


@dataclass(frozen=True)
class FalseField:
    """False and nothing else: what is left out as well."""

    about: str = ""

    def document(self) -> dict[str, Any]:
        return {"type": "boolean", "const": False} | ({"description": self.about} if self.about else {})

    def faults(self, value: Any, at: At) -> Iterator[FieldProblem]:
        if value is not False:
            yield FieldProblem(at, _("This must be false, or left out."))


@dataclass(frozen=True)
class NullField:
    """A field that belongs to another record: here it may only be null."""

    def document(self) -> dict[str, Any]:
        return {"type": "null"}

    def faults(self, value: Any, at: At) -> Iterator[FieldProblem]:
        yield FieldProblem(at, _("There is no field of this name here."))


@dataclass(frozen=True)
class ListField:
    of: Field
    most: int
    least: int = 0
    about: str = ""

    def document(self) -> dict[str, Any]:
        bounds = {"minItems": self.least, "maxItems": self.most}
        return (
            {"type": "array", "items": self.of.document()}
            | bounds
            | ({"description": self.about} if self.about else {})
        )

    def faults(self, value: Any, at: At) -> Iterator[FieldProblem]:
        if not isinstance(value, list):
            yield FieldProblem(at, _("This must be a list."))
        elif not self.least <= len(value) <= self.most:
            yield FieldProblem(at, _("This must have from %(least)s to %(most)s items.") % vars(self))
        else:
            for number, item in enumerate(value):
                yield from self.of.faults(item, (*at, number))


@dataclass(frozen=True)
class RecordField:
    """An object with these fields and no others. `one_of`: names of which at least one must say something.

    A field that may be left out may be null as well: many programs send all that they have, said or not.
    """

    fields: Mapping[str, Field]
    required: Sequence[str]
    one_of: Sequence[str] = ()
    about: str = ""

    def document(self) -> dict[str, Any]:
        shape = {"properties": {name: self.property(name) for name in self.fields}}
        says = {"type": "string", "pattern": r"\S"}
        said = [{"required": [name], "properties": {name: says}} for name in self.one_of]
        more = ({"anyOf": said} if said else {}) | ({"description": self.about} if self.about else {})
        return {"type": "object", **shape, "required": list(self.required), "additionalProperties": False} | more

    def property(self, name: str) -> dict[str, Any]:
        told = self.fields[name].document()
        return told if name in self.required else {"anyOf": [told, {"type": "null"}]}

    def faults(self, value: Any, at: At) -> Iterator[FieldProblem]:
        if not isinstance(value, dict):
            yield FieldProblem(at, _("This must be an object with named fields."))
            return
        for name in value.keys() - self.fields.keys():
            yield FieldProblem((*at, name), _("There is no field of this name here."))
        for name, one in self.fields.items():
            if name in value and (value[name] is not None or name in self.required):
                yield from one.faults(value[name], (*at, name))
            elif name in self.required:
                yield FieldProblem((*at, name), _("This is missing."))
        if self.one_of and not any(has_content(value.get(name)) for name in self.one_of):
            yield FieldProblem(
                at, _("At least one of these must say something: %(names)s.") % {"names": ", ".join(self.one_of)}
            )


def has_content(value: Any) -> bool:
    return not isinstance(value, str | None) or bool(value and value.strip())


@dataclass(frozen=True)
class EitherField:
    """One record where a field of this name says something, another where it says nothing, or false."""

    name: str
    there: RecordField
    absent: RecordField
    about: str = ""

    def document(self) -> dict[str, Any]:
        both = [self.absent.document(), self.there.document()]
        return {"oneOf": both} | ({"description": self.about} if self.about else {})

    def faults(self, value: Any, at: At) -> Iterator[FieldProblem]:
        there = isinstance(value, dict) and value.get(self.name) not in (None, False)
        chosen = self.there if there else self.absent
        yield from chosen.faults(value, at)
