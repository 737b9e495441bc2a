"""For each moment of the rehearsal its three contests stand at stages of their own."""

import pytest

from agenda.contests.entering.hours import contests_with_clock, entering_phase
from agenda.contests.proof import recount_rankings
from agenda.models.contests import Award, Contest, FrozenRanking, Round
from expo.demo import clock
from tests.support.rehearsed_contests import load_rehearsal

pytestmark = pytest.mark.django_db
# Of each contest: rankings that are published and final, rounds that are open, public awards, whether it takes entries.
STAGES = {
    "before": [(0, 0, 0, 0, False), (0, 0, 1, 0, False), (0, 0, 0, 0, True)],
    "opening": [(0, 0, 0, 0, False), (0, 0, 0, 0, False), (0, 0, 0, 0, True)],
    "midday": [(2, 2, 0, 3, False), (1, 0, 0, 0, False), (0, 0, 0, 0, True)],
    "closed": [(2, 2, 0, 3, False), (2, 2, 0, 3, False), (1, 0, 0, 0, False)],
}


def stage(contest):
    now, rankings = contest.edition.now(), FrozenRanking.objects.published().filter(round__contest=contest)
    waiting = Round.objects.filter(contest=contest, opens_at__lte=now, closes_at__gt=now)
    judged = waiting.exclude(drawn_at=None).count()
    final, awards = rankings.exclude(final_at=None).count(), Award.objects.public().filter(contest=contest).count()
    return rankings.count(), final, judged, awards, contest.entries_close_at > now


@pytest.mark.parametrize("moment", list(clock.MOMENTS))
def test_the_contests_stand_where_the_moment_has_them(moment, monkeypatch):
    edition = load_rehearsal(monkeypatch, moment)

    rows = Contest.objects.in_order()
    assert [stage(contest) for contest in rows] == STAGES[moment]
    assert [contest.is_blind_now for contest in rows] == [False, moment != "closed", False]
    assert [recount.faults for recount in recount_rankings(edition) if recount.faults] == []


def test_at_another_moment_hours_open_and_close_as_the_clock_of_the_edition_says(monkeypatch):
    load_rehearsal(monkeypatch, "before")

    states = {}
    for moment in clock.MOMENTS:
        clock.set_moment(moment)
        chip = Round.objects.select_related("contest__edition").get(contest__slug="student-chip-design", number=1)
        marathon = contests_with_clock().get(slug="city-marathon")
        states[moment] = (chip.is_open, chip.has_closed, entering_phase(marathon))

    assert states == {
        "before": (True, False, "open"),
        "opening": (False, True, "open"),
        "midday": (False, True, "open"),
        "closed": (False, True, "after"),
    }
