"""Search through all that is public of an edition."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from expo.availability.failures import SEARCH
from expo.forms.list_filters import SearchForm
from expo.models import Edition
from expo.search import results
from expo.search.ways import ways_on
from expo.search_index.kinds import SearchKind, search_kinds
from expo.search_index.matching import find_matches
from expo.web.public_page import Crumb, edition_page

PER_PAGE = 50
SUGGESTED = 8


@edition_page
def search_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    words = SearchForm(request.GET).wanted.get("q", "")
    context: dict[str, Any] = {"edition": edition, "section": "search", "words": words}
    if not words:
        return render(request, "expo/search.html", context)
    if kind := search_kinds().get(request.GET.get("in", "")):
        context |= kind_results(request, edition, words, kind)
        return results_page(request, "expo/search_kind.html", context)
    found = results.search_edition(edition, words)
    return results_page(request, "expo/search.html", context | {"found": found, "matches": found.matches})


def results_page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """503 where nothing is found while some of the index waits to be made: it may well be there in a moment."""
    matches = context["matches"]
    if not matches.number:
        context["ways"] = ways_on(context["edition"], matches.waiting)
    response = render(request, template, context)
    if matches.waiting and not matches.number:
        response.status_code = SEARCH.status
        response["Retry-After"] = str(SEARCH.retry_after)
    return response


def kind_results(request: HttpRequest, edition: Edition, words: str, kind: SearchKind) -> dict[str, Any]:
    """Page by page what was found of one kind."""
    matches = find_matches(edition.pk, words).of_kind(kind.slug)
    page = Paginator(matches.in_order(), PER_PAGE).get_page(request.GET.get("page"))
    hits = results.search_of_kind(edition, matches, page.object_list)
    all_kinds = request.GET.copy()
    for name in ("in", "page"):
        all_kinds.pop(name, None)
    back = f"{reverse('expo:search', args=[edition.slug])}?{all_kinds.urlencode()}"
    return {"kind": kind, "page": page, "hits": hits, "matches": matches, "crumbs": [Crumb(back, _("Search"))]}


@edition_page
def suggestions_file(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The best answers to what is being typed: name, its language where it stands in, kind and address."""
    words = SearchForm(request.GET).wanted.get("q", "")
    suggestions = []
    if words:
        for hit in results.search_edition(edition, words, best=SUGGESTED, of_each_kind=0).best:
            suggestions.append(
                {"name": hit.name.value, "lang": hit.name.lang, "kind": str(hit.kind.label), "url": hit.url}
            )
    return JsonResponse({"suggestions": suggestions})
