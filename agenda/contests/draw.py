"""The draw: which judges score which entry, balanced, and the same again for whoever knows the seed."""

import hashlib
from collections.abc import Mapping, Set
from typing import NamedTuple

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.contests.log import append_event
from agenda.contests.recusals import is_recused, record_recusals
from agenda.models.contests import Assignment, ContestVerb, Juror, Recusal, Round, RoundEntry, Score


class Draw(NamedTuple):
    """Codes of judges by the code of the entry; entries for which there were too few, with how many lack."""

    judges: dict[str, list[str]]
    short: dict[str, int]


def draw_judges(seed: str, eligible: Mapping[str, Set[str]], count: int) -> Draw:
    """`count` judges for each entry out of those that may score it.

    Entries with fewer judges to choose from come first, then by the seed; each gets the judges with the least to do
    so far, equals by the seed. The order is SHA-256's, so that no library's change draws otherwise.
    """
    load: dict[str, int] = {}
    judges: dict[str, list[str]] = {}
    short: dict[str, int] = {}
    for entry in sorted(eligible, key=lambda entry: (len(eligible[entry]), lot(seed, entry))):
        ranked = sorted(eligible[entry], key=lambda judge: (load.get(judge, 0), lot(seed, entry, judge)))
        judges[entry] = sorted(ranked[:count])
        if len(ranked) < count:
            short[entry] = count - len(ranked)
        for judge in judges[entry]:
            load[judge] = load.get(judge, 0) + 1
    return Draw(judges, short)


def lot(*parts: str) -> str:
    return hashlib.sha256("|".join(parts).encode()).hexdigest()


@transaction.atomic
def draw_round(round_: Round, by: User) -> Draw:
    """Give each entry of the round its judges, as long as nobody has begun; again, it draws anew from the same seed.

    Raises ValidationError where somebody has scored or commented already.
    """
    Round.objects.select_for_update().get(pk=round_.pk)
    require_untouched(round_)
    record_recusals(round_)
    entries = {row.entry.code: row for row in standing_entries(round_)}
    jurors = {juror.code: juror for juror in round_.jurors.prefetch_related("tracks")}
    draw = draw_judges(round_.draw_seed, eligible_judges(round_, entries, jurors), round_.judges_per_entry)
    pairs: list[tuple[int, int]] = []
    for entry, codes in sorted(draw.judges.items()):
        pairs.extend((jurors[code].pk, entries[entry].pk) for code in codes)
    store_pairs(round_, pairs)
    Round.objects.filter(pk=round_.pk).update(drawn_at=timezone.now())
    told = {"seed": round_.draw_seed, "judges": draw.judges, "short": draw.short}
    append_event(ContestVerb.DRAWN, round_, by, **told)
    return draw


@transaction.atomic
def assign_judge(juror: Juror, row: RoundEntry, by: User) -> Assignment:
    """By hand, where the draw had too few or has passed. Raises ValidationError for a recused judge, one of another
    track, and once a ranking is frozen.
    """
    round_ = Round.objects.select_for_update().get(pk=juror.round_id)
    tracks = set(juror.tracks.values_list("pk", flat=True))
    if row.round_id != round_.pk or (tracks and row.entry.track_id not in tracks):
        raise ValidationError(_("This judge does not judge the track of this entry."))
    if is_recused(juror, row.entry):
        raise ValidationError(_("This judge is recused from this entry."))
    if round_.rankings.exists():
        raise ValidationError(_("The ranking of this round is frozen; its scores stay as they are."))
    assignment = Assignment(juror=juror, round_entry=row, drawn=False)
    assignment.full_clean()
    assignment.save()
    append_event(ContestVerb.ASSIGNED, round_, by, judge=juror.code, entry=row.entry.code)
    return assignment


def require_untouched(round_: Round) -> None:
    """Raises ValidationError where a judge has scored or commented."""
    begun = Assignment.objects.filter(~Q(comment="") | Q(version__gt=1), round_entry__round=round_)
    if begun.exists() or Score.objects.filter(criterion__round=round_).exists():
        raise ValidationError(_("Judges have begun already: assign the others by hand."))


def store_pairs(round_: Round, pairs: list[tuple[int, int]]) -> None:
    """`pairs`: keys of a judge and of an entry in the round. Those drawn before that are drawn again stay as they are:
    a judge's page names them.
    """
    drawn = set(pairs)
    before = Assignment.objects.filter(round_entry__round=round_, drawn=True)
    stale = [row.pk for row in before if (row.juror_id, row.round_entry_id) not in drawn]
    Assignment.objects.filter(pk__in=stale).delete()
    rows = [Assignment(juror_id=juror, round_entry_id=entry) for juror, entry in pairs]
    Assignment.objects.bulk_create(rows, ignore_conflicts=True)


def standing_entries(round_: Round) -> list[RoundEntry]:
    return list(RoundEntry.objects.filter(round=round_).competing().select_related("entry"))


def eligible_judges(
    round_: Round, entries: Mapping[str, RoundEntry], jurors: Mapping[str, Juror]
) -> dict[str, set[str]]:
    """Codes of the judges of an entry's track that are not recused from it, by the entry's code."""
    recused = set(Recusal.objects.filter(juror__round=round_).values_list("juror", "entry"))
    tracks = {code: {track.pk for track in juror.tracks.all()} for code, juror in jurors.items()}
    found: dict[str, set[str]] = {}
    for entry, row in entries.items():
        found[entry] = set()
        for code, juror in jurors.items():
            in_track = not tracks[code] or row.entry.track_id in tracks[code]
            if in_track and (juror.pk, row.entry_id) not in recused:
                found[entry].add(code)
    return found
