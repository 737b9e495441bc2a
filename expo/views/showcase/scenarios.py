"""The parts of life that the expo shows."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from expo.models import Edition
from expo.views.subjects import short_lists
from expo.web.public_page import Crumb, edition_page


@edition_page
def scenario_list(request: HttpRequest, edition: Edition) -> HttpResponse:
    context = {"edition": edition, "section": "scenarios", "scenarios": edition.scenarios.select_related("picture")}
    return render(request, "expo/scenarios.html", context)


@edition_page
def scenario_page(request: HttpRequest, edition: Edition, slug: str) -> HttpResponse:
    rows = edition.scenarios.select_related("hall", "picture").prefetch_related("sources")
    row = get_object_or_404(rows, slug=slug)
    exhibitors = edition.participations.public().exhibiting().filter(scenarios=row)
    context = {
        "edition": edition,
        "section": "scenarios",
        "crumbs": [Crumb(reverse("expo:scenarios", args=[edition.slug]), _("Scenarios"))],
        "scenario": row,
        "exhibitors": short_lists.short_exhibitors(edition, exhibitors, scenario=slug),
        "exhibits": short_lists.short_exhibits(edition, row.exhibits.public(), scenario=slug),
        "launches": short_lists.short_launches(edition, row.launches.public(), scenario=slug),
    }
    return render(request, "expo/scenario.html", context)
