"""Exhibits: the list and each one's page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from expo.exhibition import launches
from expo.forms.list_filters import ExhibitFilter
from expo.i18n import numbers
from expo.models import Edition
from expo.web.paging import paginate_keys, rows_by_key
from expo.web.public_page import Crumb, edition_page

PER_PAGE = 50
OTHERS_SHOWN = 12


@edition_page
def exhibit_list(request: HttpRequest, edition: Edition) -> HttpResponse:
    form = ExhibitFilter(request.GET, edition.exhibits.public(), edition)
    page = paginate_keys(form.found().by_exhibitor(), request, PER_PAGE, form.key)
    page.object_list = rows_by_key(edition.exhibits.public().for_cards(), page.object_list)
    found = ngettext("%(number)s exhibit", "%(number)s exhibits", page.paginator.count)
    context = {
        "edition": edition,
        "section": "exhibitors",
        "form": form,
        "filtered": bool(form.wanted),
        "page": page,
        "found": found % {"number": numbers.format_count(page.paginator.count)},
    }
    return render(request, "expo/exhibits.html", context)


@edition_page
def exhibit_page(request: HttpRequest, edition: Edition, slug: str) -> HttpResponse:
    public = edition.exhibits.public()
    rows = public.for_cards().defer(None).select_related("scenario", "picture")
    row = get_object_or_404(rows.prefetch_related("sources", "participation__booths__hall"), slug=slug)
    others = public.filter(participation=row.participation_id).exclude(pk=row.pk)
    context = {
        "edition": edition,
        "section": "exhibitors",
        "crumbs": [Crumb(reverse("expo:exhibits", args=[edition.slug]), _("Exhibits"))],
        "exhibit": row,
        "launches": launches.launch_cards(row.launches.public()),
        "others": others.order_by("-new", "slug").for_cards()[:OTHERS_SHOWN],
    }
    return render(request, "expo/exhibit.html", context)
