"""Steps of awards that staff entered by hand: special prizes of a contest or of one of its tracks."""

from collections import defaultdict
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from agenda.contests import awards
from agenda.contests.log import LOG
from agenda.desk.contests.awards.preview import make_preview
from agenda.desk.contests.awards.seen import require_seen
from agenda.models.contests import Award, EntryStatus, Round


class Offer(NamedTuple):
    """A step, what its button says, whether it asks for a reason, and whether it is `quiet`: never the main one.

    `ask`: what somebody has to agree to before it is done, or empty. `preview`: what it would give, or None.
    """

    step: str
    label: Any
    reasoned: bool = False
    quiet: bool = False
    ask: Any = ""
    preview: Any = None


@transaction.atomic
def publish_others(round_: Round, by: User, track: str = "", *, seen: str) -> None:
    """Awards entered by hand, which follow from no ranking, of entries that stand: all of them or none; `track`: the
    address of one, whose alone. Raises ValidationError where they are not those that were `seen` (`awards_digest`).
    """
    LOG.lock()
    rows = waiting_awards(round_).select_for_update(of=("self",))
    waiting = list(rows.filter(track__slug=track) if track else rows)
    require_seen(waiting, seen)
    for award in waiting:
        awards.publish_award(award, by)


def waiting_awards(round_: Round) -> QuerySet[Award]:
    return other_awards(round_).filter(published_at=None, entry__status=EntryStatus.ACCEPTED)


def other_awards(round_: Round) -> QuerySet[Award]:
    rows = Award.objects.filter(contest=round_.contest_id, ranking=None, withdrawn_at=None)
    return rows.order_by("order", "place", "pk")


@transaction.atomic
def withdraw_others(round_: Round, by: User, reason: str) -> None:
    for award in other_awards(round_).exclude(published_at=None):
        awards.withdraw_award(award, by, reason=reason)


def offer_others(round_: Round) -> list[Offer]:
    """All of them at once and, where several tracks or the contest itself have some, those of each track."""
    rows, found = other_awards(round_), []
    waiting = list(waiting_awards(round_).select_related("entry", "track"))
    if waiting:
        found.append(Offer("award_others", _("Publish the awards entered by hand"), preview=make_preview(waiting)))
    owned = awards_by_track(waiting)
    if len(owned) > 1:
        for track in round_.contest.tracks.filter(pk__in=owned.keys() - {None}).order_by("order", "pk"):
            label = _("Publish the awards entered by hand of the track “%(track)s”") % {"track": track}
            found.append(Offer(f"award_others:{track.slug}", label, preview=make_preview(owned[track.pk])))
    if rows.exclude(published_at=None).exists():
        found.append(Offer("withdraw_others", _("Withdraw the awards entered by hand"), reasoned=True))
    return found


def awards_by_track(rows: list[Award]) -> dict[int | None, list[Award]]:
    """By the key of their track; None: of the contest itself."""
    found: dict[int | None, list[Award]] = defaultdict(list)
    for award in rows:
        found[award.track_id].append(award)
    return found
