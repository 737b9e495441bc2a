"""A technology area at an edition: who works in it, what is shown, said and signed about it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from expo.exhibition.subjects.sources import is_public_area
from expo.models import Edition, TechnologyArea
from expo.views.subjects import short_lists
from expo.web.public_page import Crumb, edition_page


@edition_page
def area_page(request: HttpRequest, edition: Edition, slug: str) -> HttpResponse:
    row = get_object_or_404(TechnologyArea, slug=slug)
    if not is_public_area(edition, row):
        raise Http404
    exhibitors = edition.participations.public().exhibiting().filter(areas=row)
    exhibits = edition.exhibits.public().filter(areas=row)
    launches = edition.launches.public().filter(area=row)
    context = {
        "edition": edition,
        "section": "exhibitors",
        "crumbs": [Crumb(reverse("expo:exhibitors", args=[edition.slug]), _("Exhibitors"))],
        "area": row,
        "exhibitors": short_lists.short_exhibitors(edition, exhibitors, area=slug),
        "exhibits": short_lists.short_exhibits(edition, exhibits, area=slug),
        "launches": short_lists.short_launches(edition, launches, area=slug),
    }
    return render(request, "expo/area.html", context)
