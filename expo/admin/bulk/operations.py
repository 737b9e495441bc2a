"""The steps that staff took on many rows, to be taken back."""

from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.utils import model_ngettext
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from expo.accounts.access import staff_member
from expo.admin.bulk.deleted_rows import ReadOnlyAdmin, moment_text, permitted_kinds
from expo.i18n.bilingual import localised_text
from expo.models import Operation
from expo.models.operations import OperationQuerySet, Verb
from expo.recovery import undo
from expo.recovery.snapshots import known_model

# So many rows that were left as they are get a message each.
SHOWN = 200


@admin.register(Operation)
class StepAdmin(ReadOnlyAdmin):
    action_needed = "change"
    export_name = "steps"
    export_fields = ("when", "who", "rows", "what")
    list_display = [*export_fields, "undo"]
    list_select_related = ["content_type", "by"]
    search_fields = ["by__username", "traces__name_en", "traces__name_zh"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Operation]:
        rows = cast(OperationQuerySet, super().get_queryset(request)).standing()
        deleted = rows.filter(verb=Verb.DELETE, content_type__in=permitted_kinds(request, "delete"))
        changed = rows.exclude(verb=Verb.DELETE).filter(content_type__in=permitted_kinds(request, "change"))
        if not request.user.is_superuser:
            users = ContentType.objects.get_for_model(User)
            deleted = deleted.exclude(content_type=users)
        return (deleted | changed).order_by("-pk")

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.undo_view)
        return [path("<int:pk>/undo/", view, name="expo_operation_undo"), *super().get_urls()]

    def change_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A step has no page of its own."""
        return redirect("admin:expo_operation_changelist")

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take the step back, and tell of each row that could not be what it was."""
        if request.method != "POST":
            return redirect("admin:expo_operation_changelist")
        if Operation.objects.filter(pk=pk, undone_at__isnull=False).exists():
            undone = None
        else:
            undone = undo.undo_operation(get_object_or_404(self.get_queryset(request), pk=pk), staff_member(request))
        if undone is None:
            messages.info(request, _("This was undone already."))
            return redirect("admin:expo_operation_changelist")
        operation = Operation.objects.select_related("content_type").get(pk=pk)
        report_undo(request, operation, undone)
        opts = known_model(operation)._meta
        return redirect(row_list_address(opts, self.admin_site))

    @admin.display(description=gettext_lazy("when"), ordering="at")
    def when(self, operation: Operation) -> str:
        return moment_text(operation.at)

    @admin.display(description=gettext_lazy("who"))
    def who(self, operation: Operation) -> str | None:
        return operation.by.get_username() if operation.by else None

    @admin.display(description=gettext_lazy("rows"))
    def rows(self, operation: Operation) -> str:
        return f"{operation.count} {model_ngettext(known_model(operation)._meta, operation.count)}"

    @admin.display(description=gettext_lazy("what"))
    def what(self, operation: Operation) -> str:
        return localised_text(operation, "done").value

    @admin.display(description=gettext_lazy("undo"))
    def undo(self, operation: Operation) -> str:
        url = reverse("admin:expo_operation_undo", args=[operation.pk])
        return format_html('<button class="button" formaction="{}">{}</button>', url, _("Undo"))


def report_undo(request: HttpRequest, operation: Operation, undone: undo.UndoOutcome) -> None:
    if undone.rows:
        said = {"count": undone.rows, "rows": model_ngettext(known_model(operation)._meta, undone.rows)}
        messages.success(request, _("Undone: %(count)d %(rows)s as before.") % said)
    for trace, why in undone.left[:SHOWN]:
        messages.warning(request, _("“%(row)s” is left as it is: %(why)s") % {"row": trace, "why": why})


def row_list_address(opts: Any, site: admin.AdminSite) -> str:
    """The list of the rows, where they have one."""
    if site.is_registered(opts.model):
        return reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
    return reverse("admin:expo_operation_changelist")
