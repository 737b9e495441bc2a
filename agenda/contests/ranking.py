"""From the scores of a jury to places, as the rule says: exact, so that everybody who computes it gets the same.

Judges' means and totals are fractions; normalised ones decimals of 60 digits, of which 30 decide.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from math import lcm
from typing import Any

from agenda.contests.rules import CRITERION, PlainContest, PlainScore, plain_decimal
from expo.presence import require_value

DIGITS = Context(prec=60, rounding=ROUND_HALF_UP)
# Normalised totals that differ by no more are equal.
EQUAL, EXACT = Fraction(1, 10**30), Fraction()
# Lower than any value: where a judge may leave criteria out, nobody may have given this one.
NO_VALUE = Fraction(-(10**100))
MOST_DENOMINATORS = 60

Values = dict[str, dict[str, Fraction]]
Means = dict[str, Fraction]


@dataclass
class Scores:
    """By entry, then by judge, then by criterion; and what was refused, with its place in the list and why."""

    by_entry: dict[str, Values] = field(default_factory=dict)
    refused: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Standing:
    """An entry with its total and what decides where totals are equal."""

    entry: str
    total: Fraction
    values: Values
    means: Means


def rank_entries(contest: PlainContest) -> dict[str, list[dict[str, Any]] | list[str]]:
    """Places, entries that wait, and refused scores, as plain data; `total` is a text with the rule's decimals."""
    scores = check_scores(contest)
    means = {entry: judges_means(values, contest) for entry, values in scores.by_entry.items()}
    counted = means
    if contest.rule.normalise == "zscore":
        counted = normalise_means(means)
    standings, waiting = [], []
    for entry, values in scores.by_entry.items():
        total = None
        if not has_to_wait(values, contest):
            total = entry_total(counted[entry], contest)
        if total is None:
            waiting.append(entry)
        else:
            standings.append(Standing(entry, total, values, means[entry]))
    return {
        "ranking": ranking_rows(standings, contest),
        "waiting": sorted(waiting),
        "refused": [{"score": index, "reason": reason} for index, reason in scores.refused],
    }


def check_scores(contest: PlainContest) -> Scores:
    scores = Scores()
    for score in contest.scores:
        if score.entry:
            scores.by_entry.setdefault(score.entry, {})
        if reason := score_refusal(score, contest, scores):
            scores.refused.append((score.index, reason))
            continue
        by_judge = scores.by_entry[score.entry].setdefault(score.judge, {})
        by_judge[score.criterion] = require_value(plain_decimal(score.value))
    return scores


def score_refusal(score: PlainScore, contest: PlainContest, scores: Scores) -> str:
    """Empty for a score that counts."""
    if not (score.entry and score.judge):
        return "The score names no entry or no judge."
    criterion = contest.criteria.get(score.criterion)
    if criterion is None:
        return f"There is no criterion {score.criterion or '(none)'}."
    if (score.judge, score.entry) in contest.recused:
        return f"{score.judge} is recused from {score.entry}."
    value = plain_decimal(score.value)
    if value is None:
        return "The value is no plain decimal."
    if not criterion.low <= value <= criterion.high:
        return f"The value is outside the scale of {criterion.id}."
    if score.criterion in scores.by_entry[score.entry].get(score.judge, {}):
        return f"{score.judge} gave {score.entry} a value for {score.criterion} already; the first stays."
    return ""


def has_to_wait(values: Values, contest: PlainContest) -> bool:
    """Whether the rule has an entry wait because one of its judges left a criterion out."""
    return contest.rule.missing == "wait" and any(len(given) < len(contest.criteria) for given in values.values())


def judges_means(values: Values, contest: PlainContest) -> Means:
    """The weighted mean of each judge; of those that left criteria out only where the rule takes the others."""
    means: Means = {}
    for judge, given in values.items():
        if contest.rule.missing == "wait" and len(given) < len(contest.criteria):
            continue
        weight, weighted = Fraction(), Fraction()
        for criterion, value in given.items():
            weight += contest.criteria[criterion].weight
            weighted += contest.criteria[criterion].weight * value
        if weight:
            means[judge] = weighted / weight
    return means


def normalise_means(means: dict[str, Means]) -> dict[str, Means]:
    """Each judge's means by their distance from the judge's average, in population deviations; 0 without a spread."""
    of_judge: dict[str, list[Fraction]] = defaultdict(list)
    for by_judge in means.values():
        for judge, mean in by_judge.items():
            of_judge[judge].append(mean)
    scales = {judge: average_and_deviation(values) for judge, values in of_judge.items()}
    scores: dict[str, Means] = {}
    for entry, by_judge in means.items():
        scores[entry] = {judge: standard_score(mean, *scales[judge]) for judge, mean in by_judge.items()}
    return scores


