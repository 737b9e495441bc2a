"""Stated against counted: what officials said, what is listed here one by one, and who owes the list of the rest."""

from dataclasses import dataclass
from typing import Any

from deals.money import Money, convert_back
from deals.totals.coverage import FIGURES
from deals.totals.cube import sums
from deals.totals.headline import of_sums
from deals.totals.parts import Headline, Part, Row, Scope, total
from deals.totals.rests import rests
from expo.models import Edition, Region, StatedFigure
from expo.models.facts import Figure


@dataclass(frozen=True)
class Line:
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
class Against:
    """The figures that were said, and those of the whole in any case; and by district what it owes the list of.

    The district of a row is None where a batch names none. `undisclosed` of the listed projects have no public amount.
    """

    counted: Headline
    lines: list[Line]
    owed: list[Row]
    undisclosed: int

    @property
    def projects(self) -> Line:
        return self.lines[0]

    @property
    def amount(self) -> Line:
        return self.lines[1]


def against(edition: Edition) -> Against:
    """Everything that was said of the edition's deals against what is counted; six queries."""
    scope = Scope(edition)
    found = sums(scope, ["place", "batch"])
    left = rests(scope, found)
    head = of_sums(scope, found, left)
    listed = [row._asdict() | {"place": row.value} for row in found if row.dimension == "place"]
    said = statements(edition)
    lines = [
        line
        for place, figures in FIGURES.items()
        for line in of_place(edition, figures, said, at(place, listed, edition), at(place, left, edition))
    ]
    foreign = converted(edition, head, said, at("", listed, edition), at("", left, edition))
    whole = total(listed, edition.reporting_currency)
    return Against(
        head, [*lines[:2], *foreign, *lines[2:]], owed(left, edition), whole.undisclosed + whole.rate_missing
    )


def statements(edition: Edition) -> dict[tuple[str, str], list[StatedFigure]]:
    """By figure and currency, everything that was said of deals: the one shown first. Two queries."""
    wanted = [figure for pair in FIGURES.values() for figure in pair]
    rows = StatedFigure.objects.public().filter(edition=edition, figure__in=wanted).with_sources()
    found: dict[tuple[str, str], list[StatedFigure]] = {}
    for row in rows.order_by("-headline", "pk"):
        found.setdefault((row.figure, row.currency), []).append(row)
    return found


def at(place: str, sums: list[dict[str, Any]], edition: Edition) -> Part:
    return total([row for row in sums if place in ("", row["place"])], edition.reporting_currency)


def of_place(edition: Edition, figures: tuple[Figure, Figure], said: dict, listed: Part, left: Part) -> list[Line]:
    """A line for the projects and one for the amount; those of the whole stand even where nothing was said."""
    projects, amount = figures
    first = edition.reporting_currency
    lines = [
        Line(projects, "", said.get((projects, ""), []), listed.projects, left.projects),
        Line(amount, first, said.get((amount, first), []), minor(listed.amount), minor(left.amount)),
    ]
    return [line for line in lines if line.statements or projects == Figure.PROJECTS]


def converted(edition: Edition, head: Headline, said: dict, listed: Part, left: Part) -> list[Line]:
    """The amount in the second currency, where something was said in it."""
    second = edition.second_currency
    rows = said.get((Figure.AMOUNT, second), []) if second != edition.reporting_currency else []
    parts = [
        minor(convert_back(part.amount, head.rate, second)) if part.amount and head.rate else None
        for part in (listed, left)
    ]
    return [Line(Figure.AMOUNT, second, rows, *parts)] if rows else []


def minor(amount: Money | None) -> int | None:
    return amount.minor if amount else None


def owed(left: list[dict[str, Any]], edition: Edition) -> list[Row]:
    """The rests of batches by the district that reported them, most projects first; without a district last."""
    by: dict[Region | None, list[dict[str, Any]]] = {}
    for row in left:
        by.setdefault(row["batch"].announced_district, []).append(row)
    rows = [
        Row(part.projects, part.amount, part.undisclosed, part.rate_missing, district)
        for district, sums in by.items()
        for part in [total(sums, edition.reporting_currency)]
    ]
    return sorted(rows, key=lambda row: (row.of is None, -row.projects, row.of.code if row.of else ""))
