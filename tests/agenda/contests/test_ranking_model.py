"""Random contests against the rule written once more in plain fractions."""

from decimal import Decimal
from itertools import product
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agenda.contests import content, freezing
from agenda.contests.ranking import rank_entries
from agenda.contests.rules import PlainContest
from tests.agenda.contests.plain_ranking import plain_rank, plain_totals, printed
from tests.support.chance import examples

NAMES = ("impact", "craft", "team")
VALUES = st.sampled_from(("0", "1", "2", "2.5", "3", "4", "5", "5.1", "-1"))
# Made once and not for each of ten thousand contests: to make strategies takes longer than to draw from them.
ENTRIES, JUDGES = st.sampled_from(("E1", "E2", "E3", "E4")), st.sampled_from(("J1", "J2", "J3", "J4", "J5"))
WEIGHTS = st.lists(st.sampled_from(("0.2", "0.5", "1", "3")), min_size=1, max_size=3)
RECUSED = st.lists(st.fixed_dictionaries({"judge": JUDGES, "entry": ENTRIES}), max_size=2)
RULE = {
    "aggregate": st.sampled_from(("mean", "trimmed")),
    "trim": st.integers(0, 2),
    "normalise": st.sampled_from(("none", "zscore")),
    "min_judges": st.integers(1, 3),
    "missing": st.sampled_from(("wait", "average")),
    "decimals": st.just(3),
}


def rules(names):
    """By these criteria; ties may repeat."""
    ties = [f"criterion:{name}" for name in names] + ["head_to_head", "shared"]
    return st.fixed_dictionaries(RULE | {"ties": st.lists(st.sampled_from(ties), max_size=4)})


def single_scores(names):
    """Some that are given twice, or by a criterion that there is not."""
    drawn = {"entry": ENTRIES, "judge": JUDGES, "criterion": st.sampled_from((*names, "luck")), "value": VALUES}
    return st.lists(st.fixed_dictionaries(drawn), max_size=8)


# By the number of criteria; by the number of scores.
RULES = [rules(NAMES[:number]) for number in range(4)]
SINGLE = [single_scores(NAMES[:number]) for number in range(4)]
COUNTS = [st.integers(0, 9 * number) for number in range(4)]
ORDERS = [st.permutations(range(number)) for number in range(28)]


@st.composite
def contests(draw):
    """Few entries, judges and values, so that ties, gaps and second values are many."""
    weights = draw(WEIGHTS)
    number = len(weights)
    criteria = [{"id": NAMES[at], "weight": weight, "low": "0", "high": "5"} for at, weight in enumerate(weights)]
    asked = list(product(("E1", "E2", "E3"), ("J1", "J2", "J3"), NAMES[:number]))
    scores = []
    for at in draw(ORDERS[draw(COUNTS[number])]):
        entry, judge, name = asked[at]
        scores.append({"entry": entry, "judge": judge, "criterion": name, "value": draw(VALUES)})
    scores += draw(SINGLE[number])
    return {"rule": draw(RULES[number]), "criteria": criteria, "scores": scores, "recused": draw(RECUSED)}


CONTESTS = contests()
# Weight and totals of the round before; without an entry there, or none at all, nothing of it is carried over.
TOTALS = st.sampled_from(("0", "2.333", "2.5", "2.50", "4", "-1.25"))
CARRIED = st.tuples(st.sampled_from(("0.5", "1", "2")), st.dictionaries(ENTRIES, TOTALS, max_size=4))
# What a judge gives instead, after the first ranking.
LATE = st.lists(st.tuples(st.integers(0, 40), VALUES), max_size=4)


@examples(400, deadline=None)
@given(CONTESTS, st.one_of(st.none(), CARRIED), LATE)
def test_the_ranking_is_that_of_the_plain_model(data, carried, late):
    compare_with_the_plain_model(data, carried, late)


@pytest.mark.slow
@examples(10_000, deadline=None)
@given(CONTESTS, st.one_of(st.none(), CARRIED), LATE)
def test_ten_thousand_rankings_are_those_of_the_plain_model(data, carried, late):
    compare_with_the_plain_model(data, carried, late)


def compare_with_the_plain_model(data, carried, late):
    """As it was judged and, where scores are changed late, once more; a correction tells what became different."""
    former = compare_once(data, carried)
    scores = [*data["scores"]]
    for at, value in late:
        if scores:
            scores[at % len(scores)] = scores[at % len(scores)] | {"value": value}
    result = compare_once(data | {"scores": scores}, carried)
    told = freezing.ranking_differences(SimpleNamespace(result=former), result)

    moved = [row["entry"] for row in told]
    before, after = ({row["entry"]: row for row in each["ranking"]} for each in (former, result))
    assert moved == sorted(entry for entry in {*before, *after} if before.get(entry) != after.get(entry))


def compare_once(data, carried):
    arguments = (data["rule"], data["criteria"], data["scores"], data["recused"], carried)
    totals, waiting, refused, *_rest = plain_totals(*arguments)
    round_ = SimpleNamespace(carried_weight=Decimal(carried[0] if carried else 0))
    given = data | {"criteria": [*data["criteria"]], "scores": [*data["scores"]]}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(content, "carried_totals", lambda _round: dict(carried[1]) if carried else {})
        result = rank_entries(PlainContest.read(content.add_carried(given, round_)))

    assert sorted((row["place"], row["entry"]) for row in result["ranking"]) == plain_rank(*arguments)[0]
    shown = {entry: printed(total, data["rule"]["decimals"]) for entry, total in totals.items()}
    assert {row["entry"]: row["total"] for row in result["ranking"]} == shown
    assert result["waiting"] == waiting
    # What is carried to a judge who is recused is refused too; it stands behind all that was given.
    assert [row["score"] for row in result["refused"] if row["score"] < len(data["scores"])] == refused
    return result
