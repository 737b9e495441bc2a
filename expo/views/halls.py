"""Halls: the list, where to find an exhibitor, and each hall's schematic with its stands."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from expo import floor
from expo.filters import StandFilter
from expo.models import Edition
from expo.pages import Crumb, of_edition, page_counted

PER_PAGE = 50


@of_edition
def halls(request: HttpRequest, edition: Edition) -> HttpResponse:
    form = StandFilter(request.GET)
    words = form.wanted.get("q", "")
    page = page_counted(floor.found(edition, words), request, PER_PAGE) if words else None
    number = page.paginator.count if page else 0
    context = {
        "edition": edition,
        "section": "exhibitors",
        "crumbs": [exhibitors_crumb(edition)],
        "form": form,
        "page": page,
        "found": ngettext("%(number)d exhibitor", "%(number)d exhibitors", number) % {"number": number},
        "halls": floor.halls(edition),
    }
    return render(request, "expo/halls.html", context)


@of_edition
def hall(request: HttpRequest, edition: Edition, code: str) -> HttpResponse:
    row = get_object_or_404(edition.halls, code=code)
    row.edition = edition
    form = StandFilter(request.GET)
    words = form.wanted.get("q", "")
    stands = floor.stands(row, words)
    listed = [one for one in stands if one.hit] if words else stands
    context = {
        "edition": edition,
        "section": "exhibitors",
        "crumbs": [exhibitors_crumb(edition), Crumb(reverse("expo:halls", args=[edition.slug]), _("Halls"))],
        "hall": row,
        "form": form,
        "words": words,
        "plan": floor.schematic(stands),
        "listed": listed,
        "found": ngettext("%(number)d stand", "%(number)d stands", len(listed)) % {"number": len(listed)},
        "without_stand": floor.without_stand(row, words),
    }
    return render(request, "expo/hall.html", context)


def exhibitors_crumb(edition: Edition) -> Crumb:
    return Crumb(reverse("expo:exhibitors", args=[edition.slug]), _("Exhibitors"))
