"""What the expo shows: launches, scenarios, and the letters it received."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from expo import showing
from expo.models import Edition
from expo.models.people import LETTERS_PER_PAGE
from expo.pages import Crumb, of_edition, page_of

LAUNCHES_PER_PAGE = 40
EXHIBITORS_SHOWN = 24


@of_edition
def launches(request: HttpRequest, edition: Edition) -> HttpResponse:
    page = page_of(edition.launches.public().order_by("launched_on", "slug"), request, LAUNCHES_PER_PAGE)
    context = {
        "edition": edition,
        "section": "launches",
        "page": page,
        "launches": showing.launches(page.object_list),
    }
    return render(request, "expo/launches.html", context)


@of_edition
def scenarios(request: HttpRequest, edition: Edition) -> HttpResponse:
    context = {"edition": edition, "section": "scenarios", "scenarios": edition.scenarios.all()}
    return render(request, "expo/scenarios.html", context)


@of_edition
def scenario(request: HttpRequest, edition: Edition, slug: str) -> HttpResponse:
    rows = edition.scenarios.select_related("hall").prefetch_related("sources")
    row = get_object_or_404(rows, slug=slug)
    exhibitors = edition.participations.public().exhibiting().filter(scenarios=row)
    cards = exhibitors.by_name().for_cards().select_related("hall").defer("profile_en", "profile_zh")
    context = {
        "edition": edition,
        "section": "scenarios",
        "crumbs": [Crumb(reverse("expo:scenarios", args=[edition.slug]), _("Scenarios"))],
        "scenario": row,
        "exhibitors": cards[:EXHIBITORS_SHOWN],
        "exhibitors_total": exhibitors.count(),
        "launches": showing.launches(row.launches.public()),
    }
    return render(request, "expo/scenario.html", context)


@of_edition
def letters(request: HttpRequest, edition: Edition) -> HttpResponse:
    rows = edition.letters.public().select_related("author").prefetch_related("sources")
    page = page_of(rows.order_by("order", "pk"), request, LETTERS_PER_PAGE)
    return render(request, "expo/letters.html", {"edition": edition, "section": "letters", "page": page})
