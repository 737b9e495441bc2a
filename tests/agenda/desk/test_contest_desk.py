"""The contest desk: progress of each round, and its steps by two people."""

import pytest
from django.contrib.auth.models import Permission

from agenda.contests.scoring import write_scores
from agenda.models.contests import Assignment, FrozenRanking
from tests.agenda.contests.test_services import close, make_jury
from tests.support.staff import make_staff, signed_in

pytestmark = pytest.mark.django_db


def at_the_desk():
    user = make_staff()
    user.user_permissions.add(Permission.objects.get(codename="run_contests"))
    return signed_in(user)


def address(round_):
    return f"/desk/contests/2019/{round_.contest.slug}/{round_.number}/"


def take(client, round_, step, **more):
    response = client.post(address(round_), {"step": step, **more}, follow=True)
    return [str(message) for message in response.context["messages"]]


@pytest.mark.parametrize("entries", [1, 3])
def test_the_list_tells_how_far_each_round_is_at_the_same_cost(entries, django_assert_num_queries):
    round_, client = make_jury(entries=entries), at_the_desk()
    write_scores(Assignment.objects.first(), {"impact": "8", "novelty": "7"})

    with django_assert_num_queries(12):
        rows = client.get("/desk/contests/2019/").context["rows"]

    assert rows == [(round_.contest, [(round_, (entries, entries, 0, entries))])]


def test_a_ranking_goes_from_scores_to_the_public_by_two_people():
    round_, one, other = make_jury(entries=2), at_the_desk(), at_the_desk()
    for assignment in Assignment.objects.all():
        write_scores(assignment, {"impact": "8", "novelty": str(assignment.round_entry.entry.number)})
    close(round_)

    said = [take(one, round_, "freeze"), take(one, round_, "confirm"), take(other, round_, "confirm")]
    offered = [name for name, _label, _reason in one.get(address(round_)).context["steps"]]

    assert said == [
        ["The ranking is frozen."],
        ["Whoever froze a ranking cannot confirm it."],
        ["The ranking is confirmed."],
    ]
    assert offered == ["publish", "freeze"]
    assert take(one, round_, "publish") == ["The ranking is published."]
    assert FrozenRanking.objects.public().count() == 1


def test_judges_are_shown_with_the_spread_of_their_values():
    round_, client = make_jury(entries=1, judges=1), at_the_desk()
    write_scores(Assignment.objects.get(), {"impact": "10", "novelty": "5"})

    (judge,) = client.get(address(round_)).context["judges"]

    assert (judge.low, judge.mean, judge.high, judge.left, judge.centre, judge.width) == (5, 7.5, 10, 100, 150, 100)
    assert (judge.assigned, judge.finished) == (1, 1)
