"""Merging two organisations, and undoing it, as actions of their list: first what would be touched, then the deed."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from expo.accounts.access import staff_member
from expo.exhibition import organisation_merge
from expo.models import Organisation


@admin.action(permissions=["change"], description=gettext_lazy("Merge two entries of one organisation"))
def merge(model_admin: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet) -> TemplateResponse | None:
    """Ask which of the two stays, showing what either choice touches; then merge."""
    both = list(queryset.order_by("pk")[:3])
    if len(both) != 2:
        model_admin.message_user(request, _("Tick exactly two organisations to merge them."), messages.WARNING)
        return None
    kept = chosen_row(both, request.POST.get("keep", ""))
    try:
        if kept is None:
            return merge_page(model_admin, request, both)
        gone = next(row for row in both if row != kept)
        organisation_merge.merge_organisations(kept, gone, staff_member(request))
    except ValidationError as refusal:
        model_admin.message_user(request, " ".join(refusal.messages), messages.ERROR)
        return None
    said = _("%(gone)s is merged into %(kept)s. The same list of actions undoes it.") % {"gone": gone, "kept": kept}
    model_admin.message_user(request, said, messages.SUCCESS)
    return None


def chosen_row(rows: list[Organisation], key: str) -> Organisation | None:
    for row in rows:
        if str(row.pk) == key:
            return row
    return None


def merge_page(model_admin: admin.ModelAdmin, request: HttpRequest, both: list[Organisation]) -> TemplateResponse:
    choices = []
    for kept, gone in (both, both[::-1]):
        choices.append({"kept": kept, "gone": gone, "touched": preview_merge(kept, gone, request)})
    context = model_admin.admin_site.each_context(request) | {
        "title": _("Merge two entries of one organisation"),
        "choices": choices,
        "opts": model_admin.model._meta,
        "both": both,
    }
    return TemplateResponse(request, "admin/expo/organisation/merge.html", context)


def preview_merge(
    kept: Organisation, gone: Organisation, request: HttpRequest
) -> list[organisation_merge.HandoverTally] | str:
    """What would be touched, or the sentence that says why it cannot be."""
    try:
        return organisation_merge.preview_merge(kept, gone, staff_member(request))
    except ValidationError as refusal:
        return refusal.messages[0]


@admin.action(permissions=["change"], description=gettext_lazy("Undo a merging"))
def split(model_admin: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet) -> None:
    for row in queryset.select_related("merged_into"):
        try:
            organisation_merge.split_organisation(row, staff_member(request))
        except ValidationError as refusal:
            model_admin.message_user(request, f"{row}: {refusal.messages[0]}", messages.WARNING)
        else:
            model_admin.message_user(request, _("%(row)s stands for itself again.") % {"row": row}, messages.SUCCESS)
