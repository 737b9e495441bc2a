"""The live wall's public page, and its content alone, which screens ask for every few seconds.

Asked again with the ETag of what it has, a screen is answered 304 without a body.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from deals.wall.kept import content
from expo.models import Edition
from expo.pages import of_edition


@of_edition
def page(request: HttpRequest, edition: Edition) -> HttpResponse:
    return render(request, "deals/wall.html", {"edition": edition, "content": content(edition)})


@of_edition
def now(request: HttpRequest, edition: Edition) -> HttpResponse:
    return HttpResponse(content(edition), headers={"X-Robots-Tag": "noindex"})
