"""Changes of standing as actions of a list, with history and a word on how many."""

from collections.abc import Callable, Iterable

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.utils import model_ngettext
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from expo.admin.versions import digest
from expo.standing import Change


def bulk_actions(changes: Iterable[Change]) -> list[Callable]:
    return [bulk_action(change) for change in changes]


def bulk_action(change: Change) -> Callable:
    @admin.action(permissions=["change"], description=change.label)
    def act(model_admin: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        if change.question and (asked := ask_first(model_admin, request, queryset, change)):
            return asked
        selected = queryset.count()
        changed = change.apply(queryset)
        if changed:
            LogEntry.objects.log_actions(request.user.pk, changed, CHANGE, [{"changed": {"fields": [change.field]}}])
            said = {"count": len(changed), "rows": model_ngettext(queryset.model, len(changed)), "done": change.done}
            model_admin.message_user(request, _("%(count)d %(rows)s: %(done)s.") % said, messages.SUCCESS)
        if left := selected - len(changed):
            said = {"count": left, "rows": model_ngettext(queryset.model, left), "rule": change.rule}
            model_admin.message_user(request, _("%(count)d %(rows)s left alone. %(rule)s") % said, messages.WARNING)
        return None

    act.__name__ = change.name
    return act


def ask_first(
    model_admin: admin.ModelAdmin, request: HttpRequest, rows: QuerySet, change: Change
) -> HttpResponse | None:
    """The page that asks, where there is something to ask; None where there is not, or it has been answered."""
    lines = change.question.lines(rows)
    if not lines:
        return None
    if request.POST.get("answered") == digest(lines):
        change.question.agree(rows)
        return None
    context = model_admin.admin_site.each_context(request) | {
        "title": change.question.title,
        "lines": lines,
        "answered": digest(lines),
        "answer": change.question.answer,
        "action": change.name,
        "rows": rows.order_by("pk"),
        "opts": model_admin.model._meta,
    }
    return TemplateResponse(request, "admin/asked.html", context)
