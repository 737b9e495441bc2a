"""Proof of frozen rankings at any time: computed again from the rule and the scores that each keeps."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from agenda.contests.awards import follows_from_ranking, is_named_by_place
from agenda.contests.content import round_content
from agenda.contests.cutoff import place_in_tracks
from agenda.contests.freezing import ranking_digest
from agenda.contests.log import subject_of
from agenda.contests.ranking import rank_entries
from agenda.contests.rules import PlainContest
from agenda.models.contests import CARRIED, Award, ContestEvent, ContestVerb, FrozenRanking, ScoreChange
from expo.event_log.recounts import Recount
from expo.models import Edition


def recount_rankings(edition: Edition, number: int | None = None) -> Iterator[Recount]:
    """Every frozen ranking of the edition; `number`: its version."""
    rankings = FrozenRanking.objects.filter(round__contest__edition=edition)
    if number is not None:
        rankings = rankings.filter(version=number)
    for ranking in rankings.select_related("round__contest__edition").order_by("round", "version"):
        lines = [f"{row['place']} {row['entry']} {row['total']}" for row in ranking.result["ranking"]]
        name = _("%(round)s, version %(version)s") % {"round": subject_of(ranking.round), "version": ranking.version}
        yield Recount(name, ranking.version, lines, list(ranking_faults(ranking)))


def ranking_faults(ranking: FrozenRanking) -> Iterator[str]:
    """Why it does not hold; nothing where it does."""
    if rank_entries(PlainContest.read(ranking.content)) != ranking.result:
        yield _("The ranking does not follow from its rule and scores.")
    if ranking_digest(ranking) != ranking.digest:
        yield _("What is stored is not what was sealed.")
    if not logged_digests(ranking):
        yield _("The log does not tell of it.")
    if not rows_agree(ranking):
        yield _("Its places in the database are others.")
    for award in standing_awards(ranking):
        if not (follows_from_ranking(award) and is_named_by_place(award)):
            said = _("The award %(number)s does not follow from it.")
            yield said % {"number": award.certificate_number}
    if is_newest(ranking) and round_content(ranking.round) != ranking.content and not changed_since(ranking):
        yield _("Scores, rule or recusals are others now, and nothing tells why.")


def logged_digests(ranking: FrozenRanking) -> bool:
    events = ContestEvent.objects.filter(subject=subject_of(ranking.round), verb=ContestVerb.FROZEN)
    for event in events:
        if (event.told.get("version"), event.told.get("digest")) == (ranking.version, ranking.digest):
            return True
    return False


def rows_agree(ranking: FrozenRanking) -> bool:
    stored, tracks = {}, {}
    for row in ranking.rows.select_related("entry"):
        stored[row.entry.code] = (row.place, row.track_place, row.total, row.goes_on)
        tracks[row.entry.code] = row.entry.track_id
    if stored.keys() != {row["entry"] for row in ranking.result["ranking"]}:
        return False
    going = set(ranking.advancing)
    told = {}
    for placed in place_in_tracks(ranking.result["ranking"], tracks):
        told[placed.entry] = (placed.place, placed.track_place, placed.total, placed.entry in going)
    return stored == told


def standing_awards(ranking: FrozenRanking) -> QuerySet[Award]:
    return ranking.awards.filter(published_at__isnull=False, withdrawn_at=None).order_by("pk")


def is_newest(ranking: FrozenRanking) -> bool:
    return not FrozenRanking.objects.filter(corrects=ranking).exists()


def changed_since(ranking: FrozenRanking) -> bool:
    """Whether what happened after the freeze is written down, so that a correction is due: late changes, recusals,
    withdrawals, or other totals of the round before.
    """
    changes = ScoreChange.objects.filter(score__criterion__round=ranking.round, at__gt=ranking.frozen_at)
    left = ranking.rows.exclude(entry__status="accepted")
    recused = ranking.round.jurors.filter(recusals__at__gt=ranking.frozen_at)
    return changes.exists() or left.exists() or recused.exists() or carries_others(ranking)


def carries_others(ranking: FrozenRanking) -> bool:
    """Whether nothing but the carried totals differs, and the round before was confirmed anew after the freeze."""
    former = FrozenRanking.objects.filter(round__contest=ranking.round.contest_id)
    former = former.filter(round__number=ranking.round.number - 1, confirmed_at__gt=ranking.frozen_at)
    return former.exists() and own_content(round_content(ranking.round)) == own_content(ranking.content)


def own_content(content: dict[str, Any]) -> dict[str, Any]:
    """Without what is carried over from the round before."""
    criteria = [row for row in content["criteria"] if row["id"] != CARRIED]
    scores = [row for row in content["scores"] if row["criterion"] != CARRIED]
    return content | {"criteria": criteria, "scores": scores}
