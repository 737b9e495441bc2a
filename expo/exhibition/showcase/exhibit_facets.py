"""Exhibits by technology area, country, hall and scenario, and by whether they are new this year."""

from dataclasses import replace
from functools import partial

from django.db.models import Case, F, Q, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from expo.exhibition.facets import area_field, country_field, hall_condition, hall_label, named_facet, region_condition
from expo.facets import QueryFacet, QueryFacets, ValueNames, rank_by_value
from expo.i18n.bilingual import Text, contains_words
from expo.models import Edition, Organisation
from expo.models.showcase.exhibits import EXHIBITOR, ExhibitQuerySet

REGION = f"{EXHIBITOR}__region"
NEW = "new"


def hall_field(field: str) -> Combinable:
    """Of the hall of its booth; without one, of each hall in which its exhibitor is found."""
    return Coalesce(f"booth__hall__{field}", *(f"participation__{path}__{field}" for path in ("booths__hall", "hall")))


def scenario_field(field: str) -> Combinable:
    return F(f"scenario__{field}")


def new_label(_value: ValueNames) -> Text:
    return Text(_("new this year"), "")


FACETS = {
    "area": named_facet(area_field, "slug"),
    "country": named_facet(partial(country_field, region=REGION), "code"),
    "hall": replace(named_facet(hall_field, "code"), label=hall_label, rank=rank_by_value, repeated=True),
    "scenario": named_facet(scenario_field, "slug"),
    "new": QueryFacet(Case(When(new=True, then=Value(NEW))), label=new_label),
}


def exhibit_facets(exhibits: ExhibitQuerySet, edition: Edition) -> QueryFacets:
    """Of all the public exhibits of the edition."""
    return QueryFacets(exhibits, FACETS, filter_condition, ("exhibits", edition.pk))


def filter_condition(name: str, value: str) -> Q:
    """Which exhibits a filter leaves; never one twice."""
    match name:
        case "q":
            return words_condition(value)
        case "area":
            return Q(areas__slug=value)
        case "country":
            return region_condition(REGION, value)
        case "hall":
            return Q(booth__hall__code=value) | (Q(booth=None) & hall_condition(value, "participation"))
        case "scenario":
            return Q(scenario__slug=value)
    return Q(new=True)


def words_condition(words: str) -> Q:
    """Exhibits that are called or tagged so, and those of exhibitors that are called so."""
    made_by = Q(**{f"{EXHIBITOR}__in": Organisation.objects.matching(words)})
    return contains_words(words, "name", "tags") | made_by
