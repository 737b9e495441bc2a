"""What was deleted, to be restored for a year."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, cast

from django import forms
from django.apps import apps
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.utils import model_ngettext
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.forms.models import fields_for_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from expo.accounts.access import staff_member
from expo.admin.bulk.deletion import has_model_permission
from expo.admin.export.lists import ExportableList
from expo.admin.safe_save.history import WithHistory
from expo.data_entry import Task
from expo.db.columns import column_length, related_model
from expo.models import Trace, Version
from expo.models.operations import TraceQuerySet, Verb
from expo.recovery import restoration
from expo.recovery.snapshots import every_row, find_model, known_model, rebuild_row
from expo.web import former_addresses
from expo.web.slugs import free_address

SECRET = {"password"}
SHOWN = 200


def permitted_models(request: HttpRequest, action: str) -> Iterator[type[Model]]:
    """The kinds of row to which this person may do so."""
    for model in apps.get_models():
        if has_model_permission(request, model, action) and not is_superusers_only(request, model):
            yield model


def is_superusers_only(request: HttpRequest, model: type[Model]) -> bool:
    """Whether rows of the model are brought back by superusers only, and this person is none."""
    if not admin.site.is_registered(model) or request.user.is_superuser:
        return False
    return getattr(admin.site.get_model_admin(model), "only_superusers_restore", False)


def permitted_kinds(request: HttpRequest, action: str) -> list[int]:
    """The same as keys of content types."""
    return [kind.pk for kind in ContentType.objects.get_for_models(*permitted_models(request, action)).values()]


def moment_text(moment: dt.datetime) -> str:
    """As pages of staff write moments, by the clock of the site."""
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


class ReadOnlyAdmin(ExportableList, admin.ModelAdmin):
    """A list of what was done: nobody adds, changes or deletes here."""

    task = Task.UNDO
    actions = None
    action_needed = "delete"
    list_display_links = None
    list_per_page = 50

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """The first kind is enough, as each page of data entry asks this for what stands beside it."""
        if not (request.user.is_active and request.user.is_staff):
            return False
        return next(permitted_models(request, self.action_needed), None) is not None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class KindFilter(admin.SimpleListFilter):
    """By the kind of row, of those that this person may restore."""

    title = gettext_lazy("kind of row")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        keys = model_admin.get_queryset(request).order_by().values_list("content_type", flat=True).distinct()
        kinds = ContentType.objects.filter(pk__in=keys)
        choices = []
        for kind in kinds:
            if model := kind.model_class():
                choices.append((kind.model, capfirst(model._meta.verbose_name_plural)))
        return choices

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value():
            return queryset.filter(content_type__model=self.value())
        return queryset


@admin.register(Trace)
class DeletedAdmin(ReadOnlyAdmin):
    export_name = "deleted"
    export_fields = ("what", "kind", "who", "when", "went_along")
    list_display = [*export_fields, "restore"]
    list_filter = [KindFilter]
    list_select_related = ["content_type", "operation__by"]
    search_fields = ["name_en", "name_zh", "operation__by__username"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Trace]:
        return self.known_to(request).deleted()

    def known_to(self, request: HttpRequest) -> TraceQuerySet:
        """What this person may know to have been deleted, restored since or not."""
        rows = cast(TraceQuerySet, super().get_queryset(request)).filter(operation__verb=Verb.DELETE)
        rows = rows.filter(content_type__in=permitted_kinds(request, "delete"))
        if request.user.is_superuser:
            return rows
        accounts = ContentType.objects.get_for_model(User)
        return rows.filter(~Q(content_type=accounts) | Q(before__is_superuser="False"))

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.restore_view)
        return [path("<int:pk>/restore/", view, name="expo_trace_restore"), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """What the row was when it was deleted, and its history."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self.page(request, get_object_or_404(self.get_queryset(request), pk=object_id))

    def restore_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Restore the row; where something is in the way, say what, and what can be entered in its place."""
        if request.method != "POST":
            return redirect("admin:expo_trace_changelist")
        if not self.has_view_permission(request):
            raise PermissionDenied
        trace = get_object_or_404(self.known_to(request), pk=pk)
        try:
            return self.restored(request, trace, restoration.restore(trace))
        except restoration.RestorationBlocked as held:
            return self.restore_otherwise(request, trace, held.obstacles)

    def restore_otherwise(
        self, request: HttpRequest, trace: Trace, obstacles: list[restoration.Obstacle]
    ) -> HttpResponse:
        """With what was entered in place of what is taken, or without what is gone, where somebody said so."""
        again, data = "again" in request.POST, None
        if again:
            data = request.POST
        form = replacement_form(trace, obstacles, data)
        if not again or not form.is_valid():
            return self.page(request, trace, obstacles, form)
        try:
            row = restoration.restore(trace, form.cleaned_data, without="without" in request.POST)
        except restoration.RestorationBlocked as held:
            return self.page(request, trace, held.obstacles, form)
        return self.restored(request, trace, row)

    def restored(self, request: HttpRequest, trace: Trace, row: Model | None) -> HttpResponse:
        if row is None:
            messages.info(request, _("“%(row)s” was restored already.") % {"row": trace})
            return redirect("admin:expo_trace_changelist")
        LogEntry.objects.log_actions(staff_member(request).pk, [row], CHANGE, _("Restored."))
        messages.success(request, format_html(_("“{}” is restored."), row_link(row, self.admin_site)))
        return redirect("admin:expo_trace_changelist")

    def page(
        self,
        request: HttpRequest,
        trace: Trace,
        obstacles: Sequence[restoration.Obstacle] = (),
        form: forms.Form | None = None,
    ) -> TemplateResponse:
        traces = [each.trace.pk for each in obstacles if each.trace]
        first = self.get_queryset(request).filter(pk__in=traces)
        context = self.admin_site.each_context(request) | {
            "title": str(trace),
            "opts": self.opts,
            "trace": trace,
            "kind": self.kind(trace),
            "values": list(deleted_values(trace)),
            "along": companion_counts(request, trace),
            "steps": self.history_of(request, trace),
            "obstacles": obstacles,
            "first": first,
            "passable": bool(obstacles) and any(each.passable for each in obstacles),
            "form": form,
        }
        return TemplateResponse(request, "admin/deleted.html", context, status=422 if obstacles else 200)

    def history_of(self, request: HttpRequest, trace: Trace) -> list:
        """What each save had changed, as its own list would have told it."""
        model = known_model(trace)
        if not self.admin_site.is_registered(model):
            return []
        entry = cast(WithHistory, self.admin_site.get_model_admin(model))
        row = rebuild_row(model, trace.before)
        return entry.steps(request, row) if Version.objects.of(row).exists() else []

    @admin.display(description=gettext_lazy("what"))
    def what(self, trace: Trace) -> str:
        return format_html('<a href="{}">{}</a>', reverse("admin:expo_trace_change", args=[trace.pk]), trace)

    @admin.display(description=gettext_lazy("kind of row"))
    def kind(self, trace: Trace) -> str:
        return capfirst(str(known_model(trace)._meta.verbose_name))

    @admin.display(description=gettext_lazy("who"))
    def who(self, trace: Trace) -> str | None:
        return trace.operation.by.get_username() if trace.operation.by else None

    @admin.display(description=gettext_lazy("when"), ordering="operation__at")
    def when(self, trace: Trace) -> str:
        return moment_text(trace.operation.at)

    @admin.display(description=gettext_lazy("went with it"))
    def went_along(self, trace: Trace) -> int:
        return len(trace.below)

    @admin.display(description=gettext_lazy("restore"))
    def restore(self, trace: Trace) -> str:
        """A button of the form that the list stands in."""
        url = reverse("admin:expo_trace_restore", args=[trace.pk])
        return format_html('<button class="button" formaction="{}">{}</button>', url, _("Restore"))


def replacement_form(trace: Trace, obstacles: Sequence[restoration.Obstacle], data: Any) -> forms.Form:
    """The fields whose values are taken or fit no more, each with what it was; an address with one that is free."""
    model = known_model(trace)
    own = set()
    for field in model._meta.concrete_fields:
        if field.editable and not field.is_relation:
            own.add(field.name)
    names = [each.field for each in obstacles if each.field in own - SECRET]
    form = type("Anew", (forms.Form,), fields_for_model(model, fields=names))(data)
    row = rebuild_row(model, trace.before)
    form.initial = {name: getattr(row, name) for name in names}
    if "slug" in names:
        length = column_length(model, "slug")
        former, slug = former_addresses.addresses_of_others(row), form.initial["slug"]
        form.initial["slug"] = free_address(slug, model._default_manager.all(), former, length=length)
    return form


def deleted_values(trace: Trace) -> Any:
    """What stood in the row's fields, by their names; nothing of what is empty or secret."""
    model = known_model(trace)
    row = rebuild_row(model, trace.before)
    for column in model._meta.concrete_fields:
        if not column.editable or column.name in SECRET or column.primary_key:
            continue
        value = getattr(row, column.attname)
        if value in (None, ""):
            continue
        if column.is_relation:
            value = every_row(related_model(column)).filter(pk=value).first() or "–"
        elif column.choices:
            value = dict(column.flatchoices).get(value, value)
        yield capfirst(column.verbose_name), value


def companion_counts(request: HttpRequest, trace: Trace) -> list[tuple[int, str]]:
    """How many rows of which kind went with it, as far as this person may see these."""
    models = Counter(find_model(each["model"]) for each in trace.below)
    counts = []
    for model, count in models.items():
        if model and not model._meta.auto_created and has_model_permission(request, model, "view"):
            counts.append((count, model_ngettext(model._meta, count)))
    return counts


def row_link(row: Model, site: admin.AdminSite) -> str:
    if not site.is_registered(type(row)):
        return str(row)
    url = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    return format_html('<a href="{}">{}</a>', url, row)
