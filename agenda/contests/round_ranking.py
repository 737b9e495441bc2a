"""The ranking of a round as it stands, from sums that the database makes; equal to that of `round_content`."""

from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction
from typing import Any, NamedTuple

from django.db import connections
from django.db.models import BigIntegerField, Case, Count, Exists, F, OuterRef, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Cast

from agenda.contests.content import round_content, standing_assignments
from agenda.contests.ranking import Standing, entry_total, rank_entries, ranking_rows
from agenda.contests.rules import CRITERION, NO_WEIGHT, PlainContest, WrongRule
from agenda.models.contests import UNITS, Criterion, MissingScores, Normalisation, Recusal, Round, Score
from agenda.models.contests.entries import entry_code
from agenda.models.contests.jury import juror_code

BIG: BigIntegerField = BigIntegerField()


class JudgeSums(NamedTuple):
    """What a judge gave an entry: values times weights, and the weights, both in ten-thousandths; how many `values`.

    `tied`: in ten-thousandths, the value of each criterion that breaks ties, where it was given.
    """

    entry: str
    judge: str
    weighted: int
    weight: int
    values: int
    tied: dict[str, int]


def rank_round(round_: Round) -> dict[str, Any]:
    """Places and entries that wait, as `rank_scores` prints them; in three queries, but where means are normalised or
    a former total is carried over. Entries that nobody has scored are in neither list.

    Raises WrongRule where there are no criteria, so that nobody's scores could count.
    """
    criteria = list(round_.criteria.all())
    if not criteria:
        raise WrongRule(NO_WEIGHT)
    if round_.carried_weight or round_.normalise != Normalisation.NONE:
        return rank_entries(PlainContest.read(round_content(round_)))
    contest = contest_of(round_, criteria)
    return rank_sums(read_sums(round_, criteria), contest)


def contest_of(round_: Round, criteria: list[Criterion]) -> PlainContest:
    """The rule and the criteria without any scores."""
    given = []
    for criterion in criteria:
        numbers = {name: str(getattr(criterion, name)) for name in ("weight", "low", "high")}
        given.append({"id": criterion.code, **numbers})
    return PlainContest.read({"rule": round_.rule, "criteria": given})


def read_sums(round_: Round, criteria: list[Criterion]) -> list[JudgeSums]:
    """Of each judge and entry: two queries, of which one adds up the scores. What a recused judge gave counts 0."""
    ties = [tie.removeprefix(CRITERION) for tie in round_.tie_breaks if tie.startswith(CRITERION)]
    sums = {row[0]: row[1:] for row in plain_rows(sum_scores(round_, criteria, ties))}
    recused = Recusal.objects.filter(juror=OuterRef("juror"), entry=OuterRef("round_entry__entry"))
    pairs = standing_assignments(round_).annotate(recused=Exists(recused))
    names = ("round_entry__entry__number", "juror__number", "recused")
    found = []
    for key, entry, judge, left in plain_rows(pairs.values_list("pk", *names)):
        if key in sums:
            count, weighted, weight, *values = sums[key]
            tied = {code: value for code, value in zip(ties, values, strict=True) if value is not None}
            codes = entry_code(entry), juror_code(judge)
            found.append(JudgeSums(*codes, int(weighted), int(weight), 0 if left else count, tied))
    return found


def plain_rows(rows: QuerySet) -> list[tuple]:
    """Of `values_list`, as the driver of the database gives them; one query. Sums may be whole decimals, and what is
    true may be 1: of many rows, turning each value into what Django makes of it takes longer than the database.
    """
    sql, params = rows.query.get_compiler(rows.db).as_sql()
    with connections[rows.db].cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def sum_scores(round_: Round, criteria: list[Criterion], ties: list[str]) -> QuerySet:
    """Rows of an assignment's key, its count, its sums, and its values of the criteria that break ties."""
    weight, counted = weight_of_score(criteria), scale_condition(criteria)
    keys = {row.code: row.pk for row in criteria}
    of_ties = {f"tied_{at}": Sum("units", filter=Q(criterion=keys[code])) for at, code in enumerate(ties)}
    whole: Any = Value(round(sum(row.weight for row in criteria) * UNITS))
    if round_.missing == MissingScores.AVERAGE:
        whole = Sum(weight)
    weighted = Sum(Cast(F("units"), BIG) * weight, output_field=BIG)
    scores = Score.objects.filter(counted).order_by().values("assignment")
    sums = scores.annotate(count=Count("pk"), weighted=weighted, weight=whole, **of_ties)
    return sums.values_list("assignment", "count", "weighted", "weight", *of_ties)


def weight_of_score(criteria: list[Criterion]) -> Case:
    """In ten-thousandths. Criteria that weigh the same are one comparison."""
    keys: dict[int, list[int]] = defaultdict(list)
    for row in criteria:
        keys[round(row.weight * UNITS)].append(row.pk)
    weights = [When(criterion__in=same, then=Value(weight)) for weight, same in keys.items()]
    return Case(*weights, default=Value(0), output_field=BIG)


def scale_condition(criteria: list[Criterion]) -> Q:
    """Which scores count: of these criteria, within what their scales are now."""
    keys: dict[tuple[int, int], list[int]] = defaultdict(list)
    for row in criteria:
        keys[round(row.low * UNITS), round(row.high * UNITS)].append(row.pk)
    counted = Q(pk__in=[])
    for (low, high), same in keys.items():
        counted |= Q(criterion__in=same, units__gte=low, units__lte=high)
    return counted


def rank_sums(sums: Iterable[JudgeSums], contest: PlainContest) -> dict[str, Any]:
    """By the same functions as a ranking from plain data. Means are exact: whole numbers over one denominator."""
    by_entry: dict[str, list[JudgeSums]] = defaultdict(list)
    for row in sums:
        by_entry[row.entry].append(row)
    whole = round(sum(criterion.weight for criterion in contest.criteria.values()) * UNITS)
    standings, waiting = [], []
    for entry, rows in by_entry.items():
        standing = entry_standing(entry, rows, contest, whole)
        if standing is None:
            waiting.append(entry)
        else:
            standings.append(standing)
    return {"ranking": ranking_rows(standings, contest), "waiting": sorted(waiting)}


def entry_standing(entry: str, rows: list[JudgeSums], contest: PlainContest, whole: int) -> Standing | None:
    """None for an entry that waits. `whole`: the weight of all criteria, in ten-thousandths."""
    means: dict[str, Any] = {}
    # They are only compared with each other, so whole numbers will do.
    values: Any = {}
    for row in rows:
        if not row.values:
            continue
        if row.values < len(contest.criteria) and contest.rule.missing == "wait":
            return None
        means[row.judge] = row.weighted
        if row.weight != whole:
            means[row.judge] = Fraction(row.weighted * whole, row.weight)
        values[row.judge] = row.tied
    total = entry_total(means, contest)
    if total is None:
        return None
    return Standing(entry, Fraction(total.numerator, total.denominator * whole * UNITS), values, means)
