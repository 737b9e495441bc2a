"""Taking back what somebody did on a plan, and doing it again."""

from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from expo.exhibition.floor.plan_changes import PlannedWrite, lock_plan, write_stands
from expo.exhibition.floor.plan_drafts import restore_walls
from expo.exhibition.floor.stand_states import StandState, read_states
from expo.models import Booth, Exhibit, Hall, HallPlan, Launch, PlanStep
from expo.recovery.deletions import delete_rows

# What has its place at a stand; who exhibits there is part of the stand's state.
PLACED = (Exhibit, Launch)


class StepOvertaken(Exception):
    """A stand is not any more as the step left it, or the walls are not."""


def undo(hall: Hall, by: User) -> PlanStep:
    """Take back the person's last step. Raises ValidationError where there is none or a stand has changed since."""
    step = PlanStep.objects.of(by, hall).standing().last()
    if step is None:
        raise ValidationError(_("There is nothing to undo."))
    return apply_or_set_aside(step, hall, by, back=True)


def redo(hall: Hall, by: User) -> PlanStep:
    """Take again what was undone last. Raises ValidationError as `undo` does."""
    step = PlanStep.objects.of(by, hall).undone().first()
    if step is None:
        raise ValidationError(_("There is nothing to redo."))
    return apply_or_set_aside(step, hall, by, back=False)


def apply_or_set_aside(step: PlanStep, hall: Hall, by: User, *, back: bool) -> PlanStep:
    try:
        return apply_step(step, hall, by, back=back)
    except StepOvertaken as overtaken:
        # Set aside, so that the step before it can be undone all the same.
        PlanStep.objects.filter(pk=step.pk).update(overtaken=True)
        sentence = _("Somebody has changed these stands since; they stay as they are.")
        if step.walls:
            sentence = _("Somebody has changed the walls since; they stay as they are.")
        raise ValidationError(sentence) from overtaken


@transaction.atomic
def apply_step(step: PlanStep, hall: Hall, by: User, *, back: bool) -> PlanStep:
    lock_plan(hall)
    fresh = PlanStep.objects.select_for_update().get(pk=step.pk)
    if (fresh.undone_at is None) != back:
        # Pressed twice, and the first was a moment faster.
        return fresh
    if fresh.walls:
        take_walls(fresh, hall, back=back)
    booths = {one.pk: one for one in Booth.objects.filter(hall=hall, pk__in=[each["booth"] for each in fresh.changes])}
    states = read_states(booths.values())
    writes, gone = [], []
    for change in fresh.changes:
        here, there = step_ends(change, back=back)
        if states.get(change["booth"]) != here:
            raise StepOvertaken
        if there is None:
            gone.append(booths[change["booth"]])
        else:
            booth = booths.get(change["booth"]) or Booth(pk=change["booth"], hall=hall)
            writes.append(PlannedWrite(booth, here, there))
    if is_anything_placed(gone):
        raise StepOvertaken
    if gone:
        delete_rows(gone, by)
    write_stands(hall, writes, by)
    fresh.undone_at = timezone.now() if back else None
    fresh.save(update_fields=["undone_at"])
    return fresh


def take_walls(step: PlanStep, hall: Hall, *, back: bool) -> None:
    """The hall has its plan as it is by now. Raises StepOvertaken."""
    here, there = step.walls["before"], step.walls["after"]
    if back:
        here, there = there, here
    plan = HallPlan.objects.get(hall=hall)
    if not restore_walls(plan, here, there):
        raise StepOvertaken
    hall.plan = plan


def is_anything_placed(booths: list[Booth]) -> bool:
    """Whether anything beyond a stand's own state, which a step restores, would lose its place with one of them."""
    return any(model.objects.filter(booth__in=booths).exists() for model in PLACED)


def step_ends(change: dict[str, Any], *, back: bool) -> tuple[StandState | None, StandState | None]:
    """From what a stand is now to what it is to be."""
    ends = []
    for name in ("before", "after"):
        ends.append(StandState.read(change[name]) if change[name] else None)
    if back:
        ends.reverse()
    return ends[0], ends[1]
