"""Halls: the list, where to find an exhibitor, and each hall's schematic with its stands."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from expo.exhibition import floor_plan
from expo.forms.list_filters import StandFilter
from expo.models import Edition
from expo.web.paging import paginate_in_one_query
from expo.web.public_page import Crumb, edition_page

PER_PAGE = 50


@edition_page
def hall_list(request: HttpRequest, edition: Edition) -> HttpResponse:
    form = StandFilter(request.GET)
    words = form.wanted.get("q", "")
    page, number = None, 0
    if words:
        page = paginate_in_one_query(floor_plan.find_exhibitors(edition, words), request, PER_PAGE)
        number = page.paginator.count
    context = {
        "edition": edition,
        "section": "exhibitors",
        "crumbs": [exhibitors_crumb(edition)],
        "form": form,
        "page": page,
        "found": ngettext("%(number)d exhibitor", "%(number)d exhibitors", number) % {"number": number},
        "halls": floor_plan.hall_summaries(edition),
    }
    return render(request, "expo/halls.html", context)


@edition_page
def hall_page(request: HttpRequest, edition: Edition, code: str) -> HttpResponse:
    row = get_object_or_404(edition.halls.select_related("picture"), code=code)
    row.edition = edition
    form = StandFilter(request.GET)
    words = form.wanted.get("q", "")
    stands = floor_plan.hall_stands(row, words)
    listed = stands
    if words:
        listed = [stand for stand in stands if stand.hit]
    context = {
        "edition": edition,
        "section": "exhibitors",
        "crumbs": [exhibitors_crumb(edition), Crumb(reverse("expo:halls", args=[edition.slug]), _("Halls"))],
        "hall": row,
        "form": form,
        "words": words,
        "plan": floor_plan.draw_schematic(stands),
        "listed": listed,
        "found": ngettext("%(number)d stand", "%(number)d stands", len(listed)) % {"number": len(listed)},
        "without_stand": floor_plan.hall_only_exhibitors(row, words),
    }
    return render(request, "expo/hall.html", context)


def exhibitors_crumb(edition: Edition) -> Crumb:
    return Crumb(reverse("expo:exhibitors", args=[edition.slug]), _("Exhibitors"))
