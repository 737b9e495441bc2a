"""Launches by day, level, technology area, country, scenario and hall."""

import datetime as dt
from dataclasses import replace

from django.db.models import Case, F, Q, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import NullIf

from expo.exhibition.facets import country_field, hall_label, named_facet, region_condition
from expo.facets import Option, QueryFacet, QueryFacets, ValueNames, rank_by_value
from expo.i18n import dates
from expo.i18n.bilingual import Text, contains_words
from expo.models import Edition, Organisation
from expo.models.showcase.launches import HAS_PUBLIC_MAKER, LaunchLevel, LaunchQuerySet

REGION = "participation__organisation__region"


def area_field(field: str) -> Combinable:
    return F(f"area__{field}")


def scenario_field(field: str) -> Combinable:
    return F(f"scenario__{field}")


def hall_field(field: str) -> Combinable:
    """Of its stand, which is its exhibitor's."""
    return Case(When(HAS_PUBLIC_MAKER, then=F(f"booth__hall__{field}")))


def maker_country_field(field: str) -> Combinable:
    """Of the exhibitor, where visitors may know it."""
    return Case(When(HAS_PUBLIC_MAKER, then=country_field(field, region=REGION)))


def day_label(value: ValueNames) -> Text:
    return Text(dates.format_day(dt.date.fromisoformat(value.value), dates.NAME), "")


def level_label(value: ValueNames) -> Text:
    return Text(str(LaunchLevel(value.value).label), "")


def level_rank(option: Option) -> tuple:
    return (LaunchLevel.values.index(option.value),)


FACETS = {
    "day": QueryFacet(F("launched_on"), label=day_label, rank=rank_by_value),
    "level": QueryFacet(NullIf("level", Value("")), label=level_label, rank=level_rank),
    "area": named_facet(area_field, "slug"),
    "country": named_facet(maker_country_field, "code"),
    "scenario": named_facet(scenario_field, "slug"),
    "hall": replace(named_facet(hall_field, "code"), label=hall_label, rank=rank_by_value),
}


def launch_facets(launches: LaunchQuerySet, edition: Edition) -> QueryFacets:
    """Of all the public launches of the edition."""
    return QueryFacets(launches, FACETS, filter_condition, ("launches", edition.pk))


def filter_condition(name: str, value: str) -> Q:
    """Which launches a filter leaves; never one twice."""
    match name:
        case "q":
            return contains_words(value, "name", "summary") | public_maker_condition(value)
        case "day":
            return day_condition(value)
        case "level":
            return Q(level=value)
        case "scenario":
            return Q(scenario__slug=value)
        case "hall":
            return HAS_PUBLIC_MAKER & Q(booth__hall__code=value)
        case "country":
            return HAS_PUBLIC_MAKER & region_condition(REGION, value)
    return Q(area__slug=value)


def day_condition(value: str) -> Q:
    """What is no day has no launches."""
    try:
        return Q(launched_on=dt.date.fromisoformat(value))
    except ValueError:
        return Q(pk__in=())


def public_maker_condition(words: str) -> Q:
    """Launches of exhibitors that are public and called so."""
    called_so = Organisation.objects.matching(words)
    return HAS_PUBLIC_MAKER & Q(participation__organisation__in=called_so)
