"""A round's ranking is frozen, confirmed by a second person, published, open to objections, final; or corrected."""

import datetime as dt
import hashlib
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.contests.content import round_content
from agenda.contests.cutoff import Placed, advancing_entries, place_in_tracks
from agenda.contests.log import append_event
from agenda.contests.ranking import rank_entries
from agenda.contests.recusals import record_recusals
from agenda.contests.rules import PlainContest
from agenda.contests.scoring import has_changed_by_hand
from agenda.models.contests import (
    Contest,
    ContestVerb,
    Entry,
    FrozenRanking,
    Objection,
    ObjectionStatus,
    ResultRow,
    Round,
)
from expo.db.constraints import races_as_validation
from expo.event_log.chain import canonical_json
from expo.i18n.instants import shift_moment

# So many entries that wait are named.
MOST_TOLD = 20


@transaction.atomic
def freeze_ranking(round_: Round, by: User, *, reason: str = "") -> FrozenRanking:
    """Compute and keep the ranking of a round that has closed; after one was frozen already, a correction of it.

    Raises ValidationError where an entry waits, where the round is open, where a correction has no reason or no effect.
    """
    round_ = Round.objects.locked().get(pk=round_.pk)
    if not round_.has_closed:
        raise ValidationError(_("A ranking is frozen after its round has closed."))
    # Teams and attendances may have become known since the draw.
    record_recusals(round_)
    before = FrozenRanking.objects.filter(round=round_).order_by("-version").first()
    content = round_content(round_)
    result: dict[str, Any] = rank_entries(PlainContest.read(content))
    check_ranking(round_, content, result, before, reason)
    placed = place_in_tracks(result["ranking"], tracks_by_code(round_))
    ranking = FrozenRanking(
        round=round_, version=before.version + 1 if before else 1, corrects=before, reason=reason, frozen_by=by,
        content=content, result=result, advancing=advancing_entries(placed, round_),
        differences=ranking_differences(before, result) if before else [],
    )  # fmt: skip
    ranking.digest = ranking_digest(ranking)
    with races_as_validation(FrozenRanking):
        ranking.save()
    write_rows(ranking, placed)
    told = {"version": ranking.version, "digest": ranking.digest, "reason": reason} | call_off_publication(before)
    append_event(ContestVerb.FROZEN, round_, by, **told)
    return ranking


def call_off_publication(before: FrozenRanking | None) -> dict[str, str]:
    """What is corrected does not publish itself any more at a moment still to come. Gives what the log tells of it."""
    if before is None or before.published_at is None or has_come(before.published_at):
        return {}
    moment = before.published_at.isoformat()
    before.published_at = before.objections_until = None
    before.save(update_fields=["published_at", "objections_until"])
    return {"called_off": moment}


def check_ranking(
    round_: Round, content: dict[str, Any], result: dict[str, Any], before: FrozenRanking | None, reason: str
) -> None:
    placed = {row["entry"] for row in result["ranking"]}
    standing = sorted(tracks_by_code(round_))
    left = [code for code in standing if code not in placed]
    if left or not standing:
        said = _("Entries still wait for scores: score them, or withdraw or disqualify them.")
        raise ValidationError(f"{said} {', '.join(left[:MOST_TOLD])}".strip())
    if before is None:
        return
    if not reason.strip():
        raise ValidationError(_("Say why the ranking is corrected."))
    if before.content == content and before.confirmed_at is not None:
        raise ValidationError(_("Nothing has changed since the ranking was frozen."))


def tracks_by_code(round_: Round) -> dict[str, int]:
    rows = Entry.objects.accepted().filter(round_entries__round=round_)
    return {entry.code: entry.track_id for entry in rows}


def write_rows(ranking: FrozenRanking, placed: list[Placed]) -> None:
    entries = {entry.code: entry for entry in Entry.objects.filter(round_entries__round=ranking.round_id)}
    going = set(ranking.advancing)
    rows = []
    for row in placed:
        places = {"place": row.place, "track_place": row.track_place, "total": row.total}
        rows.append(ResultRow(ranking=ranking, entry=entries[row.entry], goes_on=row.entry in going, **places))
    ResultRow.objects.bulk_create(rows)


def ranking_digest(ranking: FrozenRanking) -> str:
    told = {name: getattr(ranking, name) for name in ("version", "content", "result", "advancing", "differences")}
    return hashlib.sha256(canonical_json(told).encode()).hexdigest()


def ranking_differences(before: FrozenRanking, result: dict[str, Any]) -> list[dict[str, Any]]:
    """Entries whose place or total became different; None where one stands in only one of the two."""
    former = {row["entry"]: row for row in before.result["ranking"]}
    now = {row["entry"]: row for row in result["ranking"]}
    found = []
    for entry in sorted(former.keys() | now.keys()):
        if former.get(entry) != now.get(entry):
            found.append({"entry": entry, "before": former.get(entry), "after": now.get(entry)})
    return found


