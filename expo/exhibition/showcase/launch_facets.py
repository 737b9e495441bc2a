"""Launches by day, level and technology area."""

import datetime as dt

from django.db.models import F, Q, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import NullIf

from expo.exhibition.facets import named_facet
from expo.facets import Option, QueryFacet, QueryFacets, ValueNames, rank_by_value
from expo.i18n import dates
from expo.i18n.bilingual import Text, contains_words
from expo.models import Organisation
from expo.models.showcase.launches import HAS_PUBLIC_MAKER, LaunchLevel, LaunchQuerySet


def area_field(field: str) -> Combinable:
    return F(f"area__{field}")


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
}


def launch_facets(launches: LaunchQuerySet) -> QueryFacets:
    return QueryFacets(launches, FACETS, filter_condition)


def filter_condition(name: str, value: str) -> Q:
    """Which launches a filter leaves; never one twice."""
    match name:
        case "q":
            return contains_words(value, "name", "summary") | public_maker_condition(value)
        case "day":
            return day_condition(value)
        case "level":
            return Q(level=value)
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
