"""One value for a field of many rows, as an action of a list: which value, what it would change, then the deed."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.utils import model_ngettext
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import transaction
from django.db.models import Field, ManyToManyField, Model, QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from expo.accounts.access import staff_member
from expo.admin.bulk import previews
from expo.admin.bulk.actions import CONFIRMED
from expo.admin.bulk.field_changes import FieldChange, FieldOutcome, How
from expo.admin.bulk.previews import Preview, RowSample
from expo.admin.filters import entry_edition
from expo.db.columns import find_column

if TYPE_CHECKING:
    from expo.admin.base import EntryAdmin, EntryRequest

CHOSEN = "chosen"
# So many rows that must not have the value are named.
NAMED = 20


def field_actions(model: type[Model], *names: str) -> list[Callable]:
    return [field_action(find_column(model, name)) for name in names]


def field_action(column: Field) -> Callable:
    label = format_lazy(gettext_lazy("Set “{}” …"), column.verbose_name)

    @admin.action(permissions=["change"], description=label)
    def act(model_admin: "EntryAdmin", request: HttpRequest, queryset: QuerySet) -> TemplateResponse | None:
        form = ValueForm(model_admin, request, column)
        if not form.is_valid():
            return value_page(model_admin, request, queryset, form)
        change = form.change()
        if CONFIRMED not in request.POST:
            preview = preview_value(model_admin, request, queryset, change)
            return value_page(model_admin, request, queryset, form, preview)
        report_change(model_admin, request, change, change.apply(queryset, staff_member(request)))
        return None

    act.__name__ = f"set_{column.name}"
    return act


class ValueForm(forms.Form):
    """The value, in the box that the row's own form has for it; of several, what becomes of those that are there."""

    def __init__(self, model_admin: "EntryAdmin", request: HttpRequest, column: Field) -> None:
        data = request.POST if CHOSEN in request.POST else None
        super().__init__(data)
        self.column = column
        if isinstance(column, ManyToManyField):
            self.fields["how"] = forms.ChoiceField(
                label=_("what becomes of them"), choices=How, initial=How.ADD, widget=forms.RadioSelect
            )
        self.fields["value"] = make_value_field(model_admin, request, column)

    def change(self) -> FieldChange:
        value = self.cleaned_data["value"]
        if isinstance(self.column, ManyToManyField):
            return FieldChange(self.column, list(value), self.cleaned_data["how"])
        return FieldChange(self.column, value)


def make_value_field(model_admin: "EntryAdmin", request: HttpRequest, column: Field) -> forms.Field:
    """Without the buttons that open other forms."""
    cast("EntryRequest", request).form_edition = entry_edition(request)
    made = cast(forms.Field, model_admin.formfield_for_dbfield(column, request))
    if isinstance(made.widget, RelatedFieldWidgetWrapper):
        made.widget = made.widget.widget
    return made


def preview_value(model_admin: "EntryAdmin", request: HttpRequest, rows: QuerySet, change: FieldChange) -> Preview:
    """The change is done and taken back."""
    rows = previews.rows_by_key(rows)
    chosen = set(rows.values_list("pk", flat=True))
    seen = previews.public_keys(model_admin, chosen)
    with transaction.atomic():
        outcome = change.apply(rows, staff_member(request))
        shown = previews.public_keys(model_admin, chosen)
        transaction.set_rollback(True)
    preview = previews.start_preview(model_admin, request, rows, len(outcome.changed))
    manager = rows.model.objects
    preview.vanishing = RowSample.of(manager.filter(pk__in=seen - shown))
    preview.appearing = RowSample.of(manager.filter(pk__in=shown - seen))
    preview.attached = []
    if words := model_admin.note_on_value(outcome.changed, change):
        preview.note = words
    for (before, after), count in outcome.counts.most_common():
        preview.steps.append((counted_rows(rows.model, count), before, after))
    if outcome.same:
        preview.left.append((outcome.same, _("already so")))
    if outcome.elsewhere:
        preview.left.append((outcome.elsewhere, _("of another edition than what is chosen")))
    for row, why in outcome.refused[:NAMED]:
        preview.kept_out.append((str(row), why))
    return preview


def counted_rows(model: type[Model], count: int) -> str:
    return f"{count} {model_ngettext(model._meta, count)}"


def report_change(model_admin: "EntryAdmin", request: HttpRequest, change: FieldChange, outcome: FieldOutcome) -> None:
    """One line of history for each row, and in words what was done and what was not."""
    if outcome.changed:
        with override(None):
            name = capfirst(str(change.column.verbose_name))
        told = [{"changed": {"fields": [name]}}]
        LogEntry.objects.log_actions(staff_member(request).pk, outcome.changed, CHANGE, told)
        rows = counted_rows(model_admin.model, len(outcome.changed))
        model_admin.message_user(request, _("%(rows)s: %(done)s.") % {"rows": rows, "done": change.done})
    if outcome.same:
        said = _("%(rows)s left alone: they were so already.")
        model_admin.message_user(request, said % {"rows": counted_rows(model_admin.model, outcome.same)})
    if outcome.elsewhere:
        said = _("%(rows)s left alone: they are of another edition than what was chosen.")
        rows = counted_rows(model_admin.model, outcome.elsewhere)
        model_admin.message_user(request, said % {"rows": rows}, messages.WARNING)
    for row, why in outcome.refused[:NAMED]:
        model_admin.message_user(
            request, _("“%(row)s” is left as it is: %(why)s") % {"row": row, "why": why}, messages.WARNING
        )


def value_page(
    model_admin: "EntryAdmin", request: HttpRequest, rows: QuerySet, form: ValueForm, preview: Preview | None = None
) -> TemplateResponse:
    """First the value is asked for; then it is shown what it would change. Sent again, the same action is confirmed."""
    opts = model_admin.model._meta
    context: dict[str, Any] = model_admin.admin_site.each_context(request) | {
        "title": _("Set “%(field)s” of %(rows)s")
        % {"field": form.column.verbose_name, "rows": counted_rows(model_admin.model, rows.count())},
        "form": form,
        "media": model_admin.media + form.media,
        "field": form.column.verbose_name,
        "preview": preview,
        "opts": opts,
        "action": f"set_{form.column.name}",
        "select_across": request.POST.get("select_across", "0"),
        "selected": request.POST.getlist(ACTION_CHECKBOX_NAME),
        "value": request.POST.getlist("value"),
        "how": request.POST.get("how", ""),
    }
    return TemplateResponse(request, "admin/value_step.html", context)
