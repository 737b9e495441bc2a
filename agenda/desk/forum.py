"""A forum in one go, at the desk: its head and its talks as rows, looked at, then saved; and parts added later."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agenda.forms.forum_page import ForumForms
from agenda.imports.forums.look import FORUMS, ForumLook, look_at_forum
from agenda.imports.forums.saving import SavedBefore, newest_run, save_forum
from agenda.models import Session
from expo.accounts.access import require_permission, staff_member
from expo.models import Edition
from expo.web.desk_page import bring_edition, bring_row, posted_data

GIVEN = ("day", "room", "start", "end", "kind")
CONSENT = "new_people"


@require_permission(*FORUMS.permissions)
@require_http_methods(["GET", "POST"])
@bring_edition
def forum_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """A new forum; the address may say already when and where, as the board's empty slots do."""
    given = {name: request.GET[name] for name in GIVEN if name in request.GET}
    forms = ForumForms(posted_data(request), edition=edition, initial=given)
    return answer_forms(request, forms, "agenda/desk/forum.html")


def planned_forums() -> QuerySet[Session]:
    return (
        Session.objects.working()
        .select_related("edition", "room")
        .prefetch_related(Prefetch("parts", Session.objects.working().select_related("edition").in_order()))
    )


@require_permission(*FORUMS.permissions)
@require_http_methods(["GET", "POST"])
@bring_row(planned_forums, "pk")
def parts_page(request: HttpRequest, session: Session) -> HttpResponse:
    """The parts of a session, and rows for further ones."""
    forms = ForumForms(posted_data(request), edition=session.edition, forum=session)
    run = newest_run(session, staff_member(request))
    undo = ""
    if run:
        undo = FORUMS.address("undo_import", session.edition.slug, run.pk)
    return answer_forms(
        request, forms, "agenda/desk/forum_parts.html", forum=session, parts=session.parts.all(), undo=undo
    )


def answer_forms(request: HttpRequest, forms: ForumForms, template: str, **shown: Any) -> HttpResponse:
    """Rows are added, or what was typed is looked at; what was looked at just so is saved."""
    look, missing = None, False
    if request.method == "POST" and "more" in request.POST:
        forms.add_rows()
    elif request.method == "POST" and forms.is_valid():
        look = look_at_forum(forms.data())
        seen = "save" in request.POST and forms.head.cleaned_data["seen"] == forms.data().fingerprint
        missing = seen and not has_consent(request, look)
        if look.ready and seen and not missing:
            if saved := save_forms(request, forms):
                return saved
            look = look_at_forum(forms.data())
    context = {"edition": forms.edition, "forms": forms, "look": look, "missing": missing, **shown}
    if look:
        context["seen"] = forms.data().fingerprint
    return render(request, template, context, status=422 if is_refused(forms, look) or missing else 200)


def is_refused(forms: ForumForms, look: ForumLook | None) -> bool:
    if look and not look.ready:
        return True
    return bool(forms.head.errors) or (forms.rows.is_bound and forms.rows.total_error_count() > 0)


def has_consent(request: HttpRequest, look: ForumLook) -> bool:
    """Whether somebody has said that just these people are to be entered."""
    return not look.new_people or request.POST.get(CONSENT) == "; ".join(look.new_people)


def save_forms(request: HttpRequest, forms: ForumForms) -> HttpResponse | None:
    """Where it leads; None where it is not saved, and the forms say why."""
    data = forms.data()
    key: UUID = forms.head.cleaned_data["key"]
    try:
        forum = save_forum(data, key, staff_member(request))
    except ValidationError as error:
        forms.refuse(error, anew=isinstance(error, SavedBefore))
        return None
    said = _("Saved: “%(forum)s”, parts: %(parts)d. The public sees what is confirmed with the next release.")
    messages.success(request, said % {"forum": forum, "parts": len(data.parts)})
    return redirect("agenda_desk:parts", data.edition.slug, forum.pk)
