"""What the expo shows: launches, scenarios, and the letters it received."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from expo.exhibition import launches
from expo.models import Edition
from expo.models.exhibition import LaunchQuerySet
from expo.models.people import LETTERS_PER_PAGE
from expo.web.paging import paginate
from expo.web.public_page import Crumb, edition_page

LAUNCHES_PER_PAGE = 40
EXHIBITORS_SHOWN = 24


@edition_page
def launch_list(request: HttpRequest, edition: Edition) -> HttpResponse:
    page = paginate(edition.launches.public().order_by("launched_on", "slug"), request, LAUNCHES_PER_PAGE)
    context = {
        "edition": edition,
        "section": "launches",
        "page": page,
        "launches": launches.launch_cards(cast(LaunchQuerySet, page.object_list)),
    }
    return render(request, "expo/launches.html", context)


@edition_page
def scenario_list(request: HttpRequest, edition: Edition) -> HttpResponse:
    context = {"edition": edition, "section": "scenarios", "scenarios": edition.scenarios.all()}
    return render(request, "expo/scenarios.html", context)


@edition_page
def scenario_page(request: HttpRequest, edition: Edition, slug: str) -> HttpResponse:
    rows = edition.scenarios.select_related("hall", "picture").prefetch_related("sources")
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
        "launches": launches.launch_cards(row.launches.public()),
    }
    return render(request, "expo/scenario.html", context)


@edition_page
def letter_list(request: HttpRequest, edition: Edition) -> HttpResponse:
    rows = edition.letters.public().select_related("author").prefetch_related("sources")
    page = paginate(rows.order_by("order", "pk"), request, LETTERS_PER_PAGE)
    return render(request, "expo/letters.html", {"edition": edition, "section": "letters", "page": page})
