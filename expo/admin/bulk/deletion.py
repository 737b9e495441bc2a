"""What is deleted in data entry can be restored: each way of deleting goes through the one door, after a look ahead."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.contrib.auth import get_permission_codename
from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model, Q, QuerySet
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from expo.accounts.access import staff_member
from expo.admin.bulk import actions, previews
from expo.i18n.lazy_text import LazyText
from expo.mixins import MixedIntoAdmin
from expo.models import Operation
from expo.recovery import deletions

if TYPE_CHECKING:
    from expo.admin.forms import EntryFormSet

DELETE_MANY = "delete_selected"


class UndoableDeletion(MixedIntoAdmin):
    """Mixed into an admin, before it.

    `attached`: what else the preview of a step counts, a name and which rows have it.
    `only_superusers_restore`: whether the permission to delete is not enough to bring such a row back.
    """

    only_superusers_restore = False
    attached: ClassVar[dict[LazyText, Q]] = {}

    def public_rows(self, rows: QuerySet) -> QuerySet:
        """Those of the rows that visitors see."""
        manager = self.model._default_manager
        seen = manager.none()
        if hasattr(manager.all(), "public"):
            seen = manager.public()
        return seen.filter(pk__in=rows.order_by().values("pk"))

    def get_actions(
        self, request: HttpRequest, action_location: Any = None
    ) -> dict[str, tuple[Callable[..., str], str, str] | None]:
        """Deleting stands last, and shows first what it would take away.

        `action_location`: from Django 6.1 on, the page of the admin for which the actions are.
        """
        where = {}
        if action_location is not None:
            where["action_location"] = action_location
        offered = super().get_actions(request, **where)
        if offered.pop(DELETE_MANY, None):
            offered[DELETE_MANY] = (
                cast(Callable[..., str], actions.delete_selected),
                DELETE_MANY,
                cast(str, actions.DELETE_LABEL),
            )
        return offered

    def why_kept(self, rows: QuerySet) -> str:
        """A sentence where some of the rows are deleted by nobody, whatever they may; empty for most kinds of row."""
        return ""

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        deletions.delete_rows([obj], staff_member(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        deletions.delete_rows(queryset.order_by("pk"), staff_member(request))

    def get_deleted_objects(self, objs: Sequence[Model] | QuerySet, request: HttpRequest) -> tuple:
        """Of what holds on to the rows, nothing that this person may not see is told but that there is something."""
        tree, counts, lacking, held = super().get_deleted_objects(objs, request)
        if held and not all(previews.may_see_model(request, model) for model in protecting_models(objs)):
            held = [_("something that you may not see")]
        return tree, counts, lacking, held

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = preview = None
        if request.method == "GET":
            row = self.get_object(request, unquote(object_id))
        if row:
            preview = previews.preview_deletion(self, request, self.model._default_manager.filter(pk=row.pk))
        try:
            return super().delete_view(request, object_id, {"preview": preview} | (extra_context or {}))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect(request.path)

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        """With the way to where the row can be restored."""
        response = super().response_delete(request, obj_display, obj_id)
        if IS_POPUP_VAR not in request.POST:
            url = reverse("admin:expo_trace_changelist") + f"?kind={self.opts.model_name}"
            said = _("It is kept for a year and can be restored:")
            messages.info(request, format_html('{} <a href="{}">{}</a>', said, url, _("what was deleted")))
        return response

    def save_formset(self, request: HttpRequest, form: ModelForm, formset: BaseModelFormSet, change: bool) -> None:
        cast("EntryFormSet", formset).saved_by = staff_member(request)
        super().save_formset(request, form, formset, change)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """With the last step that this person took on rows of the list, to be undone by one click."""
        last = None
        if request.method == "GET" and self.actions is not None:
            last = self.last_step(request)
        return super().changelist_view(request, {"last_step": last} | (extra_context or {}))

    def last_step(self, request: HttpRequest) -> Operation | None:
        return Operation.objects.standing().of(staff_member(request), self.model).first()


def protecting_models(rows: Iterable[Model]) -> set[type[Model]]:
    """The kinds of row that keep one of these from being deleted."""
    found: set[type[Model]] = set()
    for row in rows:
        try:
            Collector(using=DEFAULT_DB_ALIAS).collect([row])
        except ProtectedError as held:
            found.update(map(type, held.protected_objects))
        except RestrictedError as held:
            found.update(map(type, held.restricted_objects))
    return found


def has_model_permission(request: HttpRequest, model: type[Model], action: str) -> bool:
    """Whether this person may do so to rows of the model: view, change, delete."""
    model = cast(type[Model], model._meta.auto_created or model)
    return request.user.has_perm(f"{model._meta.app_label}.{get_permission_codename(action, model._meta)}")
