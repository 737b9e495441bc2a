"""Which entries go on, and the entries of the next round."""

from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from agenda.contests.log import append_event
from agenda.models.contests import (
    ContestVerb,
    CutoffTies,
    Entry,
    FrozenRanking,
    ResultRow,
    Round,
    RoundEntry,
    Score,
)


class Placed(NamedTuple):
    """An entry with its places from 1, in all and in its track; equals share theirs."""

    entry: str
    track: int
    place: int
    track_place: int
    total: str


def place_in_tracks(ranking: list[dict[str, Any]], tracks: dict[str, int]) -> list[Placed]:
    """`ranking` as `rank_scores` gives it, `tracks` by the codes of entries: 1, 2, 2, 4 in each track too."""
    seen: dict[int, list[tuple[int, int]]] = {}
    placed = []
    for row in ranking:
        track = tracks[row["entry"]]
        before = seen.setdefault(track, [])
        track_place = len(before) + 1
        if before and before[-1][0] == row["place"]:
            track_place = before[-1][1]
        before.append((row["place"], track_place))
        placed.append(Placed(row["entry"], track, row["place"], track_place, row["total"]))
    return placed


def cut_off(places: list[int], count: int, ties: str) -> int:
    """Up to which place one goes on where `count` do; of those tied across the line all, or none."""
    if count <= 0 or not places:
        return 0
    if len(places) <= count:
        return max(places)
    last, first_out = sorted(places)[count - 1], sorted(places)[count]
    if last != first_out or ties == CutoffTies.ALL:
        return last
    return last - 1


def advancing_entries(placed: list[Placed], round_: Round) -> list[str]:
    """Those within the quota of their track, then the best of the others until `advance_count` go on."""
    going: set[str] = set()
    for track in {row.track for row in placed}:
        mine = [row for row in placed if row.track == track]
        line = cut_off([row.track_place for row in mine], round_.track_quota or 0, round_.cutoff_ties)
        going |= {row.entry for row in mine if row.track_place <= line}
    others = [row for row in placed if row.entry not in going]
    line = cut_off([row.place for row in others], (round_.advance_count or 0) - len(going), round_.cutoff_ties)
    going |= {row.entry for row in others if row.place <= line}
    return sorted(going)


@transaction.atomic
def add_next_entries(ranking: FrozenRanking, by: User) -> int:
    """Put those that go on into the next round, once; how many were new. Those that a correction drops leave it.

    Raises ValidationError too early, and where one that is dropped was scored there.
    """
    rounds = Round.objects.select_for_update().filter(contest=ranking.round.contest_id)
    following = rounds.filter(number=ranking.round.number + 1).first()
    if ranking.confirmed_at is None or following is None:
        raise ValidationError(_("Entries go on once the ranking is confirmed, and where there is a next round."))
    going = Entry.objects.accepted().filter(result_rows__ranking=ranking, result_rows__goes_on=True)
    drop_entries(ranking, following, going)
    RoundEntry.objects.filter(round=ranking.round).update(gone_on=False)
    RoundEntry.objects.filter(round=ranking.round, entry__in=going).update(gone_on=True)
    before = following.round_entries.count()
    rows = [RoundEntry(round=following, entry=entry) for entry in going.order_by("number")]
    RoundEntry.objects.bulk_create(rows, ignore_conflicts=True)
    added = following.round_entries.count() - before
    append_event(ContestVerb.ADVANCED, following, by, entries=ranking.advancing, version=ranking.version)
    return added


def drop_entries(ranking: FrozenRanking, following: Round, going: QuerySet[Entry]) -> None:
    """Take out of the next round what an earlier version of the ranking had put there; never what staff added."""
    former = ResultRow.objects.filter(
        ranking__round=ranking.round_id, ranking__version__lt=ranking.version, goes_on=True
    )
    rows = following.round_entries.competing().filter(entry__in=former.values("entry")).exclude(entry__in=going)
    dropped = list(rows.select_related("entry").order_by("entry__number"))
    scored = set(Score.objects.filter(assignment__round_entry__in=dropped).values_list("assignment__round_entry"))
    codes = ", ".join(row.entry.code for row in dropped if (row.pk,) in scored)
    if codes:
        said = _("Judges of the next round have scored entries that no longer go on: %(codes)s.")
        raise ValidationError(said % {"codes": codes})
    RoundEntry.objects.filter(pk__in=[row.pk for row in dropped]).delete()
