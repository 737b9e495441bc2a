"""From the draw to a corrected ranking, and what the services refuse on the way."""

import datetime as dt
import random

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from agenda.contests import awards, cutoff, draw, freezing, recusals, round_ranking, scoring
from agenda.contests.content import round_content
from agenda.contests.entries import entry_steps
from agenda.contests.proof import recount_rankings
from agenda.contests.ranking import rank_entries
from agenda.contests.rules import PlainContest
from agenda.models.contests import Assignment, Entry, FrozenRanking, Recusal, Round, RoundEntry, Score, ScoreChange
from tests.support.contest_factories import (
    assign,
    enter_round,
    make_contest,
    make_entry,
    make_juror,
    make_round,
)
from tests.support.factories import make_organisation
from tests.support.staff import make_staff

pytestmark = pytest.mark.django_db
FULL = {"impact": "8.5", "novelty": "7"}


def make_jury(entries=4, judges=3, **fields):
    """A round with entries and judges, drawn."""
    contest = make_contest(tracks=1)
    round_ = make_round(contest, judges_per_entry=judges, min_judges=1, **fields)
    enter_round(round_, *[make_entry(contest) for _ in range(entries)])
    for _ in range(judges):
        make_juror(round_)
    draw.draw_round(round_, make_staff())
    return round_


def score_all(round_, seed=1):
    chance = random.Random(seed)  # noqa: S311
    for assignment in Assignment.objects.filter(juror__round=round_).order_by("pk"):
        values = {row.code: str(chance.randint(0, 20) / 2) for row in round_.criteria.all()}
        scoring.write_scores(assignment, values)


def close(round_):
    now = timezone.now()
    Round.objects.filter(pk=round_.pk).update(opens_at=now - dt.timedelta(days=2), closes_at=now - dt.timedelta(days=1))
    return Round.objects.get(pk=round_.pk)


def freeze_scored(**fields):
    round_ = make_jury(**fields)
    score_all(round_)
    return freezing.freeze_ranking(close(round_), make_staff())


def test_the_draw_is_balanced_and_the_same_again():
    eligible = {f"E{number}": {f"J{judge}" for judge in range(30)} for number in range(240)}
    one, again = (draw.draw_judges("seed", eligible, 3) for _ in range(2))
    other = draw.draw_judges("other", eligible, 3)
    loads = [sum(judge in given for given in one.judges.values()) for judge in eligible["E0"]]

    assert one == again
    assert one.judges != other.judges
    assert (min(loads), max(loads), one.short) == (24, 24, {})


def test_the_draw_gives_nobody_an_entry_of_their_organisation_and_tells_where_judges_lack():
    firm, contest = make_organisation(), make_contest(tracks=2)
    round_ = make_round(contest, judges_per_entry=2)
    own = make_entry(contest, members=[{"organisation": firm}])
    enter_round(round_, own, make_entry(contest))
    judge, other = make_juror(round_, organisation=firm), make_juror(round_, tracks=[contest.tracks.first()])
    make_juror(round_, tracks=[contest.tracks.last()])

    drawn = draw.draw_round(round_, make_staff())

    assert drawn.judges == {"E001": [other.code], "E002": [judge.code, other.code]}
    assert drawn.short == {"E001": 1}
    assert Recusal.objects.get().kind == "organisation"


@pytest.mark.parametrize("how", ["organisation", "name", "person", "declared", "staff"])
@pytest.mark.parametrize("guarded", [True, False])
def test_a_recused_judge_writes_no_score(how, guarded, monkeypatch):
    firm = make_organisation(name_en="Maple Robotics Co., Ltd.", name_zh="枫叶机器人有限公司")
    round_ = make_round()
    juror = make_juror(round_, organisation=firm)
    member = {"organisation": {"organisation": firm}, "name": {"organisation_name": "枫叶机器人有限公司"}}
    member["person"] = {"person": juror.person}
    entry = make_entry(round_.contest, members=[member[how]] if how in member else [])
    assignment = assign(juror, enter_round(round_, entry)[0])
    if how == "declared":
        recusals.declare_conflict(juror, entry)
    elif how == "staff":
        recusals.recuse_judge(juror, entry, reason="Taught the team.", by=make_staff())
    if not guarded:
        monkeypatch.setattr(scoring, "is_recused", lambda *_args: False)

    if guarded:
        with pytest.raises(scoring.ScoreRefused, match="You are recused"):
            scoring.write_scores(assignment, FULL)
    else:
        scoring.write_scores(assignment, FULL)
    assert Score.objects.exists() is not guarded


def test_the_same_scores_sent_twice_count_once():
    assignment = Assignment.objects.filter(juror__round=make_jury(entries=1, judges=1)).get()

    counts = [scoring.write_scores(assignment, FULL), scoring.write_scores(assignment, FULL)]

    assert (counts, Score.objects.count()) == ([2, 0], 2)
    assert assignment.finished_at is not None


