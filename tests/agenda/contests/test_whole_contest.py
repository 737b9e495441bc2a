"""A contest of 3 tracks, 240 entries and 30 judges, from the call to its certificates."""

import datetime as dt
import random

import pytest
from django.db.models import Count
from django.utils import timezone

from agenda.contests import awards, cutoff, draw, freezing
from agenda.contests.entries import entry_steps
from agenda.contests.proof import recount_rankings
from agenda.contests.scoring import write_scores
from agenda.models.contests import Assignment, Award, Entry, FrozenRanking, Juror, Round, RoundEntry, Score
from tests.support.contest_factories import make_contest, make_entry, make_juror, make_round
from tests.support.staff import make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
TRACKS, ENTRIES, JUDGES = 3, 240, 30
ENDED = timezone.now() - dt.timedelta(days=9)


@pytest.fixture(scope="module")
def contest(make_once):
    return make_once(lambda: run_contest(random.Random(16)))  # noqa: S311 (a test repeats itself)


def run_contest(chance):
    now = timezone.now()
    contest = make_contest(tracks=TRACKS, entries_close_at=now + dt.timedelta(days=1))
    first = make_round(
        contest, stage="preliminary", aggregate="trimmed", trim=1, judges_per_entry=5, track_quota=8, draw_seed="1"
    )
    final = make_round(contest, criteria=("pitch",), judges_per_entry=5, carried_weight="0.5", draw_seed="2")
    tracks, clerk, second = list(contest.tracks.all()), make_staff(), make_staff()
    for number in range(ENTRIES):
        entry = make_entry(contest, status="applied", track=tracks[number % TRACKS])
        entry_steps.accept_entry(entry, clerk)
    for number in range(JUDGES):
        make_juror(first, tracks=[tracks[number % TRACKS]])
    run_round(first, chance, clerk, second)
    cutoff.add_next_entries(first.rankings.get(), clerk)
    for _ in range(7):
        make_juror(final)
    run_round(final, chance, clerk, second)
    for award in awards.draft_awards(final.rankings.get()):
        awards.publish_award(award, clerk)
    return contest


def run_round(round_, chance, clerk, second):
    draw.draw_round(round_, clerk)
    codes = [row.code for row in round_.criteria.all()]
    assignments = Assignment.objects.filter(juror__round=round_).select_related("round_entry__entry", "juror")
    for assignment in assignments.order_by("round_entry__entry__number", "juror__number"):
        write_scores(assignment, {code: str(chance.randint(0, 100) / 10) for code in codes})
    Round.objects.filter(pk=round_.pk).update(opens_at=ENDED - dt.timedelta(days=1), closes_at=ENDED)
    ranking = freezing.confirm_ranking(freezing.freeze_ranking(round_, clerk), second)
    freezing.publish_ranking(ranking, clerk)
    FrozenRanking.objects.filter(pk=ranking.pk).update(published_at=ENDED, objections_until=ENDED)
    freezing.finalise_ranking(ranking, clerk)


def test_every_entry_has_its_judges_and_every_judge_as_much_to_do(contest):
    first = contest.rounds.get(number=1)
    each = RoundEntry.objects.filter(round=first).annotate(judges=Count("assignments")).values_list("judges", flat=True)
    loads = Juror.objects.filter(round=first).annotate(load=Count("assignments")).values_list("load", flat=True)

    assert (len(each), set(each), set(loads)) == (ENTRIES, {5}, {40})
    assert Score.objects.filter(criterion__round=first).count() == ENTRIES * 5 * 2


def test_eight_of_each_track_go_on_and_the_final_awards_three(contest):
    final = contest.rounds.get(number=2)
    tracks = RoundEntry.objects.filter(round=final).values_list("entry__track__slug", flat=True)
    places = list(Award.objects.public().order_by("certificate_number").values_list("place", "certificate_number"))

    assert sorted(tracks) == sorted(slug for slug in ("track-1", "track-2", "track-3") for _ in range(8))
    assert places == [(1, "2019-C0001"), (2, "2019-C0002"), (3, "2019-C0003")]
    assert Entry.objects.public().count() == ENTRIES


def test_both_rankings_are_proved(contest):
    assert [recount.faults for recount in recount_rankings(contest.edition)] == [[], []]
