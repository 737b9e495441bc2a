"""When a contest takes entries, by the database's clock."""

from typing import Any

from django.db.models import DateTimeField, ExpressionWrapper
from django.db.models.functions import Now

from agenda.contests.entering.late import find_permission
from agenda.models.contests import Contest
from agenda.models.contests.contest import ContestQuerySet

NEVER, BEFORE, OPEN, AFTER, LATE = "never", "before", "open", "after", "late"
# In which a team may write.
WRITING = (OPEN, LATE)


def contests_with_clock() -> ContestQuerySet:
    """Contests that visitors see, each with the database's `clock`."""
    return Contest.objects.public().annotate(clock=ExpressionWrapper(Now(), output_field=DateTimeField()))


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
