"""What each app knows of technology areas and regions, so that their pages are there where any has something public.

An app names its own in `EXPO_SUBJECTS`. No page tells of a subject of which nobody shows anything.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils.module_loading import import_string
from django.utils.translation import ngettext

from expo.exhibition.facets import REGION, country_field
from expo.models import Edition, Region, TechnologyArea

# By the keys of countries, how many of something public come from each.
Counts = Mapping[int, int]


@dataclass(frozen=True)
class CountedByCountry:
    """`count`: of an edition, by the keys of countries; `words`: such a number in words, "3 exhibitors"."""

    count: Callable[[Edition], Counts]
    words: Callable[[int], str]


@dataclass(frozen=True)
class NamingRows:
    """Public rows of an edition, and the path by which each names a technology area or a region."""

    rows: Callable[[Edition], QuerySet]
    path: str

    def names_any(self, edition: Edition, keys: Any) -> bool:
        return self.rows(edition).filter(**{f"{self.path}__in": keys}).exists()

    def named_keys(self, edition: Edition) -> QuerySet:
        rows = self.rows(edition).exclude(**{f"{self.path}__isnull": True})
        return rows.order_by().values_list(self.path)


@dataclass(frozen=True)
class SubjectSource:
    """What an app shows the public of areas and regions at an edition, and what it counts by country.

    Whether there is a page, and which pages lists and the site map lead to, follow from the same rows.
    """

    areas: tuple[NamingRows, ...]
    regions: tuple[NamingRows, ...]
    by_country: tuple[CountedByCountry, ...] = ()


@cache
def subject_sources() -> list[SubjectSource]:
    return [import_string(path) for path in settings.EXPO_SUBJECTS]


def area_rows() -> list[NamingRows]:
    return [rows for source in subject_sources() for rows in source.areas]


def region_rows() -> list[NamingRows]:
    return [rows for source in subject_sources() for rows in source.regions]


def is_public_area(edition: Edition, area: TechnologyArea) -> bool:
    return any(rows.names_any(edition, [area.pk]) for rows in area_rows())


def is_public_region(edition: Edition, region: Region) -> bool:
    """Whether anything public names the region or what lies in it."""
    within = Region.objects.filter(Q(pk=region.pk) | Q(parent=region.pk) | Q(parent__parent=region.pk)).values("pk")
    return any(rows.names_any(edition, within) for rows in region_rows())


def public_areas(edition: Edition) -> QuerySet[TechnologyArea]:
    """The areas that have a page; one query."""
    return TechnologyArea.objects.filter(pk__in=united_keys(area_rows(), edition))


def public_regions(edition: Edition) -> list[Region]:
    """The regions that have a page: those that are named, and those in which these lie; two queries."""
    regions = Region.objects.in_bulk()
    found: set[int] = set()
    for (named,) in united_keys(region_rows(), edition):
        key: int | None = named
        while key and key not in found:
            found.add(key)
            key = regions[key].parent_id
    return [region for key, region in regions.items() if key in found]


def united_keys(naming: list[NamingRows], edition: Edition) -> QuerySet:
    first, *others = (rows.named_keys(edition) for rows in naming)
    return first.union(*others)


def lies_in(region: Region, path: str) -> Q:
    """Rows whose region is this one or lies in it, at whatever depth."""
    return Q(**{path: region}) | Q(**{f"{path}__parent": region}) | Q(**{f"{path}__parent__parent": region})


def exhibitors(edition: Edition) -> QuerySet:
    return edition.participations.public().exhibiting()


def country_counts(rows: QuerySet, path: str = REGION) -> Counts:
    """Of rows with an organisation, or with a region of their own at the path."""
    counted = rows.order_by().values_list(country_field("pk", path)).annotate(number=Count("pk"))
    return {country: number for country, number in counted if country}


def exhibitor_words(number: int) -> str:
    return ngettext("%(number)d exhibitor", "%(number)d exhibitors", number) % {"number": number}


def people_words(number: int) -> str:
    return ngettext("%(number)d person", "%(number)d people", number) % {"number": number}


def delegation_words(number: int) -> str:
    return ngettext("%(number)d delegation", "%(number)d delegations", number) % {"number": number}


EXHIBITION = SubjectSource(
    areas=(
        NamingRows(exhibitors, "areas"),
        NamingRows(lambda edition: edition.exhibits.public(), "areas"),
        NamingRows(lambda edition: edition.launches.public(), "area"),
    ),
    regions=(
        NamingRows(lambda edition: edition.participations.public(), REGION),
        NamingRows(lambda edition: edition.attendances.public(), REGION),
        NamingRows(lambda edition: edition.delegations.public(), "region"),
    ),
    by_country=(
        CountedByCountry(lambda edition: country_counts(exhibitors(edition)), exhibitor_words),
        CountedByCountry(lambda edition: country_counts(edition.attendances.public()), people_words),
        CountedByCountry(lambda edition: country_counts(edition.delegations.public(), "region"), delegation_words),
    ),
)