@pytest.mark.parametrize("value", ["10.5", "-1", "八", "8e0", "", "8.00001", "٨"])
def test_what_is_no_value_of_the_scale_is_refused(value):
    assignment = Assignment.objects.filter(juror__round=make_jury(entries=1, judges=1)).get()

    with pytest.raises(scoring.ScoreRefused):
        scoring.write_scores(assignment, {"impact": "8", "novelty": value})
    assert Score.objects.count() == 0


def test_scores_are_written_while_the_round_is_open_alone_and_later_only_for_a_reason():
    round_ = make_jury(entries=1, judges=1)
    score_all(round_)
    close(round_)
    assignment = Assignment.objects.get()

    with pytest.raises(scoring.ScoreRefused, match="not open"):
        scoring.write_scores(assignment, {"impact": "1"})
    with pytest.raises(scoring.ScoreRefused, match="for a reason"):
        scoring.change_scores_late(assignment, {"impact": "1"}, reason=" ", by=make_staff())
    scoring.change_scores_late(assignment, {"impact": "0.5"}, reason="Mistyped.", by=make_staff())

    change = ScoreChange.objects.get()
    assert (change.after, change.score.units, change.reason) == (5_000, 5_000, "Mistyped.")


def test_no_score_changes_once_the_ranking_is_frozen():
    ranking = freeze_scored()
    assignment = Assignment.objects.first()
    Round.objects.update(closes_at=None)

    with pytest.raises(scoring.ScoreRefused, match="frozen"):
        scoring.write_scores(assignment, {"impact": "1"})
    Score.objects.filter(assignment=assignment).update(units=1)
    faults = next(recount_rankings(ranking.round.contest.edition)).faults

    assert faults == ["Scores, rule or recusals are others now, and nothing tells why."]


@pytest.mark.thorough
@pytest.mark.parametrize("fields", [{}, {"aggregate": "trimmed", "trim": 1}, {"ties": "criterion:impact,shared"},
                                    {"normalise": "zscore"}, {"missing": "average"}])  # fmt: skip
def test_the_ranking_of_rows_is_that_of_the_plain_data(fields, django_assert_max_num_queries):
    round_ = make_jury(entries=12, judges=4, **fields)
    score_all(round_, seed=len(fields))
    entries = list(Entry.objects.order_by("number"))
    entry_steps.withdraw_entry(entries[0], reason="Moved away.")
    recusals.declare_conflict(round_.jurors.first(), entries[1])
    Score.objects.filter(assignment__round_entry__entry=entries[2]).first().delete()

    with django_assert_max_num_queries(5 if "normalise" in fields else 3):
        ranked = round_ranking.rank_round(round_)
    plain = rank_entries(PlainContest.read(round_content(round_)))

    assert (ranked["ranking"], ranked["waiting"]) == (plain["ranking"], plain["waiting"])
    assert "E001" not in [row["entry"] for row in ranked["ranking"]]


def test_a_ranking_is_frozen_confirmed_published_and_final_and_proved(capsys):
    ranking, second = freeze_scored(track_quota=2), make_staff()
    with pytest.raises(ValidationError, match="Whoever froze"):
        freezing.confirm_ranking(ranking, ranking.frozen_by)
    with pytest.raises(ValidationError, match="Only a confirmed"):
        freezing.publish_ranking(ranking, second)
    freezing.confirm_ranking(ranking, second)
    seen = [FrozenRanking.objects.public().count()]
    freezing.publish_ranking(ranking, second)
    seen.append(FrozenRanking.objects.public().count())
    with pytest.raises(ValidationError, match="not over"):
        freezing.finalise_ranking(ranking, second)
    long_ago = timezone.now() - dt.timedelta(days=9)
    FrozenRanking.objects.update(published_at=long_ago, objections_until=long_ago)
    freezing.finalise_ranking(ranking, second)

    call_command("verify_ledger")
    call_command("recompute", ranking.round.contest.edition.slug)

    assert seen == [0, 1]
    assert "The log of contests is whole." in capsys.readouterr().out
    assert [recount.faults for recount in recount_rankings(ranking.round.contest.edition)] == [[]]
    with pytest.raises(IntegrityError), transaction.atomic():
        FrozenRanking.objects.update(result={})


def test_two_people_confirm_because_the_database_says_so():
    ranking = freeze_scored()

    with pytest.raises(IntegrityError), transaction.atomic():
        FrozenRanking.objects.update(confirmed_by=ranking.frozen_by, confirmed_at=timezone.now())


