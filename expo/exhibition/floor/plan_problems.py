"""What is wrong with a plan, told while one draws: overlaps, stands over aisles and walls, two firms, none."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from expo.exhibition.floor.outlines import Rectangle, parse_outline, split_outline
from expo.exhibition.floor.stand_states import StandState
from expo.exhibition.shared_stands import has_own_stand
from expo.models import Hall, HallFeature, HallPlan, Participation

MOST = 200


@dataclass(frozen=True)
class PlanProblem:
    """A sentence, and the keys of the stands that it is about. `grave`: not only something that is missing."""

    said: str
    booths: tuple[int, ...]
    grave: bool = True


def find_problems(
    plan: HallPlan, states: dict[int, StandState], people: dict[int, Participation], shared: set[int]
) -> list[PlanProblem]:
    """The gravest first, at most so many; one query. `shared`: the stands that are meant for several."""
    boxes = {key: Rectangle.of(state) for key, state in states.items() if state.x is not None}
    found: list[PlanProblem] = []
    found += overlaps(boxes, states)
    found += collisions(boxes, states, plan.hall)
    found += escapes(boxes, states, plan)
    found += lets(states, people, shared)
    return sorted(found, key=lambda one: not one.grave)[:MOST]


def overlaps(boxes: dict[int, Rectangle], states: dict[int, StandState]) -> Iterator[PlanProblem]:
    """From left to right, so that each is compared only with those that are not yet passed."""
    open_boxes: list[int] = []
    for key in sorted(boxes, key=lambda each: (boxes[each].left, each)):
        open_boxes = [other for other in open_boxes if boxes[other].right > boxes[key].left]
        for other in open_boxes:
            if boxes[key].overlaps(boxes[other]):
                names = {"one": states[other].number, "other": states[key].number}
                yield PlanProblem(_("%(one)s and %(other)s overlap.") % names, (other, key))
        open_boxes.append(key)


def collisions(boxes: dict[int, Rectangle], states: dict[int, StandState], hall: Hall) -> Iterator[PlanProblem]:
    for feature in HallFeature.objects.filter(hall=hall):
        taken = Rectangle.of(feature)
        for key, box in boxes.items():
            if box.overlaps(taken):
                names = {"stand": states[key].number, "feature": str(feature)}
                yield PlanProblem(_("%(stand)s stands in the way: %(feature)s.") % names, (key,))


def escapes(boxes: dict[int, Rectangle], states: dict[int, StandState], plan: HallPlan) -> Iterator[PlanProblem]:
    parts = split_outline(parse_outline(plan.outline))
    for key, box in boxes.items():
        if sum(common_area(box, part) for part in parts) < common_area(box, box):
            yield PlanProblem(_("%(stand)s reaches beyond the walls.") % {"stand": states[key].number}, (key,))


def common_area(one: Rectangle, other: Rectangle) -> int:
    across = min(one.right, other.right) - max(one.left, other.left)
    along = min(one.bottom, other.bottom) - max(one.top, other.top)
    return max(across, 0) * max(along, 0)


def lets(states: dict[int, StandState], people: dict[int, Participation], shared: set[int]) -> Iterator[PlanProblem]:
    for key, state in states.items():
        there = [people[each] for each in state.exhibitors if each in people]
        own = [one for one in there if has_own_stand(one)]
        names = {"stand": state.number, "firms": ", ".join(str(one.organisation) for one in own)}
        if len(own) > 1 and key not in shared:
            yield PlanProblem(_("%(stand)s has several exhibitors, each for itself: %(firms)s.") % names, (key,))
        elif not there and state.x is not None:
            yield PlanProblem(_("%(stand)s has no exhibitor.") % names, (key,), grave=False)
