"""From scores to places: each sentence of the rule, with small numbers that can be computed in one's head."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from agenda.contests.ranking import rank_entries
from agenda.contests.rule_sentences import rule_sentence
from agenda.contests.rules import PlainContest, WrongRule

IMPACT = {"id": "impact", "weight": "0.4", "low": "0", "high": "10"}
CRAFT = {"id": "craft", "weight": "0.6", "low": "0", "high": "10"}


def score(entry, judge, value, criterion="impact"):
    return {"entry": entry, "judge": judge, "criterion": criterion, "value": value}


def of_judges(entry, *values):
    """One value a judge: J1, J2, …"""
    return [score(entry, f"J{number}", value) for number, value in enumerate(values, 1)]


def ranked(scores, *, criteria=(IMPACT,), recused=(), **rule):
    data = {"rule": rule, "criteria": list(criteria), "scores": scores, "recused": list(recused)}
    return rank_entries(PlainContest.read(data))


def placed(result):
    return [(row["place"], row["entry"], row["total"]) for row in result["ranking"]]


def test_a_judge_s_mean_weighs_the_criteria_and_the_total_is_the_mean_of_the_judges():
    scores = [score("E1", "J1", "8.5"), score("E1", "J1", "8", "craft"), *of_judges("E1", "0")[:0]]
    scores += [score("E1", "J2", "8.3"), score("E1", "J2", "8.8", "craft")]

    assert placed(ranked(scores, criteria=(IMPACT, CRAFT))) == [(1, "E1", "8.400")]


def test_weights_are_divided_by_their_sum():
    heavy = [{**IMPACT, "weight": "2"}, {**CRAFT, "weight": "1"}]

    assert placed(ranked([score("E1", "J1", "9"), score("E1", "J1", "3", "craft")], criteria=heavy)) == [
        (1, "E1", "7.000")
    ]


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("10.1", "The value is outside the scale of impact."),
        ("-0.1", "The value is outside the scale of impact."),
        *[
            (value, "The value is no plain decimal.")
            for value in ("1e1", "８", "+8", ".5", "8.", " 8", "", "八", None, True, [])
        ],
    ],
)
def test_a_value_that_is_none_is_refused_and_its_entry_waits(value, reason):
    result = ranked([score("E1", "J1", value)])

    assert result == {"ranking": [], "waiting": ["E1"], "refused": [{"score": 0, "reason": reason}]}


def test_an_unknown_criterion_a_second_value_and_a_recused_judge_are_refused():
    scores = [score("E1", "J1", "8"), score("E1", "J1", "9"), score("E1", "J1", "9", "luck"), score("E1", "J2", "1")]

    result = ranked(scores, recused=[{"judge": "J2", "entry": "E1"}])

    assert placed(result) == [(1, "E1", "8.000")]
    assert [row["score"] for row in result["refused"]] == [1, 2, 3]


@pytest.mark.parametrize(
    ("missing", "ranking", "waiting"), [("wait", [], ["E1"]), ("average", [(1, "E1", "7.000")], [])]
)
def test_a_criterion_left_out_waits_or_the_others_count(missing, ranking, waiting):
    scores = [score("E1", "J1", "6"), score("E1", "J1", "6", "craft"), score("E1", "J2", "8")]

    result = ranked(scores, criteria=(IMPACT, CRAFT), missing=missing)

    assert (placed(result), result["waiting"]) == (ranking, waiting)


@pytest.mark.parametrize(
    ("values", "total"), [(("1", "5", "6", "10"), "5.500"), (("1", "5", "10"), "5.000"), (("5", "10"), None)]
)
def test_trimming_leaves_out_the_highest_and_the_lowest(values, total):
    result = ranked(of_judges("E1", *values), aggregate="trimmed", trim=1)

    assert placed(result) == ([(1, "E1", total)] if total else [])
    assert result["waiting"] == ([] if total else ["E1"])


def test_an_entry_with_too_few_judges_waits():
    result = ranked([*of_judges("E1", "9", "9"), *of_judges("E2", "1", "1", "1")], min_judges=3)

    assert (placed(result), result["waiting"]) == ([(1, "E2", "1.000")], ["E1"])


@pytest.mark.parametrize(
    ("values", "decimals", "total"),
    [
        (("1", "2"), 0, "2"),
        (("0", "1"), 0, "1"),
        (("0.0005",), 3, "0.001"),
        (("0.0004",), 3, "0.000"),
        (("1", "1", "2"), 2, "1.33"),
        (("-0.5",), 0, "-1"),
        (("-0.4",), 0, "0"),
        (("-2.5", "-2.6"), 1, "-2.6"),
    ],
)
def test_totals_are_rounded_half_up_away_from_zero(values, decimals, total):
    wide = {**IMPACT, "low": "-10"}

    assert placed(ranked(of_judges("E1", *values), criteria=[wide], decimals=decimals)) == [(1, "E1", total)]


def test_equals_share_a_place_in_the_order_of_their_ids_and_the_next_place_is_left_out():
    scores = [score(entry, "J1", value) for entry, value in (("E9", "5"), ("E2", "7"), ("E1", "7"), ("E3", "8"))]

    assert placed(ranked(scores)) == [(1, "E3", "8.000"), (2, "E1", "7.000"), (2, "E2", "7.000"), (4, "E9", "5.000")]


def test_a_criterion_breaks_a_tie_by_its_plain_mean():
    scores = [
        score("E1", "J1", "9"),
        score("E1", "J1", "4", "craft"),
        score("E2", "J1", "6"),
        score("E2", "J1", "6", "craft"),
    ]

    assert placed(ranked(scores, criteria=(IMPACT, CRAFT), ties=["criterion:craft"])) == [
        (1, "E2", "6.000"),
        (2, "E1", "6.000"),
    ]


def test_of_two_the_one_that_more_judges_of_both_put_higher_stands_first():
    scores = [*of_judges("E1", "1", "6", "6"), *of_judges("E2", "5", "4", "4")]

    assert placed(ranked(scores, ties=["head_to_head"])) == [(1, "E1", "4.333"), (2, "E2", "4.333")]


def test_of_three_equals_no_judge_decides_and_shared_ends_the_breaking():
    three = [score(f"E{number}", "J1", "5") for number in (1, 2, 3)]
    two = [*of_judges("E1", "1", "6", "6"), *of_judges("E2", "5", "4", "4")]

    assert [place for place, *_rest in placed(ranked(three, ties=["head_to_head"]))] == [1, 1, 1]
    assert [place for place, *_rest in placed(ranked(two, ties=["shared", "head_to_head"]))] == [1, 1]


def test_normalised_means_are_distances_from_the_judge_s_average_in_deviations():
    scores = [*of_judges("E1", "2", "9"), *of_judges("E2", "4", "9")]

    assert placed(ranked(scores, normalise="zscore")) == [(1, "E2", "0.500"), (2, "E1", "-0.500")]


def test_a_judge_s_means_of_waiting_entries_count_for_the_scale():
    scores = [*of_judges("E1", "2", "2"), *of_judges("E2", "4", "4"), score("E3", "J1", "9")]

    both = [ranked(some, normalise="zscore", min_judges=2) for some in (scores, scores[:-1])]

    assert [result["waiting"] for result in both] == [["E3"], []]
    assert placed(both[0]) != placed(both[1])


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ([], "no object"),
        ({"criteria": [{**IMPACT, "weight": "0"}]}, "weigh nothing"),
        ({"criteria": [IMPACT, IMPACT]}, "same id"),
        ({"criteria": [{**IMPACT, "weight": "1e1"}]}, "weight of the criterion impact is no plain decimal"),
        ({"criteria": [{**IMPACT, "low": "11"}]}, "low is above its high"),
        ({"criteria": [IMPACT], "rule": {"aggregate": "median"}}, "aggregate is one of mean, trimmed"),
        ({"criteria": [IMPACT], "rule": {"trim": -1}}, "trim is a whole number"),
        ({"criteria": [IMPACT], "rule": {"ties": ["criterion:luck"]}}, "criterion:luck breaks no tie"),
        ({"criteria": [IMPACT], "rule": {"trims": 1}}, "The rule has no trims"),
        ({"criteria": [IMPACT], "scores": 1}, "scores is a list of objects"),
        ({"criteria": [IMPACT], "recused": [1]}, "recused is a list of objects"),
    ],
)
def test_a_rule_that_cannot_be_computed_is_refused_in_a_sentence(data, sentence):
    with pytest.raises(WrongRule, match=sentence):
        PlainContest.read(data)


def test_staff_read_in_their_language_what_is_wrong_with_a_rule():
    with pytest.raises(WrongRule) as wrong:
        PlainContest.read({"criteria": [IMPACT], "rule": {"trim": -1}})

    with translation.override("zh-hans"):
        assert rule_sentence(wrong.value) == "trim 须为不小于 0 的整数。"
    assert str(wrong.value) == "trim is a whole number of at least 0."


def test_the_command_prints_json_and_needs_no_database(tmp_path, capsys):
    file = tmp_path / "round.json"
    file.write_text(json.dumps({"rule": {"decimals": 1}, "criteria": [IMPACT], "scores": of_judges("作品", "8", "9")}))

    call_command("rank_scores", str(file))

    assert json.loads(capsys.readouterr().out) == {
        "ranking": [{"place": 1, "entry": "作品", "total": "8.5"}],
        "waiting": [],
        "refused": [],
    }


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"{", "is no JSON"), (b"\xff\xfe", "is no UTF-8"), (b"[]", "no object"), (None, "cannot be read")],
)
def test_a_file_that_is_none_is_refused_in_a_sentence(tmp_path, content, sentence):
    file = tmp_path / "round.json"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(CommandError, match=sentence):
        call_command("rank_scores", str(file))


LONG = "9" * 6_000


@pytest.mark.parametrize(
    ("changes", "result"),
    [
        ({"scores": [{"value": LONG}]}, ([], ["E1"], ["The value is outside the scale of impact."])),
        ({"scores": [{"value": f"5.{LONG}"}]}, ([(1, "E1", "6.0")], [], [])),
        ({"scores": [{"value": LONG}], "criteria": [{"high": LONG}]}, ([(1, "E1", f"{LONG}.0")], [], [])),
        ({"rule": {"min_judges": LONG}}, ([], ["E1"], [])),
        ({"scores": [{"entry": "\ud800"}]}, ([(1, "\ud800", "5.0")], [], [])),
        ({"scores": [{"value": float("nan")}]}, ([], ["E1"], ["The value is no plain decimal."])),
        ({"scores": [{"value": [[[]]]}]}, ([], ["E1"], ["The value is no plain decimal."])),
        ({"scores": [{"entry": "None", "judge": "None"}], "recused": [{}]}, ([(1, "None", "5.0")], [], [])),
        ({"rule": {"min_judges": 0}, "scores": [{"value": "x"}]}, ([], ["E1"], ["The value is no plain decimal."])),
        ({"rule": {"min_judges": 0, "aggregate": "trimmed", "trim": 0}}, ([(1, "E1", "5.0")], [], [])),
        ({"rule": {"decimals": 40}}, ([(1, "E1", f"5.{'0' * 40}")], [], [])),
        ({"scores": [{"judge": None}]}, ([], ["E1"], ["The score names no entry or no judge."])),
    ],
)
def test_no_file_that_is_json_breaks_the_command(tmp_path, capsys, changes, result):
    file, plain = tmp_path / "round.json", {"decimals": 1}
    criteria = [IMPACT | more for more in changes.get("criteria", [{}])]
    scores = [score("E1", "J1", "5") | more for more in changes.get("scores", [{}])]
    rule = plain | changes.get("rule", {})
    file.write_text(
        json.dumps({"rule": rule, "criteria": criteria, "scores": scores, "recused": changes.get("recused", [])})
    )

    call_command("rank_scores", str(file))

    told = json.loads(capsys.readouterr().out)
    rows = [(row["place"], row["entry"], row["total"]) for row in told["ranking"]]
    assert (rows, told["waiting"], [row["reason"] for row in told["refused"]]) == result


@pytest.mark.parametrize(
    ("data", "waiting", "refused"),
    [
        ({}, [], 0),
        ({"rule": None, "criteria": None, "scores": None, "recused": None}, [], 0),
        ({"rule": {}, "criteria": [], "scores": [], "recused": []}, [], 0),
        ({"criteria": [], "scores": [score("E1", "J1", "5")]}, ["E1"], 1),
        ({"criteria": [IMPACT], "scores": [None, 1, "E1", [], score("E2", "J1", "x")]}, ["E2"], 5),
    ],
)
def test_without_criteria_or_scores_nothing_is_ranked_and_what_is_no_score_is_refused_alone(data, waiting, refused):
    result = rank_entries(PlainContest.read(data))

    assert (result["ranking"], result["waiting"], len(result["refused"])) == ([], waiting, refused)


def test_a_file_that_is_nested_too_deep_is_refused_in_a_sentence(tmp_path):
    file = tmp_path / "round.json"
    file.write_text("[" * 200_000)

    with pytest.raises(CommandError, match="is no JSON"):
        call_command("rank_scores", str(file))
