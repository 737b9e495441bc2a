"""Exhibitors: the list and each one's page."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from expo.db.compiled_rows import CompiledRowsOf
from expo.exhibition import edition_figures, launches
from expo.forms.list_filters import ExhibitorFilter
from expo.models import Booth, Edition, Participation, TechnologyArea
from expo.models.exhibition import ParticipationQuerySet
from expo.web.paging import paginate
from expo.web.public_page import Crumb, edition_page

PER_PAGE = 50
EXHIBITS_SHOWN = 24


@edition_page
def exhibitor_list(request: HttpRequest, edition: Edition) -> HttpResponse:
    public = edition.participations.public().exhibiting()
    form = ExhibitorFilter(request.GET, public, edition)
    page = paginate(form.found().by_name().values_list("pk", flat=True), request, PER_PAGE)
    page.object_list = exhibitor_cards(page.object_list)
    found = ngettext("%(number)d exhibitor", "%(number)d exhibitors", page.paginator.count)
    named = "" if form.wanted else edition_figures.named_share(edition, page.paginator.count)
    context = {
        "edition": edition,
        "section": "exhibitors",
        "form": form,
        "filtered": bool(form.wanted),
        "page": page,
        "named": named,
        "found": found % {"number": page.paginator.count},
        "has_exhibits": edition.exhibits.public().exists(),
    }
    return render(request, "expo/exhibitors.html", context)


def exhibitor_cards(keys: Iterable[int]) -> list[Participation]:
    """The public ones of these keys, in their order, each with its `stands` and `shown_areas`. Three queries."""
    wanted = list(keys)
    rows = {row.pk: row for row in card_rows(wanted)}
    for row in rows.values():
        row.stands, row.shown_areas = [], []
    for booth in stands_of(rows):
        rows[booth.holder].stands.append(booth)
    for area in areas_of(rows):
        rows[area.holder].shown_areas.append(area)
    return [rows[key] for key in wanted if key in rows]


def public_cards(keys: list[int]) -> ParticipationQuerySet:
    rows = Participation.objects.public().filter(pk__in=keys).order_by()
    joined = rows.select_related("organisation__region", "organisation__logo", "edition", "hall")
    return joined.defer("profile_en", "profile_zh")


card_rows: CompiledRowsOf[Participation] = CompiledRowsOf(public_cards)
# Each names who has it as `holder`.
stands_of: CompiledRowsOf[Any] = CompiledRowsOf(
    lambda keys: (
        Booth.objects.filter(participations__in=keys).annotate(holder=F("participations")).select_related("hall")
    )
)
areas_of: CompiledRowsOf[Any] = CompiledRowsOf(
    lambda keys: TechnologyArea.objects.filter(participation__in=keys).annotate(holder=F("participation"))
)


@edition_page
def exhibitor_page(request: HttpRequest, edition: Edition, slug: str) -> HttpResponse:
    rows = edition.participations.public().select_related("organisation__region__parent", "organisation__logo", "hall")
    stands = Prefetch("booths", Booth.objects.select_related("hall"))
    row = get_object_or_404(rows.prefetch_related(stands, "areas", "scenarios", "sources"), slug=slug)
    exhibits = row.exhibits.public().order_by("-new", "slug").for_cards()
    elsewhere = Participation.objects.public().filter(organisation=row.organisation).exclude(pk=row.pk)
    context = {
        "edition": edition,
        "section": "exhibitors",
        "crumbs": [Crumb(reverse("expo:exhibitors", args=[edition.slug]), _("Exhibitors"))],
        "participation": row,
        "exhibits": exhibits[:EXHIBITS_SHOWN],
        "launches": launches.launch_cards(row.launches.public()),
        "elsewhere": elsewhere.select_related("edition"),
    }
    return render(request, "expo/exhibitor.html", context)
