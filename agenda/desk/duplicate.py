"""Duplicating a session, at the desk."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agenda.desk.board import planned_sessions
from agenda.forms.duplicate import DuplicateForm
from agenda.models import Session
from agenda.planning.duplication import PERMISSIONS, duplicate_session
from expo.accounts.access import require_permission, staff_member
from expo.web.desk_page import bring_row, posted_data


@require_permission(*PERMISSIONS)
@require_http_methods(["GET", "POST"])
@bring_row(planned_sessions, "pk")
def duplicate_page(request: HttpRequest, session: Session) -> HttpResponse:
    """When and where it takes place once more; sent, a draft of it stands there."""
    form = DuplicateForm(posted_data(request), session=session, has_parts=session.parts.working().exists())
    if form.is_valid():
        try:
            draft = duplicate(request, form)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, _("This is the duplicate, as a draft."))
            return redirect("admin:agenda_session_change", draft.pk)
    context = {"edition": session.edition, "session": session, "form": form}
    return render(request, "agenda/desk/duplicate.html", context, status=422 if form.is_bound else 200)


def duplicate(request: HttpRequest, form: DuplicateForm) -> Session:
    asked = form.cleaned_data
    return duplicate_session(
        form.session,
        form.placement(),
        key=asked["key"],
        by=staff_member(request),
        with_roles=asked["roles"],
        with_parts=asked.get("parts", False),
    )
