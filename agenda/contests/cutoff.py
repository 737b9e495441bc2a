"""Which entries go on, and the entries of the next round."""

from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agenda.contests.log import append_event
from agenda.models.contests import ContestVerb, CutoffTies, Entry, FrozenRanking, Round, RoundEntry


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
    """Put those that go on into the next round, once; how many were new. Raises ValidationError too early."""
    following = Round.objects.filter(contest=ranking.round.contest_id, number=ranking.round.number + 1).first()
    if ranking.confirmed_at is None or following is None:
        raise ValidationError(_("Entries go on once the ranking is confirmed, and where there is a next round."))
    going = Entry.objects.accepted().filter(result_rows__ranking=ranking, result_rows__goes_on=True)
    RoundEntry.objects.filter(round=ranking.round).update(gone_on=False)
    RoundEntry.objects.filter(round=ranking.round, entry__in=going).update(gone_on=True)
    before = following.round_entries.count()
    rows = [RoundEntry(round=following, entry=entry) for entry in going.order_by("number")]
    RoundEntry.objects.bulk_create(rows, ignore_conflicts=True)
    added = following.round_entries.count() - before
    append_event(ContestVerb.ADVANCED, following, by, entries=ranking.advancing, version=ranking.version)
    return added
