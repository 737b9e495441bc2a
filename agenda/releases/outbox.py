"""Who is told of a release: written in its transaction, so that nobody is told of what did not come about."""

from collections.abc import Iterable

from agenda.models import ChangeKind, KeptSession, PushMessage, Release
from agenda.releases.diff import SessionChange

# What somebody who meant to be there has to know; other people or another text are no reason to go elsewhere.
TOLD = {ChangeKind.CANCELLED, ChangeKind.WITHDRAWN, ChangeKind.MOVED, ChangeKind.ROOM, ChangeKind.REINSTATED}
AT_ONCE = 500


def queue_messages(release: Release, found: Iterable[SessionChange]) -> None:
    """A message for each browser that keeps a session which has moved; one query where there is none."""
    numbers = told_numbers(found)
    if not (numbers and release.edition.published):
        return
    browsers: set[int] = set()
    for first in range(0, len(numbers), AT_ONCE):
        keeping = KeptSession.objects.filter(
            number__in=numbers[first : first + AT_ONCE], subscription__edition=release.edition
        )
        browsers.update(keeping.values_list("subscription", flat=True))
    rows = [PushMessage(subscription_id=key, release=release, due_at=release.released_at) for key in sorted(browsers)]
    PushMessage.objects.bulk_create(rows, batch_size=AT_ONCE)


def told_numbers(changes: Iterable[SessionChange]) -> list[int]:
    """The public numbers of sessions that were public before, and are elsewhere, at another time or not at all."""
    numbers = set()
    for change in changes:
        if change.before and TOLD & set(change.kinds):
            numbers.add(change.before.public_number)
    return sorted(numbers)
