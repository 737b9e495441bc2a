"""What staff change of a judging by hand at the contest desk: for a reason, told in the log, and nothing unseen."""

import pytest
from django.contrib.auth.models import Permission

from agenda.contests import recusals, scoring
from agenda.contests.proof import recount_rankings
from agenda.models.contests import Assignment, ContestEvent, FrozenRanking, Recusal, Round, Score, ScoreChange
from tests.agenda.contests.test_services import close, make_jury, score_all
from tests.agenda.desk.test_contest_desk import at_the_desk, take
from tests.support.contest_factories import make_juror
from tests.support.staff import filled, make_staff, signed_in

pytestmark = pytest.mark.django_db
GIVEN = {"score-impact": "9.5", "score-novelty": "4"}


def with_permissions(*names):
    user = make_staff()
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return signed_in(user)


def address(round_):
    return f"/desk/contests/2019/{round_.contest.slug}/{round_.number}/changes/"


def change(client, round_, step, **sent):
    response = client.post(address(round_), {"step": step} | sent, follow=True)
    return [str(message) for message in response.context["messages"]]


def make_judged(**fields):
    round_ = make_jury(entries=2, judges=2, **fields)
    score_all(round_)
    return close(round_)


def score(client, round_, assignment, **more):
    seen = {"assignment": assignment.pk, "version": assignment.version, "reason": "Misread."}
    return change(client, round_, "score", **seen | GIVEN | more)


def test_a_score_is_changed_late_by_who_may_for_a_reason_and_the_log_tells_it():
    round_, client = make_judged(), with_permissions("run_contests", "correct_scores")
    assignment = Assignment.objects.order_by("pk").first()
    Score.objects.filter(assignment=assignment, criterion__code="novelty").update(units=40_000)

    said = [score(client, round_, assignment, reason=" "), score(client, round_, assignment)]
    said.append(score(client, round_, assignment))

    assert said == [
        ["Say why."],
        ["The scores are changed, and the log tells of it."],
        ["These scores have changed meanwhile: look again."],
    ]
    assert [(row.after, row.reason) for row in ScoreChange.objects.all()] == [(95_000, "Misread.")]
    told = ContestEvent.objects.get(verb="rescored").told
    assert (told["reason"], [row["after"] for row in told["changes"]]) == ("Misread.", [95_000])
    page = client.get(f"{address(round_)}?assignment={assignment.pk}")
    assert (filled(page)["score-impact"], "→ 9.5 · Misread." in " ".join(page.text.split())) == ("9.5", True)


def test_whoever_runs_contests_changes_no_score_without_the_permission():
    round_, client = make_judged(), at_the_desk()
    assignment = Assignment.objects.order_by("pk").first()
    before = list(Score.objects.order_by("pk").values_list("units", flat=True))

    response = client.post(address(round_), {"step": "score", "assignment": assignment.pk, "reason": "x"} | GIVEN)

    assert (response.status_code, ScoreChange.objects.count()) == (403, 0)
    assert list(Score.objects.order_by("pk").values_list("units", flat=True)) == before


def test_staff_recuse_a_judge_for_a_reason_and_what_they_gave_counts_no_more():
    round_, client = make_judged(), at_the_desk()
    juror, row = round_.jurors.first(), round_.round_entries.first()

    said = [change(client, round_, "recuse", juror=juror.pk, entry=row.pk)]
    said += [change(client, round_, "recuse", juror=juror.pk, entry=row.pk, reason="Taught them.") for _ in range(2)]
    said.append(change(client, round_, "recuse", juror="x", entry=row.pk, reason="Taught them."))

    assert said == [
        ["Say why."],
        ["The judge is recused: what they gave this entry counts no more."],
        ["This judge is recused from this entry already."],
        ["Choose a judge and an entry of this round."],
    ]
    assert Recusal.objects.get().reason == "Taught them."
    told = ContestEvent.objects.get(verb="recused").told
    assert (told["judge"], told["entry"], told["reason"]) == ("J01", "E001", "Taught them.")


def test_an_entry_is_given_to_a_judge_by_hand_and_never_to_a_recused_one():
    round_, client = make_jury(entries=1, judges=1), at_the_desk()
    row, other, recused = round_.round_entries.get(), make_juror(round_), make_juror(round_)
    recusals.declare_conflict(recused, row.entry)

    said = [change(client, round_, "assign", juror=judge.pk, entry=row.pk) for judge in (other, other, recused)]

    assert said == [
        ["The judge has this entry now."],
        ["This judge has this entry already."],
        ["This judge is recused from this entry."],
    ]
    assert [event.told["judge"] for event in ContestEvent.objects.filter(verb="assigned")] == [other.code]


def rule_of(client, round_, **changes):
    form = client.get(address(round_)).context["form"]
    sent = {name: "" if form[name].value() is None else form[name].value() for name in form.fields}
    return sent | {"reason": "Announced so."} | changes


def test_the_rule_is_corrected_for_a_reason_while_nothing_is_frozen():
    round_, client = make_judged(), at_the_desk()
    sent = rule_of(client, round_, trim="0", decimals="1", **{"weight:impact": "3"})

    said = [change(client, round_, "rule", **sent | {"reason": ""}), change(client, round_, "rule", **sent)]
    said.append(change(client, round_, "rule", **sent))
    said.append(change(client, round_, "rule", **rule_of(client, round_, ties="criterion:typo")))
    said.append(change(client, round_, "rule", **rule_of(client, round_)))

    assert said == [
        ["Please correct what is marked below."],
        ["The rule is corrected, and the log tells of it."],
        ["Somebody has changed the rule meanwhile: look again."],
        ["Please correct what is marked below."],
        ["Nothing was changed."],
    ]
    assert (Round.objects.get().decimals, Round.objects.get().criteria.get(code="impact").weight) == (1, 3)
    assert ContestEvent.objects.get(verb="ruled").told["changes"] == [
        {"fact": "decimals", "before": "3", "after": "1"},
        {"fact": "weight:impact", "before": "1", "after": "3"},
    ]


def test_a_frozen_ranking_keeps_its_rule():
    round_, client = make_judged(), at_the_desk()
    take(client, round_, "freeze")

    said = change(client, round_, "rule", **rule_of(client, round_, decimals="1"))

    assert said == ["The ranking of this round is frozen; its rule stays as it is."]
    assert [recount.faults for recount in recount_rankings(round_.contest.edition)] == [[]]


def test_a_late_recusal_reaches_the_frozen_ranking_by_a_correction_alone():
    round_, one, other = make_judged(), at_the_desk(), at_the_desk()
    for client, step in ((one, "freeze"), (other, "confirm")):
        take(client, round_, step)
    juror, row = round_.jurors.first(), round_.round_entries.first()
    change(one, round_, "recuse", juror=juror.pk, entry=row.pk, reason="Taught them.")

    before = [recount.faults for recount in recount_rankings(round_.contest.edition)]
    said = take(one, round_, "freeze", reason="A judge was recused.")

    assert (before, said) == ([[]], ["The ranking is frozen."])
    assert FrozenRanking.objects.get(version=2).content["recused"] == [{"judge": "J01", "entry": "E001"}]
    assert scoring.is_recused(juror, row.entry)
