"""The figures on top of an edition: counted from the ledger, and as stated in public."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from deals.models import ExchangeRate
from deals.models.terms import Place
from deals.money import Money, convert_back
from deals.totals.batch_remainder import batch_remainders
from deals.totals.coverage import scope_coverage
from deals.totals.definitions import definition_sentence
from deals.totals.parts import Headline, Part, Scope, sum_parts
from deals.totals.query import DimensionSum, sum_dimensions
from expo.db.compiled_rows import CompiledRows
from expo.models import Edition, StatedFigure
from expo.models.facts import Figure


def counted_headline(edition: Edition) -> Headline:
    """The headline figures of an edition, in four queries; `as_of` by the edition's clock."""
    scope = Scope(edition)
    found = sum_dimensions(scope, ["place", "batch"])
    return headline_of_sums(scope, found, batch_remainders(scope, found))


def headline_of_sums(scope: Scope, found: list[DimensionSum], left: list[dict[str, Any]]) -> Headline:
    """The headline of a cube that has the dimension `place`, with the rests of its batches. Two queries."""
    rows = place_sums(found) + left
    whole = sum_parts(rows, scope.currency)
    not_itemised = None
    if left:
        not_itemised = sum_parts(left, scope.currency)
    counted = Headline(
        stated=False,
        definition=definition_sentence(scope),
        projects=whole.projects,
        amount=whole.amount,
        second=None,
        at_expo=sum_of_place(rows, Place.AT_EXPO, scope.currency),
        outside=sum_of_place(rows, Place.OUTSIDE, scope.currency),
        undisclosed=whole.undisclosed,
        not_itemised=not_itemised,
        rate_missing=whole.rate_missing,
        as_of=max((row["last"] + scope.edition.clock_shift for row in rows), default=None),
    )
    rate = second_rate(scope)
    if rate:
        counted = add_second_currency(counted, rate)
    return replace(counted, coverage=scope_coverage(scope, counted))


def place_sums(found: list[DimensionSum]) -> list[dict[str, Any]]:
    """The sums by place, each with its `place`."""
    return [row._asdict() | {"place": row.value} for row in found if row.dimension == "place"]


def sum_of_place(sums: list[dict[str, Any]], place: str, currency: str) -> Part:
    return sum_parts([row for row in sums if row["place"] == place], currency)


def add_second_currency(counted: Headline, rate: ExchangeRate) -> Headline:
    second = None
    if counted.amount:
        second = convert_back(counted.amount, rate.rate, rate.base)
    return replace(counted, second=second, rate=rate.rate, rate_on=rate.on, rate_source=rate.source)


def second_rate(scope: Scope) -> ExchangeRate | None:
    """By which the second currency is told; none where another than the reporting currency is summed.

    One query; of a pin none.
    """
    edition = scope.edition
    if scope.pin is not None:
        return scope.pin.rate
    if scope.currency != edition.reporting_currency:
        return None
    day = edition.ends_on
    if scope.definition:
        day = scope.definition.rate_day(day)
    return ExchangeRate.objects.for_day(edition.second_currency, edition.reporting_currency, day)


shown_figures: CompiledRows[StatedFigure] = CompiledRows(
    lambda edition: StatedFigure.objects.public().filter(edition=edition).headline().with_sources(), int
)


def stated_headline(edition: Edition, beside: Headline | None = None) -> Headline | None:
    """The headline as officials put it, with its sources; None where nobody stated a number of projects or an amount.

    `beside` it stands what is counted, asked for where it is not given.
    """
    said = {(row.figure, row.currency): row for row in shown_figures(edition.pk)}
    first, second = edition.reporting_currency, edition.second_currency
    projects, amount = said.get((Figure.PROJECTS, "")), said.get((Figure.AMOUNT, first))
    leading = projects or (amount if amount and amount.value is not None else None)
    if leading is None:
        return None
    return Headline(
        stated=True,
        definition=_("As stated in public for the whole expo; which instruments it covers was not published."),
        projects=projects.value if projects else None,
        amount=stated_money(amount),
        second=stated_money(said.get((Figure.AMOUNT, second))),
        at_expo=stated_part(said, Figure.PROJECTS_AT_EXPO, Figure.AMOUNT_AT_EXPO, first),
        outside=stated_part(said, Figure.PROJECTS_OUTSIDE, Figure.AMOUNT_OUTSIDE, first),
        as_of=leading.said_on,
        sources=tuple(leading.sources.all()),
        counted=beside or counted_headline(edition),
    )


def stated_money(figure: StatedFigure | None) -> Money | None:
    if figure is None or figure.value is None:
        return None
    return Money(figure.value, figure.currency)


def stated_part(said: dict, projects: str, amount: str, currency: str) -> Part:
    number = None
    if (projects, "") in said:
        number = said[projects, ""].value
    return Part(number, stated_money(said.get((amount, currency))))


def edition_headline(edition: Edition) -> Headline:
    """What stands on top of the edition: the stated figures where there are any, else the counted ones."""
    return stated_headline(edition) or counted_headline(edition)
