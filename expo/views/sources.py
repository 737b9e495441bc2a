"""Where the facts of an edition come from, and the files in which others find them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from expo.exhibition import citations as citing
from expo.exhibition import edition_figures
from expo.models import Edition
from expo.web.public_page import edition_page


@edition_page
def sources_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    backings = citing.source_backings(edition)
    context = {
        "edition": edition,
        "section": "sources",
        "figures": edition_figures.figure_statements(edition),
        "counts": edition_figures.edition_counts(edition),
        "publishers": citing.group_by_publisher(backings),
        "pages": len(backings),
    }
    return render(request, "expo/sources.html", context)


@edition_page
def open_data_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Every file, calendar, feed and interface: what it holds, on what terms, and an example."""
    return render(request, "expo/open_data.html", {"edition": edition, "section": "sources"})
