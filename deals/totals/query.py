"""The one query behind every total: announced rows, each project once, summed by any number of dimensions.

The rows to count are found once (a common table expression, written by the ORM from the QuerySet methods that define
"public" and "counted"), and each dimension is one grouped arm over them: the number of queries and the passes over the
ledger stay the same however many breakdowns a page shows.
"""

import datetime as dt
from collections.abc import Hashable, Iterable
from functools import partial
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import F, QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, make_aware

from deals.models import Terms
from deals.totals.origins import party_origins, region_ancestry
from deals.totals.parts import Scope
from deals.totals.rows.counted import counted_rows
from deals.totals.rows.drawn import drawn_rows
from deals.totals.rows.league import ALL, LEAGUE, LEAGUE_SIZE, SIGNED, LeagueChoice, league_queries
from expo.presence import require_value
from expo.versions.row_memory import ROWS

# What a project has one of at most; what it may have several of by its shown parties; and its areas, main and others.
OWN = ("place", "area", "ceremony", "instrument", "day", "band", "destination")
OF_PARTIES = ("country", "province", "ownership", "fortune_500", LEAGUE)
ANY_AREA = "any_area"
# What is drawn from each batch: not a part of what is counted, but what is taken off what was announced of the batch.
BATCH = "batch"
SUMS = "COUNT(*), SUM(minor), SUM(undisclosed), SUM(rate_missing), MAX(announced_at)"
OVER_OWN = "SELECT '{0}', CAST(by_{0} AS varchar), {1} FROM counted GROUP BY by_{0}"
OVER_DRAWN = "SELECT '{0}', CAST(by_{0} AS varchar), {1} FROM drawn GROUP BY by_{0}"
OVER_PARTIES = """SELECT '{0}', CAST(found.by_{0} AS varchar), {1} FROM counted LEFT JOIN
 (SELECT DISTINCT of_terms, by_{0} FROM origins WHERE by_{0} IS NOT NULL) AS found
 ON found.of_terms = counted.terms_key GROUP BY found.by_{0}"""
OVER_AREAS = """SELECT '{0}', CAST(found.by_{0} AS varchar), {1} FROM counted LEFT JOIN marked AS found
 ON found.of_terms = counted.terms_key GROUP BY found.by_{0}"""

OTHERS = {ANY_AREA: OVER_AREAS, BATCH: OVER_DRAWN}


class DimensionSum(NamedTuple):
    """A row of the cube: `value` is the dimension's value as text (None: not stated); `minor` None: none disclosed."""

    dimension: str
    value: str | None
    projects: int
    minor: int | None
    undisclosed: int
    rate_missing: int
    last: dt.datetime


def area_marks() -> QuerySet:
    """Which terms bear which area, main or other."""
    return Terms.areas.through.objects.order_by().values(of_terms=F("terms"), by_any_area=F("technologyarea"))


def sum_dimensions(scope: Scope, dimensions: Iterable[str], league: LeagueChoice = ALL) -> list[DimensionSum]:
    """The sums of every dimension, in one query; by organisation, those of the league that is chosen.

    Those of everything announced are remembered, dimension by dimension, while the ledger stays as it is.
    """
    wanted = list(dimensions)
    if not is_remembered(scope):
        return query_sums(scope, wanted, league)
    found: list[DimensionSum] = []
    for sums in ROWS.recall_each(partial(cube_key, scope, league), wanted, partial(query_dimensions, scope, league)):
        found += sums
    return found


def is_remembered(scope: Scope) -> bool:
    """Marks tell of what is announced only; and of definitions there are as many as somebody asks for."""
    return scope.pin is None and (scope.definition is None or scope.definition.whole)


def cube_key(scope: Scope, league: LeagueChoice, dimension: str) -> Hashable:
    """All that the query takes from a scope that is remembered."""
    return "cube", scope.edition.pk, scope.edition.reporting_currency, dimension, dimension == LEAGUE and league


def query_dimensions(scope: Scope, league: LeagueChoice, dimensions: list[str]) -> dict[str, tuple[DimensionSum, ...]]:
    """By dimension, in the order asked; the size of the league goes with the league."""
    found: dict[str, list[DimensionSum]] = {dimension: [] for dimension in dimensions}
    for row in query_sums(scope, dimensions, league):
        found[LEAGUE if row.dimension == LEAGUE_SIZE else row.dimension].append(row)
    return {dimension: tuple(rows) for dimension, rows in found.items()}


def query_sums(scope: Scope, dimensions: list[str], league: LeagueChoice) -> list[DimensionSum]:
    common: list[str] = []
    params: list[Any] = []
    for name, table in common_tables(scope, dimensions).items():
        table_sql, table_params = table.query.sql_with_params()
        common.append(f"{name} AS MATERIALIZED ({table_sql})")
        params += table_params
    if has_parties(dimensions):
        common.append("origins AS MATERIALIZED (SELECT * FROM named LEFT JOIN regions ON from_region = of_region)")
    if LEAGUE in dimensions and league != ALL:
        common.append(f"signed AS MATERIALIZED ({SIGNED})")
    parts: list[str] = []
    for dimension in dimensions:
        parts += dimension_queries(dimension, league)
    query = f"WITH {', '.join(common)} " + " UNION ALL ".join(parts)
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        return [parse_sum(row) for row in cursor.fetchall()]


def common_tables(scope: Scope, dimensions: list[str]) -> dict[str, QuerySet]:
    """By their names, what the parts of the query read."""
    tables: dict[str, QuerySet] = {"counted": counted_rows(scope)}
    if BATCH in dimensions:
        tables["drawn"] = drawn_rows(scope)
    if has_parties(dimensions):
        tables |= {"named": party_origins(scope), "regions": region_ancestry()}
    if ANY_AREA in dimensions:
        tables["marked"] = area_marks()
    return tables


def has_parties(dimensions: list[str]) -> bool:
    return not set(OF_PARTIES).isdisjoint(dimensions)


def dimension_queries(dimension: str, league: LeagueChoice) -> list[str]:
    """The parts of the query that sum by this dimension."""
    if dimension == LEAGUE and league != ALL:
        return league_queries(league, SUMS)
    pattern = OTHERS.get(dimension, OVER_PARTIES)
    if dimension in OWN:
        pattern = OVER_OWN
    return [pattern.format(dimension, SUMS)]


def parse_sum(row: tuple) -> DimensionSum:
    """A row as the database gives it: PostgreSQL sums to Decimal, SQLite gives moments as text in UTC."""
    dimension, value, projects, minor, undisclosed, rate_missing, last = row
    if minor is not None:
        minor = int(minor)
    return DimensionSum(dimension, value, int(projects), minor, int(undisclosed), int(rate_missing), parse_moment(last))


def parse_moment(value: str | dt.datetime) -> dt.datetime:
    moment = require_value(parse_datetime(value)) if isinstance(value, str) else value
    if is_naive(moment):
        moment = make_aware(moment, dt.UTC)
    return moment
