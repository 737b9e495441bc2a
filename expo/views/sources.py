"""Where the facts of an edition come from."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from expo import figures
from expo import sources as citing
from expo.models import Edition
from expo.pages import of_edition


@of_edition
def sources(request: HttpRequest, edition: Edition) -> HttpResponse:
    context = {
        "edition": edition,
        "section": "sources",
        "figures": figures.statements(edition),
        "counts": figures.counted(edition),
        "backings": citing.backings(edition),
    }
    return render(request, "expo/sources.html", context)
