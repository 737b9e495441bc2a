"""The public pages of bulletins: the text, the deals behind each figure, plain text, and a card to share."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from deals import bulletins, public
from deals.bulletins import showing
from deals.bulletins.card import card as drawing
from deals.bulletins.differences import Differences
from deals.models import Bulletin
from deals.totals import edition_coverage
from expo.characters import printable
from expo.models import Edition
from expo.pages import Crumb, of_edition, page_of

PER_PAGE = 30
SVG = "image/svg+xml"


def frozen(edition: Edition, number: int) -> Bulletin:
    rows = Bulletin.objects.public().of(edition).select_related("edition", "definition", "corrects", "corrected_by")
    return get_object_or_404(rows, number=number)


def crumb(edition: Edition) -> Crumb:
    return Crumb(reverse("bulletins:index", args=[edition.slug]), _("Bulletins"))


@of_edition
def index(request: HttpRequest, edition: Edition) -> HttpResponse:
    page = page_of(Bulletin.objects.public().of(edition).order_by("-number"), request, PER_PAGE)
    rows = [(row, bulletins.filled(row, "title"), showing.figure(row, "as_of")) for row in page.object_list]
    context = {
        "edition": edition,
        "section": "deals",
        "page": page,
        "bulletins": rows,
        "coverage": edition_coverage(edition) if rows else None,
    }
    return render(request, "deals/bulletins.html", context)


@of_edition
def bulletin(request: HttpRequest, edition: Edition, number: int) -> HttpResponse:
    row = frozen(edition, number)
    shown = showing.shown(row)
    context = {
        "edition": edition,
        "section": "deals",
        "crumbs": [crumb(edition)],
        "bulletin": row,
        "title": bulletins.filled(row, "title"),
        "shown": shown,
        "came": came(edition, shown.differences),
        "plain": showing.plain(row),
        "card": request.build_absolute_uri(reverse("bulletins:card", args=[edition.slug, number])),
    }
    return render(request, "deals/bulletin.html", context)


def came(edition: Edition, differences: Differences | None) -> list[public.PublicDeal]:
    """The deals that came in or were corrected since, as the public may see them now: a page of them at most."""
    if not differences:
        return []
    rows = public.listed(edition).filter(deal__sequence__in=[*differences.new, *differences.changed])
    return public.deals(rows[:PER_PAGE])


@of_edition
def figure(request: HttpRequest, edition: Edition, number: int, key: str) -> HttpResponse:
    """The deals behind one figure, as far as the public may still see them, and as it may see them now."""
    row = frozen(edition, number)
    sequences = bulletins.listed(row, key)
    if sequences is None:
        raise Http404
    page = page_of(public.of_edition(edition).filter(deal__sequence__in=sequences), request, PER_PAGE)
    context = {
        "edition": edition,
        "section": "deals",
        "crumbs": [crumb(edition), Crumb(row.get_absolute_url(), showing.name(row))],
        "bulletin": row,
        "figure": showing.figure(row, key),
        "behind": len(sequences),
        "hidden": len(sequences) - page.paginator.count,
        "coverage": showing.coverage(row),
        "page": page,
        "deals": public.deals(page.object_list),
    }
    return render(request, "deals/bulletin_figure.html", context)


@of_edition
def plain(request: HttpRequest, edition: Edition, number: int) -> HttpResponse:
    """The text alone, in the language that `?lang=` asks for."""
    codes = dict(settings.LANGUAGES)
    language = request.GET.get("lang", "")
    with translation.override(language if language in codes else settings.LANGUAGE_CODE):
        return HttpResponse(printable(showing.plain(frozen(edition, number))), content_type="text/plain; charset=utf-8")


@of_edition
def card(request: HttpRequest, edition: Edition, number: int) -> HttpResponse:
    """A picture of 1200 × 630 to share."""
    drawn = drawing(frozen(edition, number))
    return HttpResponse(printable(render_to_string("deals/bulletin_card.svg", drawn, request)), content_type=SVG)
