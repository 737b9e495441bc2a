"""Steps on many rows as actions of a list: first what they would change and for whom, then the deed."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.utils import model_ngettext
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from expo.accounts.access import staff_member
from expo.admin.bulk import previews
from expo.admin.bulk.previews import Preview
from expo.admin.bulk.status_changes import BulkChange, BulkQuestion
from expo.admin.safe_save.versions import state_digest
from expo.i18n.lazy_text import LazyText
from expo.recovery import deletions

if TYPE_CHECKING:
    from expo.admin.bulk.deletion import UndoableDeletion

CONFIRMED = "confirmed"


def bulk_actions(changes: Iterable[BulkChange]) -> list[Callable]:
    return [bulk_action(change) for change in changes]


def bulk_action(change: BulkChange) -> Callable:
    @admin.action(permissions=["change"], description=change.label)
    def act(model_admin: "UndoableDeletion", request: HttpRequest, queryset: QuerySet) -> TemplateResponse | None:
        question, lines = change.question, []
        if question:
            lines = question.lines(queryset)
        if not lines:
            question = None
        answered = not lines or request.POST.get("answered") == state_digest(lines)
        if CONFIRMED not in request.POST or not answered:
            preview = previews.preview_change(model_admin, request, queryset, change)
            return confirmation_page(model_admin, request, preview, change.name, change.label, question, lines)
        if change.question and lines:
            change.question.agree(queryset)
        apply_change(model_admin, request, queryset, change)
        return None

    act.__name__ = change.name
    return act


def apply_change(model_admin: "UndoableDeletion", request: HttpRequest, queryset: QuerySet, change: BulkChange) -> None:
    selected = queryset.count()
    changed = change.apply(queryset, staff_member(request))
    if changed:
        LogEntry.objects.log_actions(
            staff_member(request).pk, changed, CHANGE, [{"changed": {"fields": [change.field]}}]
        )
        said = {"count": len(changed), "rows": model_ngettext(queryset.model._meta, len(changed)), "done": change.done}
        model_admin.message_user(request, _("%(count)d %(rows)s: %(done)s.") % said, messages.SUCCESS)
    if left := selected - len(changed):
        said = {"count": left, "rows": model_ngettext(queryset.model._meta, left), "rule": change.rule}
        model_admin.message_user(request, _("%(count)d %(rows)s left alone. %(rule)s") % said, messages.WARNING)


DELETE_LABEL = gettext_lazy("Delete the selected %(verbose_name_plural)s")


@admin.action(permissions=["delete"], description=DELETE_LABEL)
def delete_selected(
    model_admin: "UndoableDeletion", request: HttpRequest, queryset: QuerySet
) -> TemplateResponse | None:
    *_others, lacking, _protected = model_admin.get_deleted_objects(queryset, request)
    if kept := model_admin.why_kept(queryset):
        model_admin.message_user(request, kept, messages.ERROR)
        return None
    if lacking:
        said = _("You may not delete what would go along: %(kinds)s.") % {"kinds": ", ".join(sorted(map(str, lacking)))}
        model_admin.message_user(request, said, messages.ERROR)
        return None
    if CONFIRMED not in request.POST:
        preview = previews.preview_deletion(model_admin, request, queryset)
        return confirmation_page(model_admin, request, preview, "delete_selected", DELETE_LABEL)
    chosen = previews.rows_by_key(queryset).order_by("pk")
    rows = list(chosen)
    model_admin.log_deletions(request, chosen)
    try:
        deletions.delete_rows(rows, staff_member(request))
    except ValidationError as refusal:
        model_admin.message_user(request, " ".join(refusal.messages), messages.ERROR)
        return None
    done = {"count": len(rows), "rows": model_ngettext(queryset.model._meta, len(rows)), "done": deletions.DELETED}
    model_admin.message_user(request, _("%(count)d %(rows)s: %(done)s.") % done, messages.SUCCESS)
    return None


def confirmation_page(
    model_admin: "UndoableDeletion",
    request: HttpRequest,
    preview: Preview,
    action: str,
    label: LazyText,
    question: BulkQuestion | None = None,
    lines: Sequence[str] = (),
) -> TemplateResponse:
    """The page that shows what would happen, and asks about `lines`; sent, the same action comes back confirmed."""
    opts = model_admin.model._meta
    context = model_admin.admin_site.each_context(request) | {
        "title": label % {"verbose_name_plural": opts.verbose_name_plural},
        "preview": preview,
        "question": question,
        "lines": lines,
        "answered": state_digest(lines),
        "opts": opts,
        "action": action,
        "select_across": request.POST.get("select_across", "0"),
        "selected": request.POST.getlist(ACTION_CHECKBOX_NAME),
    }
    return TemplateResponse(request, "admin/step.html", context)
