"""The public pages of deals."""

from typing import Any

from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from deals import charts, comparing, filters, public, totals
from deals.filters import DealFilter
from deals.landing import snapshots
from deals.models import Definition, LandingSnapshot
from deals.totals import Scope, gaps, growth
from expo.bilingual import text
from expo.models import Edition, Region, TechnologyArea
from expo.pages import Crumb, of_edition, page_of, public_editions

PER_PAGE = 30
ON_INDEX = ("area", "country", "band", "day")


@of_edition
def index(request: HttpRequest, edition: Edition) -> HttpResponse:
    scope, asked = Scope(edition), filters.asked(request.GET)
    read = totals.read(scope, dict.fromkeys([*filters.OFFERED, *asked]))
    wanted = DealFilter.read(request.GET, read.breakdowns)
    page = page_of(wanted.apply(public.listed(edition)), request, PER_PAGE)
    first = not wanted.active and page.number == 1
    context = {
        "edition": edition,
        "section": "deals",
        "total": totals.stated(edition, read.headline) or read.headline,
        "charts": [charts.chart(read.breakdowns[name], scope, most=8) for name in ON_INDEX] if first else [],
        "filter": wanted,
        "page": page,
        "deals": public.deals(page.object_list),
    }
    return render(request, "deals/index.html", context)


@of_edition
def breakdowns(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Every breakdown of the totals by one definition."""
    definitions = list(Definition.objects.of(edition).public())
    chosen = next((row for row in definitions if row.slug == request.GET.get("definition")), None)
    scope = Scope(edition, chosen)
    read = totals.read(scope, [*totals.TITLES, totals.LEAGUE])
    shown = [read.breakdowns[name] for name in totals.TITLES]
    strategic, share = growth.strategic(read.breakdowns["area"], scope)
    context = {
        "edition": edition,
        "section": "deals",
        "crumbs": [deals_crumb(edition)],
        "total": read.headline,
        "definitions": definitions,
        "chosen": chosen,
        "charts": [charts.chart(each, scope) for each in shown if each.rows],
        "league": charts.chart(read.breakdowns[totals.LEAGUE], scope),
        "strategic": strategic,
        "share": share,
        "average": growth.average(read.breakdowns["area"].whole),
        "growth": growth.growth(scope, before(request, edition)),
    }
    return render(request, "deals/breakdowns.html", context)


def before(request: HttpRequest, edition: Edition) -> Edition | None:
    """The public edition before this one; of rehearsals, a rehearsal."""
    earlier = [row for row in public_editions(request) if row.starts_on < edition.starts_on]
    return next((row for row in earlier if row.rehearsal == edition.rehearsal), None)


def deals_crumb(edition: Edition) -> Crumb:
    return Crumb(reverse("deals:index", args=[edition.slug]), _("Signed deals"))


@of_edition
def area(request: HttpRequest, edition: Edition, slug: str) -> HttpResponse:
    """The deals that name a technology area, main or other."""
    found = get_object_or_404(TechnologyArea, slug=slug)
    rows = public.listed(edition).filter(areas=found)
    return part(request, edition, found, {"area": _("main area"), "any_area": _("main or other area")}, rows)


@of_edition
def region(request: HttpRequest, edition: Edition, code: str) -> HttpResponse:
    """The deals that come from a country or region, or go there."""
    found = get_object_or_404(Region, code=code)
    roles = {"country": _("from here"), "province": _("from here"), "destination": _("going here")}
    return part(request, edition, found, roles, public.touching(edition, found))


def part(request: HttpRequest, edition: Edition, of: Any, roles: dict[str, str], rows: Any) -> HttpResponse:
    """A page of what one row of a breakdown holds, in each role in which it is counted; 404 where it holds nothing."""
    read = totals.read(Scope(edition), roles)
    counted = [(label, row) for name, label in roles.items() for row in read.breakdowns[name].rows if row.of == of]
    page: Page = page_of(rows, request, PER_PAGE)
    if not page.paginator.count:
        raise Http404
    context = {
        "edition": edition,
        "section": "deals",
        "crumbs": [deals_crumb(edition)],
        "of": of,
        "title": text(of, "name"),
        "counted": counted,
        "total": read.headline,
        "page": page,
        "deals": public.deals(page.object_list),
    }
    return render(request, "deals/part.html", context)


@of_edition
def deal(request: HttpRequest, edition: Edition, reference: str) -> HttpResponse:
    rows = public.of_edition(edition).prefetch_related("deal__sources")
    terms = get_object_or_404(rows, deal__reference=reference)
    found = public.shown(terms)
    stands = public.stands(found)
    context = {
        "edition": edition,
        "section": "deals",
        "deal": found,
        "parties": [(row, stands.get(row.organisation.pk) if row.organisation else None) for row in found.parties],
        "successor": public.successor(terms),
        "sources": terms.deal.sources.all(),
    }
    return render(request, "deals/deal.html", context)


@of_edition
def stated(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What officials said against what is counted, and who owes the list of the rest."""
    context = {
        "edition": edition,
        "section": "deals",
        "crumbs": [deals_crumb(edition)],
        "against": comparing.shown(gaps.against(edition)),
    }
    return render(request, "deals/stated.html", context)


@of_edition
def landing(request: HttpRequest, edition: Edition) -> HttpResponse:
    """How the cohort of the edition lands: what was published of it, newest first."""
    taken = [(row, snapshots.read(row)) for row in LandingSnapshot.objects.public().of(edition)]
    context = {
        "edition": edition,
        "section": "deals",
        "crumbs": [deals_crumb(edition)],
        "taken": taken,
        "latest": taken[0] if taken else None,
    }
    return render(request, "deals/landing.html", context)
