"""What the values of dimensions stand for: areas, regions, organisations, sessions, choices by their keys."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from deals.models.ceremonies import ceremony_rows
from deals.models.terms import Instrument, Place
from deals.money.bands import Band
from deals.totals.query import ANY_AREA, DimensionSum
from deals.totals.rows.league import LEAGUE
from expo.db.compiled_rows import CompiledRowsOf
from expo.models import Organisation, Region, TechnologyArea
from expo.models.organisations import Ownership

LookUp = Callable[[set[str]], dict[str, Any]]


class NamedDimensions(NamedTuple):
    """Dimensions of the same kind, and how what their values stand for is found, by a set of them."""

    look_up: LookUp
    dimensions: tuple[str, ...]


def dimension_names(sums: Iterable[DimensionSum]) -> dict[str, dict[str, Any]]:
    """By dimension, what its values stand for. A query for each kind of row that is named at all."""
    values: dict[str, set[str]] = defaultdict(set)
    for row in sums:
        if row.value is not None:
            values[row.dimension].add(row.value)
    names: dict[str, dict[str, Any]] = {}
    for look_up, dimensions in NAMED:
        keys: set[str] = set()
        for dimension in dimensions:
            keys |= values[dimension]
        rows: dict[str, Any] = {}
        if keys:
            rows = look_up(keys)
        names |= dict.fromkeys(dimensions, rows)
    return names


def lookup_rows(rows: Any) -> LookUp:
    found: CompiledRowsOf[Any] = CompiledRowsOf(lambda keys: rows.filter(pk__in=keys).order_by())
    return lambda keys: {str(row.pk): row for row in found(map(int, keys))}


def public_ceremonies(keys: set[str]) -> dict[str, Any]:
    """The sessions that the public may see, by the key that deals know them by."""
    return {str(session.origin_id): session for session in sessions_of_ceremonies(map(int, keys))}


sessions_of_ceremonies: CompiledRowsOf[Any] = CompiledRowsOf(
    lambda keys: ceremony_rows().public().filter(origin__in=keys).select_related("edition")
)


def lookup_choices(choices: Any) -> LookUp:
    return lambda keys: {key: choices(key) for key in keys if key in choices.values}


NAMED = (
    NamedDimensions(lookup_rows(TechnologyArea.objects), ("area", ANY_AREA)),
    NamedDimensions(lookup_rows(Region.objects), ("country", "province", "destination")),
    NamedDimensions(lookup_rows(Organisation.objects.select_related("region")), (LEAGUE,)),
    NamedDimensions(public_ceremonies, ("ceremony",)),
    NamedDimensions(lookup_choices(Place), ("place",)),
    NamedDimensions(lookup_choices(Instrument), ("instrument",)),
    NamedDimensions(lookup_choices(Band), ("band",)),
    NamedDimensions(lookup_choices(Ownership), ("ownership",)),
    NamedDimensions(lambda keys: {key: dt.date.fromisoformat(key) for key in keys}, ("day",)),
    NamedDimensions(lambda keys: dict.fromkeys(keys, True), ("fortune_500",)),
    NamedDimensions(lambda keys: {}, ("batch",)),
)
