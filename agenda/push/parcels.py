"""What is sent to each browser: written when it is sent, of what the public sees then."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.utils import timezone, translation

from agenda.models import PushMessage, Release, Session
from agenda.push.wording import SessionMove, write_message
from agenda.releases.changelog import LOADED
from expo.presence import require_value


class Parcel(NamedTuple):
    """A message ready to be sent, or without text: then there is nothing to tell any more."""

    message: PushMessage
    text: dict[str, str] | None


def write_parcels(messages: list[PushMessage]) -> list[Parcel]:
    """Eight queries, or so, for a part of one release."""
    moves = {release: moves_of(release) for release in {message.release for message in messages}}
    kept = kept_numbers(messages)
    parcels = []
    for message in messages:
        own = [moves[message.release][number] for number in moves[message.release] if number in kept[message.pk]]
        parcels.append(Parcel(message, write_text(message, own)))
    return parcels


def kept_numbers(messages: Iterable[PushMessage]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    rows = PushMessage.objects.filter(pk__in=[message.pk for message in messages])
    for key, number in rows.values_list("pk", "subscription__kept_sessions__number"):
        found[key].add(number)
    return found


def moves_of(release: Release) -> dict[int, SessionMove]:
    """By public number: each session that the release changed, as it was, and as the public sees it now."""
    changes = release.changes.exclude(before=None).select_related(*LOADED).order_by("pk")
    before = {require_value(change.before).public_number: require_value(change.before) for change in changes}
    public = Session.objects.public().filter(edition=release.edition_id, public_number__in=before)
    now = {row.public_number: row for row in public.select_related("room", "edition")}
    return {number: SessionMove(row, now.get(number)) for number, row in before.items()}


def write_text(message: PushMessage, moves: list[SessionMove]) -> dict[str, str] | None:
    edition = message.release.edition
    if not edition.published:
        return None
    with translation.override(message.subscription.language), timezone.override(edition.tz):
        return write_message(message.release, moves)
