"""The walls of a hall: its size, or all of its corners."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from expo.accounts.access import require_permission, staff_member
from expo.exhibition.floor.outlines import Point, Rectangle, bounding_rectangle, format_outline, parse_outline
from expo.exhibition.floor.plan_drafts import MEANWHILE, draw_walls, measure_walls, move_walls
from expo.forms.hall_corners import CornersForm, write_corners
from expo.forms.hall_plans import WallsForm
from expo.models import Hall, HallPlan, PlanStep
from expo.views.hall_desk.changes import told_step
from expo.views.hall_desk.pages import DRAW, drawable_halls, drawn_plan
from expo.web.desk_page import bring_row, posted_data

# Around the picture of the walls, for the numbers of the corners: a part of its longer side.
MARGIN = 12


@require_permission(DRAW)
@require_http_methods(["GET", "POST"])
@bring_row(drawable_halls, "code")
def walls_page(request: HttpRequest, hall: Hall) -> HttpResponse:
    """How large the hall is, and where its corners are."""
    plan = drawn_plan(hall)
    sent = posted_data(request)
    by_corners = sent is not None and "corners" in sent
    box, walls = measure_walls(plan), WallsPicture(parse_outline(plan.outline))
    size = WallsForm(None if by_corners else sent, initial=size_of(plan, box))
    initial = {"seen": plan.outline, "corners": write_corners(walls.corners)}
    corners = CornersForm(sent if by_corners else None, initial=initial, auto_id="corners-%s")
    form = corners if by_corners else size
    if form.is_valid() and carry_out_walls(request, plan, form):
        return redirect("hall_desk:hall", hall.edition.slug, hall.code)
    context = {"edition": hall.edition, "hall": hall, "form": form, "size": size, "corners": corners, "walls": walls}
    return render(
        request, "expo/desk/walls.html", context | {"measured": box is not None}, status=422 if form.errors else 200
    )


def size_of(plan: HallPlan, box: Rectangle | None) -> dict[str, Any]:
    if box is None:
        return {"seen": plan.outline}
    return {"seen": plan.outline, "width": box.right - box.left, "depth": box.bottom - box.top}


def carry_out_walls(request: HttpRequest, plan: HallPlan, form: WallsForm | CornersForm) -> bool:
    """Whether it is saved; otherwise the form says why not."""
    try:
        step = save_walls(plan, form.cleaned_data, staff_member(request))
    except ValidationError as error:
        form.add_error(None, error)
        if form.has_error(NON_FIELD_ERRORS, MEANWHILE):
            show_newer_walls(form, plan)
        return False
    messages.success(request, told_step(step))
    return True


def show_newer_walls(form: WallsForm | CornersForm, plan: HallPlan) -> None:
    """Beside what was sent stand the walls that somebody else has saved: sent again, it takes their place."""
    form.data = {**dict(form.data.items()), "seen": plan.outline}
    form.add_error(None, _("The picture shows the walls as they are now. Saved once more, yours take their place."))


def save_walls(plan: HallPlan, told: dict[str, Any], by: User) -> PlanStep | None:
    if "corners" in told:
        return draw_walls(plan, told["corners"], told["seen"], by)
    return move_walls(plan, told["width"], told["depth"], told["seen"], by)


@dataclass(frozen=True)
class WallsPicture:
    """The walls with the numbers of their corners."""

    corners: list[Point]

    @property
    def box(self) -> Rectangle:
        return bounding_rectangle(self.corners)

    @property
    def points(self) -> str:
        return format_outline(self.corners)

    @property
    def letters(self) -> int:
        """How large the numbers are."""
        return max(self.box.right - self.box.left, self.box.bottom - self.box.top) // (2 * MARGIN)

    @property
    def stroke(self) -> int:
        return self.letters // 10

    @property
    def view_box(self) -> str:
        box, edge = self.box, 2 * self.letters
        return f"{box.left - edge} {box.top - edge} {box.right - box.left + 2 * edge} {box.bottom - box.top + 2 * edge}"
