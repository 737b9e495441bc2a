"""Steps of awards that follow from a ranking: drafted, published, withdrawn, given anew."""

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from agenda.contests import awards
from agenda.desk.contests.awards.by_hand import Offer
from agenda.desk.contests.awards.preview import OF_ENTRY, OF_PLACE, preview_awards, take_prize
from agenda.desk.contests.awards.seen import lock_awards, require_seen
from agenda.models.contests import Award, FrozenRanking, Round


@transaction.atomic
def draft_awards(ranking: FrozenRanking, *, by_track: bool = False) -> None:
    """Raises ValidationError where there is nothing to draft."""
    if not waiting_drafts(ranking, by_track=by_track):
        raise ValidationError(NOTHING_LEFT)


@transaction.atomic
def publish_awards(ranking: FrozenRanking, by: User, *, seen: str, by_track: bool = False) -> None:
    """Raises ValidationError where there is nothing to publish, or something else than was `seen` (`awards_digest`)."""
    waiting = waiting_drafts(ranking, by_track=by_track)
    if not waiting:
        raise ValidationError(NOTHING_LEFT)
    require_seen(waiting, seen)
    for award in waiting:
        awards.publish_award(award, by)


NOTHING_LEFT = _(
    "Nothing is done: the awards of places 1 to 3 are public, or no entry in these places stands any more."
)


def waiting_drafts(ranking: FrozenRanking, *, by_track: bool) -> list[Award]:
    """Locked until the transaction ends."""
    drafted = lock_awards(awards.draft_awards(ranking, by_track=by_track))
    return [award for award in drafted if award.published_at is None]


@transaction.atomic
def withdraw_awards(round_: Round, by: User, reason: str) -> None:
    """All that are public of any ranking of the round. Raises ValidationError where none is."""
    standing = public_awards(round_)
    if not standing:
        raise ValidationError(_("Nothing is done: no award of this round is public."))
    for award in standing:
        awards.withdraw_award(award, by, reason=reason)


def public_awards(round_: Round) -> list[Award]:
    """Each with the version of the ranking that it follows from (`version`)."""
    rows = Award.objects.filter(ranking__round=round_, published_at__isnull=False, withdrawn_at=None)
    return list(rows.annotate(version=F("ranking__version")).order_by("pk"))


def corrected_version(standing: list[Award], shown: FrozenRanking | None) -> int | None:
    """Of the ranking that public awards follow from, while `shown`, the published one, is a correction of it."""
    versions = [award.version for award in standing if award.version]
    return min(versions) if versions and shown is not None and min(versions) < shown.version else None


def tell_corrected(standing: list[Award], newest: FrozenRanking | None, shown: FrozenRanking | None) -> str:
    """That public awards and results differ, and the way out; empty where they agree."""
    version = corrected_version(standing, shown)
    if version is None or newest is None or shown is None:
        return ""
    said = ONCE_FINAL if newest.final_at is None else BY_ONE_PRESS
    return said % {"of": version, "shown": shown.version, "newest": newest.version}


BY_ONE_PRESS = _(
    "The awards follow from version %(of)s of the ranking, and the published results are version %(shown)s. One press "
    "puts it right: it withdraws them and publishes those of version %(newest)s."
)
ONCE_FINAL = _(
    "The awards follow from version %(of)s of the ranking, and the published results are version %(shown)s. Once "
    "version %(newest)s is final, one press withdraws them and publishes those that follow from it."
)


def offer_replacement(newest: FrozenRanking, standing: list[Award]) -> list[Offer]:
    """Once a correction is final, above public awards of an earlier version (`standing`)."""
    former = earlier_awards(standing, newest)
    if not newest.final_at or not former:
        return []
    label = _("Withdraw these awards and publish those of version %(version)s") % {"version": newest.version}
    preview = preview_awards(newest, by_track=are_of_tracks(former), former=former)
    return [Offer("replace", label, preview=preview)]


def earlier_awards(standing: list[Award], newest: FrozenRanking) -> list[Award]:
    """Those that do not follow from the newest version."""
    found = []
    for award in standing:
        if award.version != newest.version:
            found.append(award)
    return found


def are_of_tracks(awarded: list[Award]) -> bool:
    return any(award.track_id for award in awarded)


@transaction.atomic
def replace_awards(round_: Round, newest: FrozenRanking, by: User, *, seen: str) -> None:
    """Withdraw the awards of earlier versions for the reason of the correction, and give those of the newest: of each
    track where the former ones are. A place keeps its prize, an entry its citation. `seen`: as of `publish_awards`.
    """
    awards.LOG.lock()
    former = earlier_awards(public_awards(round_), newest)
    if not former:
        raise ValidationError(_("Nothing is done: no public award follows from an earlier version."))
    for award in former:
        awards.withdraw_award(award, by, reason=newest.reason)
    waiting = waiting_drafts(newest, by_track=are_of_tracks(former))
    if not waiting:
        raise ValidationError(NOTHING_LEFT)
    for award in waiting:
        keep_prize(award, former)
    require_seen(waiting, seen)
    for award in waiting:
        awards.publish_award(award, by)


def keep_prize(award: Award, former: list[Award]) -> None:
    take_prize(award, former)
    award.save(update_fields=[*OF_PLACE, *OF_ENTRY])


def offer_awards(round_: Round, newest: FrozenRanking) -> list[Offer]:
    """First drafts, to which prizes and citations are added in data entry, then the awards themselves."""
    tracks = round_.contest.tracks.count() > 1
    drafts = newest.awards.filter(published_at=None).values_list("track", flat=True)
    drafted = {track is None for track in drafts}
    found = []
    if True not in drafted:
        found.append(Offer("draft", _("Draft the awards of places 1 to 3")))
    if tracks and False not in drafted:
        found.append(Offer("draft_tracks", _("Draft the awards of places 1 to 3 of each track")))
    label = _("Publish the awards of places 1 to 3")
    found.append(Offer("award", label, preview=preview_awards(newest, by_track=False)))
    if tracks:
        label = _("Publish the awards of places 1 to 3 of each track")
        found.append(Offer("award_tracks", label, preview=preview_awards(newest, by_track=True)))
    return found
