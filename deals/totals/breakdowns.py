"""Totals by what they are made of. What a project has one of adds up to the whole; of the rest, a sentence says so."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from deals.models import Terms
from deals.models.terms import Instrument, Place
from deals.money.bands import Band
from deals.totals.batch_remainder import batch_remainders
from deals.totals.headline import headline_of_sums, stated_headline
from deals.totals.parts import BreakdownRow, Coverage, Headline, Part, Scope, sum_parts
from deals.totals.query import ANY_AREA, OF_PARTIES, DimensionSum, sum_dimensions
from expo.models import Edition, Organisation, Region, TechnologyArea
from expo.models.organisations import Ownership

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
LEAGUE = "organisation"
LEAGUE_TITLE = _("Organisations with the largest projects")
OVERLAPPING = {ANY_AREA, LEAGUE, *OF_PARTIES}
IN_ORDER = {"day", "band", "place"}
Named = Callable[[set[str]], dict[str, Any]]


@dataclass(frozen=True)
class Breakdown:
    """The rows by one dimension, largest first; then, apart, what has no value and what is not itemised yet.

    `whole` is what all of it adds up to; where the rows overlap they do not, and `overlaps` says so. `coverage`: where
    all of it is only a part of what was stated in public.
    """

    dimension: str
    rows: list[BreakdownRow]
    unstated: Part | None
    not_itemised: Part | None
    whole: Part
    overlaps: bool = False
    coverage: Coverage | None = None

    @property
    def title(self) -> Promise:
        return TITLES.get(self.dimension, LEAGUE_TITLE)


@dataclass(frozen=True)
class Totals:
    """Everything a page of totals shows of one scope, from one reading of the ledger."""

    headline: Headline
    breakdowns: dict[str, Breakdown]


def read_totals(scope: Scope, dimensions: Iterable[str]) -> Totals:
    """The headline and these breakdowns: five queries, and one for each kind of thing they name."""
    wanted = list(dimensions)
    found = sum_dimensions(scope, dict.fromkeys(["place", "batch", *wanted]))
    left = batch_remainders(scope, found)
    names = dimension_names(found)
    head = headline_of_sums(scope, found, left)
    breakdowns = {
        dimension: replace(break_down(scope, dimension, found, left, names), coverage=head.coverage)
        for dimension in wanted
    }
    return Totals(head, breakdowns)


def break_down(
    scope: Scope,
    dimension: str,
    found: list[DimensionSum],
    left: list[dict[str, Any]],
    names: dict[str, dict[str, Any]],
) -> Breakdown:
    here = [row for row in found if row.dimension == dimension]
    known, unknown = [], []
    for row in here:
        of = names[dimension].get(row.value) if row.value is not None else None
        (unknown if of is None else known).append((row._asdict(), of))
    rows = [part_row(sum_parts([row], scope.currency), of) for row, of in known]
    places = [row._asdict() for row in found if row.dimension == "place"]
    return Breakdown(
        dimension,
        sorted(rows, key=lambda row: sort_key(dimension, row)),
        sum_parts([row for row, _of in unknown], scope.currency) if unknown else None,
        sum_parts(left, scope.currency) if left else None,
        sum_parts(places + left, scope.currency),
        dimension in OVERLAPPING,
    )


def part_row(part: Part, of: Any) -> BreakdownRow:
    return BreakdownRow(part.projects, part.amount, part.undisclosed, part.rate_missing, of)


def sort_key(dimension: str, row: BreakdownRow) -> tuple:
    """Days, sizes and places in their own order; the rest with the largest first.

    Equals by their address, because the database's order could tell of hidden rows.
    """
    if dimension == "day":
        return (row.of,)
    if dimension in IN_ORDER:
        return (list(type(row.of)).index(row.of),)
    return size_key(row)


def size_key(row: BreakdownRow) -> tuple[int, int, str, int]:
    """Where neither sum nor address tells rows apart, as with organisations, their keys do."""
    return -(row.amount.minor if row.amount else 0), -row.projects, address_key(row.of), getattr(row.of, "pk", 0)


def address_key(of: Any) -> str:
    """What tells a named thing from another for good: a slug, a code or a word; nothing where it has none."""
    return str(next((value for name in ("slug", "code", "value") if (value := getattr(of, name, ""))), ""))


def dimension_names(found: Iterable[DimensionSum]) -> dict[str, dict[str, Any]]:
    """By dimension, what its values stand for. A query for each kind of row that is named at all."""
    values: dict[str, set[str]] = {}
    for row in found:
        values.setdefault(row.dimension, set()).update([row.value] if row.value is not None else [])
    return {
        dimension: found for named, dimensions in NAMED for dimension, found in named_values(named, dimensions, values)
    }


def named_values(named: Named, dimensions: tuple[str, ...], values: dict[str, set[str]]) -> Iterable[tuple[str, dict]]:
    keys = set().union(*(values.get(dimension, set()) for dimension in dimensions))
    names = named(keys) if keys else {}
    return [(dimension, names) for dimension in dimensions]


def lookup_rows(rows: Any) -> Named:
    return lambda keys: {str(key): row for key, row in rows.in_bulk([int(key) for key in keys]).items()}


def public_ceremonies(keys: set[str]) -> dict[str, Any]:
    """The sessions that the public may see, by the key that deals know them by."""
    sessions = Terms._meta.get_field("ceremony").related_model.objects.public()
    found = sessions.filter(origin__in=[int(key) for key in keys]).select_related("edition")
    return {str(session.origin_id): session for session in found}


def lookup_choices(choices: Any) -> Named:
    return lambda keys: {key: choices(key) for key in keys if key in choices.values}


NAMED: tuple[tuple[Named, tuple[str, ...]], ...] = (
    (lookup_rows(TechnologyArea.objects), ("area", ANY_AREA)),
    (lookup_rows(Region.objects), ("country", "province", "destination")),
    (lookup_rows(Organisation.objects.select_related("region")), (LEAGUE,)),
    (public_ceremonies, ("ceremony",)),
    (lookup_choices(Place), ("place",)),
    (lookup_choices(Instrument), ("instrument",)),
    (lookup_choices(Band), ("band",)),
    (lookup_choices(Ownership), ("ownership",)),
    (lambda keys: {key: dt.date.fromisoformat(key) for key in keys}, ("day",)),
    (lambda keys: dict.fromkeys(keys, True), ("fortune_500",)),
    (lambda keys: {}, ("batch",)),
)


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
    rest = [part for part in (breakdown.unstated, breakdown.not_itemised) if part]
    return sorted([*breakdown.rows, total_row(rest, scope.currency, None)], key=size_key) if rest else breakdown.rows


def total_row(parts: Iterable[Part], currency: str, of: Any) -> BreakdownRow:
    """Parts that do not overlap as one row."""
    sums = [vars(part) | {"minor": part.amount.minor if part.amount else None} for part in parts]
    return part_row(sum_parts(sums, currency), of)
