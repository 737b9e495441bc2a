"""Changing the stands of a hall: what the editor sends, one stand as a form, rows, splits, undo."""

from collections.abc import Callable, Sequence

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from expo.accounts.access import require_permission, staff_member
from expo.exhibition.floor import plan_drafts, plan_undo
from expo.exhibition.floor.hall_state import HallState
from expo.exhibition.floor.plan_changes import StaleStands, StandChange, change_stands
from expo.exhibition.floor.stand_states import StandState
from expo.forms.hall_plans import PlacedStandForm, RectanglesForm, SplitForm, StandRowForm, parse_changes
from expo.imports.rectangles import LARGEST, read_rectangles, rectangle_changes
from expo.models import Hall, PlanStep
from expo.views.hall_desk.pages import DRAW, drawable_halls, drawn_plan, read_state
from expo.web.desk_page import bring_row, posted_data


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


@require_permission(DRAW)
@require_POST
@bring_row(drawable_halls, "code")
def change_file(request: HttpRequest, hall: Hall) -> HttpResponse:
    """What the editor drew; answered with the hall as it is then."""
    drawn_plan(hall)
    try:
        changes = parse_changes(request.body)
        step = change_stands(hall, changes, staff_member(request))
    except ValidationError as error:
        return JsonResponse({"said": " ".join(error.messages)}, status=422)
    except StaleStands as stale:
        return JsonResponse(stale_payload(request, hall, stale), status=409)
    return JsonResponse(read_state(request, hall).as_dict() | {"said": told_step(step)})


def stale_payload(request: HttpRequest, hall: Hall, stale: StaleStands) -> dict:
    """Both versions in words; `again`: what the editor sends to save its own over the other."""
    page = render_to_string("expo/desk/stale_stands.html", {"stale": stale.stale}, request)
    again = {str(one.booth): one.now.token for one in stale.stale if one.now}
    said = _("Somebody changed this meanwhile. Nothing of yours is saved.")
    return read_state(request, hall).as_dict() | {"said": said, "both": page, "again": again}


def told_step(step: PlanStep | None) -> str:
    if step is None:
        return _("Nothing has changed.")
    if step.walls:
        return _("The walls are saved.")
    number = len(step.changes)
    return ngettext("%(number)d stand is saved.", "%(number)d stands are saved.", number) % {"number": number}


def carry_out(request: HttpRequest, hall: Hall, changes: Sequence[StandChange], form: forms.Form) -> bool:
    """Whether it is saved; otherwise the form says why not."""
    try:
        step = change_stands(hall, changes, staff_member(request))
    except ValidationError as error:
        form.add_error(None, [str(message) for message in error.messages])
        return False
    except StaleStands as stale:
        for one in stale.stale:
            form.add_error(None, stale_sentence(one.now.number if one.now else ""))
        return False
    messages.success(request, told_step(step))
    return True


def stale_sentence(number: str) -> str:
    if not number:
        return _("Somebody has deleted this stand since.")
    return _("Somebody has changed %(number)s since this page was opened. Open it again.") % {"number": number}


@require_permission(DRAW)
@require_http_methods(["GET", "POST"])
@bring_row(drawable_halls, "code")
def stand_page(request: HttpRequest, hall: Hall, pk: int) -> HttpResponse:
    state = read_state(request, hall)
    form = PlacedStandForm(posted_data(request), state, find_stand(state, pk))
    if form.is_valid() and carry_out(request, hall, [form.change(pk)], form):
        return redirect("hall_desk:hall", hall.edition.slug, hall.code)
    context = {"edition": hall.edition, "hall": hall, "booth": state.booths[pk], "form": form}
    return render(request, "expo/desk/stand.html", context, status=422 if form.errors else 200)


def find_stand(state: HallState, pk: int) -> StandState:
    if pk not in state.states:
        raise Http404
    return state.states[pk]


