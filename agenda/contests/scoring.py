"""The only door by which scores are written."""

from collections.abc import Mapping
from fractions import Fraction

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.contests.log import append_event
from agenda.contests.recusals import is_recused
from agenda.contests.rules import plain_decimal
from agenda.models.contests import (
    UNITS,
    Assignment,
    ContestVerb,
    Criterion,
    EntryStatus,
    FrozenRanking,
    Recusal,
    RecusalKind,
    Round,
    Score,
    ScoreChange,
)


class ScoreRefused(ValidationError):
    """Why nothing was written, in a sentence."""


@transaction.atomic
def write_scores(assignment: Assignment, values: Mapping[str, str], *, comment: str | None = None) -> int:
    """A judge's values of an entry, plain decimals by the codes of criteria, in an open round; how many were new or
    changed. The same again changes nothing, so that what was sent twice counts once.

    Raises ScoreRefused: nothing is written then.
    """
    round_ = lock_round(assignment)
    if not round_.is_open:
        raise ScoreRefused(_("This round is not open for scores."))
    return len(store_scores(assignment, values, comment))


@transaction.atomic
def change_scores_late(assignment: Assignment, values: Mapping[str, str], *, reason: str, by: User) -> int:
    """After the round has closed, by staff for the judge: each change is written down with its reason and told in the
    log. After a ranking was frozen it reaches the ranking by a correction alone.
    """
    round_ = lock_round(assignment, correcting=True)
    if not round_.has_closed or not reason.strip():
        raise ScoreRefused(_("Late changes are made after the round has closed, and for a reason."))
    changed = store_scores(assignment, values, None)
    changes = [
        ScoreChange(score=score, before=before, after=score.units, reason=reason, by=by) for score, before in changed
    ]
    ScoreChange.objects.bulk_create(changes)
    told = [{"criterion": row.score.criterion.code, "before": row.before, "after": row.after} for row in changes]
    codes = {"entry": assignment.round_entry.entry.code, "judge": assignment.juror.code}
    if told:
        append_event(ContestVerb.RESCORED, round_, by, **codes, changes=told, reason=reason)
    return len(changed)


def lock_round(assignment: Assignment, *, correcting: bool = False) -> Round:
    """Queue up behind whoever freezes the round; refuse what may not be scored at all."""
    round_ = Round.objects.locked().get(pk=assignment.round_entry.round_id)
    frozen = FrozenRanking.objects.filter(round=round_).order_by("-version").first()
    if frozen and not (correcting and frozen.confirmed_at):
        raise ScoreRefused(_("The ranking of this round is frozen; its scores stay as they are."))
    entry = assignment.round_entry.entry
    if entry.status != EntryStatus.ACCEPTED:
        raise ScoreRefused(_("This entry stands no more."))
    if assignment.juror.round_id != round_.pk or is_recused(assignment.juror, entry):
        raise ScoreRefused(_("You are recused from this entry."))
    return round_


def store_scores(
    assignment: Assignment, values: Mapping[str, str], comment: str | None
) -> list[tuple[Score, int | None]]:
    """What became different, each with its units before (None: there were none)."""
    criteria = {row.code: row for row in Criterion.objects.filter(round=assignment.round_entry.round_id)}
    stored = {score.criterion_id: score for score in Score.objects.filter(assignment=assignment)}
    changed: list[tuple[Score, int | None]] = []
    for code, text in values.items():
        criterion = criteria.get(code)
        if criterion is None:
            raise ScoreRefused(_("There is no criterion %(code)s.") % {"code": code})
        units, score = read_units(text, criterion), stored.get(criterion.pk)
        before = score.units if score else None
        if units != before:
            score = score or Score(assignment=assignment, criterion=criterion)
            score.units = units
            score.save()
            stored[criterion.pk] = score
            changed.append((score, before))
    finish_assignment(assignment, finished=len(stored) == len(criteria), comment=comment)
    return changed


def read_units(text: str, criterion: Criterion) -> int:
    """In ten-thousandths. Raises ScoreRefused where it is no plain decimal on the criterion's scale."""
    value = plain_decimal(text)
    if (
        value is None
        or not Fraction(criterion.low) <= value <= Fraction(criterion.high)
        or (value * UNITS).denominator != 1
    ):
        said = _("Give %(name)s a value from %(low)s to %(high)s.")
        scale = {"low": criterion.low.normalize(), "high": criterion.high.normalize()}
        raise ScoreRefused(said % {"name": str(criterion), **scale})
    return int(value * UNITS)


def finish_assignment(assignment: Assignment, *, finished: bool, comment: str | None) -> None:
    if comment is not None:
        assignment.comment = comment
    if finished and assignment.finished_at is None:
        assignment.finished_at = timezone.now()
    assignment.version += 1
    assignment.save(update_fields=["comment", "finished_at", "version"])


def has_changed_by_hand(ranking: FrozenRanking, user: User) -> bool:
    """Whether the user changed scores late that the ranking follows from, or recused a judge, since one was confirmed
    before it. Judges who are recused before the first ranking are recused in time.
    """
    changes = ScoreChange.objects.filter(score__criterion__round=ranking.round_id, by=user)
    former = FrozenRanking.objects.filter(round=ranking.round_id, version__lt=ranking.version)
    confirmed = former.filter(confirmed_at__isnull=False).order_by("-version").first()
    if confirmed is None:
        return changes.exists()
    recusals = Recusal.objects.filter(juror__round=ranking.round_id, kind=RecusalKind.STAFF, by=user)
    return any(rows.filter(at__gt=confirmed.frozen_at).exists() for rows in (changes, recusals))
