"""The live wall's public page, and its content alone, which screens ask for every few seconds.

Asked again with the ETag of what it has, a screen is answered 304 without a body.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from deals.wall.cache import cached_panels
from expo.models import Edition
from expo.web.public_page import edition_page


@edition_page
def wall_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    return render(request, "deals/wall.html", {"edition": edition, "content": cached_panels(edition)})


@edition_page
def wall_panels(request: HttpRequest, edition: Edition) -> HttpResponse:
    return HttpResponse(cached_panels(edition), headers={"X-Robots-Tag": "noindex"})
