"""Saves that lose nothing: a stale one shows both versions, and one sent twice makes one row."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any, NamedTuple

from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import InlineModelAdmin
from django.contrib.admin.utils import unquote
from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from expo.accounts.access import staff_member
from expo.admin.bulk.deletion import UndoableDeletion
from expo.admin.safe_save import history, missing_rows, versions
from expo.i18n.numbers import is_key
from expo.mixins import MixedIntoForm
from expo.models import SentForm, Version

# A page that was left open longer than this has outlived its session several times over.
KEPT_FOR = dt.timedelta(days=3)
# Where a request bears it.
GUARD = "guard"
BUTTONS = {"csrfmiddlewaretoken", "_key", "_save", "_continue", "_addanother"}


class SaveConflict(NamedTuple):
    """Somebody saved between the opening of a form and its sending. `agreed`: it is to be saved all the same."""

    base: versions.State | None
    now: versions.State
    agreed: bool


@dataclass
class FormGuard:
    """What is known of one form, opened or sent.

    `opened`: what it showed, sealed; `before`: what the row was when it was sent; `again`: why it must be sent again;
    `version`: the earlier one that it is opened with.
    """

    opened: str = ""
    before: versions.State | None = None
    version: Version | None = None
    conflict: SaveConflict | None = None
    again: str = ""
    sent: SentForm | None = None
    made: Model | None = None

    @property
    def refused(self) -> str:
        if self.conflict is None or self.conflict.agreed:
            return self.again
        return _("Somebody else saved this meanwhile. Nothing of yours is saved yet, and nothing is lost.")

    def settle(self) -> None:
        """The key keeps what it made; a form that made nothing may be sent again."""
        if self.sent and self.made:
            self.sent.made = str(self.made.pk)
            self.sent.save(update_fields=["made"])
        elif self.sent:
            self.sent.delete()


def form_guard(request: HttpRequest) -> FormGuard:
    """That of the form which this request opens or sends."""
    return getattr(request, GUARD)


class RefusableForm(MixedIntoForm):
    """Mixed into a form: it is not valid while there is a reason to refuse it."""

    refused: str = ""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.refused:
            self.add_error(None, forms.ValidationError(self.refused, code="refused"))
        return cleaned


class SafeSave(UndoableDeletion, history.WithHistory):
    """Mixed into an admin, before it."""

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        setattr(request, GUARD, FormGuard())
        if request.method != "POST":
            return super().changeform_view(request, object_id, *args, **kwargs)
        with transaction.atomic():
            if object_id is not None:
                self.lock(request, object_id)
            else:
                sent = claim_form_key(request)
                if sent:
                    return self.sent_before(request, sent, *args, **kwargs)
            response = super().changeform_view(request, object_id, *args, **kwargs)
            form_guard(request).settle()
            return response

    def lock(self, request: HttpRequest, object_id: str) -> None:
        """From here to the end of the transaction nobody else changes the row or gives it others below it."""
        row = self.get_object(request, unquote(object_id))
        if row is not None:
            lock_rows(self.model._default_manager.filter(pk=row.pk))

    def sent_before(self, request: HttpRequest, sent: SentForm, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to what the first press made; but a form that holds something else now is not thrown away."""
        row = self.get_object(request, sent.made)
        if row is not None and self.has_add_permission(request) and sent.digest == contents_digest(request):
            return self.response_add(request, row)
        form_guard(request).again = _("This form was saved before. To add what stands in it now as well, save again.")
        return super().changeform_view(request, None, *args, **kwargs)

    def get_form(
        self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        form = super().get_form(request, obj, change=change, **kwargs)
        guard = getattr(request, GUARD, None)
        if guard is None:
            return form
        if obj is not None and change and self.has_change_permission(request, obj):
            self.compare(request, obj, form)
            guard.version = self.asked_version(request, obj)
            if guard.version:
                history.restore_fields(obj, guard.version)
        attributes = {"refused": guard.refused, "__module__": form.__module__}
        metaclass: type = type(form)
        return metaclass(form.__name__, (RefusableForm, form), attributes)

    def compare(self, request: HttpRequest, row: Model, form: type[forms.ModelForm]) -> None:
        """Find out what the row is before the form is filled, so that it never claims to have shown more."""
        guard, now = form_guard(request), self.state(request, row, form)
        guard.before = now
        if request.method == "POST":
            guard.opened = request.POST.get("_opened", "")
        else:
            guard.opened = versions.seal_state(now, row)
        base = versions.unseal_state(guard.opened, row)
        if base != now:
            agreed = request.POST.get("_over") == versions.state_digest(now)
            guard.conflict = SaveConflict(base, now, agreed)

    def state(self, request: HttpRequest, row: Model, form: type[forms.ModelForm]) -> versions.State:
        below = []
        for formset, inline in self.get_formsets_with_inlines(request, row):
            if request.method == "POST":
                lock_rows(formset.model._default_manager.filter(**{formset.fk.name: row}))
            below.append((formset, inline.get_queryset(request).order_by("pk")))
        return versions.row_state(row, form, below)

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Model, inline: InlineModelAdmin, prefix: str
    ) -> dict[str, Any]:
        given = super().get_formset_kwargs(request, obj, inline, prefix)
        if "data" in given and form_guard(request).conflict:
            key = inline.model._meta.pk.name
            sent = []
            for name, value in given["data"].items():
                if name.endswith(f"-{key}") and is_key(value):
                    sent.append(value)
            there = set(map(str, inline.model._default_manager.filter(pk__in=sent).values_list("pk", flat=True)))
            missing_rows.turn_into_new_rows(given["data"], prefix, key, there)
        return given

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not change and hasattr(request, GUARD):
            form_guard(request).made = obj

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: list, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        guard = getattr(request, GUARD, None)
        if guard:
            row = self.get_queryset(request).get(pk=form.instance.pk)
            history.record_version(row, guard.before, self.state(request, row, type(form)), staff_member(request))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        guard = form_guard(request)
        context |= {"opened": guard.opened, "version": guard.version}
        if guard.version:
            history.restore_many_to_many(context["adminform"].form, guard.version)
        context["key"] = (not guard.again and request.POST.get("_key")) or uuid.uuid4()
        if guard.conflict:
            context |= conflict_context(guard.conflict, context)
        return super().render_change_form(request, context, *args, **kwargs)


