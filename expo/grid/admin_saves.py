"""A row sent through its own form of data entry: the same checks, permission, history and lock as any save there."""

import copy
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.contrib.messages import INFO, WARNING
from django.contrib.messages.storage.base import BaseStorage, Message
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.html import strip_tags
from django.utils.text import capfirst

from expo.admin.safe_save.guard import GUARD
from expo.grid.entries import RowEntries

# Where Django keeps what was sent and what is said.
FILES, MESSAGES, QUEUED = "_files", "_messages", "_queued_messages"
# What a request remembers of the form that it asked for.
OF_ONE_FORM = (GUARD, "form_edition", "lost_race", "listed_by_edition")


class HeardMessages(BaseStorage):
    """What the admin says of a save, for the cell and not for the next page."""

    def _get(self, *args: Any, **kwargs: Any) -> tuple[list[Message], bool]:
        return [], True

    def _store(self, messages: list[Message], response: Any, *args: Any, **kwargs: Any) -> list[Message]:
        return []

    @property
    def queued(self) -> list[Message]:
        return getattr(self, QUEUED)

    def sentences(self) -> list[str]:
        """All but that it was saved, which the cell shows."""
        return [strip_tags(str(each.message)) for each in self.queued if each.level in (INFO, WARNING)]


@dataclass
class Refusals:
    """`fields`: by the form's field its sentences; `below`: by a model of rows below; `row`: of no field at all."""

    fields: dict[str, list[str]] = field(default_factory=dict)
    below: dict[Any, list[str]] = field(default_factory=dict)
    row: list[str] = field(default_factory=list)


@dataclass
class AdminSave:
    """`refused`: None where it is saved; `said`: what else the admin told; `made`: the row where it was new."""

    refused: Refusals | None
    said: list[str]
    made: Any = None


def admin_request(request: HttpRequest, edition: str, data: QueryDict | None = None) -> HttpRequest:
    """The request as the admin would get it, to open a form or, with `data`, to send it."""
    asked = copy.copy(request)
    for name in OF_ONE_FORM:
        vars(asked).pop(name, None)
    asked.GET = QueryDict(urlencode({"edition": edition}))
    asked.method = "GET" if data is None else "POST"
    asked.POST = data or QueryDict()  # type: ignore[assignment]  # a form is read from either
    setattr(asked, FILES, MultiValueDict())
    setattr(asked, MESSAGES, HeardMessages(asked))
    return asked


def send_row(model_admin: Any, request: HttpRequest, edition: str, entries: RowEntries) -> AdminSave:
    """Send a row's form. Raises PermissionDenied; whoever calls takes back what a refusal left."""
    sent = admin_request(request, edition, entries.as_post())
    key = str(entries.row.pk) if entries.row.pk else None
    answer = model_admin.changeform_view(sent, key)
    heard: HeardMessages = getattr(sent, MESSAGES)
    if answer.status_code == 302:
        return AdminSave(None, heard.sentences(), getattr(sent, GUARD).made)
    return AdminSave(read_refusals(answer.context_data), heard.sentences())


def read_refusals(context: dict[str, Any]) -> Refusals:
    refusals, form = Refusals(), context["adminform"].form
    for name, errors in form.errors.items():
        if name == NON_FIELD_ERRORS:
            refusals.row += list(map(str, errors))
        else:
            refusals.fields[name] = list(map(str, errors))
    for each in context["inline_admin_formsets"]:
        sentences = formset_sentences(each.formset)
        if sentences:
            refusals.below[each.formset.model] = sentences
    return refusals


def formset_sentences(formset: Any) -> list[str]:
    found = list(map(str, formset.non_form_errors()))
    for form in formset.forms:
        for errors in form.errors.values():
            found += list(map(str, errors))
    return found


def labelled_refusal(model_admin: Any, name: str, sentences: list[str]) -> str:
    """Of a field that is no cell: with what it is called."""
    label = model_admin.model._meta.get_field(name).verbose_name
    return f"{capfirst(str(label))}: {' '.join(sentences)}"
