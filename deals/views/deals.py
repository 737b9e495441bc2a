"""The public pages of deals."""

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Page
from django.db.models import Exists, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from deals import former_addresses, totals
from deals.follow_up import snapshots
from deals.ledger.references import former_reference_terms
from deals.models import Bulletin, Definition, LandingSnapshot
from deals.public import file_rows, filter_form, masking, subjects
from deals.public.filter_form import DealFilter
from deals.totals import Headline, Scope, charts, comparison, growth, stated_vs_counted
from expo.i18n.bilingual import localised_text
from expo.models import Edition, Region, TechnologyArea
from expo.web.paging import RememberedRows, paginate
from expo.web.public_page import Crumb, edition_page, public_editions

PER_PAGE = 20
ON_INDEX = ("area", "country", "band", "day")


@edition_page
def deals_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    scope, asked = Scope(edition), filter_form.requested_filters(request.GET)
    read = totals.read_totals(scope, dict.fromkeys([*filter_form.OFFERED, *asked]))
    wanted = DealFilter.read(request.GET, read.breakdowns)
    page = paginate(rows_to_list(edition, wanted), request, PER_PAGE)
    shown_charts = []
    if not wanted.active and page.number == 1:
        shown_charts = [charts.breakdown_chart(read.breakdowns[name], scope, most=8) for name in ON_INDEX]
    context = {
        "edition": edition,
        "section": "deals",
        "total": totals.stated_headline(edition, read.headline) or read.headline,
        "coverage": read.headline.coverage,
        "charts": shown_charts,
        "filter": wanted,
        "page": page,
        "deals": file_rows.listed_deals(page.object_list, edition),
        "ways": public_ways(edition),
    }
    return render(request, "deals/index.html", context)


def rows_to_list(edition: Edition, wanted: DealFilter) -> QuerySet | RememberedRows:
    """The announced deals that the filter leaves, ready for `file_rows.listed_deals()`."""
    if wanted.active:
        return file_rows.list_rows(wanted.apply(masking.announced_terms(edition)))
    return RememberedRows(("announced deals", edition.pk), file_rows.list_rows(masking.announced_terms(edition.pk)))


def public_ways(edition: Edition) -> dict[str, bool]:
    """Whether anything public stands behind the ways from here: bulletins, landing rates. One query."""
    bulletins, snapshots = Bulletin.objects.public().of(edition), LandingSnapshot.objects.public().of(edition)
    found = Edition.objects.filter(pk=edition.pk).values_list(Exists(bulletins), Exists(snapshots)).get()
    return dict(zip(("bulletins", "landing"), found, strict=True))