def average_and_deviation(values: list[Fraction]) -> tuple[Fraction, Decimal]:
    """The average and the population deviation."""
    average = sum(values, Fraction()) / len(values)
    variance = sum(((value - average) ** 2 for value in values), Fraction()) / len(values)
    return average, decimal_value(variance).sqrt(DIGITS)


def standard_score(mean: Fraction, average: Fraction, deviation: Decimal) -> Fraction:
    if not deviation:
        return Fraction()
    return Fraction(DIGITS.divide(decimal_value(mean - average), deviation))


def decimal_value(value: Fraction) -> Decimal:
    return DIGITS.divide(Decimal(value.numerator), Decimal(value.denominator))


def entry_total(means: Means, contest: PlainContest) -> Fraction | None:
    """The plain mean of what the rule leaves of the judges' means; None where there are too few."""
    rule = contest.rule
    if len(means) < rule.min_judges or len(means) <= 2 * rule.left_out:
        return None
    left = sorted(means.values())[rule.left_out : len(means) - rule.left_out]
    return Fraction(sum(left), len(left))


def ranking_rows(standings: list[Standing], contest: PlainContest) -> list[dict[str, Any]]:
    """1, 2, 2, 4: equals share a place, in the order of their ids."""
    near = EXACT
    if contest.rule.normalise == "zscore":
        near = EQUAL
    rows: list[dict[str, Any]] = []
    for tied in group_equals(standings, lambda standing: standing.total, near):
        for equals in break_ties(tied, contest.rule.ties):
            place = len(rows) + 1
            for standing in sorted(equals, key=lambda standing: standing.entry):
                total = format_total(snap_total(standing.total, near), contest.rule.decimals)
                rows.append({"place": place, "entry": standing.entry, "total": total})
    return rows


def group_equals(
    standings: list[Standing], value: Callable[[Standing], Fraction], near: Fraction = EXACT
) -> list[list[Standing]]:
    """Those with equal values together, the highest first."""
    values, scale = common_scale([value(standing) for standing in standings])
    found: list[list[Standing]] = []
    first: Any = None
    for at in sorted(range(len(standings)), key=values.__getitem__, reverse=True):
        if found and first - values[at] <= near * scale:
            found[-1].append(standings[at])
        else:
            first = values[at]
            found.append([standings[at]])
    return found


def common_scale(values: list[Fraction]) -> tuple[list[Any], int]:
    """The values as whole numbers, which compare much faster, and what each was multiplied by: as they are, and 1,
    where that would take very large ones.
    """
    denominators = {value.denominator for value in values}
    if len(denominators) > MOST_DENOMINATORS:
        return values, 1
    scale = lcm(*denominators)
    return [value.numerator * (scale // value.denominator) for value in values], scale


def break_ties(tied: list[Standing], ties: tuple[str, ...]) -> list[list[Standing]]:
    """Groups of those that stay equal, the first group standing first; each rule works on what the former left."""
    if len(tied) < 2 or not ties or ties[0] == "shared":
        return [tied]
    if ties[0].startswith(CRITERION):
        criterion = ties[0].removeprefix(CRITERION)
        parts = group_equals(tied, lambda standing: criterion_mean(standing, criterion))
    else:
        parts = compare_head_to_head(tied)
    groups: list[list[Standing]] = []
    for part in parts:
        groups.extend(break_ties(part, ties[1:]))
    return groups


def criterion_mean(standing: Standing, criterion: str) -> Fraction:
    """The plain mean over all judges that count, as they gave it."""
    values = []
    for judge, given in standing.values.items():
        if judge in standing.means and criterion in given:
            values.append(given[criterion])
    if not values:
        return NO_VALUE
    return Fraction(sum(values), len(values))


def compare_head_to_head(tied: list[Standing]) -> list[list[Standing]]:
    """Of exactly two, the one that more of the judges of both put higher; otherwise all as they were."""
    if len(tied) != 2:
        return [tied]
    one, other = tied
    both = one.means.keys() & other.means.keys()
    lead = sum((one.means[judge] > other.means[judge]) - (one.means[judge] < other.means[judge]) for judge in both)
    if not lead:
        return [tied]
    if lead > 0:
        return [[one], [other]]
    return [[other], [one]]


def snap_total(total: Fraction, near: Fraction) -> Fraction:
    """What is equal within `near` is one number, so that it rounds alike."""
    if not near:
        return total
    return round(total / near) * near


def format_total(total: Fraction, decimals: int) -> str:
    """Rounded half up, away from zero."""
    # The floor of the total's tenfold, hundredfold … and a half.
    whole = (2 * abs(total.numerator) * 10**decimals + total.denominator) // (2 * total.denominator)
    sign = ""
    if total < 0 and whole:
        sign = "-"
    # A whole Decimal is written out, however many digits it has; int refuses thousands of them.
    digits = str(Decimal(whole)).rjust(decimals + 1, "0")
    if not decimals:
        return f"{sign}{digits}"
    return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}"