def test_a_correction_tells_what_differs_and_replaces_the_published_one_when_it_is_published():
    ranking, second = freeze_scored(), make_staff()
    with pytest.raises(ValidationError, match="Say why"):
        freezing.freeze_ranking(ranking.round, second)
    ranking = freezing.confirm_ranking(ranking, second)
    freezing.publish_ranking(ranking, second)
    with pytest.raises(ValidationError, match="Nothing has changed"):
        freezing.freeze_ranking(ranking.round, second, reason="A sheet was misread.")
    last = ranking.rows.order_by("-place", "-pk").first().entry
    for assignment in Assignment.objects.filter(round_entry__entry=last):
        scoring.change_scores_late(assignment, {"impact": "10", "novelty": "10"}, reason="Misread.", by=second)

    corrected = freezing.freeze_ranking(ranking.round, second, reason="A sheet was misread.")
    shown = [FrozenRanking.objects.public().get().version]
    freezing.publish_ranking(freezing.confirm_ranking(corrected, make_staff()), second)
    shown.append(FrozenRanking.objects.public().get().version)

    differs = {row["entry"]: (row["before"]["place"], row["after"]["place"]) for row in corrected.differences}
    assert shown == [1, 2]
    assert differs[last.code][1] == 1
    assert [recount.faults for recount in recount_rankings(ranking.round.contest.edition)] == [[], []]


def test_a_ranking_waits_for_every_entry_that_stands():
    round_ = make_jury(entries=2)
    score_all(round_)
    Score.objects.filter(assignment__round_entry__entry__number=2).delete()
    round_ = close(round_)
    with pytest.raises(ValidationError, match="still wait"):
        freezing.freeze_ranking(round_, make_staff())
    entry_steps.disqualify_entry(Entry.objects.get(number=2), reason="Copied.")

    assert [row.entry.number for row in freezing.freeze_ranking(round_, make_staff()).rows.all()] == [1]


@pytest.mark.parametrize(
    ("places", "count", "ties", "line"),
    [
        ([1, 2, 3, 4], 2, "all", 2),
        ([1, 2, 2, 4], 2, "all", 2),
        ([1, 2, 2, 4], 2, "none", 1),
        ([1, 1, 1, 4], 2, "none", 0),
        ([1, 2], 5, "none", 2),
        ([], 3, "all", 0),
    ],
)
def test_ties_at_the_cut_off_go_on_all_or_none(places, count, ties, line):
    assert cutoff.cut_off(places, count, ties) == line


def test_the_cut_off_makes_the_entries_of_the_next_round_and_carries_their_totals():
    ranking, second = freeze_scored(advance_count=2), make_staff()
    final = make_round(ranking.round.contest, criteria=("pitch",), carried_weight=1, judges_per_entry=1)
    freezing.confirm_ranking(ranking, second)

    added = [cutoff.add_next_entries(FrozenRanking.objects.get(), second) for _ in range(2)]
    juror = make_juror(final)
    for row in RoundEntry.objects.filter(round=final):
        scoring.write_scores(assign(juror, row), {"pitch": "6"})
    places = {row["entry"]: row["total"] for row in round_ranking.rank_round(final)["ranking"]}

    former = {row.entry.code: float(row.total) for row in ranking.rows.all() if row.goes_on}
    assert added == [2, 0]
    assert {code: float(total) for code, total in places.items()} == pytest.approx(
        {code: (6 + total) / 2 for code, total in former.items()}, abs=0.0006
    )


def test_awards_follow_a_final_ranking_and_their_certificates_are_numbered():
    ranking, second = freeze_scored(), make_staff()
    drafted = awards.draft_awards(ranking)
    with pytest.raises(ValidationError, match="not final"):
        awards.publish_award(drafted[0], second)
    freezing.publish_ranking(freezing.confirm_ranking(ranking, second), second)
    long_ago = timezone.now() - dt.timedelta(days=9)
    FrozenRanking.objects.update(published_at=long_ago, objections_until=long_ago)
    freezing.finalise_ranking(ranking, second)
    numbers = [awards.publish_award(award, second).certificate_number for award in drafted]

    assert numbers == [f"2019-C{number:04d}" for number in range(1, len(drafted) + 1)]
    awards.withdraw_award(drafted[0], second, reason="Copied.")
    with pytest.raises(ValidationError, match="once"):
        awards.withdraw_award(drafted[0], second, reason="Again.")


@pytest.mark.parametrize("status", ["accepted", "withdrawn", "disqualified"])
def test_what_was_decided_on_or_taken_back_is_not_accepted_and_keeps_its_reason(status):
    entry = make_entry(make_contest(), status=status, reason="No time")

    with pytest.raises(ValidationError, match="nobody has decided on or taken back"):
        entry_steps.accept_entry(entry, make_staff())

    entry.refresh_from_db()
    assert (entry.status, entry.reason) == (status, "No time")


def test_an_entry_without_a_team_is_not_accepted():
    entry = make_entry(make_contest(), status="applied", team=None)

    with pytest.raises(ValidationError, match="needs its team"):
        entry_steps.accept_entry(entry, make_staff())


def test_numbers_are_given_when_entries_are_accepted_and_late_ones_need_a_reason():
    contest = make_contest(entries_close_at=timezone.now() - dt.timedelta(hours=1))
    round_ = make_round(contest)
    entry = make_entry(contest, status="applied")
    with pytest.raises(ValidationError, match="why it is let in"):
        entry_steps.accept_entry(entry, make_staff())

    accepted = entry_steps.accept_entry(entry, make_staff(), late_reason="The form was down.")

    assert (entry.number, accepted.number) == (None, 1)
    assert round_.round_entries.get().late_reason == "The form was down."
