"""The one door by which stands change on a plan: all at once, nothing that somebody else changed meanwhile."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from expo.db.constraints import races_as_validation
from expo.exhibition.floor.stand_states import FIELDS, StandState, read_states
from expo.models import Booth, Hall, HallPlan, Participation, PlanStep

# More is no step of a person.
MOST = 2000
# What the history of a stand says was changed.
PLACE = gettext_noop("place on the plan")


@dataclass(frozen=True)
class StandChange:
    """What a stand is to be. `booth`: its key, None for a new one; `seen`: the token of what its page showed.

    `to`: the fields of the state that change.
    """

    booth: int | None
    seen: str = ""
    to: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class StaleStand:
    """A stand that is another by now, or gone: `now` is None then. `wanted`: what it was to become."""

    booth: int
    now: StandState | None
    wanted: StandState | None


class StaleStands(Exception):
    """Somebody has changed these since they were looked at. Nothing is saved."""

    def __init__(self, stale: list[StaleStand]) -> None:
        super().__init__([one.booth for one in stale])
        self.stale = stale


@dataclass
class PlannedWrite:
    booth: Booth
    before: StandState | None
    after: StandState


@transaction.atomic
def change_stands(hall: Hall, changes: Sequence[StandChange], by: User) -> PlanStep | None:
    """Change the stands of a hall; None where all are so already.

    Raises StaleStands where one has changed since it was seen, and ValidationError for what a stand cannot be.
    """
    if len(changes) > MOST:
        raise ValidationError(_("These are too many stands at once."))
    lock_plan(hall)
    keys = [change.booth for change in changes if change.booth is not None]
    booths = {booth.pk: booth for booth in Booth.objects.filter(hall=hall, pk__in=keys)}
    states = read_states(booths.values())
    refuse_stale(changes, states)
    writes = []
    for change in changes:
        if write := plan_write(hall, change, booths, states):
            writes.append(write)
    if not writes:
        return None
    write_stands(hall, writes, by)
    noted = [note_write(write) for write in writes]
    return PlanStep.objects.create(hall=hall, by=by, changes=noted)


def lock_plan(hall: Hall) -> None:
    """One at a time changes a hall."""
    HallPlan.objects.select_for_update().filter(hall=hall).values_list("pk").first()


def refuse_stale(changes: Iterable[StandChange], states: dict[int, StandState]) -> None:
    stale = []
    for change in changes:
        if change.booth is None:
            continue
        now = states.get(change.booth)
        if now is None:
            stale.append(StaleStand(change.booth, None, None))
        elif now.token != change.seen:
            stale.append(StaleStand(change.booth, now, changed_state(now, change.to)))
    if stale:
        raise StaleStands(stale)


def changed_state(state: StandState, to: dict[str, Any]) -> StandState:
    exhibitors = tuple(sorted(set(to.get("exhibitors", state.exhibitors))))
    return replace(state, **(to | {"exhibitors": exhibitors}))


def plan_write(
    hall: Hall, change: StandChange, booths: dict[int, Booth], states: dict[int, StandState]
) -> PlannedWrite | None:
    if change.booth is None:
        return PlannedWrite(Booth(hall=hall), None, changed_state(StandState(""), change.to))
    before = states[change.booth]
    after = changed_state(before, change.to)
    if after == before:
        return None
    return PlannedWrite(booths[change.booth], before, after)


def write_stands(hall: Hall, writes: list[PlannedWrite], by: User) -> None:
    for write in writes:
        for name in FIELDS:
            setattr(write.booth, name, getattr(write.after, name))
        # The constraints are left to the database, which says the same of them.
        write.booth.full_clean(validate_unique=False, validate_constraints=False)
    old = [write.booth for write in writes if write.before]
    new = [write.booth for write in writes if write.before is None]
    with races_as_validation(Booth):
        free_numbers(writes)
        Booth.objects.bulk_update(old, FIELDS)
        Booth.objects.bulk_create(new)
    write_exhibitors(hall, writes)
    log_stands(old, CHANGE, by)
    log_stands(new, ADDITION, by)


def free_numbers(writes: list[PlannedWrite]) -> None:
    """Let numbers change hands: nobody holds one while another takes it."""
    moving = []
    for write in writes:
        if write.before and write.before.number != write.after.number:
            moving.append(Booth(pk=write.booth.pk, number=f"~{write.booth.pk}"))
    Booth.objects.bulk_update(moving, ["number"])


def write_exhibitors(hall: Hall, writes: list[PlannedWrite]) -> None:
    through = Booth.participations.through
    coming, going = [], []
    for write in writes:
        before = set(write.before.exhibitors) if write.before else set()
        for key in set(write.after.exhibitors) - before:
            coming.append(through(booth=write.booth, participation_id=key))
        for key in before - set(write.after.exhibitors):
            going.append((write.booth.pk, key))
    wanted = {link.participation_id for link in coming}
    if Participation.objects.filter(pk__in=wanted, edition=hall.edition_id).count() < len(wanted):
        raise ValidationError(_("This exhibitor does not take part in this edition."))
    for booth, key in going:
        through.objects.filter(booth=booth, participation=key).delete()
    through.objects.bulk_create(coming, ignore_conflicts=True)


def log_stands(booths: list[Booth], flag: int, by: User) -> None:
    if booths:
        LogEntry.objects.log_actions(by.pk, booths, flag, change_message=[{"changed": {"fields": [PLACE]}}])


def note_write(write: PlannedWrite) -> dict[str, Any]:
    before = write.before.as_dict() if write.before else None
    return {"booth": write.booth.pk, "before": before, "after": write.after.as_dict()}
