"""Totals by what they are made of. What a project has one of adds up to the whole; of the rest, a sentence says so."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from deals.totals.batch_remainder import batch_remainders
from deals.totals.dimension_names import dimension_names
from deals.totals.headline import headline_of_sums, stated_headline
from deals.totals.parts import BreakdownRow, Coverage, Headline, Part, Scope, sum_parts
from deals.totals.query import ANY_AREA, OF_PARTIES, DimensionSum, sum_dimensions
from deals.totals.rows.league import LEAGUE, LEAGUE_SIZE, LeagueChoice
from expo.models import Edition

# By what the totals of an edition are broken down, in the order in which they are shown.
TITLES = {
    "area": _("By technology area"),
    ANY_AREA: _("By every technology area named"),
    "place": _("By place of signing"),
    "ceremony": _("By signing ceremony"),
    "day": _("By day"),
    "country": _("By country and region of origin"),
    "province": _("By province of origin"),
    "destination": _("By destination"),
    "instrument": _("By instrument"),
    "band": _("By size"),
    "ownership": _("By ownership of the parties"),
    "fortune_500": _("With Fortune Global 500 companies"),
}
LEAGUE_TITLE = _("Organisations with the largest projects")
OVERLAPPING = {ANY_AREA, LEAGUE, *OF_PARTIES}
IN_ORDER = {"day", "band", "place"}


@dataclass(frozen=True)
class Breakdown:
    """The rows by one dimension, largest first; then, apart, what has no value and what is not itemised yet.

    `whole` is what all of it adds up to; where the rows overlap they do not, and `overlaps` says so. `coverage`: where
    all of it is only a part of what was stated in public. `left_out`: how many smaller rows are not among them.
    """

    dimension: str
    rows: list[BreakdownRow]
    unstated: Part | None
    not_itemised: Part | None
    whole: Part
    overlaps: bool = False
    coverage: Coverage | None = None
    left_out: int = 0

    @property
    def title(self) -> Promise:
        return TITLES.get(self.dimension, LEAGUE_TITLE)


@dataclass(frozen=True)
class Totals:
    """Everything a page of totals shows of one scope, from one reading of the ledger."""

    headline: Headline
    breakdowns: dict[str, Breakdown]


def read_totals(
    scope: Scope, dimensions: Iterable[str], most_organisations: int | None = None, organisation: int | None = None
) -> Totals:
    """The headline and these breakdowns: five queries, and one for each kind of thing they name.

    `most_organisations`: how many of these, the largest, are rows of theirs; all of them where it is not given.
    `organisation`: the key of the only one that is.
    """
    wanted = list(dimensions)
    league = LeagueChoice(most_organisations, organisation)
    sums = sum_dimensions(scope, dict.fromkeys(["place", "batch", *wanted]), league)
    left = batch_remainders(scope, sums)
    head = headline_of_sums(scope, sums, left)
    reader = BreakdownReader(scope, sums, left, head.coverage)
    return Totals(head, {dimension: reader.read(dimension) for dimension in wanted})


class BreakdownReader:
    """Breakdowns of the sums of one query. `left`: what is not itemised yet of each batch, as sums by column."""

    def __init__(
        self,
        scope: Scope,
        sums: list[DimensionSum],
        left: list[dict[str, Any]],
        coverage: Coverage | None,
    ) -> None:
        self.currency, self.sums, self.left, self.coverage = scope.currency, sums, left, coverage
        self.names = dimension_names(sums)

    def read(self, dimension: str) -> Breakdown:
        rows: list[BreakdownRow] = []
        unknown: list[dict[str, Any]] = []
        for row in self.sums_by(dimension):
            of = self.names[dimension].get(row.value) if row.value is not None else None
            if of is None:
                unknown.append(row._asdict())
            else:
                rows.append(part_row(sum_parts([row._asdict()], self.currency), of))
        return Breakdown(
            dimension,
            sorted(rows, key=partial(sort_key, dimension)),
            unstated=self.sum_or_none(unknown),
            not_itemised=self.sum_or_none(self.left),
            whole=sum_parts([row._asdict() for row in self.sums_by("place")] + self.left, self.currency),
            overlaps=dimension in OVERLAPPING,
            coverage=self.coverage,
            left_out=self.left_out(dimension),
        )

    def left_out(self, dimension: str) -> int:
        """How many organisations are not among the sums, where these are of the largest."""
        number = 0
        if dimension == LEAGUE and (size := self.sums_by(LEAGUE_SIZE)):
            number = size[0].projects
            for row in self.sums_by(LEAGUE):
                number -= row.value is not None
        return number

    def sums_by(self, dimension: str) -> list[DimensionSum]:
        return [row for row in self.sums if row.dimension == dimension]

    def sum_or_none(self, sums: list[dict[str, Any]]) -> Part | None:
        if not sums:
            return None
        return sum_parts(sums, self.currency)


def part_row(part: Part, of: Any) -> BreakdownRow:
    return BreakdownRow(part.projects, part.amount, part.undisclosed, part.rate_missing, of)


def sort_key(dimension: str, row: BreakdownRow) -> tuple:
    """Days, sizes and places in their own order; the rest with the largest first.

    Equals by their address, because the database's order could tell of hidden rows.
    """
    if dimension == "day":
        return (row.of,)
    if dimension in IN_ORDER:
        return (list(cast(Iterable, type(row.of))).index(row.of),)
    return size_key(row)


def size_key(row: BreakdownRow) -> tuple[int, int, str, int]:
    """Where neither sum nor address tells rows apart, as with organisations, their keys do."""
    minor = row.amount.minor if row.amount else 0
    return -minor, -row.number, address_key(row.of), getattr(row.of, "pk", 0)


def address_key(of: Any) -> str:
    """What tells a named thing from another for good: a slug, a code or a word; nothing where it has none."""
    for name in ("slug", "code", "value"):
        value = getattr(of, name, "")
        if value:
            return str(value)
    return ""


@dataclass(frozen=True)
class FrontFigures:
    """What an edition shows first: the headline, and by main technology area rows that add up to what is counted."""

    total: Headline
    areas: list[BreakdownRow]


def front_figures(edition: Edition) -> FrontFigures:
    """The stated headline where there is one, else the counted one; by area, with what has none or is not itemised."""
    scope = Scope(edition)
    found = read_totals(scope, ["area"])
    total = stated_headline(edition, beside=found.headline) or found.headline
    return FrontFigures(total, all_rows(found.breakdowns["area"], scope))


def all_rows(breakdown: Breakdown, scope: Scope) -> list[BreakdownRow]:
    """The rows, and one of what has no value or is not itemised where there is any."""
    rest = list(filter(None, (breakdown.unstated, breakdown.not_itemised)))
    if not rest:
        return breakdown.rows
    return sorted([*breakdown.rows, total_row(rest, scope.currency, None)], key=size_key)


def total_row(parts: Iterable[Part], currency: str, of: Any) -> BreakdownRow:
    """Parts that do not overlap as one row."""
    sums = []
    for part in parts:
        minor = None
        if part.amount:
            minor = part.amount.minor
        sums.append({**vars(part), "minor": minor})
    return part_row(sum_parts(sums, currency), of)
