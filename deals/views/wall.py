"""The live wall's public page, and its content alone, which screens ask for every few seconds.

Asked again with the ETag of what it has, a screen is answered 304 without a body.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from deals.wall import read_wall, render_panels
from expo.models import Edition
from expo.web.public_page import edition_page


@edition_page
def wall_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    return render(request, "deals/wall.html", {"edition": edition, "content": render_panels(read_wall(edition))})


@edition_page
def wall_panels(request: HttpRequest, edition: Edition) -> HttpResponse:
    return HttpResponse(render_panels(read_wall(edition)), headers={"X-Robots-Tag": "noindex"})
