"""Exhibitors by technology area, country, hall and scenario; people by capacity and country."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from expo.db.lookups import any_field
from expo.facets import Option, QueryFacet, QueryFacets, ValueNames, rank_by_value
from expo.i18n.bilingual import Text, localised_text
from expo.models import Booth, Edition
from expo.models.exhibition import ParticipationQuerySet
from expo.models.people import AttendanceQuerySet, Capacity
from expo.search_index.matching import matching_keys

REGION = "organisation__region"


def area_field(field: str) -> Combinable:
    return F(f"areas__{field}")


def country_field(field: str, region: str = REGION) -> Combinable:
    """Of the country in which the region lies, at whatever depth: of an exhibitor, or by another path."""
    return Coalesce(f"{region}__parent__parent__{field}", f"{region}__parent__{field}", f"{region}__{field}")


def hall_field(field: str) -> Combinable:
    """Of the hall of its booths; without a booth, of the hall it was given."""
    return Coalesce(f"booths__hall__{field}", f"hall__{field}")


def scenario_field(field: str) -> Combinable:
    return F(f"scenarios__{field}")


def named_facet(field: Callable[[str], Combinable], key: str) -> QueryFacet:
    """By related rows that have names: `key` is the column that tells them apart."""
    return QueryFacet(field(key), field("name_en"), field("name_zh"))


def hall_label(hall: ValueNames) -> Text:
    """With its sign."""
    name = localised_text(hall, "name")
    return Text(f"{hall.value} {name}".strip(), name.lang)


def capacity_label(capacity: ValueNames) -> Text:
    return Text(str(Capacity(capacity.value).label), "")


def capacity_rank(option: Option) -> tuple:
    return (Capacity.values.index(option.value),)


EXHIBITOR_FACETS = {
    "area": named_facet(area_field, "slug"),
    "country": named_facet(country_field, "code"),
    "hall": replace(named_facet(hall_field, "code"), label=hall_label, rank=rank_by_value, repeated=True),
    "scenario": named_facet(scenario_field, "slug"),
}
PEOPLE_FACETS = {
    "capacity": QueryFacet(F("capacity"), label=capacity_label, rank=capacity_rank),
    "country": named_facet(country_field, "code"),
}


def exhibitor_facets(exhibitors: ParticipationQuerySet, edition: Edition) -> QueryFacets:
    """Of all the public exhibitors of the edition."""
    condition = SearchedCondition(edition, "exhibitors", filter_condition)
    return QueryFacets(exhibitors, EXHIBITOR_FACETS, condition, ("exhibitors", edition.pk))


def people_facets(people: AttendanceQuerySet, edition: Edition) -> QueryFacets:
    """Of all the public attendances of the edition."""
    condition = SearchedCondition(edition, "people", people_condition)
    return QueryFacets(people, PEOPLE_FACETS, condition, ("people", edition.pk))


@dataclass(frozen=True)
class SearchedCondition:
    """Which rows a filter leaves, never one twice: `q` those of the kind that the search of the edition finds."""

    edition: Edition
    kind: str
    others: Callable[[str, str], Q]
    found: dict[str, Q] = field(default_factory=dict)

    def __call__(self, name: str, value: str) -> Q:
        if name != "q":
            return self.others(name, value)
        if value not in self.found:
            self.found[value] = Q(pk__in=matching_keys(self.edition.pk, self.kind, value))
        return self.found[value]


def filter_condition(name: str, value: str) -> Q:
    """Which exhibitors a filter leaves; never one twice."""
    if name == "country":
        return region_condition(REGION, value)
    if name == "hall":
        return hall_condition(value)
    return Q(**{f"{name}s__slug": value})


def hall_condition(code: str, exhibitor: str = "") -> Q:
    """Whether an exhibitor is found in the hall: at one of its booths or, with none, where it was given a hall.

    `exhibitor`: the path to it from rows that are not exhibitors themselves, never one of them twice.
    """
    key, given = "pk__in", "hall__code"
    if exhibitor:
        key, given = f"{exhibitor}__in", f"{exhibitor}__{given}"
    return Q(**{key: booth_holder_keys(hall__code=code)}) | (Q(**{given: code}) & ~Q(**{key: booth_holder_keys()}))


def booth_holder_keys(**where: Any) -> QuerySet:
    """The keys of exhibitors with a booth there."""
    return Booth.objects.filter(participations__isnull=False, **where).order_by().values("participations")


def region_condition(region: str, code: str) -> Q:
    """Rows whose region has this code, or lies in the one that has."""
    return any_field((region, f"{region}__parent", f"{region}__parent__parent"), "code", code)


def people_condition(name: str, value: str) -> Q:
    """Which attendances a filter leaves; never one twice."""
    return region_condition(REGION, value) if name == "country" else Q(capacity=value)
