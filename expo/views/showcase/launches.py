"""What is shown for the first time."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from expo.exhibition import launches
from expo.models import Edition
from expo.models.exhibition import LaunchQuerySet
from expo.web.paging import paginate
from expo.web.public_page import edition_page

PER_PAGE = 40


@edition_page
def launch_list(request: HttpRequest, edition: Edition) -> HttpResponse:
    page = paginate(edition.launches.public().order_by("launched_on", "slug"), request, PER_PAGE)
    context = {
        "edition": edition,
        "section": "launches",
        "page": page,
        "launches": launches.launch_cards(cast(LaunchQuerySet, page.object_list)),
    }
    return render(request, "expo/launches.html", context)