@transaction.atomic
def confirm_ranking(ranking: FrozenRanking, by: User) -> FrozenRanking:
    """By a second person. Raises ValidationError for whoever froze it, or changed by hand what it follows from, and
    where a newer one stands.
    """
    ranking = lock_ranking(ranking)
    if ranking.confirmed_at is not None:
        raise ValidationError(_("This ranking is confirmed already."))
    if has_changed_by_hand(ranking, by):
        raise ValidationError(_("Whoever changed scores late or recused a judge for this ranking cannot confirm it."))
    ranking.confirmed_by, ranking.confirmed_at = by, timezone.now()
    with races_as_validation(FrozenRanking):
        ranking.save(update_fields=["confirmed_by", "confirmed_at"])
    append_event(ContestVerb.CONFIRMED, ranking.round, by, version=ranking.version, digest=ranking.digest)
    return ranking


@transaction.atomic
def publish_ranking(ranking: FrozenRanking, by: User, *, at: dt.datetime | None = None) -> FrozenRanking:
    """Now, or at a later moment; from then on objections are taken for the round's days.

    A moment that has not come yet can be set anew. Raises ValidationError afterwards, and before it is confirmed.
    """
    ranking, now = lock_ranking(ranking), timezone.now()
    if ranking.confirmed_at is None or has_come(ranking.published_at):
        raise ValidationError(_("Only a confirmed ranking is published, and once."))
    ranking.published_at = max(at or now, now)
    ranking.objections_until = shift_moment(ranking.published_at, dt.timedelta(days=ranking.round.objection_days))
    ranking.save(update_fields=["published_at", "objections_until"])
    append_event(
        ContestVerb.PUBLISHED, ranking.round, by, version=ranking.version, published_at=ranking.published_at.isoformat()
    )
    return ranking


def has_come(moment: dt.datetime | None) -> bool:
    return moment is not None and moment <= timezone.now()


@transaction.atomic
def finalise_ranking(ranking: FrozenRanking, by: User) -> FrozenRanking:
    """After the time for objections, once each of them is answered. The databases refuse any change from then on."""
    ranking, now = lock_ranking(ranking), timezone.now()
    if ranking.final_at is not None:
        raise ValidationError(_("This ranking is final already."))
    if ranking.objections_until is None or ranking.objections_until > now:
        raise ValidationError(_("The time for objections is not over."))
    if Objection.objects.filter(ranking__round=ranking.round_id, status=ObjectionStatus.OPEN).exists():
        raise ValidationError(_("An objection is still open."))
    ranking.final_at = now
    ranking.save(update_fields=["final_at"])
    append_event(ContestVerb.FINAL, ranking.round, by, version=ranking.version)
    return ranking


@transaction.atomic
def reveal_names(contest: Contest, by: User) -> None:
    """Of a blind contest, once a ranking of its last round is public; told in the log, and once."""
    contest = Contest.objects.select_for_update(no_key=True, of=("self",)).select_related("edition").get(pk=contest.pk)
    last = contest.rounds.order_by("-number").first()
    if last is None or not FrozenRanking.objects.published().filter(round=last).exists():
        raise ValidationError(_("Names are revealed after the ranking of the last round is published."))
    if contest.is_blind_now:
        contest.revealed_at = timezone.now()
        contest.save(update_fields=["revealed_at"])
        append_event(ContestVerb.REVEALED, contest, by)


def lock_ranking(ranking: FrozenRanking, *, as_shown: bool = False) -> FrozenRanking:
    """As it stands now, with its round locked. Raises ValidationError where a correction stands above it; `as_shown`:
    one that the public sees.
    """
    fresh = lock_with_round(ranking)
    later = FrozenRanking.objects.published() if as_shown else FrozenRanking.objects.all()
    if later.filter(round=fresh.round_id, version__gt=fresh.version).exists():
        raise ValidationError(_("This ranking has been corrected; take the newer one."))
    return fresh


def lock_with_round(ranking: FrozenRanking) -> FrozenRanking:
    Round.objects.select_for_update().get(pk=ranking.round_id)
    return FrozenRanking.objects.select_related("round__contest__edition").get(pk=ranking.pk)


@transaction.atomic
def receive_objection(ranking: FrozenRanking, by: User, *, who: str, text: str) -> Objection:
    """What somebody holds against a published ranking, while objections are taken. Raises ValidationError otherwise.

    A correction that is not published yet changes nothing for those who read the ranking.
    """
    ranking = lock_ranking(ranking, as_shown=True)
    if not has_come(ranking.published_at) or ranking.final_at is not None:
        raise ValidationError(_("Objections are taken from the publication of a ranking until it is final."))
    objection = Objection(ranking=ranking, who=who.strip(), text=text.strip())
    objection.full_clean()
    objection.save()
    append_event(ContestVerb.OBJECTED, ranking.round, by, version=ranking.version, who=objection.who)
    return objection


@transaction.atomic
def answer_objection(objection: Objection, by: User, *, status: str, answer: str) -> Objection:
    """Upheld or rejected, once, with an answer. What it changes is a correction of the ranking, before or after."""
    ranking = lock_with_round(objection.ranking)
    objection = Objection.objects.select_for_update().get(pk=objection.pk)
    if objection.status != ObjectionStatus.OPEN:
        raise ValidationError(_("This objection is answered already."))
    objection.status, objection.answer = status, answer.strip()
    objection.answered_by, objection.answered_at = by, timezone.now()
    objection.full_clean()
    objection.save()
    append_event(ContestVerb.ANSWERED, ranking.round, by, version=ranking.version, who=objection.who, status=status)
    return objection