@require_permission(DRAW)
@require_http_methods(["GET", "POST"])
@bring_row(drawable_halls, "code")
def row_page(request: HttpRequest, hall: Hall) -> HttpResponse:
    """New stands in a row, numbered in series."""
    drawn_plan(hall)
    form = StandRowForm(posted_data(request))
    if form.is_valid() and carry_out_row(request, hall, form):
        return redirect("hall_desk:hall", hall.edition.slug, hall.code)
    context = {"edition": hall.edition, "hall": hall, "form": form}
    return render(request, "expo/desk/stand_row.html", context, status=422 if form.errors else 200)


def carry_out_row(request: HttpRequest, hall: Hall, form: StandRowForm) -> bool:
    try:
        numbers = form.numbers()
    except ValidationError as error:
        form.add_error(None, error)
        return False
    down, gap = form.cleaned_data["direction"] == "down", form.cleaned_data["gap"]
    return carry_out(request, hall, plan_drafts.draw_row(form.box(), numbers, down=down, gap=gap), form)


@require_permission(DRAW)
@require_http_methods(["GET", "POST"])
@bring_row(drawable_halls, "code")
def split_page(request: HttpRequest, hall: Hall, pk: int) -> HttpResponse:
    """A stand cut in two; what becomes of its exhibitors and exhibits is said before."""
    state = read_state(request, hall)
    stand = find_stand(state, pk)
    form = SplitForm(posted_data(request), initial={"seen": stand.token, "share": (stand.width or 0) // 2})
    if form.is_valid() and carry_out_split(request, hall, pk, stand, form):
        return redirect("hall_desk:hall", hall.edition.slug, hall.code)
    context = {"edition": hall.edition, "hall": hall, "booth": state.booths[pk], "names": state.names(pk), "form": form}
    return render(request, "expo/desk/split_stand.html", context, status=422 if form.errors else 200)


def carry_out_split(request: HttpRequest, hall: Hall, pk: int, stand: StandState, form: SplitForm) -> bool:
    told = form.cleaned_data
    if told["seen"] != stand.token:
        form.add_error(None, stale_sentence(stand.number))
        return False
    try:
        changes = plan_drafts.split_stand(pk, stand, told["number"], told["share"], down=told["direction"] == "down")
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return carry_out(request, hall, changes, form)


@require_permission(DRAW)
@require_http_methods(["GET", "POST"])
@bring_row(drawable_halls, "code")
def rectangles_page(request: HttpRequest, hall: Hall) -> HttpResponse:
    """Stands from a file."""
    drawn_plan(hall)
    form = RectanglesForm(posted_data(request), request.FILES or None)
    if form.is_valid() and carry_out_file(request, hall, form):
        return redirect("hall_desk:hall", hall.edition.slug, hall.code)
    context = {"edition": hall.edition, "hall": hall, "form": form}
    return render(request, "expo/desk/rectangles.html", context, status=422 if form.errors else 200)


def carry_out_file(request: HttpRequest, hall: Hall, form: RectanglesForm) -> bool:
    file = form.cleaned_data["file"]
    try:
        rectangles = read_rectangles(file.name, file.read(LARGEST + 1))
    except ValidationError as error:
        form.add_error("file", error)
        return False
    return carry_out(request, hall, rectangle_changes(hall, rectangles), form)


@require_permission(DRAW)
@require_POST
@bring_row(drawable_halls, "code")
def undo_step(request: HttpRequest, hall: Hall) -> HttpResponse:
    return undo_or_redo(request, hall, plan_undo.undo)


@require_permission(DRAW)
@require_POST
@bring_row(drawable_halls, "code")
def redo_step(request: HttpRequest, hall: Hall) -> HttpResponse:
    return undo_or_redo(request, hall, plan_undo.redo)


def undo_or_redo(request: HttpRequest, hall: Hall, take: Callable[[Hall, User], PlanStep]) -> HttpResponse:
    drawn_plan(hall)
    status = 200
    try:
        said = told_step(take(hall, staff_member(request)))
    except ValidationError as error:
        said, status = " ".join(error.messages), 422
    if wants_json(request):
        return JsonResponse(read_state(request, hall).as_dict() | {"said": said}, status=status)
    messages.add_message(request, messages.SUCCESS if status == 200 else messages.ERROR, said)
    return redirect("hall_desk:hall", hall.edition.slug, hall.code)
