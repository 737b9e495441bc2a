"""The public pages of deals."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from deals import public, totals
from deals.filters import DealFilter
from expo.models import Edition

PER_PAGE = 30


@require_safe
def index(request: HttpRequest, edition: str) -> HttpResponse:
    row = get_object_or_404(Edition.objects.public(), slug=edition)
    wanted = DealFilter.read(request.GET, row)
    page = Paginator(wanted.apply(public.of_edition(row)), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "edition": row,
        "section": "deals",
        "total": totals.headline(row),
        "areas": totals.by_area(row),
        "filter": wanted,
        "page": page,
        "deals": public.deals(page.object_list),
    }
    return render(request, "deals/index.html", context)


@require_safe
def deal(request: HttpRequest, edition: str, reference: str) -> HttpResponse:
    row = get_object_or_404(Edition.objects.public(), slug=edition)
    terms = get_object_or_404(
        public.of_edition(row).filter(deal__reference=reference).prefetch_related("deal__sources")
    )
    return render(
        request,
        "deals/deal.html",
        {
            "edition": row,
            "section": "deals",
            "deal": public.shown(terms),
            "successor": public.successor(terms),
            "sources": terms.deal.sources.all(),
        },
    )
