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
from django.db.models import BigIntegerField, Case, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Greatest
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, make_aware

from deals.models import Terms
from deals.models.terms import AFTER, TermsQuerySet, Visibility
from deals.money.bands import ENDS, Band
from deals.totals.origins import party_origins, region_ancestry
from deals.totals.parts import Pin, Scope
from expo.presence import require_value
from expo.versions.row_memory import ROWS

DISCLOSED = Q(headline__isnull=False, amount_shown=Visibility.PUBLIC)
# Of an amount shown as a band, the band is public; of a hidden one nothing is.
BANDED = Q(amount_shown__in=[Visibility.PUBLIC, Visibility.BAND])
# What a project has one of at most; what it may have several of by its shown parties; and its areas, main and others.
OWN = ("place", "area", "ceremony", "instrument", "day", "band", "destination")
OF_PARTIES = ("country", "province", "ownership", "fortune_500", "organisation")
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


def counted_terms(scope: Scope) -> TermsQuerySet:
    """What is counted: public terms in the scope, each project once, with its headline amount as `headline`."""
    if scope.pin is not None:
        return join_headline(Terms.objects.filter(pk__in=scope.pin.terms or {0})).order_by()
    if scope.definition is None or scope.definition.whole:
        return join_headline(countable_terms(scope).of(scope.edition)).counted().order_by()
    return admitted_terms(scope).filter(~Exists(later_signings(scope))).order_by()


def join_headline(rows: Any) -> Any:
    return rows.alias(headline=FilteredRelation("amounts", condition=Q(amounts__headline=True)))


def countable_terms(scope: Scope) -> TermsQuerySet:
    """What may be counted at all: what is public, and at the desk what has come as far as the definition asks."""
    if scope.reached:
        return Terms.objects.reaching(scope.reached)
    return Terms.objects.public()


def admitted_terms(scope: Scope) -> TermsQuerySet:
    """What the definition lets in, without what something superseded."""
    admitted = filter_by_definition(join_headline(countable_terms(scope).of(scope.edition)), scope)
    superseding = countable_terms(scope)
    if scope.definition and scope.definition.as_of:
        superseding = superseding.filter(deal__announced_at__lte=scope.definition.as_of)
    return admitted.not_superseded_by(superseding)


def later_signings(scope: Scope) -> TermsQuerySet:
    """A later signing of the same project that is inside the scope as well."""
    return admitted_terms(scope).filter(AFTER, deal__project=OuterRef("deal__project"))


def filter_by_definition(found: Any, scope: Scope) -> Any:
    """The rows that the definition lets in, of terms with `headline`."""
    definition = scope.definition
    if definition is None:
        return found
    if definition.place:
        found = found.filter(place=definition.place)
    if definition.instruments:
        found = found.filter(instrument__in=definition.instruments)
    if definition.as_of:
        found = found.filter(deal__announced_at__lte=definition.as_of)
    if definition.currency:
        found = found.filter(DISCLOSED, headline__currency=definition.currency)
    if definition.minimum_minor:
        found = found.filter(
            DISCLOSED
            & is_converted(scope.reporting_currency)
            & Q(headline__reporting_minor__gte=definition.minimum_minor)
        )
    return found


def is_converted(currency: str | F) -> Q:
    """What is fixed in the currency that is reported in.

    Somebody may give the edition another one after deals were verified: what was fixed in the old one is not added.
    """
    return Q(headline__reporting_minor__isnull=False, headline__reporting_currency=currency)


def band_of_amount(currency: str | F) -> Case:
    """Bands are of yuan."""
    banded = BANDED & is_converted(currency) & Q(headline__reporting_currency="CNY")
    cases = [When(banded & Q(headline__reporting_minor__gte=end), then=Value(str(band.value))) for end, band in ENDS]
    return Case(*cases, When(banded, then=Value(str(Band.UNDER_100M.value))), default=None)


def counted_rows(scope: Scope) -> QuerySet:
    """A row for each project counted: what it is counted by, and what it adds."""
    return counted_terms(scope).values(
        terms_key=F("pk"),
        by_place=F("place"),
        by_area=F("primary_area"),
        by_ceremony=F("ceremony"),
        by_instrument=F("instrument"),
        by_day=F("signed_on"),
        by_destination=F("destination"),
        by_band=band_of_amount(scope.reporting_currency),
        **sum_columns(scope),
    )


