"""The door by which files write sessions into the plan: programmes of elsewhere, and lists."""

from collections.abc import Collection, Iterable

from django.utils import timezone

from agenda.models import Session, SessionRole
from expo.recovery.deletions import AT_ONCE, row_batches


def add_sessions(sessions: list[Session]) -> list[Session]:
    """Those that others are part of come first. Raises ValueError where two are part of each other."""
    waiting, written = sessions, []
    while waiting:
        ready = [each for each in waiting if each.parent is None or each.parent.pk is not None]
        if not ready:
            raise ValueError(waiting)
        written += Session.objects.bulk_create(ready, AT_ONCE)
        waiting = [each for each in waiting if each.pk is None]
    return written


def update_sessions(sessions: Collection[Session], columns: Iterable[str]) -> None:
    """As of now, by which the board sees that they changed."""
    for each in sessions:
        each.changed_at = timezone.now()
    Session.objects.bulk_update(sessions, sorted({*columns, "changed_at"}), batch_size=50)


def touch_sessions(keys: Collection[int]) -> None:
    """Those of which only roles or links have changed: by this they count as not released."""
    for batch in row_batches(Session, keys):
        batch.update(changed_at=timezone.now())


def add_roles(roles: Iterable[SessionRole]) -> None:
    SessionRole.objects.bulk_create(roles, AT_ONCE)
