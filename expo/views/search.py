"""Search through all that is public of an edition."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from expo.forms.list_filters import SearchForm
from expo.models import Edition
from expo.search import site_search as searching
from expo.web.paging import paginate_in_one_query
from expo.web.public_page import Crumb, edition_page

PER_PAGE = 50


@edition_page
def search_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    form = SearchForm(request.GET)
    words = form.wanted.get("q", "")
    context = {"edition": edition, "section": "search", "form": form, "words": words, "found": []}
    if not words:
        return render(request, "expo/search.html", context)
    for kind in searching.search_kinds():
        if kind.slug == request.GET.get("in"):
            return render(request, "expo/search_kind.html", context | kind_results(request, edition, words, kind))
    found = list(searching.search_edition(edition, words))
    return render(request, "expo/search.html", context | {"found": found})


def kind_results(request: HttpRequest, edition: Edition, words: str, kind: searching.SearchKind) -> dict:
    """Page by page what was found of one kind."""
    page = paginate_in_one_query(kind.rows(edition, words), request, PER_PAGE)
    all_kinds = request.GET.copy()
    for name in ("in", "page"):
        all_kinds.pop(name, None)
    back = f"{reverse('expo:search', args=[edition.slug])}?{all_kinds.urlencode()}"
    return {"kind": kind, "page": page, "hits": [kind.hit(row) for row in page], "crumbs": [Crumb(back, _("Search"))]}
