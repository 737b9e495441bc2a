"""What corrections, second presses and leaving entries may not do to awards, rounds and their proofs."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agenda.contests import awards, cutoff, draw, freezing, recusals, scoring
from agenda.contests.entries import entry_steps
from agenda.contests.proof import recount_rankings
from agenda.models.contests import Assignment, Award, Entry, FrozenRanking, RoundEntry, Score
from tests.agenda.contests.test_services import close, make_jury
from tests.support.contest_factories import assign, make_award, make_contest, make_entry, make_juror, make_round
from tests.support.staff import make_staff

pytestmark = pytest.mark.django_db
BEST, WORST = {"impact": "10", "novelty": "10"}, {"impact": "0", "novelty": "0"}


def freeze_in_order(**fields):
    """The ranking of four entries, by their numbers, without equals."""
    round_ = make_jury(judges=1, **fields)
    for assignment in Assignment.objects.filter(juror__round=round_).select_related("round_entry__entry"):
        value = str(9 - assignment.round_entry.entry.number)
        scoring.write_scores(assignment, {"impact": value, "novelty": value})
    return freezing.freeze_ranking(close(round_), make_staff())


def make_final(ranking):
    freezing.publish_ranking(freezing.confirm_ranking(ranking, make_staff()), make_staff())
    long_ago = timezone.now() - dt.timedelta(days=9)
    FrozenRanking.objects.filter(pk=ranking.pk).update(published_at=long_ago, objections_until=long_ago)
    return freezing.finalise_ranking(ranking, make_staff())


def correct(ranking, changes, *, final=False):
    """`changes`: what a judge gave, by the numbers of entries."""
    for number, values in changes.items():
        assignment = Assignment.objects.get(juror__round=ranking.round, round_entry__entry__number=number)
        scoring.change_scores_late(assignment, values, reason="Misread.", by=make_staff())
    corrected = freezing.freeze_ranking(ranking.round, make_staff(), reason="A sheet was misread.")
    return make_final(corrected) if final else freezing.confirm_ranking(corrected, make_staff())


def codes_in(round_):
    rows = RoundEntry.objects.filter(round=round_).select_related("entry").order_by("entry__number")
    return [row.entry.code for row in rows]


def test_no_award_of_a_corrected_ranking_is_published():
    ranking = make_final(freeze_in_order())
    award = awards.draft_awards(ranking)[0]
    correct(ranking, {4: BEST})

    with pytest.raises(ValidationError, match="This ranking has been corrected"):
        awards.publish_award(award, make_staff())
    assert Award.objects.public().count() == 0


def test_awards_of_a_correction_wait_until_the_former_ones_are_withdrawn():
    ranking, clerk = make_final(freeze_in_order()), make_staff()
    former = awards.publish_award(awards.draft_awards(ranking, places=1)[0], clerk)
    corrected = correct(ranking, {4: BEST}, final=True)
    with pytest.raises(ValidationError, match="still stand: 2019-C0001"):
        awards.draft_awards(corrected)

    awards.withdraw_award(former, clerk, reason="A sheet was misread.")

    published = awards.publish_award(awards.draft_awards(corrected, places=1)[0], clerk)
    assert (published.entry.code, published.certificate_number) == ("E004", "2019-C0002")


def test_awards_are_drafted_by_one_at_a_time():
    ranking = freeze_in_order()

    with CaptureQueriesContext(connection) as queries:
        awards.draft_awards(ranking)

    tables = [query["sql"] for query in queries if query["sql"].startswith("SELECT")]
    assert "agenda_contestlogend" in tables[0]


@pytest.mark.parametrize("by_track", [True, False])
def test_a_ranking_awards_an_entry_once_because_the_database_says_so(by_track):
    award = awards.draft_awards(freeze_in_order(), places=1, by_track=by_track)[0]
    again = make_award(award.entry, published=False)

    with pytest.raises(IntegrityError), transaction.atomic():
        Award.objects.filter(pk=again.pk).update(ranking=award.ranking, track=award.track)


def test_a_disqualified_winner_blocks_no_other_award():
    ranking = make_final(freeze_in_order())
    entry_steps.disqualify_entry(Entry.objects.get(number=1), reason="Copied.")

    drafted = [awards.publish_award(award, make_staff()) for award in awards.draft_awards(ranking)]

    assert [award.entry.code for award in drafted] == ["E002", "E003"]


def test_what_a_correction_drops_leaves_the_next_round_and_what_staff_added_stays():
    ranking, clerk = freeze_in_order(advance_count=2), make_staff()
    final = make_round(ranking.round.contest, judges_per_entry=1)
    cutoff.add_next_entries(freezing.confirm_ranking(ranking, clerk), clerk)
    assign(make_juror(final), RoundEntry.objects.get(round=final, entry__number=2))
    RoundEntry.objects.create(round=final, entry=Entry.objects.get(number=3))

    added = cutoff.add_next_entries(correct(ranking, {2: WORST, 4: BEST}), clerk)

    assert (added, codes_in(final)) == (1, ["E001", "E003", "E004"])
    assert Assignment.objects.filter(juror__round=final).count() == 0


def test_nothing_goes_on_while_judges_have_scored_what_a_correction_drops():
    ranking, clerk = freeze_in_order(advance_count=2), make_staff()
    final = make_round(ranking.round.contest, judges_per_entry=1)
    cutoff.add_next_entries(freezing.confirm_ranking(ranking, clerk), clerk)
    scoring.write_scores(assign(make_juror(final), RoundEntry.objects.get(round=final, entry__number=2)), BEST)
    corrected = correct(ranking, {2: WORST, 4: BEST})

    with pytest.raises(ValidationError, match="have scored entries that no longer go on: E002"):
        cutoff.add_next_entries(corrected, clerk)

    assert codes_in(final) == ["E001", "E002"]
    assert Score.objects.filter(criterion__round=final).count() == 2


def test_a_draw_again_leaves_what_is_drawn_again():
    round_ = make_jury(entries=3)
    left, *others = Assignment.objects.filter(juror__round=round_).order_by("pk")
    recusals.declare_conflict(left.juror, left.round_entry.entry)

    draw.draw_round(round_, make_staff())

    assert list(Assignment.objects.filter(juror__round=round_).order_by("pk")) == others


@pytest.mark.parametrize("touched", [{"comment": "Bold."}, {"version": 2}])
def test_no_judges_are_drawn_once_one_has_begun(touched):
    round_ = make_jury(entries=1, judges=1)
    Assignment.objects.update(**touched)

    with pytest.raises(ValidationError, match="Judges have begun already"):
        draw.draw_round(round_, make_staff())

    assert Assignment.objects.filter(**touched).count() == 1


def test_after_certificate_9999_comes_10000():
    contest = make_contest()
    for number in ("2019-C9999", "2019-C10000"):
        make_award(make_entry(contest), certificate_number=number)

    assert awards.next_certificate(make_award(make_entry(contest), published=False)) == "2019-C10001"


def test_a_ranking_is_declared_final_once():
    ranking = make_final(freeze_in_order())

    with pytest.raises(ValidationError, match="This ranking is final already"):
        freezing.finalise_ranking(ranking, make_staff())


@pytest.mark.parametrize("tampered", [False, True])
def test_a_corrected_round_before_tells_why_carried_totals_are_others_and_nothing_more(tampered):
    ranking, clerk = freeze_in_order(advance_count=2), make_staff()
    final = make_round(ranking.round.contest, criteria=("pitch",), carried_weight=1, judges_per_entry=1)
    cutoff.add_next_entries(freezing.confirm_ranking(ranking, clerk), clerk)
    juror = make_juror(final)
    for row in RoundEntry.objects.filter(round=final):
        scoring.write_scores(assign(juror, row), {"pitch": "6"})
    freezing.freeze_ranking(close(final), clerk)
    correct(ranking, {1: BEST})
    if tampered:
        Score.objects.filter(criterion__round=final).update(units=1)

    faults = list(recount_rankings(ranking.round.contest.edition))[-1].faults

    assert faults == (["Scores, rule or recusals are others now, and nothing tells why."] if tampered else [])


def test_no_team_withdraws_what_a_published_ranking_names():
    ranking = make_final(freeze_in_order())

    with pytest.raises(ValidationError, match="A published result names this entry"):
        entry_steps.withdraw_entry(Entry.objects.get(number=1), reason="Moved away.")

    assert Entry.objects.accepted().filter(result_rows__ranking=ranking, number=1).count() == 1
