"""All countries of an edition, and what comes from one of them, from a province or a district."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from expo.exhibition.facets import REGION
from expo.exhibition.subjects.countries import countries_by_continent, parts_of
from expo.exhibition.subjects.sources import is_public_region, lies_in
from expo.i18n.bilingual import localised_text
from expo.models import Edition, Region
from expo.models.showcase.exhibits import EXHIBITOR
from expo.models.showcase.launches import HAS_PUBLIC_MAKER
from expo.views.subjects import short_lists
from expo.web.public_page import Crumb, edition_page


@edition_page
def country_list(request: HttpRequest, edition: Edition) -> HttpResponse:
    context = {
        "edition": edition,
        "section": "exhibitors",
        "crumbs": [Crumb(reverse("expo:exhibitors", args=[edition.slug]), _("Exhibitors"))],
        "continents": countries_by_continent(edition),
    }
    return render(request, "expo/countries.html", context)


@edition_page
def region_page(request: HttpRequest, edition: Edition, code: str) -> HttpResponse:
    row = get_object_or_404(Region.objects.select_related("parent__parent"), code=code)
    if not is_public_region(edition, row):
        raise Http404
    context = {"edition": edition, "section": "exhibitors", "crumbs": crumbs_above(edition, row), "region": row}
    return render(request, "expo/region.html", context | region_lists(edition, row))


def crumbs_above(edition: Edition, region: Region) -> list[Crumb]:
    """All countries, and those in which the region lies."""
    above: list[Crumb] = []
    within = region.parent
    while within:
        name = localised_text(within, "name")
        above.insert(0, Crumb(reverse("expo:region", args=[edition.slug, within.code]), name.value, name.lang))
        within = within.parent
    return [Crumb(reverse("expo:countries", args=[edition.slug]), _("Countries and regions")), *above]


def region_lists(edition: Edition, region: Region) -> dict[str, Any]:
    here = lies_in(region, REGION)
    shown = edition.participations.public().filter(here)
    made_here = HAS_PUBLIC_MAKER & lies_in(region, f"{EXHIBITOR}__region")
    return {
        "exhibitors": short_lists.short_exhibitors(edition, shown.exhibiting(), country=region.code),
        "partners": shown.organising().select_related("organisation", "edition").order_by("kind", "order", "pk"),
        "exhibits": short_lists.short_exhibits(
            edition, edition.exhibits.public().filter(lies_in(region, f"{EXHIBITOR}__region")), country=region.code
        ),
        "launches": short_lists.short_launches(
            edition, edition.launches.public().filter(made_here), country=region.code
        ),
        "people": short_lists.short_people(edition, edition.attendances.public().filter(here), country=region.code),
        "delegations": edition.delegations.public().filter(lies_in(region, "region")).by_arrival().for_cards(),
        "parts": parts_of(edition, region),
    }
