"""Random rounds in the database against the plain model: scored, corrected, recused, left, frozen, changed late."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from agenda.contests import freezing, recusals, round_ranking, scoring
from agenda.contests.entries import entry_steps
from agenda.models.contests import Assignment, Recusal, Round
from tests.agenda.contests.plain_ranking import plain_rank, plain_totals, printed
from tests.agenda.contests.test_services import close, make_jury
from tests.support.chance import examples
from tests.support.staff import make_staff

pytestmark = pytest.mark.django_db
CRITERIA = ("impact", "novelty")
ENTRIES, JUDGES = ("E001", "E002", "E003", "E004"), ("J01", "J02", "J03")
TIES = ("criterion:impact", "criterion:novelty", "head_to_head", "shared")
PLAIN = [{"id": code, "weight": "1", "low": "0", "high": "10"} for code in CRITERIA]
# Few values, so that ties are many; of the last two one is off the scale, the other no value.
VALUES = ("0", "5", "5.5", "6", "10", "11", "x")
RULES = st.fixed_dictionaries(
    {
        "aggregate": st.sampled_from(("mean", "trimmed")),
        "trim": st.integers(0, 1),
        "normalise": st.sampled_from(("none", "none", "zscore")),
        "ties": st.lists(st.sampled_from(TIES), max_size=3, unique=True),
        "min_judges": st.integers(1, 3),
        "missing": st.sampled_from(("wait", "average")),
        "decimals": st.integers(0, 4),
    }
)
SHEETS = st.fixed_dictionaries({}, optional={code: st.sampled_from(VALUES[:5]) for code in CRITERIA})
FULL = st.fixed_dictionaries({code: st.sampled_from(VALUES[1:4]) for code in CRITERIA})
ANY = st.fixed_dictionaries({code: st.sampled_from(VALUES) for code in CRITERIA})
STEPS = st.one_of(
    st.tuples(st.just("score"), st.sampled_from(ENTRIES), st.sampled_from(JUDGES), st.one_of(SHEETS, ANY)),
    st.tuples(st.just("recuse"), st.sampled_from(ENTRIES), st.sampled_from(JUDGES), st.none()),
    st.tuples(st.just("leave"), st.sampled_from(ENTRIES), st.none(), st.none()),
)


class PlainRound:
    """What the plain model knows of a round: what was given, who is recused, who has left.

    `carried`: weight and printed totals of the round before, by entry.
    """

    def __init__(self, entries):
        self.entries, self.given, self.recused, self.left, self.carried = entries, {}, [], set(), None

    def take(self, step, entry, judge, values):
        """Whether the step is one that may be taken."""
        pair = {"judge": judge, "entry": entry}
        if step == "recuse":
            self.recused += [] if pair in self.recused else [pair]
        elif step == "leave":
            self.left.add(entry)
        elif entry in self.left or pair in self.recused or not set(values.values()) <= set(VALUES[:5]):
            return False
        else:
            self.given |= {(entry, judge, code): value for code, value in values.items()}
        return True

    def standing(self):
        return self.entries - self.left

    def scores(self):
        scores = []
        for (entry, judge, code), value in self.given.items():
            if entry not in self.left:
                scores.append({"entry": entry, "judge": judge, "criterion": code, "value": value})
        return scores

    def rank(self, rule):
        return plain_rank(rule, PLAIN, self.scores(), self.recused, self.carried)[:2]

    def printed_totals(self, rule):
        totals = plain_totals(rule, PLAIN, self.scores(), self.recused, self.carried)[0]
        return {entry: printed(total, rule["decimals"]) for entry, total in totals.items()}


class StoredRound:
    """The same round in the database, by the services."""

    def __init__(self, round_, clerk):
        self.round, self.clerk, self.late = round_, clerk, False
        rows = Assignment.objects.filter(juror__round=round_).select_related("juror__round", "round_entry__entry")
        self.assignments = {(row.round_entry.entry.code, row.juror.code): row for row in rows}

    def take(self, step, entry, judge, values):
        assignment = self.assignments[entry, judge or JUDGES[0]]
        juror, entered = assignment.juror, assignment.round_entry.entry
        entered.refresh_from_db()
        if step == "recuse":
            if not Recusal.objects.filter(juror=juror, entry=entered).exists():
                recusals.recuse_judge(juror, entered, reason="Taught the team.", by=self.clerk)
        elif step == "leave":
            entry_steps.disqualify_entry(entered, reason="Copied.")
        else:
            return self.score(assignment, values)
        return True

    def score(self, assignment, values):
        try:
            if self.late:
                scoring.change_scores_late(assignment, values, reason="Misread.", by=self.clerk)
            else:
                scoring.write_scores(assignment, values)
        except scoring.ScoreRefused:
            return False
        return True

    def rank(self):
        ranked = round_ranking.rank_round(self.round)
        totals = {row["entry"]: row["total"] for row in ranked["ranking"]}
        return sorted((row["place"], row["entry"]) for row in ranked["ranking"]), ranked["waiting"], totals

    def freeze(self):
        """Places of the frozen ranking, each with entry and total; None where it is refused."""
        reason = "A sheet was misread." if self.late else ""
        try:
            with transaction.atomic():
                ranking = freezing.freeze_ranking(self.round, self.clerk, reason=reason)
        except ValidationError:
            return None
        freezing.confirm_ranking(ranking, make_staff())
        return sorted(ranking.rows.values_list("place", "entry__number", "total"))


def compare_round(round_, rule, sheets, steps, late):
    """Judged, frozen, and corrected by what happens `late`: at each point both say the same."""
    Round.objects.filter(pk=round_.pk).update(**rule | {"ties": ",".join(rule["ties"])})
    plain, stored = PlainRound(set(ENTRIES)), StoredRound(Round.objects.get(pk=round_.pk), make_staff())
    pairs = [(entry, judge) for entry in ENTRIES for judge in JUDGES]
    judged = [("score", *pair, values) for pair, values in zip(pairs, sheets, strict=True)]
    follow(plain, stored, [*judged, *steps])
    compare(plain, stored, rule)
    stored.round = close(round_)
    frozen = compare_frozen(plain, stored, rule, set())
    if frozen is not None:
        stored.late, before = True, (dict(plain.given), list(plain.recused), set(plain.left))
        follow(plain, stored, late)
        compare(plain, stored, rule)
        if before != (plain.given, plain.recused, plain.left):
            compare_frozen(plain, stored, rule, before)


def follow(plain, stored, steps):
    for step in steps:
        assert (step, stored.take(*step)) == (step, plain.take(*step))


def compare(plain, stored, rule):
    assert stored.rank() == (*plain.rank(rule), plain.printed_totals(rule))


def compare_frozen(plain, stored, rule, before):
    """Frozen where every entry that stands has its place, and not where one of them waits."""
    places, waiting = plain.rank(rule)
    frozen = stored.freeze()
    if waiting or len(places) < len(plain.standing()) or not places:
        assert frozen is None
    elif frozen is None:
        assert before, "A ranking was refused that nothing keeps back."
    else:
        totals = plain.printed_totals(rule)
        assert frozen == sorted((place, int(entry[1:]), totals[entry]) for place, entry in places)
    return frozen


ROUNDS = given(
    rule=RULES,
    sheets=st.lists(FULL, min_size=12, max_size=12),
    steps=st.lists(STEPS, max_size=5),
    late=st.lists(STEPS, max_size=4),
)


@pytest.fixture
def judged():
    return make_jury(entries=4, judges=3)


def run_in_a_savepoint(round_, **drawn):
    with transaction.atomic():
        compare_round(round_, **drawn)
        transaction.set_rollback(True)


@examples(30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@ROUNDS
def test_random_rounds_rank_as_the_plain_model(judged, rule, sheets, steps, late):
    run_in_a_savepoint(judged, rule=rule, sheets=sheets, steps=steps, late=late)


@pytest.mark.slow
@examples(300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@ROUNDS
def test_three_hundred_random_rounds_rank_as_the_plain_model(judged, rule, sheets, steps, late):
    run_in_a_savepoint(judged, rule=rule, sheets=sheets, steps=steps, late=late)