@edition_page
def totals_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Every breakdown of the totals by one definition."""
    definitions = list(Definition.objects.of(edition).public())
    chosen = chosen_definition(definitions, edition, request.GET.get("definition", ""))
    scope = Scope(edition, chosen)
    read = totals.read_totals(scope, [*totals.TITLES, totals.LEAGUE], most_organisations=charts.MOST)
    shown = [read.breakdowns[name] for name in totals.TITLES]
    strategic, share = growth.strategic_share(read.breakdowns["area"], scope)
    context = {
        "edition": edition,
        "section": "deals",
        "crumbs": [deals_crumb(edition)],
        "total": shown_headline(scope, read.headline),
        "coverage": read.headline.coverage,
        "definitions": definitions,
        "chosen": chosen,
        "charts": [charts.breakdown_chart(each, scope) for each in shown if each.rows],
        "league": charts.breakdown_chart(read.breakdowns[totals.LEAGUE], scope),
        "strategic": strategic,
        "share": share,
        "average": growth.average_amount(read.breakdowns["area"].whole),
        "growth": growth.edition_growth(scope, previous_edition(request, edition)),
    }
    return render(request, "deals/breakdowns.html", context)


def shown_headline(scope: Scope, counted: Headline) -> Headline:
    """The stated figures where only a part of them is listed and the definition leaves nothing out."""
    whole = scope.definition is None or scope.definition.whole
    return (whole and counted.coverage and totals.stated_headline(scope.edition, counted)) or counted


def previous_edition(request: HttpRequest, edition: Edition) -> Edition | None:
    """The public edition before this one; of rehearsals, a rehearsal."""
    for earlier in public_editions(request):
        if earlier.starts_on < edition.starts_on and earlier.rehearsal == edition.rehearsal:
            return earlier
    return None


def deals_crumb(edition: Edition) -> Crumb:
    return Crumb(reverse("deals:index", args=[edition.slug]), _("Signed deals"))


def chosen_definition(definitions: list[Definition], edition: Edition, slug: str) -> Definition | None:
    """The one of this address, or of the last that bore it."""
    by_slug = {definition.slug: definition for definition in definitions}
    if slug in by_slug or not slug:
        return by_slug.get(slug)
    return by_slug.get(former_addresses.current_definition_address(edition, slug) or "")


@edition_page
def area_page(request: HttpRequest, edition: Edition, slug: str) -> HttpResponse:
    """The deals that name a technology area, main or other."""
    found = get_object_or_404(TechnologyArea, slug=slug)
    rows = subjects.area_terms(edition, found)
    about = reverse("expo:area", args=[edition.slug, slug])
    listed = _("Every deal that names this area, as its main or another one.")
    return render_row_page(request, edition, found, rows, subjects.AREA_ROLES, {"about": about, "listed": listed})


@edition_page
def region_page(request: HttpRequest, edition: Edition, code: str) -> HttpResponse:
    """The deals that come from a country or region, or go there."""
    found = get_object_or_404(Region, code=code)
    rows = masking.region_terms(edition, found)
    about = reverse("expo:region", args=[edition.slug, code])
    listed = _("Every deal with a party from here, and every one that settles here.")
    return render_row_page(request, edition, found, rows, subjects.REGION_ROLES, {"about": about, "listed": listed})


def render_row_page(
    request: HttpRequest, edition: Edition, of: Any, rows: Any, roles: Mapping[str, Any], told: dict[str, str]
) -> HttpResponse:
    """A page of what one row of a breakdown holds, in each role in which it is counted; 404 where it holds nothing."""
    read = totals.read_totals(Scope(edition), roles)
    page: Page = paginate(file_rows.list_rows(rows), request, PER_PAGE)
    if not page.paginator.count:
        raise Http404
    context = {
        "edition": edition,
        "section": "deals",
        "crumbs": [deals_crumb(edition)],
        "of": of,
        "title": localised_text(of, "name"),
        "counted": subjects.counted_roles(read, of, roles),
        "total": read.headline,
        "page": page,
        "deals": file_rows.listed_deals(page.object_list, edition),
    }
    return render(request, "deals/part.html", context | told)


@edition_page
def deal_page(request: HttpRequest, edition: Edition, reference: str) -> HttpResponse:
    rows = masking.announced_with_areas(edition).prefetch_related("deal__sources")
    terms = rows.filter(deal__reference=reference).first()
    if terms is None:
        return redirect(
            get_object_or_404(former_reference_terms(edition), deal__former_reference=reference), permanent=True
        )
    found = masking.masked_deal(terms)
    stands = masking.party_participations(found)
    context = {
        "edition": edition,
        "section": "deals",
        "deal": found,
        "parties": [(row, stands.get(row.organisation.pk) if row.organisation else None) for row in found.parties],
        "successor": masking.successor(terms),
        "sources": terms.deal.sources.all(),
    }
    return render(request, "deals/deal.html", context)


@edition_page
def stated_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What officials said against what is counted, and who owes the list of the rest."""
    context = {
        "edition": edition,
        "section": "deals",
        "crumbs": [deals_crumb(edition)],
        "against": comparison.stated_comparison(stated_vs_counted.stated_gaps(edition)),
    }
    return render(request, "deals/stated.html", context)


@edition_page
def landing_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """How the cohort of the edition lands: what was published of it, newest first."""
    taken = [(row, snapshots.snapshot_numbers(row)) for row in LandingSnapshot.objects.public().of(edition)]
    coverage = None
    if taken:
        coverage = totals.edition_coverage(edition)
    context = {
        "edition": edition,
        "section": "deals",
        "crumbs": [deals_crumb(edition)],
        "taken": taken,
        "latest": next(iter(taken), None),
        "coverage": coverage,
    }
    return render(request, "deals/landing.html", context)
