"""What is drawn by rule: a plan from the schematic, four walls, a row numbered in series, a stand split in two."""

import re
from itertools import groupby
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from expo.exhibition.floor.outlines import (
    Point,
    Rectangle,
    bounding_rectangle,
    format_outline,
    parse_outline,
    rectangle_outline,
)
from expo.exhibition.floor.plan_changes import StandChange, change_stands
from expo.exhibition.floor.stand_states import StandState, read_states
from expo.exhibition.floor_plan import IN_A_LINE, natural_order, row_letters
from expo.models import Booth, Hall, HallFeature, HallPlan, PlanStep
from expo.models.floor.features import FeatureKind

# A plain stand, an aisle, and the way along the walls, in centimetres.
SIZE, AISLE, SIDE = 300, 300, 500
DOOR_WIDE, DOOR_DEEP = 400, 40
# Of a hall without stands, until somebody says how large it is.
EMPTY_WIDE, EMPTY_DEEP = 6000, 4000
FIGURES = re.compile(r"(.*?)([0-9]+)([^0-9]*)")

# What is refused since the walls are others than the page showed.
MEANWHILE = "meanwhile"


@transaction.atomic
def draw_from_schematic(hall: Hall, by: User) -> HallPlan:
    """Make a plan of the order of the numbers: a start, whose sizes are nobody's measure. Not shown to the public."""
    booths = sorted(Booth.objects.filter(hall=hall), key=lambda booth: natural_order(booth.number))
    states, changes = read_states(booths), []
    top, right = SIDE, SIDE + 4 * SIZE
    for _letters, group in groupby(booths, key=lambda booth: row_letters(booth.number)):
        row = list(group)
        for order, booth in enumerate(row):
            line, column = divmod(order, IN_A_LINE)
            place = {"x": SIDE + column * SIZE, "y": top + line * SIZE, "width": SIZE, "depth": SIZE}
            right = max(right, place["x"] + SIZE)
            changes.append(StandChange(booth.pk, states[booth.pk].token, place))
        top += -(-len(row) // IN_A_LINE) * SIZE + AISLE
    if not booths:
        return make_plan(hall, EMPTY_WIDE, EMPTY_DEEP)
    plan = make_plan(hall, right + SIDE, top - AISLE + SIDE)
    change_stands(hall, changes, by)
    return plan


def make_plan(hall: Hall, width: int, depth: int) -> HallPlan:
    """Four walls and a door in the lower one. Raises ValidationError where the hall has a plan."""
    outline = format_outline(rectangle_outline(Rectangle(0, 0, width, depth)))
    plan, made = HallPlan.objects.get_or_create(hall=hall, defaults={"outline": outline})
    if not made:
        raise ValidationError(_("This hall has a plan already."))
    left = (width - DOOR_WIDE) // 2
    door = {"x": left, "y": depth - DOOR_DEEP, "width": DOOR_WIDE, "depth": DOOR_DEEP}
    HallFeature.objects.create(hall=hall, kind=FeatureKind.ENTRANCE, **door)
    return plan


def measure_walls(plan: HallPlan) -> Rectangle | None:
    """The rectangle that the walls are; None of walls with more corners."""
    corners = parse_outline(plan.outline)
    box = bounding_rectangle(corners)
    if len(corners) == 4 and {*corners} == {*rectangle_outline(box)}:
        return box
    return None


@transaction.atomic
def move_walls(plan: HallPlan, width: int, depth: int, seen: str, by: User) -> PlanStep:
    """Make the hall so large, in centimetres, from its upper left corner; entrances in the walls that move go along.

    `seen`: the walls that the page showed. Raises ValidationError of others, and of walls with more than four corners.
    Whoever does it can undo it.
    """
    plan = lock_walls(plan, seen)
    box = measure_walls(plan)
    if box is None:
        raise ValidationError(_("These walls have more than four corners; this page would lose them."))
    wide = Rectangle(box.left, box.top, box.left + width, box.top + depth)
    before = note_walls(plan)
    plan.outline = format_outline(rectangle_outline(wide))
    plan.save(update_fields=["outline"])
    move_doors(plan, box, wide)
    return PlanStep.objects.create(hall=plan.hall, by=by, walls={"before": before, "after": note_walls(plan)})


@transaction.atomic
def draw_walls(plan: HallPlan, corners: list[Point], seen: str, by: User) -> PlanStep | None:
    """Give the hall walls with these corners, whatever they were; entrances stay where they are. None: they were so.

    Raises ValidationError as `move_walls`; undone as that is.
    """
    plan = lock_walls(plan, seen)
    outline = format_outline(corners)
    if outline == plan.outline:
        return None
    before = note_walls(plan)
    plan.outline = outline
    plan.save(update_fields=["outline"])
    return PlanStep.objects.create(hall=plan.hall, by=by, walls={"before": before, "after": note_walls(plan)})


def lock_walls(plan: HallPlan, seen: str) -> HallPlan:
    """The plan as it is now, until this transaction ends. Raises ValidationError of walls that are others than seen."""
    plan = HallPlan.objects.select_for_update().get(pk=plan.pk)
    if plan.outline != seen:
        raise ValidationError(_("Somebody changed this meanwhile. Nothing of yours is saved."), code=MEANWHILE)
    return plan


def note_walls(plan: HallPlan) -> dict[str, Any]:
    """The walls as a step keeps them. `doors`: of each entrance its key and its place."""
    doors = HallFeature.objects.filter(hall=plan.hall_id, kind=FeatureKind.ENTRANCE).order_by("pk")
    return {"outline": plan.outline, "doors": [list(row) for row in doors.values_list("pk", "x", "y")]}


def restore_walls(plan: HallPlan, here: dict[str, Any], there: dict[str, Any]) -> bool:
    """Make walls that are as noted `here` those noted `there`; False where they are others by now.

    Entrances that somebody has moved since stay where they are.
    """
    if plan.outline != here["outline"]:
        return False
    plan.outline = there["outline"]
    plan.save(update_fields=["outline"])
    places = {key: (x, y) for key, x, y in there["doors"]}
    for key, *place in here["doors"]:
        if key in places and places[key] != tuple(place):
            x, y = places[key]
            HallFeature.objects.filter(pk=key, hall=plan.hall_id, x=place[0], y=place[1]).update(x=x, y=y)
    return True


def move_doors(plan: HallPlan, before: Rectangle, wide: Rectangle) -> None:
    """Keep the entrances of the lower and of the right wall in it."""
    for door in HallFeature.objects.filter(hall=plan.hall_id, kind=FeatureKind.ENTRANCE):
        place = Rectangle.of(door)
        if before.bottom == place.bottom or before.right == place.right:
            across, along = (before.left, before.right, wide.right), (before.top, before.bottom, wide.bottom)
            door.x = place_along(place.left, place.right, *across)
            door.y = place_along(place.top, place.bottom, *along)
            door.save(update_fields=["x", "y"])


def place_along(first: int, last: int, start: int, before: int, end: int) -> int:
    """Where an entrance begins when a wall from `start` to `before` ends at `end`, in centimetres.

    At the end and in the middle it stays there, elsewhere as far from the start as it was, if it fits.
    """
    long = last - first
    if last == before:
        return max(end - long, 0)
    if first == start + (before - start - long) // 2:
        return max(start + (end - start - long) // 2, 0)
    return max(min(first, end - long), 0)


def number_series(first: str, count: int, step: int = 1) -> list[str]:
    """A01, A02, A03 …: the last figures of the first go up and keep their zeros. Raises ValidationError without any."""
    found = FIGURES.fullmatch(first)
    if found is None:
        raise ValidationError({"number": _("The first number needs figures that go up, like A01.")})
    before, figures, behind = found.groups()
    return [f"{before}{int(figures) + each * step:0{len(figures)}d}{behind}" for each in range(count)]


def draw_row(box: Rectangle, numbers: list[str], *, down: bool, gap: int) -> list[StandChange]:
    """New stands of one size from the first place on, to the right or downwards."""
    changes = []
    width, depth = box.right - box.left, box.bottom - box.top
    for order, number in enumerate(numbers):
        x, y = box.left, box.top
        if down:
            y += order * (depth + gap)
        else:
            x += order * (width + gap)
        changes.append(StandChange(None, "", {"number": number, "x": x, "y": y, "width": width, "depth": depth}))
    return changes


def split_stand(booth: int, state: StandState, number: str, share: int, *, down: bool) -> list[StandChange]:
    """Leave a stand its first `share` centimetres and draw a new one on the rest; exhibitors stay with the first.

    Raises ValidationError where there is no rest, and of a stand that is no rectangle.
    """
    side = "depth" if down else "width"
    whole = getattr(state, side) or 0
    if state.outline or not 0 < share < whole:
        raise ValidationError({"share": _("The stand cannot be split there.")})
    rest = {"number": number, "x": state.x, "y": state.y, "width": state.width, "depth": state.depth}
    rest |= {side: whole - share, "kind": state.kind}
    corner = "y" if down else "x"
    rest[corner] = (getattr(state, corner) or 0) + share
    return [StandChange(booth, state.token, {side: share}), StandChange(None, "", rest)]
