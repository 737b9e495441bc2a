"""Changes of standing as actions of a list, with history and a word on how many."""

from collections.abc import Callable, Iterable

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.utils import model_ngettext
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from expo.standing import Change


def bulk_actions(changes: Iterable[Change]) -> list[Callable]:
    return [bulk_action(change) for change in changes]


def bulk_action(change: Change) -> Callable:
    @admin.action(permissions=["change"], description=change.label)
    def act(model_admin: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet) -> None:
        selected = queryset.count()
        changed = change.apply(queryset)
        if changed:
            LogEntry.objects.log_actions(request.user.pk, changed, CHANGE, [{"changed": {"fields": [change.field]}}])
            said = {"count": len(changed), "rows": model_ngettext(queryset.model, len(changed)), "done": change.done}
            model_admin.message_user(request, _("%(count)d %(rows)s: %(done)s.") % said, messages.SUCCESS)
        if left := selected - len(changed):
            said = {"count": left, "rows": model_ngettext(queryset.model, left), "rule": change.rule}
            model_admin.message_user(request, _("%(count)d %(rows)s left alone. %(rule)s") % said, messages.WARNING)

    act.__name__ = change.name
    return act
