"""Random contests against the rule written once more in plain fractions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agenda.contests.ranking import rank_entries
from agenda.contests.rules import PlainContest
from tests.agenda.contests.plain_ranking import plain_rank
from tests.support.chance import examples

NAMES = ("impact", "craft", "team")
TIES = (*(f"criterion:{name}" for name in NAMES), "head_to_head", "shared")
VALUES = st.sampled_from(("0", "1", "2", "2.5", "3", "4", "5", "5.1", "-1"))


@st.composite
def contests(draw):
    """Few entries, judges and values, so that ties, gaps and second values are many."""
    weights = draw(st.lists(st.sampled_from(("0.2", "0.5", "1", "3")), min_size=1, max_size=3))
    criteria = [{"id": NAMES[at], "weight": weight, "low": "0", "high": "5"} for at, weight in enumerate(weights)]
    ties = [f"criterion:{row['id']}" for row in criteria] + ["head_to_head", "shared"]
    rule = {
        "aggregate": draw(st.sampled_from(("mean", "trimmed"))),
        "trim": draw(st.integers(0, 2)),
        "normalise": draw(st.sampled_from(("none", "zscore"))),
        "ties": draw(st.lists(st.sampled_from(ties), max_size=4)),
        "min_judges": draw(st.integers(1, 3)),
        "missing": draw(st.sampled_from(("wait", "average"))),
        "decimals": 3,
    }
    names = st.sampled_from([*(row["id"] for row in criteria), "luck"])
    entries, judges = st.sampled_from(("E1", "E2", "E3", "E4")), st.sampled_from(("J1", "J2", "J3", "J4", "J5"))
    one = st.fixed_dictionaries({"entry": entries, "judge": judges, "criterion": names, "value": VALUES})
    full = [
        {"entry": entry, "judge": judge, "criterion": row["id"], "value": draw(VALUES)}
        for entry in ("E1", "E2", "E3")
        for judge in ("J1", "J2", "J3")
        for row in criteria
    ]
    scores = draw(st.permutations(full[: draw(st.integers(0, len(full)))])) + draw(st.lists(one, max_size=8))
    recused = draw(st.lists(st.fixed_dictionaries({"judge": judges, "entry": entries}), max_size=2))
    return {"rule": rule, "criteria": criteria, "scores": scores, "recused": recused}


@examples(400, deadline=None)
@given(contests())
def test_the_ranking_is_that_of_the_plain_model(data):
    compare_with_the_plain_model(data)


@pytest.mark.slow
@examples(10_000, deadline=None)
@given(contests())
def test_ten_thousand_rankings_are_those_of_the_plain_model(data):
    compare_with_the_plain_model(data)


def compare_with_the_plain_model(data):
    places, waiting, refused = plain_rank(data["rule"], data["criteria"], data["scores"], data["recused"])

    result = rank_entries(PlainContest.read(data))

    assert sorted((row["place"], row["entry"]) for row in result["ranking"]) == places
    assert result["waiting"] == waiting
    assert [row["score"] for row in result["refused"]] == refused
