"""The live wall at the desk: freeze it, let it run, and rehearse it where the public sees nothing of it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from deals import wall as walls
from deals.wall import rehearsal
from expo.accounts.access import require_permission, staff_member
from expo.i18n.numbers import short_number
from expo.models import Edition
from expo.web.desk_page import bring_edition

from .permissions import ANNOUNCE, READ


@require_permission(ANNOUNCE)
@require_http_methods(["GET", "POST"])
@bring_edition
def wall_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    if request.method == "POST":
        return switch_wall(request, edition)
    with timezone.override(edition.tz):
        return render(request, "deals/desk/wall.html", {"edition": edition, "wall": walls.read_wall(edition)})


def switch_wall(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Freeze or release, as the button says: pressed twice, nothing more happens."""
    try:
        if "freeze" in request.POST:
            walls.freeze(edition, by=staff_member(request))
            messages.success(request, _("The wall is frozen."))
        else:
            walls.thaw(edition, by=staff_member(request))
            messages.success(request, _("The wall follows the ledger again."))
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    return redirect("desk:wall", edition.slug)


@require_permission(READ)
@require_safe
@bring_edition
def rehearsal_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Invented signings on the wall, one more with each step. Nothing of it is written, or read from the ledger."""
    step = min(short_number(request.GET.get("step", "")), rehearsal.STEPS)
    further = None
    if step < rehearsal.STEPS:
        further = step + 1
    with timezone.override(edition.tz):
        content = walls.render_panels(rehearsal.invent_wall(edition, step))
    context = {
        "edition": edition,
        "content": content,
        "rehearsal": True,
        "next": further,
    }
    return render(request, "deals/desk/wall_rehearsal.html", context)
