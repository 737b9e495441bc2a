"""Many entries accepted or refused at once, as actions of their list: first a look, then the deed."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agenda.contests.entering import review
from agenda.models.contests import Entry
from expo.accounts.access import staff_member

CONFIRMED = "confirmed"
TEMPLATE = "admin/contests/review.html"
ACCEPT, REFUSE = gettext_lazy("Accept the selected entries"), gettext_lazy("Refuse the selected entries")
CHANGED = gettext_lazy("Something was changed since you looked. Nothing is accepted yet: look at it again.")


@admin.action(permissions=["change"], description=ACCEPT)
def accept_entries(model_admin: Any, request: HttpRequest, queryset: QuerySet) -> TemplateResponse | None:
    """Which organisations are meant is asked first; an entry that came late needs a reason.

    What a team changes after the look is shown again before anything is accepted.
    """
    entries = review.entries_to_review(queryset)
    questions, late = review.member_questions(entries), review.late_entries(entries).exists()
    reason = request.POST.get("late_reason", "").strip()
    left = review.unanswered_questions(questions, request.POST)
    changed = CONFIRMED in request.POST and not review.is_as_seen(entries, request.POST)
    look = {"title": ACCEPT, "action": "accept_entries", "questions": questions, "late": late}
    look["problem"] = [CHANGED] if changed else []
    if CONFIRMED not in request.POST or not entries or changed or left or (late and not reason):
        return look_page(model_admin, request, queryset, entries, **look)
    try:
        accepted = review.accept_entries(
            entries, questions, request.POST, staff_member(request), late_reason=reason[:300]
        )
    except review.ChangedSinceLook:
        return look_page(model_admin, request, queryset, entries, **look | {"problem": [CHANGED]})
    except ValidationError as refusal:
        return look_page(model_admin, request, queryset, entries, **look | {"problem": refusal.messages})
    log_steps(request, accepted)
    said = ngettext("%(count)d entry accepted.", "%(count)d entries accepted.", len(accepted))
    messages.success(request, said % {"count": len(accepted)})
    return None


@admin.action(permissions=["change"], description=REFUSE)
def refuse_entries(model_admin: Any, request: HttpRequest, queryset: QuerySet) -> TemplateResponse | None:
    """The reason is shown to each team by its private link."""
    entries = review.entries_to_refuse(queryset)
    reason = request.POST.get("reason", "").strip()
    if CONFIRMED not in request.POST or not entries or not reason:
        look = {"title": REFUSE, "action": "refuse_entries", "refusing": True}
        return look_page(model_admin, request, queryset, entries, **look)
    refused = review.refuse_entries(entries, reason[:300])
    log_steps(request, refused)
    said = ngettext("%(count)d entry refused.", "%(count)d entries refused.", len(refused))
    messages.success(request, said % {"count": len(refused)})
    return None


def look_page(
    model_admin: Any, request: HttpRequest, chosen: QuerySet, entries: QuerySet, **more: Any
) -> TemplateResponse:
    """What would happen to which entries; sent, the same action comes back confirmed, with what is asked."""
    named = ("team__members__person", "team__members__organisation", "shown_pictures__picture", "files")
    shown = list(entries.select_related("contest", "track", "team").prefetch_related(*named))
    left = chosen.count() - len(shown)
    context = model_admin.admin_site.each_context(request) | {
        "opts": model_admin.model._meta,
        "entries": shown,
        "full": len(shown) == review.MOST_AT_ONCE and left > 0,
        "left_alone": left,
        "select_across": request.POST.get("select_across", "0"),
        "selected": request.POST.getlist(ACTION_CHECKBOX_NAME),
        "sent": request.POST,
        "asked_again": CONFIRMED in request.POST,
    }
    return TemplateResponse(request, TEMPLATE, context | more)


def log_steps(request: HttpRequest, entries: list[Entry]) -> None:
    """One line of history for each."""
    changed = [{"changed": {"fields": [str(_("status"))]}}]
    LogEntry.objects.log_actions(staff_member(request).pk, entries, CHANGE, changed)
