"""The history of a row: what each save changed, and an earlier version back in the form."""

from typing import Any, NamedTuple

from django.contrib.admin.helpers import InlineAdminFormSet
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.forms import BaseInlineFormSet, ModelForm
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import HttpRequest, HttpResponse

from expo.admin.forms import has_field
from expo.admin.safe_save import versions
from expo.db.columns import find_column
from expo.differences import FieldDifference
from expo.i18n.numbers import is_key
from expo.mixins import MixedIntoAdmin
from expo.models import Version
from expo.recovery.snapshots import column_value

SHOWN = 30


class HistoryStep(NamedTuple):
    """A version and what it changed of the one before; `first` where none is known before it."""

    version: Version
    changes: list[FieldDifference]
    first: bool
    newest: bool


class WithHistory(MixedIntoAdmin):
    """Mixed into an admin, before it and behind Guarded."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        # Asked before the row is looked for: else what is there answers otherwise than what is not.
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        row = self.get_object(request, unquote(object_id))
        context = {}
        if row is not None and self.has_view_or_change_permission(request, row):
            context = {"steps": self.steps(request, row), "may_restore": self.has_change_permission(request, row)}
        return super().history_view(request, object_id, context | (extra_context or {}))

    def steps(self, request: HttpRequest, row: Model) -> list[HistoryStep]:
        found = list(Version.objects.of(row).select_related("saved_by")[: SHOWN + 1])
        form = self.get_form(request, row, change=True)(instance=row)
        below = [formset(instance=row) for formset, _inline in self.get_formsets_with_inlines(request, row)]
        steps: list[HistoryStep] = []
        for version, before in zip(found, [*found, None][1:], strict=True):
            changes = before and versions.version_changes(before.state, version.state, form, below)
            steps.append(HistoryStep(version, changes, first=before is None, newest=not steps))
        return steps[:SHOWN]

    def asked_version(self, request: HttpRequest, row: Model) -> Version | None:
        """The earlier version that a form is opened with."""
        asked = ""
        if request.method == "GET":
            asked = request.GET.get("version", "")
        if not is_key(asked):
            return None
        return Version.objects.of(row).select_related("saved_by").filter(pk=asked).first()

    def get_inline_formsets(
        self, request: HttpRequest, formsets: list, inline_instances: list, obj: Model | None = None, **kwargs: Any
    ) -> list[InlineAdminFormSet]:
        guard = getattr(request, "guard", None)
        if guard and guard.version:
            for formset in formsets:
                restore_rows_below(formset, guard.version.state["rows"].get(formset.get_default_prefix()))
        return super().get_inline_formsets(request, formsets, inline_instances, obj, **kwargs)


def record_version(row: Model, before: versions.State | None, after: versions.State, by: User) -> None:
    """Keep what a save made of a row; and what it was before, where that came about without a form."""
    newest = Version.objects.of(row).first()
    rows: list[tuple[versions.State, User | None]] = []
    if before is not None and not (newest and newest.state == before):
        rows.append((before, None))
    if before != after:
        rows.append((after, by))
    for state, saved_by in rows:
        Version.objects.create(
            content_type=versions.content_type_of(row), object_id=str(row.pk), state=state, saved_by=saved_by
        )


def restore_fields(row: Model, version: Version) -> None:
    """Give the row, unsaved, the values it had; for a form to show."""
    for name, value in version.state["fields"].items():
        if not has_field(type(row), name):
            continue
        field = find_column(row, name)
        if not field.many_to_many:
            setattr(row, field.attname, column_value(field, value))


def restore_many_to_many(form: ModelForm, version: Version) -> None:
    """The same for what a row has many of, which the form reads from the database."""
    for name, value in version.state["fields"].items():
        if name in form.fields and isinstance(value, list):
            form.initial[name] = value


def restore_rows_below(formset: BaseInlineFormSet, rows: dict[str, dict[str, Any]] | None) -> None:
    """Rows below: those that were changed as they were, those that have gone as new ones, those since to be deleted."""
    if rows is None:
        return
    there = {str(row.pk) for row in formset.get_queryset()}
    gone = [values for key, values in rows.items() if key not in there]
    formset.extra, formset.initial_extra = len(gone), gone
    for form in formset.initial_forms:
        if values := rows.get(str(form.instance.pk)):
            form.initial |= values
        elif DELETION_FIELD_NAME in form.fields:
            form.initial[DELETION_FIELD_NAME] = True
