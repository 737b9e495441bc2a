"""Two people press the same button of the contest desk in the same moment: nothing is doubled."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from agenda.contests import awards, freezing, scoring
from agenda.models.contests import Assignment, Award, ContestEvent, FrozenRanking, ScoreChange
from tests.agenda.contests.test_services import close, make_jury, score_all
from tests.support.staff import make_staff
from tests.support.threads import together

pytestmark = pytest.mark.django_db(transaction=True)


def make_judged():
    round_ = make_jury(entries=3, judges=2)
    score_all(round_)
    return close(round_)


def make_final(round_):
    ranking = freezing.confirm_ranking(freezing.freeze_ranking(round_, make_staff()), make_staff())
    freezing.publish_ranking(ranking, make_staff())
    long_ago = timezone.now() - dt.timedelta(days=9)
    FrozenRanking.objects.update(published_at=long_ago, objections_until=long_ago)
    return freezing.finalise_ranking(ranking, make_staff())


def refusals(answers):
    return [answer.messages[0] for answer in answers if isinstance(answer, ValidationError)]


def test_a_ranking_is_frozen_once():
    round_, clerks = make_judged(), [make_staff(), make_staff()]

    answers = together(*(lambda by=by: freezing.freeze_ranking(round_, by) for by in clerks))

    assert refusals(answers) == ["Say why the ranking is corrected."]
    assert (FrozenRanking.objects.count(), ContestEvent.objects.filter(verb="frozen").count()) == (1, 1)


def test_a_ranking_is_confirmed_published_and_final_once():
    ranking, clerks = freezing.freeze_ranking(make_judged(), make_staff()), [make_staff(), make_staff()]

    said = refusals(together(*(lambda by=by: freezing.confirm_ranking(ranking, by) for by in clerks)))
    said += refusals(together(*(lambda by=by: freezing.publish_ranking(ranking, by) for by in clerks)))

    assert said == ["This ranking is confirmed already.", "Only a confirmed ranking is published, and once."]
    assert [ContestEvent.objects.filter(verb=verb).count() for verb in ("confirmed", "published")] == [1, 1]


def test_awards_are_drafted_and_published_once_with_numbers_of_their_own():
    ranking, clerks = make_final(make_judged()), [make_staff(), make_staff()]

    together(*(lambda: awards.draft_awards(ranking) for _ in range(3)))
    drafted = list(Award.objects.order_by("pk"))
    calls = [lambda award=award, by=by: awards.publish_award(award, by) for award in drafted for by in clerks]
    answers = together(*calls)

    assert refusals(answers) == ["This award is published already."] * len(drafted)
    numbers = sorted(Award.objects.values_list("certificate_number", flat=True))
    assert numbers == [f"2019-C{number:04d}" for number in range(1, len(drafted) + 1)]
    assert ContestEvent.objects.filter(verb="awarded").count() == len(drafted)


def test_awards_in_all_and_of_each_track_never_both_stand():
    ranking, clerk = make_final(make_judged()), make_staff()

    def publish(by_track):
        for award in awards.draft_awards(ranking, by_track=by_track):
            awards.publish_award(award, clerk)

    together(*(lambda by_track=by_track: publish(by_track) for by_track in (True, False)))

    standing = Award.objects.public().values_list("track", flat=True)
    assert len({track is None for track in standing}) == 1


def test_a_score_sent_while_the_ranking_is_frozen_is_in_it_or_refused():
    round_, clerk = make_judged(), make_staff()
    freezing.confirm_ranking(freezing.freeze_ranking(round_, clerk), make_staff())
    assignment = Assignment.objects.order_by("pk").first()
    scoring.change_scores_late(assignment, {"impact": "0.5"}, reason="Misread.", by=clerk)

    together(
        lambda: scoring.change_scores_late(assignment, {"impact": "9.5"}, reason="Misread again.", by=clerk),
        lambda: freezing.freeze_ranking(round_, clerk, reason="A sheet was misread."),
    )

    ranking = FrozenRanking.objects.get(version=2)
    (kept,) = [
        row["value"]
        for row in ranking.content["scores"]
        if (row["judge"], row["entry"], row["criterion"])
        == (assignment.juror.code, assignment.round_entry.entry.code, "impact")
    ]
    assert kept == ("9.5" if ScoreChange.objects.count() == 2 else "0.5")
