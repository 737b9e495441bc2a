"""What visitors need to know: the pages that staff write, and the press room."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from expo.exhibition import edition_figures
from expo.models import Edition
from expo.models.visit.pages import PageKind
from expo.visit.press import press_pictures
from expo.web.public_page import Crumb, edition_page

SHOWN_TO_THE_PRESS = 3


@edition_page
def page_list(request: HttpRequest, edition: Edition) -> HttpResponse:
    rows = list(edition.pages.public().in_order().defer("text_en", "text_zh"))
    for row in rows:
        row.edition = edition
    return render(request, "expo/visit/pages.html", {"edition": edition, "section": "visit", "pages": rows})


@edition_page
def visitor_page(request: HttpRequest, edition: Edition, slug: str) -> HttpResponse:
    row = get_object_or_404(edition.pages.public().prefetch_related("sources"), slug=slug)
    if row.kind == PageKind.PRESS:
        raise Http404
    context = {
        "edition": edition,
        "section": "visit",
        "crumbs": [Crumb(reverse("expo:visit", args=[edition.slug]), _("Your visit"))],
        "page": row,
    }
    return render(request, "expo/visit/page.html", context)


@edition_page
def press_room(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What the press asks for, joined: facts, news, what was said and written, bulletins, and whom to ask."""
    pages = edition.pages.public().filter(kind__in=(PageKind.PRESS, PageKind.CONTACT))
    quotations = edition.quotations.public().select_related("speaker").order_by("order", "pk")
    letters = edition.letters.public().with_place().select_related("author", "edition").order_by("order", "pk")
    context = {
        "edition": edition,
        "section": "press",
        "pages": {row.kind: row for row in pages.prefetch_related("sources")},
        "stated": edition_figures.headline_statements(edition),
        "counts": edition_figures.edition_counts(edition),
        "news": edition.news.public().newest_first()[:SHOWN_TO_THE_PRESS],
        "quotations": quotations[:SHOWN_TO_THE_PRESS],
        "letters": letters[:SHOWN_TO_THE_PRESS],
        "pictures": press_pictures(edition),
    }
    return render(request, "expo/visit/press.html", context)
