"""What is shown for the first time: the list and each one's page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from expo.exhibition import launches
from expo.forms.day_ways import day_ways
from expo.forms.list_filters import LaunchFilter
from expo.models import Edition
from expo.web.paging import paginate_keys
from expo.web.public_page import Crumb, edition_page

PER_PAGE = 20
IN_ORDER = ("launched_on", "hour", "slug")


@edition_page
def launch_list(request: HttpRequest, edition: Edition) -> HttpResponse:
    form = LaunchFilter(request.GET, edition.launches.public(), edition)
    page = paginate_keys(form.found().order_by(*IN_ORDER), request, PER_PAGE, form.key)
    shown = edition.launches.public().filter(pk__in=page.object_list).order_by(*IN_ORDER)
    found = ngettext("%(number)d launch", "%(number)d launches", page.paginator.count)
    context = {
        "edition": edition,
        "section": "launches",
        "form": form,
        "days": day_ways(form, edition.today()),
        "filtered": bool(form.wanted),
        "found": found % {"number": page.paginator.count},
        "page": page,
        "launches": launches.launch_cards(shown),
    }
    return render(request, "expo/launches.html", context)


@edition_page
def launch_page(request: HttpRequest, edition: Edition, slug: str) -> HttpResponse:
    rows = (
        edition.launches.public().filter(slug=slug).select_related("booth__hall", "picture").prefetch_related("sources")
    )
    found = launches.launch_cards(rows)
    if not found:
        raise Http404
    context = {
        "edition": edition,
        "section": "launches",
        "crumbs": [Crumb(reverse("expo:launches", args=[edition.slug]), _("Launches"))],
        "launches": found,
        "exhibit": launches.public_exhibit(found[0]),
    }
    return render(request, "expo/launch.html", context)
