"""Delegations: the list and each one's page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from expo.exhibition.showcase.delegations import public_head
from expo.models import Edition
from expo.web.paging import paginate
from expo.web.public_page import Crumb, edition_page

PER_PAGE = 60


@edition_page
def delegation_list(request: HttpRequest, edition: Edition) -> HttpResponse:
    page = paginate(edition.delegations.public().by_arrival().for_cards(), request, PER_PAGE)
    return render(request, "expo/delegations.html", {"edition": edition, "section": "people", "page": page})


@edition_page
def delegation_page(request: HttpRequest, edition: Edition, slug: str) -> HttpResponse:
    rows = edition.delegations.public().for_cards().prefetch_related("sources")
    row = get_object_or_404(rows, slug=slug)
    context = {
        "edition": edition,
        "section": "people",
        "crumbs": [Crumb(reverse("expo:delegations", args=[edition.slug]), _("Delegations"))],
        "delegation": row,
        "head": public_head(row),
    }
    return render(request, "expo/delegation.html", context)
