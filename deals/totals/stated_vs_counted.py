"""Stated against counted: what officials said, what is listed here one by one, and who owes the list of the rest."""

from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple

from deals.money import Money, convert_back
from deals.totals.batch_remainder import batch_remainders
from deals.totals.coverage import FIGURES
from deals.totals.headline import headline_of_sums, place_sums
from deals.totals.parts import BreakdownRow, Headline, Part, Scope, sum_parts
from deals.totals.query import sum_dimensions
from expo.exhibition.stated_figures import known_value
from expo.models import Edition, Region, StatedFigure
from expo.models.facts import Figure

StatementLists = dict[tuple[str, str], list[StatedFigure]]  # by figure and currency


@dataclass(frozen=True)
class FigureGap:
    """One figure: everything that was said of it, the statement shown first, and what stands against it.

    Whole numbers: projects, or minor units of `currency`. `itemised` is listed deal by deal (None: nothing disclosed),
    `owed` was reported without its list (None: nobody told).
    """

    figure: Figure
    currency: str
    statements: list[StatedFigure]
    itemised: int | None
    owed: int | None

    @property
    def said(self) -> StatedFigure | None:
        """The statement shown, where it says a number: one that was not published leaves no gap, and is not zero."""
        if not self.statements or self.statements[0].value is None:
            return None
        return self.statements[0]

    @property
    def missing(self) -> int | None:
        """What was said less what is listed: below nothing where more is listed than was said."""
        if self.said is None:
            return None
        return known_value(self.said) - (self.itemised or 0)

    @property
    def unreported(self) -> int | None:
        """What is missing and nobody has reported."""
        if self.missing is None:
            return None
        return self.missing - (self.owed or 0)


@dataclass(frozen=True)
class StatedGaps:
    """The figures that were said, and those of the whole in any case; and by district what it owes the list of.

    The district of a row is None where a batch names none. `undisclosed` of the listed projects have no public amount.
    """

    counted: Headline
    lines: list[FigureGap]
    owed: list[BreakdownRow]
    undisclosed: int

    @property
    def projects(self) -> FigureGap:
        return self.lines[0]

    @property
    def amount(self) -> FigureGap:
        return self.lines[1]


@dataclass(frozen=True)
class CountedSums:
    """What stands against what was said: sums by column of what is listed, and of what is left of batches.

    Each sum has its `place`.
    """

    edition: Edition
    listed: list[dict[str, Any]]
    left: list[dict[str, Any]]

    def at(self, place: str) -> "CountedParts":
        """Of one place of signing; of both for ""."""
        return CountedParts(self.part(self.listed, place), self.part(self.left, place))

    def part(self, sums: list[dict[str, Any]], place: str) -> Part:
        at_place = [row for row in sums if place in ("", row["place"])]
        return sum_parts(at_place, self.edition.reporting_currency)


class CountedParts(NamedTuple):
    listed: Part
    left: Part


def stated_gaps(edition: Edition) -> StatedGaps:
    """Everything that was said of the edition's deals against what is counted; six queries."""
    scope = Scope(edition)
    sums = sum_dimensions(scope, ["place", "batch"])
    left = batch_remainders(scope, sums)
    head = headline_of_sums(scope, sums, left)
    counted = CountedSums(edition, place_sums(sums), left)
    said = statements_by_figure(edition)
    lines: list[FigureGap] = []
    for place in FIGURES:
        lines += place_gaps(place, said, counted)
        if not place:
            lines += second_currency_gaps(head, said, counted)
    whole = counted.at("").listed
    return StatedGaps(head, lines, owed_by_district(left, edition), whole.undisclosed + whole.rate_missing)


def statements_by_figure(edition: Edition) -> StatementLists:
    """By figure and currency, everything that was said of deals: the one shown first. Two queries."""
    wanted = list(chain.from_iterable(FIGURES.values()))
    rows = StatedFigure.objects.public().filter(edition=edition, figure__in=wanted).with_sources()
    statements: StatementLists = {}
    for row in rows.order_by("-headline", "pk"):
        statements.setdefault((row.figure, row.currency), []).append(row)
    return statements


def place_gaps(place: str, said: StatementLists, counted: CountedSums) -> list[FigureGap]:
    """A line for the projects and one for the amount; those of the whole stand even where nothing was said."""
    projects, amount = FIGURES[place]
    listed, left = counted.at(place)
    currency = counted.edition.reporting_currency
    lines = [
        FigureGap(projects, "", said.get((projects, ""), []), listed.projects, left.projects),
        amount_gap(amount, currency, said, listed.amount, left.amount),
    ]
    return [line for line in lines if line.statements or not place]


def second_currency_gaps(head: Headline, said: StatementLists, counted: CountedSums) -> list[FigureGap]:
    """The amount in the second currency, where something was said in it."""
    second, rate = counted.edition.second_currency, head.rate
    if second == counted.edition.reporting_currency or (Figure.AMOUNT, second) not in said:
        return []
    amounts = []
    for part in counted.at(""):
        amount = None
        if part.amount and rate:
            amount = convert_back(part.amount, rate, second)
        amounts.append(amount)
    return [amount_gap(Figure.AMOUNT, second, said, *amounts)]


def amount_gap(
    figure: Figure, currency: str, said: StatementLists, listed: Money | None, left: Money | None
) -> FigureGap:
    return FigureGap(figure, currency, said.get((figure, currency), []), minor_units(listed), minor_units(left))


def minor_units(amount: Money | None) -> int | None:
    if amount is None:
        return None
    return amount.minor


def owed_by_district(left: list[dict[str, Any]], edition: Edition) -> list[BreakdownRow]:
    """The rests of batches by the district that reported them, most projects first; without a district last."""
    by_district: dict[Region | None, list[dict[str, Any]]] = {}
    for row in left:
        by_district.setdefault(row["batch"].announced_district, []).append(row)
    rows = []
    for district, sums in by_district.items():
        part = sum_parts(sums, edition.reporting_currency)
        rows.append(BreakdownRow(part.projects, part.amount, part.undisclosed, part.rate_missing, district))
    return sorted(rows, key=lambda row: (row.of is None, -row.number, row.of.code if row.of else ""))
