"""The list of halls, a hall with its stands, and what its editor asks for."""

from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from expo.accounts.access import require_permission, staff_member
from expo.exhibition.floor import hall_drawing, hall_state, plan_drafts
from expo.exhibition.floor.hall_state import HallState
from expo.models import Booth, Edition, Hall, HallFeature, HallPlan
from expo.web.desk_page import bring_edition, bring_row
from expo.web.edition_choice import working_edition

DRAW = "expo.change_booth"


def drawable_halls() -> QuerySet[Hall]:
    return Hall.objects.select_related("edition", "plan")


def drawn_plan(hall: Hall) -> HallPlan:
    """Raises Http404 where the hall has none."""
    plan = getattr(hall, "plan", None)
    if plan is None:
        raise Http404
    return plan


@require_permission(DRAW)
@require_GET
def redirect_to_halls(request: HttpRequest) -> HttpResponse:
    """Leads to the halls of the edition that is worked on."""
    edition = working_edition(request)
    if edition is None:
        return redirect("admin:index")
    return redirect("hall_desk:halls", edition.slug)


@require_permission(DRAW)
@require_GET
@bring_edition
def halls_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    drawn = Count("booths", filter=Q(booths__x__isnull=False))
    halls = drawable_halls().filter(edition=edition).annotate(stands=Count("booths"), drawn=drawn)
    return render(request, "expo/desk/halls.html", {"edition": edition, "halls": halls})


@require_permission(DRAW)
@require_GET
@bring_row(drawable_halls, "code")
def hall_page(request: HttpRequest, hall: Hall) -> HttpResponse:
    context: dict[str, Any] = {"edition": hall.edition, "hall": hall, "plan": getattr(hall, "plan", None)}
    if context["plan"] is None:
        context["stands"] = Booth.objects.filter(hall=hall).count()
        return render(request, "expo/desk/hall_without_plan.html", context)
    state = read_state(request, hall)
    features = [hall_drawing.draw_feature(feature) for feature in HallFeature.objects.filter(hall=hall)]
    shown = hall_drawing.drawn_box(context["plan"], features)
    context |= {
        "state": state,
        "view_box": hall_drawing.view_box(shown),
        "features": features,
        "stands": stand_rows(state),
    }
    return render(request, "expo/desk/hall.html", context)


def stand_rows(state: HallState) -> list[dict[str, Any]]:
    """The stands with what staff call them and who is there."""
    rows = []
    for key, booth in state.booths.items():
        names = " · ".join(state.names(key))
        rows.append({"booth": booth, "names": names, "state": state.states[key]})
    return rows


def read_state(request: HttpRequest, hall: Hall) -> HallState:
    return hall_state.read_hall(drawn_plan(hall), staff_member(request))


@require_permission(DRAW)
@require_GET
@bring_row(drawable_halls, "code")
def state_file(request: HttpRequest, hall: Hall) -> HttpResponse:
    """All that the editor shows; 304 while that is what it has already."""
    state = read_state(request, hall)
    if request.headers.get("If-None-Match") == state.etag:
        return HttpResponseNotModified()
    return JsonResponse(state.as_dict(), headers={"ETag": state.etag})


@require_permission(DRAW)
@require_POST
@bring_row(drawable_halls, "code")
def start_plan(request: HttpRequest, hall: Hall) -> HttpResponse:
    """The schematic becomes the start of a plan; where somebody was faster, theirs is shown."""
    with suppress(ValidationError):
        plan_drafts.draw_from_schematic(hall, staff_member(request))
    return redirect("hall_desk:hall", hall.edition.slug, hall.code)


@require_permission(DRAW)
@require_POST
@bring_row(drawable_halls, "code")
def show_plan(request: HttpRequest, hall: Hall) -> HttpResponse:
    """Show the plan to the public, or take it back."""
    plan = drawn_plan(hall)
    plan.published = request.POST.get("shown") == "1"
    plan.save(update_fields=["published"])
    return redirect("hall_desk:hall", hall.edition.slug, hall.code)
