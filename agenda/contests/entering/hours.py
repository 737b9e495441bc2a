"""When a contest takes entries, by the clock of its edition, which is the database's but for a rehearsal."""

from typing import Any

from agenda.contests.entering.late import find_permission
from agenda.models.contests import Contest
from agenda.models.contests.contest import ContestQuerySet
from expo.models.showcase.venue_clock import venue_now

NEVER, BEFORE, OPEN, AFTER, LATE = "never", "before", "open", "after", "late"
# In which a team may write.
WRITING = (OPEN, LATE)


def contests_with_clock() -> ContestQuerySet:
    """Contests that visitors see, each with the `clock` of its edition."""
    return Contest.objects.public().annotate(clock=venue_now("edition"))


def entering_phase(contest: Any) -> str:
    """`contest`: of `contests_with_clock`. Without an hour at which entries open, none are taken."""
    if contest.entries_open_at is None:
        return NEVER
    if contest.clock < contest.entries_open_at:
        return BEFORE
    if contest.entries_close_at is not None and contest.entries_close_at <= contest.clock:
        return AFTER
    return OPEN


def phase_of_key(contest: Any, key: str) -> str:
    """As `entering_phase`; LATE for whoever has the key of a team that is permitted to write though entries closed."""
    phase = entering_phase(contest)
    return LATE if phase == AFTER and find_permission(contest, key) else phase
