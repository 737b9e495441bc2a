"""Fields of models and forms that take texts: whoever writes them, and in whatever way, they hold what can be printed.

Migrations know them as Django's own: the database holds nothing else.
"""

import json
from collections.abc import Callable
from typing import Any

from django import forms
from django.db import models

from expo.i18n.characters import printable, printable_json, printable_line
from expo.mixins import MixedIntoField


class Printable(MixedIntoField):
    """Mixed into a field of a model, before it. `cleaned` is what becomes of a text, in forms and in every write."""

    cleaned: Callable[[Any], Any] = staticmethod(printable_line)

    def deconstruct(self) -> tuple:
        name, _path, args, kwargs = super().deconstruct()
        return name, f"django.db.models.{type(self).__name__}", args, kwargs

    def to_python(self, value: Any) -> Any:
        found = super().to_python(value)
        if isinstance(found, str):
            return self.cleaned(found)
        return found

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = super().pre_save(model_instance, add)
        if isinstance(value, str) and not value.isprintable():
            value = self.cleaned(value)
            setattr(model_instance, self.attname, value)
        return value

    def get_prep_value(self, value: Any) -> Any:
        found = super().get_prep_value(value)
        if isinstance(found, str):
            return self.cleaned(found)
        return found


class CharField(Printable, models.CharField):
    """One line."""


class TextField(Printable, models.TextField):
    cleaned = staticmethod(printable)


class URLField(Printable, models.URLField):
    """One line."""


class EmailField(Printable, models.EmailField):
    """One line."""


class PartsEncoder(json.JSONEncoder):
    """Writes what is long part by part: the pieces of all of it take ten times the room of the text."""

    def encode(self, o: Any) -> str:
        if isinstance(o, dict) and all(isinstance(name, str) for name in o):
            named = [f"{super(PartsEncoder, self).encode(name)}: {self.encode(value)}" for name, value in o.items()]
            return "{" + ", ".join(named) + "}"
        if isinstance(o, list):
            return "[" + ", ".join(map(super().encode, o)) + "]"
        return super().encode(o)


class JSONField(models.JSONField):
    """Texts below names and in lists, each of any number of lines."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.encoder = self.encoder or PartsEncoder

    def deconstruct(self) -> tuple:
        name, _path, args, kwargs = super().deconstruct()
        if self.encoder is PartsEncoder:
            del kwargs["encoder"]
        return name, "django.db.models.JSONField", args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = printable_json(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        return super().get_db_prep_save(printable_json(value), connection)


class TypedField(forms.CharField):
    """A text in a form that is no model's: of one line, unless its box has several."""

    def to_python(self, value: Any) -> Any:
        found = super().to_python(value)
        if not isinstance(found, str):
            return found
        if isinstance(self.widget, forms.Textarea):
            return printable(found)
        return printable_line(found)
