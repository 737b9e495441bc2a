"""The written rule of a contest's round, its criteria, and what a judge gave: read from plain data, checked, exact."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, Self

PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?")
CRITERION = "criterion:"
CHOICES = {"aggregate": ("mean", "trimmed"), "normalise": ("none", "zscore"), "missing": ("wait", "average")}
COUNTS = {"trim": 0, "min_judges": 0, "decimals": 0}
MOST_DECIMALS = 1_000


def gettext_noop(sentence: str) -> str:
    """Marks a sentence as one to be translated. Django's own asks for settings, which `rank_scores` has none of."""
    return sentence


class WrongRule(ValueError):
    """What is wrong with a rule, its criteria or the shape of the file. As text it is in English, for programs; whoever
    shows it to people translates `sentence` and fills in `params`.
    """

    def __init__(self, sentence: str, **params: object) -> None:
        super().__init__(sentence % params)
        self.sentence, self.params = sentence, params


SCALE = gettext_noop("The criterion %(name)s weighs less than nothing, or its low is above its high.")
NO_WEIGHT = gettext_noop("The criteria weigh nothing.")
NO_TIE = gettext_noop("%(tie)s breaks no tie: use criterion:ID, head_to_head or shared.")


def plain_decimal(text: object) -> Fraction | None:
    """The exact value of digits such as -8.25; None for anything else: signs of other scripts, exponents, blanks."""
    if isinstance(text, str) and PLAIN.fullmatch(text) and text.isascii():
        # By way of Decimal, which reads any number of digits; int refuses thousands of them.
        return Fraction(Decimal(text))
    return None


@dataclass(frozen=True)
class PlainCriterion:
    """What judges give a value for, from `low` to `high`, and how much it weighs."""

    id: str
    weight: Fraction
    low: Fraction
    high: Fraction

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Self:
        name = data.get("id")
        if not isinstance(name, str) or not name:
            raise WrongRule(gettext_noop("Each criterion needs an id."))
        numbers = {}
        for key in ("weight", "low", "high"):
            number = plain_decimal(data.get(key))
            if number is None:
                raise WrongRule(
                    gettext_noop("%(key)s of the criterion %(name)s is no plain decimal."), key=key, name=name
                )
            numbers[key] = number
        if numbers["weight"] < 0 or numbers["low"] > numbers["high"]:
            raise WrongRule(SCALE, name=name)
        return cls(name, **numbers)


@dataclass(frozen=True)
class Rule:
    """How the means of an entry's judges become one total, and who stands first where totals are equal.

    `trim`: how many of the highest and of the lowest means are left out where `aggregate` is "trimmed".
    """

    aggregate: str = "mean"
    trim: int = 0
    normalise: str = "none"
    ties: tuple[str, ...] = ()
    min_judges: int = 1
    missing: str = "wait"
    decimals: int = 3

    @classmethod
    def read(cls, data: Mapping[str, Any], criteria: Iterable[str]) -> Self:
        given = dict(data)
        if unknown := sorted(set(given) - set(cls.__dataclass_fields__)):
            raise WrongRule(gettext_noop("The rule has no %(key)s."), key=unknown[0])
        for key, choices in CHOICES.items():
            if key in given and given[key] not in choices:
                raise WrongRule(gettext_noop("%(key)s is one of %(choices)s."), key=key, choices=", ".join(choices))
        for key, least in COUNTS.items():
            if key in given:
                given[key] = whole_number(key, given[key], least)
        if given.get("decimals", 0) > MOST_DECIMALS:
            raise WrongRule(gettext_noop("decimals is at most %(most)s."), most=MOST_DECIMALS)
        given["ties"] = tie_breaks(given.get("ties", []), set(criteria))
        return cls(**given)

    @property
    def left_out(self) -> int:
        """Means at each end that do not count."""
        if self.aggregate == "trimmed":
            return self.trim
        return 0


def whole_number(key: str, value: object, least: int) -> int:
    text = str(value)
    if not (text.isascii() and text.isdecimal() and Decimal(text) >= least):
        raise WrongRule(gettext_noop("%(key)s is a whole number of at least %(least)s."), key=key, least=least)
    return int(Decimal(text))


def tie_breaks(ties: object, criteria: set[str]) -> tuple[str, ...]:
    if not isinstance(ties, list):
        raise WrongRule(gettext_noop("ties is a list."))
    for tie in ties:
        named = isinstance(tie, str) and tie.startswith(CRITERION) and tie.removeprefix(CRITERION) in criteria
        if not named and tie not in ("head_to_head", "shared"):
            raise WrongRule(NO_TIE, tie=tie)
    return tuple(ties)


@dataclass(frozen=True)
class PlainScore:
    """What was sent in place `index` of the list; only texts are taken for names, anything for the value."""

    index: int
    entry: str
    judge: str
    criterion: str
    value: object


@dataclass(frozen=True)
class PlainContest:
    """A round with its rule and all that its jury sent."""

    rule: Rule
    criteria: dict[str, PlainCriterion]
    scores: list[PlainScore]
    recused: frozenset[tuple[str, str]] = field(default_factory=frozenset)

    @classmethod
    def read(cls, data: object) -> Self:
        """From the parsed file. Raises WrongRule where no ranking could be computed from it at all."""
        if not isinstance(data, dict):
            raise WrongRule(gettext_noop("The file holds no object with rule, criteria and scores."))
        criteria = [PlainCriterion.read(row) for row in object_list(data, "criteria")]
        if len({criterion.id for criterion in criteria}) < len(criteria):
            raise WrongRule(gettext_noop("Two criteria have the same id."))
        if criteria and not sum(criterion.weight for criterion in criteria):
            raise WrongRule(NO_WEIGHT)
        by_id = {criterion.id: criterion for criterion in criteria}
        rule = {} if data.get("rule") is None else data["rule"]
        if not isinstance(rule, dict):
            raise WrongRule(gettext_noop("rule is an object."))
        scores = [make_score(index, row) for index, row in enumerate(list_of(data, "scores"))]
        pairs = object_list(data, "recused")
        recused = {(text_or_empty(row.get("judge")), text_or_empty(row.get("entry"))) for row in pairs}
        return cls(Rule.read(rule, by_id), by_id, scores, frozenset(recused))


def list_of(data: Mapping[str, Any], key: str) -> list[Any]:
    """Empty where the file has none, or null."""
    rows = data.get(key)
    if rows is None:
        return []
    if not isinstance(rows, list):
        raise WrongRule(gettext_noop("%(key)s is a list of objects."), key=key)
    return rows


def object_list(data: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    rows = list_of(data, key)
    if not all(isinstance(row, dict) for row in rows):
        raise WrongRule(gettext_noop("%(key)s is a list of objects."), key=key)
    return rows


def make_score(index: int, row: object) -> PlainScore:
    """What is no object names nothing, and is refused by itself."""
    given = row if isinstance(row, dict) else {}
    texts = {key: text_or_empty(given.get(key)) for key in ("entry", "judge", "criterion")}
    return PlainScore(index=index, value=given.get("value"), **texts)


def text_or_empty(value: object) -> str:
    if isinstance(value, str):
        return value
    return ""