def sum_columns(scope: Scope) -> dict[str, Any]:
    """What a row adds to the sums."""
    summed, minor = is_converted(scope.reporting_currency), F("headline__reporting_minor")
    if scope.as_written:
        summed, minor = Q(headline__currency=scope.currency), F("headline__minor")
    if scope.pin and scope.pin.unconverted:
        summed &= ~Q(pk__in=scope.pin.unconverted)
    announced = Coalesce("deal__announced_at", "entered_at")
    return {
        "minor": Case(When(DISCLOSED & summed, then=minor), default=None),
        "undisclosed": Case(When(DISCLOSED, then=0), default=1),
        "rate_missing": Case(When(DISCLOSED & ~summed, then=1), default=0),
        "announced_at": Greatest(announced, Coalesce("deal__corrected_at", announced)),
    }


def drawn_rows(scope: Scope) -> QuerySet:
    """What stands for projects of batches, of either place: of each project the latest signing drawn from that batch.

    It stands for its project also where a later signing, drawn from no batch or from another, is the one counted.
    """
    batch: Case | F = F("deal__batch")
    if scope.pin is not None:
        terms, batch = pinned_drawn_terms(scope.pin)
    else:
        terms = latest_drawn_terms(scope)
    return join_headline(terms).order_by().values(by_batch=batch, **sum_columns(scope))


def pinned_drawn_terms(pin: Pin) -> tuple[TermsQuerySet, Case]:
    """What was drawn when it was pinned, and an expression for its batch."""
    drawn, cases = {0}, []
    for key, batch in pin.batches.items():
        if batch.drawn:
            drawn |= batch.drawn
            cases.append(When(pk__in=batch.drawn, then=Value(key)))
    return Terms.objects.filter(pk__in=drawn), Case(*cases, default=None, output_field=BigIntegerField())


def latest_drawn_terms(scope: Scope) -> TermsQuerySet:
    drawn = countable_terms(scope).of(scope.edition).exclude(deal__batch=None)
    drawn = drawn.not_superseded_by(countable_terms(scope))
    later = drawn.filter(AFTER, deal__project=OuterRef("deal__project"), deal__batch=OuterRef("deal__batch"))
    return drawn.filter(~Exists(later))


def area_marks() -> QuerySet:
    """Which terms bear which area, main or other."""
    return Terms.areas.through.objects.order_by().values(of_terms=F("terms"), by_any_area=F("technologyarea"))


def sum_dimensions(scope: Scope, dimensions: Iterable[str]) -> list[DimensionSum]:
    """The sums of every dimension, in one query.

    Those of everything announced are remembered, dimension by dimension, while the ledger stays as it is.
    """
    wanted = list(dimensions)
    if not is_remembered(scope):
        return query_sums(scope, wanted)
    found: list[DimensionSum] = []
    for sums in ROWS.recall_each(partial(cube_key, scope), wanted, partial(query_dimensions, scope)):
        found += sums
    return found


def is_remembered(scope: Scope) -> bool:
    """Marks tell of what is announced only; and of definitions there are as many as somebody asks for."""
    return scope.pin is None and (scope.definition is None or scope.definition.whole)


def cube_key(scope: Scope, dimension: str) -> Hashable:
    """All that the query takes from a scope that is remembered."""
    return "cube", scope.edition.pk, scope.edition.reporting_currency, dimension


def query_dimensions(scope: Scope, dimensions: list[str]) -> dict[str, tuple[DimensionSum, ...]]:
    """By dimension, in the order asked."""
    found: dict[str, list[DimensionSum]] = {dimension: [] for dimension in dimensions}
    for row in query_sums(scope, dimensions):
        found[row.dimension].append(row)
    return {dimension: tuple(rows) for dimension, rows in found.items()}


def query_sums(scope: Scope, dimensions: list[str]) -> list[DimensionSum]:
    common: list[str] = []
    params: list[Any] = []
    for name, table in common_tables(scope, dimensions).items():
        table_sql, table_params = table.query.sql_with_params()
        common.append(f"{name} AS MATERIALIZED ({table_sql})")
        params += table_params
    if has_parties(dimensions):
        common.append("origins AS MATERIALIZED (SELECT * FROM named LEFT JOIN regions ON from_region = of_region)")
    query = f"WITH {', '.join(common)} " + " UNION ALL ".join(map(dimension_query, dimensions))
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


def dimension_query(dimension: str) -> str:
    """The part of the query that sums by this dimension."""
    pattern = OTHERS.get(dimension, OVER_PARTIES)
    if dimension in OWN:
        pattern = OVER_OWN
    return pattern.format(dimension, SUMS)


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
