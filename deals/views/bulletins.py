"""The public pages of bulletins: the text, the deals behind each figure, plain text, and a card to share."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from deals import bulletins
from deals.bulletins import presentation
from deals.bulletins.card import bulletin_card as drawing
from deals.bulletins.diff import BulletinDifferences
from deals.models import Bulletin
from deals.public import file_rows, masking
from deals.totals import edition_coverage
from expo.i18n.characters import printable
from expo.models import Edition
from expo.web.paging import paginate
from expo.web.public_page import Crumb, edition_page

PER_PAGE = 30
SVG = "image/svg+xml"


def frozen_bulletin(edition: Edition, number: int) -> Bulletin:
    rows = Bulletin.objects.public().of(edition).select_related("edition", "definition", "corrects", "corrected_by")
    return get_object_or_404(rows, number=number)


def bulletins_crumb(edition: Edition) -> Crumb:
    return Crumb(reverse("bulletins:index", args=[edition.slug]), _("Bulletins"))


@edition_page
def bulletins_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    page = paginate(Bulletin.objects.public().of(edition).order_by("-number"), request, PER_PAGE)
    rows, coverage = [], None
    for bulletin in page.object_list:
        title, as_of = bulletins.fill_text(bulletin, "title"), presentation.figure_text(bulletin, "as_of")
        rows.append((bulletin, title, as_of))
    if rows:
        coverage = edition_coverage(edition)
    context = {
        "edition": edition,
        "section": "deals",
        "page": page,
        "bulletins": rows,
        "coverage": coverage,
    }
    return render(request, "deals/bulletins.html", context)


@edition_page
def bulletin_page(request: HttpRequest, edition: Edition, number: int) -> HttpResponse:
    row = frozen_bulletin(edition, number)
    shown = presentation.bulletin_display(row)
    context = {
        "edition": edition,
        "section": "deals",
        "crumbs": [bulletins_crumb(edition)],
        "bulletin": row,
        "title": bulletins.fill_text(row, "title"),
        "shown": shown,
        "came": changed_deals(edition, shown.differences),
        "plain": presentation.plain_text(row),
    }
    return render(request, "deals/bulletin.html", context)


def changed_deals(edition: Edition, differences: BulletinDifferences | None) -> list[masking.PublicDeal]:
    """The deals that came in or were corrected since, as the public may see them now: a page of them at most."""
    if not differences:
        return []
    shown = [*differences.deals.new, *differences.deals.changed]
    rows = masking.announced_terms(edition).filter(deal__sequence__in=shown)
    return file_rows.listed_deals(file_rows.list_rows(rows)[:PER_PAGE], edition)


@edition_page
def figure_page(request: HttpRequest, edition: Edition, number: int, key: str) -> HttpResponse:
    """The deals behind one figure, as far as the public may still see them, and as it may see them now."""
    row = frozen_bulletin(edition, number)
    sequences = bulletins.figure_sequences(row, key)
    if sequences is None:
        raise Http404
    rows = masking.announced_terms(edition).filter(deal__sequence__in=sequences)
    page = paginate(file_rows.list_rows(rows), request, PER_PAGE)
    context = {
        "edition": edition,
        "section": "deals",
        "crumbs": [bulletins_crumb(edition), Crumb(row.get_absolute_url(), presentation.bulletin_name(row))],
        "bulletin": row,
        "figure": presentation.figure_text(row, key),
        "behind": len(sequences),
        "hidden": len(sequences) - page.paginator.count,
        "coverage": presentation.bulletin_coverage(row),
        "page": page,
        "deals": file_rows.listed_deals(page.object_list, edition),
    }
    return render(request, "deals/bulletin_figure.html", context)


@edition_page
def bulletin_text(request: HttpRequest, edition: Edition, number: int) -> HttpResponse:
    """The text alone, in the language that `?lang=` asks for."""
    language = request.GET.get("lang", "")
    if language not in dict(settings.LANGUAGES):
        language = settings.LANGUAGE_CODE
    with translation.override(language):
        return HttpResponse(
            printable(presentation.plain_text(frozen_bulletin(edition, number))),
            content_type="text/plain; charset=utf-8",
        )


@edition_page
def bulletin_card(request: HttpRequest, edition: Edition, number: int) -> HttpResponse:
    """A picture of 1200 × 630 to share."""
    drawn = drawing(frozen_bulletin(edition, number))
    return HttpResponse(printable(render_to_string("deals/bulletin_card.svg", drawn, request)), content_type=SVG)
