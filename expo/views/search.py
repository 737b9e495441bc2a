"""Search through all that is public of an edition."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from expo import search as searching
from expo.filters import SearchForm
from expo.models import Edition
from expo.pages import Crumb, of_edition, page_counted

PER_PAGE = 50


@of_edition
def search(request: HttpRequest, edition: Edition) -> HttpResponse:
    form = SearchForm(request.GET)
    words = form.wanted.get("q", "")
    kind = next((kind for kind in searching.kinds() if kind.slug == request.GET.get("in")), None)
    context = {"edition": edition, "section": "search", "form": form, "words": words}
    if words and kind:
        return render(request, "expo/search_kind.html", context | of_kind(request, edition, words, kind))
    found = list(searching.everything(edition, words)) if words else []
    return render(request, "expo/search.html", context | {"found": found})


def of_kind(request: HttpRequest, edition: Edition, words: str, kind: searching.Kind) -> dict:
    """Page by page what was found of one kind."""
    page = page_counted(kind.rows(edition, words), request, PER_PAGE)
    all_kinds = request.GET.copy()
    for name in ("in", "page"):
        all_kinds.pop(name, None)
    back = f"{reverse('expo:search', args=[edition.slug])}?{all_kinds.urlencode()}"
    return {"kind": kind, "page": page, "hits": [kind.hit(row) for row in page], "crumbs": [Crumb(back, _("Search"))]}
