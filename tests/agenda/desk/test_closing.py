"""Judging is closed by a button, once somebody means it; results are not final unasked while more is coming in."""

import datetime as dt

import pytest
from django.utils import timezone

from agenda.contests import freezing, scoring
from agenda.contests.entering.late import permit_new_team
from agenda.models.contests import Assignment, Contest, ContestEvent, FrozenRanking, Round
from expo.models import Edition
from tests.agenda.contests.test_mended_rules import freeze_in_order
from tests.agenda.contests.test_services import make_jury
from tests.agenda.desk.test_contest_desk import address, at_the_desk, take
from tests.support.contest_factories import HOUR
from tests.support.staff import make_staff

pytestmark = pytest.mark.django_db
NOT_YET = "Nothing is done yet. Tick that you mean it: "
STILL_WAITS = (
    "Judges can score no more then, and 1 entry has no place yet, without which no ranking can be frozen: E001. What "
    "is left afterwards: scores entered late by somebody who may correct scores, a withdrawal or disqualification, or "
    "a later closing time in data entry."
)


def offered(client, round_):
    return {offer.step: offer.ask for offer in client.get(address(round_)).context["steps"]}


def test_judging_closes_at_once_when_somebody_means_it_and_the_log_tells():
    round_, client = make_jury(entries=1, judges=1), at_the_desk()
    before = Round.objects.get()

    said = [take(client, round_, "close"), take(client, round_, "close", sure="1")]

    assert said == [
        [f"{NOT_YET}{STILL_WAITS}"],
        ["Judging is closed."],
    ]
    closed = Round.objects.select_related("contest__edition").get()
    assert closed.has_closed
    event = ContestEvent.objects.order_by("position").last()
    (change,) = event.told["changes"]
    assert (event.verb, change["before"]) == ("ruled", before.closes_at.isoformat())
    assert dt.datetime.fromisoformat(change["after"]) == closed.closes_at
    with pytest.raises(scoring.ScoreRefused, match="not open"):
        scoring.write_scores(Assignment.objects.get(), {"impact": "1"})
    assert take(client, round_, "close", sure="1") == ["This is not possible now: look again at what is."]


def test_the_entries_that_wait_are_named_before_judging_closes():
    round_, client = make_jury(entries=3, judges=1), at_the_desk()
    first = Assignment.objects.get(round_entry__entry__number=1)
    scoring.write_scores(first, {"impact": "1", "novelty": "1"})
    asked = offered(client, round_)["close"]
    for row in Assignment.objects.exclude(pk=first.pk):
        scoring.write_scores(row, {"impact": "1", "novelty": "1"})

    assert "2 entries have no place yet, without which no ranking can be frozen: E002, E003." in asked
    assert offered(client, round_)["close"] == "Judges can score no more then, and what is missing stays missing."


def test_by_the_clock_of_a_rehearsal_too():
    ahead = dt.timedelta(days=40)
    round_, client = make_jury(entries=1, judges=1), at_the_desk()
    Edition.objects.update(rehearsal=True, clock_shift=ahead)
    assert "close" not in offered(client, round_)
    Round.objects.update(opens_at=round_.opens_at + ahead, closes_at=round_.closes_at + ahead)

    take(client, round_, "close", sure="1")

    closed = Round.objects.select_related("contest__edition").get()
    assert closed.has_closed
    assert closed.closes_at > timezone.now() + ahead - HOUR


def make_publishable():
    """Published, with its time for objections over."""
    ranking = freezing.confirm_ranking(freeze_in_order(objection_days=0), make_staff())
    return freezing.publish_ranking(ranking, make_staff()).round


def still_take_entries(_round):
    now = timezone.now()
    Contest.objects.update(entries_open_at=now - HOUR, entries_close_at=now + HOUR)


def permit_late(round_):
    permit_new_team(round_.contest, "Zebras", "No network.", timezone.now() + HOUR, make_staff())


def open_again(_round):
    Round.objects.update(closes_at=timezone.now() + HOUR)


TAKEN = {
    "entries are still taken until ": still_take_entries,
    "a late permission still holds": permit_late,
    "judges still score until ": open_again,
}


@pytest.mark.parametrize("words", TAKEN)
def test_results_become_final_only_when_asked_while_more_is_coming_in(words):
    round_, client = make_publishable(), at_the_desk()
    TAKEN[words](round_)

    said = take(client, round_, "final")[0]

    assert said.startswith(f"{NOT_YET}{words}")
    assert FrozenRanking.objects.get().final_at is None
    assert words in client.get(address(round_)).text
    assert take(client, round_, "final", sure="1") == ["The ranking is final."]


def test_nobody_is_asked_where_nothing_comes_in_any_more():
    round_, client = make_publishable(), at_the_desk()
    now = timezone.now()
    Contest.objects.update(entries_open_at=now - 2 * HOUR, entries_close_at=now - HOUR)

    assert offered(client, round_)["final"] == ""
    assert take(client, round_, "final") == ["The ranking is final."]
