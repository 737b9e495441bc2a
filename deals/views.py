"""The public pages of deals."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from deals import charts, comparing, filters, former_addresses, public, totals
from deals.filters import DealFilter
from deals.landing import snapshots
from deals.models import Definition, LandingSnapshot
from deals.money import Money
from deals.references import leading_on
from deals.totals import Headline, Row, Scope, gaps, growth
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
        "coverage": read.headline.coverage,
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
    chosen = chosen_among(definitions, edition, request.GET.get("definition", ""))
    scope = Scope(edition, chosen)
    read = totals.read(scope, [*totals.TITLES, totals.LEAGUE])
    shown = [read.breakdowns[name] for name in totals.TITLES]
    strategic, share = growth.strategic(read.breakdowns["area"], scope)
    context = {
        "edition": edition,
        "section": "deals",
        "crumbs": [deals_crumb(edition)],
        "total": hero(scope, read.headline),
        "coverage": read.headline.coverage,
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


def hero(scope: Scope, counted: Headline) -> Headline:
    """The stated figures where only a part of them is listed and the definition leaves nothing out."""
    whole = scope.definition is None or scope.definition.whole
    return (whole and counted.coverage and totals.stated(scope.edition, counted)) or counted


def before(request: HttpRequest, edition: Edition) -> Edition | None:
    """The public edition before this one; of rehearsals, a rehearsal."""
    earlier = [row for row in public_editions(request) if row.starts_on < edition.starts_on]
    return next((row for row in earlier if row.rehearsal == edition.rehearsal), None)


def deals_crumb(edition: Edition) -> Crumb:
    return Crumb(reverse("deals:index", args=[edition.slug]), _("Signed deals"))


def chosen_among(definitions: list[Definition], edition: Edition, slug: str) -> Definition | None:
    """The one of this address, or of the last that bore it."""
    found = next((row for row in definitions if row.slug == slug), None)
    if found or not slug:
        return found
    return next((row for row in definitions if row.slug == former_addresses.definition(edition, slug)), None)


@dataclass(frozen=True)
class Counted:
    """What one technology area or region holds in one role, in both currencies where there is a rate."""

    role: str
    row: Row
    second: Money | None


@of_edition
def area(request: HttpRequest, edition: Edition, slug: str) -> HttpResponse:
    """The deals that name a technology area, main or other."""
    found = get_object_or_404(TechnologyArea, slug=slug)
    rows = public.listed(edition).filter(areas=found)
    roles = {"area": _("As the main area"), "any_area": _("As the main or another area")}
    return part(request, edition, found, roles, rows, _("Every deal that names this area, as its main or another one."))


@of_edition
def region(request: HttpRequest, edition: Edition, code: str) -> HttpResponse:
    """The deals that come from a country or region, or go there."""
    found = get_object_or_404(Region, code=code)
    roles = {"country": _("From here"), "province": _("From here"), "destination": _("Settling here")}
    rows = public.touching(edition, found)
    return part(
        request, edition, found, roles, rows, _("Every deal with a party from here, and every one that settles here.")
    )


def part(
    request: HttpRequest, edition: Edition, of: Any, roles: dict[str, str], rows: Any, listed: str
) -> HttpResponse:
    """A page of what one row of a breakdown holds, in each role in which it is counted; 404 where it holds nothing."""
    read = totals.read(Scope(edition), roles)
    page: Page = page_of(rows, request, PER_PAGE)
    if not page.paginator.count:
        raise Http404
    context = {
        "edition": edition,
        "section": "deals",
        "crumbs": [deals_crumb(edition)],
        "of": of,
        "title": text(of, "name"),
        "counted": counted_in(read, of, roles),
        "total": read.headline,
        "listed": listed,
        "page": page,
        "deals": public.deals(page.object_list),
    }
    return render(request, "deals/part.html", context)


def counted_in(read: totals.Totals, of: Any, roles: dict[str, str]) -> list[Counted]:
    found = [(label, row) for name, label in roles.items() for row in read.breakdowns[name].rows if row.of == of]
    return [Counted(label, row, in_second(row.amount, read.headline)) for label, row in found]


def in_second(amount: Money | None, of: Headline) -> Money | None:
    """An amount at the rate of the headline; None where that has none."""
    if amount is None or of.rate is None or of.second is None:
        return None
    return totals.in_second([amount], of.rate, of.second.currency)[0]


@of_edition
def deal(request: HttpRequest, edition: Edition, reference: str) -> HttpResponse:
    rows = public.of_edition(edition).prefetch_related("deal__sources")
    terms = rows.filter(deal__reference=reference).first()
    if terms is None:
        return redirect(get_object_or_404(leading_on(edition), deal__former_reference=reference), permanent=True)
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
        "coverage": totals.edition_coverage(edition) if taken else None,
    }
    return render(request, "deals/landing.html", context)
