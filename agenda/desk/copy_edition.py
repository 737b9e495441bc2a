"""A new edition from an earlier one, at the desk: what would be copied, and the copy."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agenda.forms.copy_edition import CopyForm
from agenda.planning.copy_edition import copy_structure, plan_copy
from expo.accounts.access import require_permission, staff_member
from expo.models import Edition
from expo.web.desk_page import bring_edition


@require_permission("agenda.add_session")
@require_http_methods(["GET", "POST"])
@bring_edition
def copy_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What an earlier edition would add to this one, as the address says; sent, it adds it."""
    asked = request.GET or None
    if request.method == "POST":
        asked = request.POST
    form = CopyForm(asked, target=edition)
    plan = None
    if form.is_valid():
        source, what = form.cleaned_data["source"], form.cleaned_data["what"]
        if request.method == "POST":
            made = copy_structure(source, edition, what, staff_member(request))
            said = _("Copied. Halls: %(halls)d, rooms: %(rooms)d, sessions: %(sessions)d, roles: %(roles)d.")
            messages.success(request, said % made.counts)
            query = urlencode({"source": source.slug, "what": what}, doseq=True)
            return redirect(f"{reverse('agenda_desk:copy', args=[edition.slug])}?{query}")
        plan = plan_copy(source, edition, what)
    return render(request, "agenda/desk/copy.html", {"edition": edition, "form": form, "plan": plan})