def conflict_context(conflict: SaveConflict, context: dict[str, Any]) -> dict[str, Any]:
    """What admin/conflict.html shows beside a form."""
    form = context["adminform"].form
    formsets = [each.formset for each in context["inline_admin_formsets"]]
    return {
        "conflict": conflict,
        "differences": versions.conflict_differences(conflict.base, conflict.now, form, formsets),
        "over": versions.state_digest(conflict.now),
        "last": last_save(form.instance),
    }


def lock_rows(rows: QuerySet) -> None:
    list(rows.select_for_update().order_by("pk").values_list("pk"))


def last_save(row: Model) -> LogEntry | None:
    logged = LogEntry.objects.filter(object_id=row.pk, content_type=versions.content_type_of(row))
    return logged.select_related("user").first()


def contents_digest(request: HttpRequest) -> str:
    """A digest of where a form was sent and all that somebody entered in it."""
    entered = []
    for name, values in sorted(request.POST.lists()):
        if name not in BUTTONS:
            entered.append([name, values])
    return versions.state_digest([request.path, entered])


def claim_form_key(request: HttpRequest) -> SentForm | None:
    """Take the form's key; or what was sent with it before. A press at the same moment waits here for the first."""
    try:
        key = uuid.UUID(request.POST.get("_key", ""))
    except ValueError:
        return None
    SentForm.objects.filter(sent_at__lt=timezone.now() - KEPT_FOR).delete()
    try:
        with transaction.atomic():
            form_guard(request).sent = SentForm.objects.create(key=key, digest=contents_digest(request))
    except IntegrityError:
        return SentForm.objects.get(key=key)
    return None
