"""The parts of life that the expo shows."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from expo.exhibition import launches
from expo.models import Edition
from expo.views.exhibitors import exhibitor_cards
from expo.web.public_page import Crumb, edition_page

EXHIBITORS_SHOWN = 24
EXHIBITS_SHOWN = 12


@edition_page
def scenario_list(request: HttpRequest, edition: Edition) -> HttpResponse:
    context = {"edition": edition, "section": "scenarios", "scenarios": edition.scenarios.select_related("picture")}
    return render(request, "expo/scenarios.html", context)


@edition_page
def scenario_page(request: HttpRequest, edition: Edition, slug: str) -> HttpResponse:
    rows = edition.scenarios.select_related("hall", "picture").prefetch_related("sources")
    row = get_object_or_404(rows, slug=slug)
    exhibitors = edition.participations.public().exhibiting().filter(scenarios=row)
    keys = exhibitors.by_name().values_list("pk", flat=True)[:EXHIBITORS_SHOWN]
    exhibits = row.exhibits.public()
    context = {
        "edition": edition,
        "section": "scenarios",
        "crumbs": [Crumb(reverse("expo:scenarios", args=[edition.slug]), _("Scenarios"))],
        "scenario": row,
        "exhibitors": exhibitor_cards(keys),
        "exhibitors_total": exhibitors.count(),
        "exhibits": exhibits.by_exhibitor().for_cards()[:EXHIBITS_SHOWN],
        "exhibits_total": exhibits.count(),
        "launches": launches.launch_cards(row.launches.public()),
    }
    return render(request, "expo/scenario.html", context)
