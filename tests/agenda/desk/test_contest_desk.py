"""The contest desk: progress of each round, and its steps by two people."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from agenda.contests.scoring import write_scores
from agenda.models.contests import Assignment, Award, FrozenRanking, Objection, Round
from expo.i18n.instants import wall_clock_time
from expo.models import Edition
from tests.agenda.contests.test_services import close, make_jury
from tests.support.contest_factories import HOUR, make_round
from tests.support.staff import make_staff, signed_in

pytestmark = pytest.mark.django_db


def at_the_desk():
    user = make_staff()
    user.user_permissions.add(Permission.objects.get(codename="run_contests"))
    return signed_in(user)


def address(round_):
    return f"/desk/contests/2019/{round_.contest.slug}/{round_.number}/"


def take(client, round_, step, **more):
    """As pressed on the page as it stands; `version` and `seen` of a page that was opened before."""
    page = client.get(address(round_)).context
    newest, previews = page["newest"], {offer.step: offer.preview for offer in page["steps"]}
    seen = {"seen": previews[step].digest} if previews.get(step) else {}
    sent = {"step": step, "version": newest.version if newest else ""} | seen | more
    response = client.post(address(round_), sent, follow=True)
    return [str(message) for message in response.context["messages"]]


@pytest.mark.parametrize("entries", [1, 3])
def test_the_list_tells_how_far_each_round_is_at_the_same_cost(entries, django_assert_num_queries):
    round_, client = make_jury(entries=entries), at_the_desk()
    write_scores(Assignment.objects.first(), {"impact": "8", "novelty": "7"})

    with django_assert_num_queries(12):
        rows = client.get("/desk/contests/2019/").context["rows"]

    assert rows == [(round_.contest, [(round_, (entries, entries, 0, entries))])]


def test_the_round_says_the_same_of_entries_as_its_ranking_does():
    round_, client = make_jury(entries=3, judges=2), at_the_desk()
    write_scores(Assignment.objects.filter(round_entry__entry__number=1).first(), {"impact": "8", "novelty": "7"})

    shown = " ".join(client.get(address(round_)).text.split())

    assert "3 entries: 0 scored by all their judges, 3 not yet by all. As the scores stand, 1 have a place" in shown
    assert "have a place and 2 none yet." in shown
    assert "2 entries wait" in shown


def test_a_ranking_goes_from_scores_to_the_public_by_two_people():
    round_, one, other = make_jury(entries=2), at_the_desk(), at_the_desk()
    for assignment in Assignment.objects.all():
        write_scores(assignment, {"impact": "8", "novelty": str(assignment.round_entry.entry.number)})
    close(round_)

    said = [take(one, round_, "freeze"), take(one, round_, "confirm"), take(other, round_, "confirm")]
    offered = [offer.step for offer in one.get(address(round_)).context["steps"]]

    assert said == [
        ["The ranking is frozen."],
        ["Whoever froze a ranking cannot confirm it."],
        ["The ranking is confirmed."],
    ]
    assert offered == ["publish", "schedule", "freeze"]
    assert take(one, round_, "publish") == ["The ranking is published."]
    assert FrozenRanking.objects.public().count() == 1


def test_judges_are_shown_with_the_spread_of_their_values():
    round_, client = make_jury(entries=1, judges=1), at_the_desk()
    write_scores(Assignment.objects.get(), {"impact": "10", "novelty": "5"})

    (judge,) = client.get(address(round_)).context["judges"]

    assert (judge.low, judge.mean, judge.high, judge.left, judge.centre, judge.width) == (5, 7.5, 10, 100, 150, 100)
    assert (judge.assigned, judge.finished) == (1, 1)


def make_scored_round():
    round_ = make_jury(entries=2)
    for assignment in Assignment.objects.all():
        write_scores(assignment, {"impact": "8", "novelty": str(assignment.round_entry.entry.number)})
    close(round_)
    return round_


def test_nobody_confirms_a_ranking_that_came_after_they_looked():
    round_, one, other = make_scored_round(), at_the_desk(), at_the_desk()
    take(one, round_, "freeze")
    take(one, round_, "freeze", reason="Once more.")

    said = take(other, round_, "confirm", version="1")

    assert said == ["Another ranking has been frozen meanwhile: look again."]
    assert FrozenRanking.objects.exclude(confirmed_at=None).count() == 0


def test_an_objection_keeps_a_ranking_from_being_final_until_it_is_answered():
    round_, one, other = make_scored_round(), at_the_desk(), at_the_desk()
    Round.objects.filter(pk=round_.pk).update(objection_days=0)
    for client, step in ((one, "freeze"), (other, "confirm"), (one, "publish")):
        take(client, round_, step)

    said = [take(one, round_, "object", who="Team 2", text="The clock was wrong."), take(one, round_, "final")]
    said.append(take(one, round_, "answer", objection="x"))
    said += [take(one, round_, "answer", objection=Objection.objects.get().pk, answer="It was right.")]

    assert said == [
        ["The objection is recorded."],
        ["An objection is still open."],
        ["There is no such objection."],
        ["The objection is answered."],
    ]
    assert take(one, round_, "final") == ["The ranking is final."]
    assert Objection.objects.get().status == "rejected"


def test_awards_are_given_once_and_withdrawn_for_a_reason():
    round_, one, other = make_scored_round(), at_the_desk(), at_the_desk()
    Round.objects.filter(pk=round_.pk).update(objection_days=0)
    for client, step in ((one, "freeze"), (other, "confirm"), (one, "publish"), (one, "final"), (one, "award")):
        take(client, round_, step)
    offered = [step.step for step in one.get(address(round_)).context["steps"]]

    said = [take(one, round_, "withdraw"), take(one, round_, "withdraw", reason="Wrong names.")]

    assert offered == ["withdraw", "freeze"]
    assert said == [["A published award is withdrawn once, and for a reason."], ["Awards are withdrawn."]]
    assert Award.objects.public().count() == 0


def test_a_rule_that_cannot_be_read_is_said_and_a_long_reason_is_cut():
    round_, client = make_scored_round(), at_the_desk()
    Round.objects.filter(pk=round_.pk).update(ties="criterion:typo")

    page = client.get(address(round_))

    assert page.status_code == 200
    assert "typo" in page.context["ranked"]["wrong"]
    assert "typo" in take(client, round_, "freeze", reason="x" * 400)[0]


@pytest.mark.parametrize(("opens", "closes", "word"), [(-2, -1, "closed"), (-1, 1, "open now"), (1, 2, "to come")])
def test_the_page_of_a_round_says_whether_judging_is_open(opens, closes, word):
    now = timezone.now()
    round_ = make_round(opens_at=now + opens * HOUR, closes_at=now + closes * HOUR)
    Edition.objects.update(timezone="Europe/Berlin")
    round_.contest.edition.refresh_from_db()

    shown = at_the_desk().get(address(round_)).content.decode()

    assert wall_clock_time(round_.opens_at, round_.contest.edition.tz).strftime("%Y-%m-%d %H:%M") in shown
    assert re.search(r"<strong>\s*(.*?)\s*</strong>", shown)[1] == word
