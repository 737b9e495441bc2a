"""Stated against counted: what officials said, what is listed here one by one, and who owes the list of the rest."""

from dataclasses import dataclass
from typing import Any

from deals.money import Money, convert_back
from deals.totals.batch_remainder import batch_remainders
from deals.totals.coverage import FIGURES
from deals.totals.headline import headline_of_sums
from deals.totals.parts import BreakdownRow, Headline, Part, Scope, sum_parts
from deals.totals.query import sum_dimensions
from expo.models import Edition, Region, StatedFigure
from expo.models.facts import Figure


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
        return next((row for row in self.statements[:1] if row.value is not None), None)

    @property
    def missing(self) -> int | None:
        """What was said less what is listed: below nothing where more is listed than was said."""
        return self.said.value - (self.itemised or 0) if self.said else None

    @property
    def unreported(self) -> int | None:
        """What is missing and nobody has reported."""
        return None if self.missing is None else self.missing - (self.owed or 0)


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


def stated_gaps(edition: Edition) -> StatedGaps:
    """Everything that was said of the edition's deals against what is counted; six queries."""
    scope = Scope(edition)
    found = sum_dimensions(scope, ["place", "batch"])
    left = batch_remainders(scope, found)
    head = headline_of_sums(scope, found, left)
    listed = [row._asdict() | {"place": row.value} for row in found if row.dimension == "place"]
    said = statements_by_figure(edition)
    lines = [
        line
        for place, figures in FIGURES.items()
        for line in place_gaps(
            edition, figures, said, part_at_place(place, listed, edition), part_at_place(place, left, edition)
        )
    ]
    foreign = second_currency_gaps(
        edition, head, said, part_at_place("", listed, edition), part_at_place("", left, edition)
    )
    whole = sum_parts(listed, edition.reporting_currency)
    return StatedGaps(
        head,
        [*lines[:2], *foreign, *lines[2:]],
        owed_by_district(left, edition),
        whole.undisclosed + whole.rate_missing,
    )


def statements_by_figure(edition: Edition) -> dict[tuple[str, str], list[StatedFigure]]:
    """By figure and currency, everything that was said of deals: the one shown first. Two queries."""
    wanted = [figure for pair in FIGURES.values() for figure in pair]
    rows = StatedFigure.objects.public().filter(edition=edition, figure__in=wanted).with_sources()
    found: dict[tuple[str, str], list[StatedFigure]] = {}
    for row in rows.order_by("-headline", "pk"):
        found.setdefault((row.figure, row.currency), []).append(row)
    return found


def part_at_place(place: str, sums: list[dict[str, Any]], edition: Edition) -> Part:
    return sum_parts([row for row in sums if place in ("", row["place"])], edition.reporting_currency)


def place_gaps(
    edition: Edition, figures: tuple[Figure, Figure], said: dict, listed: Part, left: Part
) -> list[FigureGap]:
    """A line for the projects and one for the amount; those of the whole stand even where nothing was said."""
    projects, amount = figures
    first = edition.reporting_currency
    lines = [
        FigureGap(projects, "", said.get((projects, ""), []), listed.projects, left.projects),
        FigureGap(amount, first, said.get((amount, first), []), minor_units(listed.amount), minor_units(left.amount)),
    ]
    return [line for line in lines if line.statements or projects == Figure.PROJECTS]


def second_currency_gaps(edition: Edition, head: Headline, said: dict, listed: Part, left: Part) -> list[FigureGap]:
    """The amount in the second currency, where something was said in it."""
    second = edition.second_currency
    rows = said.get((Figure.AMOUNT, second), []) if second != edition.reporting_currency else []
    parts = [
        minor_units(convert_back(part.amount, head.rate, second)) if part.amount and head.rate else None
        for part in (listed, left)
    ]
    return [FigureGap(Figure.AMOUNT, second, rows, *parts)] if rows else []


def minor_units(amount: Money | None) -> int | None:
    return amount.minor if amount else None


def owed_by_district(left: list[dict[str, Any]], edition: Edition) -> list[BreakdownRow]:
    """The rests of batches by the district that reported them, most projects first; without a district last."""
    by: dict[Region | None, list[dict[str, Any]]] = {}
    for row in left:
        by.setdefault(row["batch"].announced_district, []).append(row)
    rows = [
        BreakdownRow(part.projects, part.amount, part.undisclosed, part.rate_missing, district)
        for district, sums in by.items()
        for part in [sum_parts(sums, edition.reporting_currency)]
    ]
    return sorted(rows, key=lambda row: (row.of is None, -row.projects, row.of.code if row.of else ""))
