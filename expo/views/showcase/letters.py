"""The letters that an edition received."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from expo.models import Edition
from expo.models.people import LETTERS_PER_PAGE
from expo.web.paging import paginate
from expo.web.public_page import edition_page


@edition_page
def letter_list(request: HttpRequest, edition: Edition) -> HttpResponse:
    rows = edition.letters.public().select_related("author").prefetch_related("sources")
    page = paginate(rows.order_by("order", "pk"), request, LETTERS_PER_PAGE)
    has_quotations = edition.quotations.public().exists()
    context = {"edition": edition, "section": "letters", "page": page, "has_quotations": has_quotations}
    return render(request, "expo/letters.html", context)
