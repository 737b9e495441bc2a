"""What a browser would send from a row's form of data entry, without a browser: to be changed in some cells."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.contrib.admin import ModelAdmin
from django.db.models import Model
from django.forms import BaseInlineFormSet, BoundField, ModelForm
from django.forms.formsets import DELETION_FIELD_NAME, TOTAL_FORM_COUNT
from django.http import HttpRequest, QueryDict

from expo.admin.safe_save.versions import seal_state

Sent = dict[str, list[str]]


class RowEntries:
    """`sent`: by name what the form and the rows below it hold; `row`: the row that is stored, unsaved where new.

    `fields`: those of the form that may be changed; `below`: by a model of rows below how their fields begin.
    """

    def __init__(self, row: Model, sent: Sent, fields: set[str], below: dict[type[Model], str]) -> None:
        self.row, self.sent, self.fields, self.below = row, sent, fields, below

    def get(self, name: str) -> str:
        return "".join(self.sent.get(name, [])[:1])

    def set(self, name: str, value: str) -> None:
        self.sent[name] = [value]

    def set_all(self, name: str, values: Iterable[str]) -> None:
        self.sent[name] = list(values)

    def leave_out(self, name: str) -> None:
        self.sent.pop(name, None)

    def rows_below(self, model: type[Model]) -> int:
        return int(self.get(f"{self.below[model]}-{TOTAL_FORM_COUNT}"))

    def name_below(self, model: type[Model], number: int, field: str) -> str:
        return f"{self.below[model]}-{number}-{field}"

    def add_below(self, model: type[Model], values: Mapping[str, str]) -> None:
        number = self.rows_below(model)
        self.set(f"{self.below[model]}-{TOTAL_FORM_COUNT}", str(number + 1))
        for field, value in values.items():
            self.set(self.name_below(model, number, field), value)

    def delete_below(self, model: type[Model], number: int) -> None:
        self.set(self.name_below(model, number, DELETION_FIELD_NAME), "on")

    def said(self) -> Sent:
        """What is said: an empty box and none at all say the same."""
        said = {name: [value for value in values if value] for name, values in self.sent.items()}
        return {name: values for name, values in said.items() if values}

    def as_post(self) -> QueryDict:
        post = QueryDict(mutable=True)
        for name, values in self.sent.items():
            post.setlist(name, values)
        return post


def stored_entries(model_admin: Any, request: HttpRequest, row: Model) -> RowEntries:
    """The form of a row as it is stored now, with what seals it against saves by others."""
    form_class = model_admin.get_form(request, row, change=True)
    entries = form_entries(model_admin, request, row, form_class(instance=row))
    entries.set("_opened", seal_state(model_admin.state(request, row, form_class), row))
    return entries


def new_entries(model_admin: Any, request: HttpRequest, key: str) -> RowEntries:
    """The form of a new row in the edition; `key`: sent again, it makes no other row."""
    form_class = model_admin.get_form(request, None, change=False)
    row = model_admin.model()
    initial = model_admin.get_changeform_initial_data(request)
    entries = form_entries(model_admin, request, row, form_class(initial=initial))
    entries.set("_key", key)
    return entries


def form_entries(model_admin: ModelAdmin, request: HttpRequest, row: Model, form: ModelForm) -> RowEntries:
    sent: Sent = {}
    below: dict[type[Model], str] = {}
    add_form(sent, form)
    for formset in formsets_below(model_admin, request, row):
        below[formset.model] = str(formset.prefix)
        add_form(sent, formset.management_form)
        for each in formset.forms:
            add_form(sent, each)
    fields = {name for name, field in form.fields.items() if not field.disabled}
    return RowEntries(row, sent, fields, below)


def formsets_below(model_admin: ModelAdmin, request: HttpRequest, row: Model) -> list[BaseInlineFormSet]:
    found = []
    for formset, inline in model_admin.get_formsets_with_inlines(request, row if row.pk else None):
        found.append(formset(instance=row, queryset=inline.get_queryset(request)))
    return found


def add_form(sent: Sent, form: forms.BaseForm) -> None:
    for bound in form:
        if not bound.field.disabled:
            add_entry(sent, bound.field.widget, bound.html_name, entry_value(bound))


def entry_value(bound: BoundField) -> Any:
    value = bound.value()
    if isinstance(value, list):
        return [bound.field.prepare_value(each) for each in value]
    return value


def add_entry(sent: Sent, widget: forms.Widget, name: str, value: Any) -> None:
    """What the widget's boxes send where nobody touches them."""
    widget = getattr(widget, "widget", widget)
    if hasattr(widget, "entries"):
        sent |= {each: [said] for each, said in widget.entries(name, value).items()}
    elif isinstance(widget, forms.MultiWidget):
        parts: Any = widget.decompress(value)
        for number, (each, part) in enumerate(zip(widget.widgets, parts, strict=True)):
            add_entry(sent, each, f"{name}_{number}", part)
    elif isinstance(widget, forms.CheckboxInput):
        if widget.check_test(value):
            sent[name] = ["on"]
    else:
        add_formatted(sent, name, widget.format_value(value))


def add_formatted(sent: Sent, name: str, said: Any) -> None:
    if isinstance(said, list | tuple):
        sent[name] = [str(each) for each in said if each not in (None, "")]
    else:
        sent[name] = ["" if said is None else str(said)]
