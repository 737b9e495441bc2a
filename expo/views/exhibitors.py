"""Exhibitors: the list and each one's page."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from expo.exhibition import edition_figures, launches
from expo.forms.list_filters import ExhibitorFilter
from expo.models import Booth, Edition, Participation
from expo.web.paging import paginate
from expo.web.public_page import Crumb, edition_page

PER_PAGE = 50
EXHIBITS_SHOWN = 24


@edition_page
def exhibitor_list(request: HttpRequest, edition: Edition) -> HttpResponse:
    public = edition.participations.public().exhibiting()
    form = ExhibitorFilter(request.GET, public, edition)
    cards = form.found().by_name().for_cards().select_related("hall").defer("profile_en", "profile_zh")
    page = paginate(cards, request, PER_PAGE)
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
