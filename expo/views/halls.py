"""Halls: the list, where to find an exhibitor, and each hall's plan or schematic with its stands."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from expo.exhibition import floor_plan
from expo.exhibition.floor import hall_drawing, route_steps, routes, spots, venue_map
from expo.exhibition.floor.routes import WalkingRoute
from expo.exhibition.floor.spots import Spot
from expo.exhibition.floor_plan import Stand
from expo.exhibition.showcase.exhibit_facets import filter_condition
from expo.forms.list_filters import LONGEST_SEARCH, StandFilter
from expo.i18n.characters import printable
from expo.models import Edition, Hall
from expo.models.showcase.launches import HAS_PUBLIC_MAKER
from expo.versions.row_memory import ROWS
from expo.views.subjects import short_lists
from expo.views.subjects.short_lists import ShortList
from expo.web import qr_code
from expo.web.drawn_parts import DrawnPart, recall_part
from expo.web.paging import paginate_in_one_query
from expo.web.public_page import Crumb, edition_page

PER_PAGE = 50
# Beside the plan, which fills the page.
SHOWN_IN_HALL = 2
SVG = "image/svg+xml"


@edition_page
def hall_list(request: HttpRequest, edition: Edition) -> HttpResponse:
    form = StandFilter(request.GET)
    words = form.wanted.get("q", "")
    page, number = None, 0
    if words:
        page = paginate_in_one_query(floor_plan.find_exhibitors(edition, words), request, PER_PAGE)
        number = page.paginator.count
    halls = floor_plan.hall_summaries(edition)
    context = {
        "edition": edition,
        "section": "map",
        "crumbs": [exhibitors_crumb(edition)],
        "map": venue_map.draw_map(edition, [summary.hall for summary in halls]),
        "form": form,
        "page": page,
        "found": ngettext("%(number)d exhibitor", "%(number)d exhibitors", number) % {"number": number},
        "halls": halls,
    }
    return render(request, "expo/halls.html", context)


@edition_page
def hall_page(request: HttpRequest, edition: Edition, code: str) -> HttpResponse:
    row = find_hall(edition, code)
    form = StandFilter(request.GET)
    words, wanted = form.wanted.get("q", ""), request.GET.get("stand", "")[:LONGEST_SEARCH]
    stands = searched_stands(row, words, wanted) if words or wanted else whole_hall(row)
    context = {
        "edition": edition,
        "section": "map",
        "crumbs": [exhibitors_crumb(edition), Crumb(reverse("expo:halls", args=[edition.slug]), _("Halls"))],
        "hall": row,
        "form": form,
        "words": words,
        "wanted": wanted,
        "found": ngettext("%(number)d stand", "%(number)d stands", stands["number"]) % {"number": stands["number"]},
        "without_stand": floor_plan.hall_only_exhibitors(row, words),
    }
    return render(request, "expo/hall.html", context | stands | hall_lists(edition, row, words))


def whole_hall(hall: Hall) -> dict[str, Any]:
    """All its stands, drawn and listed, and how many they are: no query beyond the marks while nothing has changed."""
    part = recall_part(("hall", hall.pk), partial(draw_whole_hall, hall.pk))
    return {"number": part.number, "stands": part.html}


def draw_whole_hall(pk: int) -> DrawnPart:
    hall = get_object_or_404(Hall.objects.select_related("edition", "plan"), pk=pk)
    shown = searched_stands(hall)
    here = reverse("expo:hall", args=[hall.edition.slug, hall.code])
    context = shown | {"edition": hall.edition, "hall": hall, "here": here, "words": ""}
    return DrawnPart(shown["number"], render_to_string("expo/hall_stands.html", context))


def searched_stands(hall: Hall, words: str = "", wanted: str = "") -> dict[str, Any]:
    """The plan with all its stands, the list of those that were searched for, and how many it holds."""
    stands = floor_plan.hall_stands(hall, words, wanted)
    listed = stands
    if words:
        listed = [stand for stand in stands if stand.hit]
    return {"number": len(listed), "listed": listed} | hall_picture(hall, stands, wanted)


def hall_lists(edition: Edition, hall: Hall, words: str) -> dict[str, Any]:
    """What is shown there; nothing beside the stands that were searched for."""
    if words:
        return {}
    # In the order of their names in one language.
    key = ("shown in hall", hall.pk, get_language())
    launches, exhibits = ROWS.recall(key, partial(shown_in_hall, edition, hall))
    scenarios = hall.scenario_set.select_related("edition")
    return {"scenarios": scenarios, "launches": launches, "exhibits": exhibits}


def shown_in_hall(edition: Edition, hall: Hall) -> tuple[ShortList, ShortList]:
    """Launches and exhibits; five queries."""
    launches = edition.launches.public().filter(HAS_PUBLIC_MAKER, booth__hall=hall)
    exhibits = edition.exhibits.public().filter(filter_condition("hall", hall.code))
    return (
        short_lists.short_launches(edition, launches, SHOWN_IN_HALL, hall=hall.code),
        short_lists.short_exhibits(edition, exhibits, SHOWN_IN_HALL, hall=hall.code),
    )


def hall_picture(hall: Hall, stands: list[Stand], wanted: str) -> dict[str, Any]:
    """The drawn plan where it is shown to the public, otherwise the schematic."""
    if plan := hall_drawing.public_plan(hall):
        return {"drawing": hall_drawing.draw_hall(plan, stands, wanted)}
    return {"plan": floor_plan.draw_schematic(stands)}


def find_hall(edition: Edition, code: str) -> Hall:
    row = get_object_or_404(edition.halls.select_related("plan", "picture"), code=code)
    row.edition = edition
    return row


@edition_page
def hall_plan_file(request: HttpRequest, edition: Edition, code: str) -> HttpResponse:
    """The plan as a drawing of its own, to print large or to put elsewhere."""
    row = find_hall(edition, code)
    plan = hall_drawing.public_plan(row)
    if plan is None:
        raise Http404
    drawing = hall_drawing.draw_hall(plan, floor_plan.hall_stands(row))
    drawn = render_to_string("expo/hall_drawing.svg", {"drawing": drawing, "hall": row}, request)
    return HttpResponse(printable(drawn), content_type=SVG)


@edition_page
def way_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """From here to there: steps, metres, minutes, and the line on the plans."""
    words = {name: request.GET.get(name, "")[:LONGEST_SEARCH] for name in ("from", "to")}
    start, end = spots.find_spot(edition, words["from"]), spots.find_spot(edition, words["to"])
    route = None
    if start and end:
        route = routes.find_route(edition, start, end)
    context = {
        "edition": edition,
        "section": "map",
        "crumbs": [exhibitors_crumb(edition), Crumb(reverse("expo:halls", args=[edition.slug]), _("Halls"))],
        "start": start,
        "end": end,
        "start_words": words["from"],
        "end_words": words["to"],
        "route": route,
        "legs": draw_legs(edition, route, end),
        "places": spots.place_names(edition),
    }
    if start and not words["to"]:
        context |= surroundings(request, words["from"], start)
    return render(request, "expo/way.html", context)


def surroundings(request: HttpRequest, words: str, start: Spot) -> dict[str, Any]:
    """What whoever stands there needs, and the address as a code to be put up there."""
    address = request.build_absolute_uri(f"{request.path}?{urlencode({'from': words})}")
    return {"facilities": hall_drawing.draw_surroundings(start), "code": qr_code.render_svg(address)}


def draw_legs(edition: Edition, route: WalkingRoute | None, end: Spot | None) -> list[dict[str, Any]]:
    """Each part of the way with the plan or the map that it leads through."""
    if route is None or end is None:
        return []
    drawn = []
    for leg in route_steps.describe_route(route, end):
        picture: dict[str, Any] = {"leg": leg}
        if plan := leg.leg.plan:
            plan.hall.edition = edition
            picture["drawing"] = hall_drawing.draw_hall(plan, floor_plan.hall_stands(plan.hall))
        else:
            picture["map"] = venue_map.draw_map(edition, edition.halls.select_related("plan"))
        drawn.append(picture)
    return drawn


def exhibitors_crumb(edition: Edition) -> Crumb:
    return Crumb(reverse("expo:exhibitors", args=[edition.slug]), _("Exhibitors"))
