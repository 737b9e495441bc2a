"""Exhibitors by technology area, country, hall and scenario: what may be chosen, and how many each choice leaves."""

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import CharField, Count, F, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce

from expo.i18n.bilingual import localised_text
from expo.i18n.lazy_text import LazyText
from expo.models import Booth, Organisation
from expo.models.exhibition import ParticipationQuerySet

REGION = "organisation__region"


class Option(NamedTuple):
    """A value to choose, its name (`lang` where it stands in), and the number of exhibitors it leaves."""

    value: str
    label: LazyText
    number: int
    lang: str = ""


class FacetRow(NamedTuple):
    facet: str
    value: str
    name_en: str
    name_zh: str
    number: int


def area_field(field: str) -> Combinable:
    return F(f"areas__{field}")


def country_field(field: str) -> Combinable:
    """Of the country in which the exhibitor's region lies, at whatever depth."""
    return Coalesce(f"{REGION}__parent__parent__{field}", f"{REGION}__parent__{field}", f"{REGION}__{field}")


def hall_field(field: str) -> Combinable:
    """Of the hall of its booths; without a booth, of the hall it was given."""
    return Coalesce(f"booths__hall__{field}", f"hall__{field}")


def scenario_field(field: str) -> Combinable:
    return F(f"scenarios__{field}")


# Each facet with the field that tells its values apart.
FACETS = {
    "area": (area_field, "slug"),
    "country": (country_field, "code"),
    "hall": (hall_field, "code"),
    "scenario": (scenario_field, "slug"),
}


def filter_condition(name: str, value: str) -> Q:
    """Which exhibitors a filter leaves; never one twice."""
    if name == "q":
        return Q(organisation__in=Organisation.objects.matching(value))
    if name == "country":
        return Q(*[(f"{REGION}{up}__code", value) for up in ("", "__parent", "__parent__parent")], _connector=Q.OR)
    if name == "hall":
        return Q(pk__in=booth_holder_keys(hall__code=value)) | (Q(hall__code=value) & ~Q(pk__in=booth_holder_keys()))
    return Q(**{f"{name}s__slug": value})


def booth_holder_keys(**where: str) -> QuerySet:
    """The keys of exhibitors with a booth there."""
    return Booth.objects.filter(participations__isnull=False, **where).order_by().values("participations")


@dataclass(frozen=True)
class Facets:
    """The exhibitors and what is wanted of them: `q` for a search, the others by the facet's value."""

    exhibitors: ParticipationQuerySet
    wanted: dict[str, str]

    def found(self, without: str = "") -> ParticipationQuerySet:
        """Those that all filters leave, or all but one."""
        rows = self.exhibitors
        for name, value in self.wanted.items():
            if name != without:
                rows = rows.filter(filter_condition(name, value))
        return rows

    def options(self) -> dict[str, list[Option]]:
        """The choices of every facet, in one query."""
        first, *others = [self.counts(name) for name in FACETS]
        options: dict[str, list[Option]] = defaultdict(list)
        for row in map(FacetRow._make, first.union(*others, all=True)):
            name = localised_text(row, "name")
            label = f"{row.value} {name}".strip() if row.facet == "hall" else name.value
            options[row.facet].append(Option(row.value, label, row.number, name.lang))
        return {name: sorted(options[name], key=lambda option: option_order(name, option)) for name in FACETS}

    def counts(self, name: str) -> QuerySet:
        """One facet as rows of `FacetRow`: how many exhibitors each of its values leaves under the other filters."""
        of, key = FACETS[name]
        left = Q(pk__in=self.found(without=name).order_by().values("pk")) if set(self.wanted) - {name} else None
        named = {"value": Cast(of(key), CharField()), "en": of("name_en"), "zh": of("name_zh")}
        rows = self.exhibitors.order_by().annotate(facet=Value(name, CharField()), **named).exclude(value=None)
        number = Count("pk", distinct=True, filter=left)
        return rows.values("facet", *named).annotate(number=number).values_list("facet", *named, "number")


def option_order(name: str, option: Option) -> tuple:
    """Halls by their signs; everything else by how much there is of it."""
    return (option.value,) if name == "hall" else (-option.number, option.label)
