"""What each app knows of technology areas and regions, so that their pages are there where any has something public.

An app names its own in `EXPO_SUBJECTS`. No page tells of a subject of which nobody shows anything.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

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
class SubjectSource:
    """Whether an app shows the public anything of an area or a region at an edition, and what it counts by country."""

    has_area: Callable[[Edition, TechnologyArea], bool]
    has_region: Callable[[Edition, Region], bool]
    by_country: tuple[CountedByCountry, ...] = ()


@cache
def subject_sources() -> list[SubjectSource]:
    return [import_string(path) for path in settings.EXPO_SUBJECTS]


def is_public_area(edition: Edition, area: TechnologyArea) -> bool:
    return any(source.has_area(edition, area) for source in subject_sources())


def is_public_region(edition: Edition, region: Region) -> bool:
    return any(source.has_region(edition, region) for source in subject_sources())


def lies_in(region: Region, path: str) -> Q:
    """Rows whose region is this one or lies in it, at whatever depth."""
    return Q(**{path: region}) | Q(**{f"{path}__parent": region}) | Q(**{f"{path}__parent__parent": region})


def has_area(edition: Edition, area: TechnologyArea) -> bool:
    for rows in (edition.participations.public().exhibiting(), edition.exhibits.public()):
        if rows.filter(areas=area).exists():
            return True
    return edition.launches.public().filter(area=area).exists()


def has_region(edition: Edition, region: Region) -> bool:
    at_home = lies_in(region, REGION)
    for rows in (edition.participations.public(), edition.attendances.public()):
        if rows.filter(at_home).exists():
            return True
    return edition.delegations.public().filter(lies_in(region, "region")).exists()


def country_counts(rows: QuerySet) -> Counts:
    """Of rows with an organisation."""
    counted = rows.order_by().values_list(country_field("pk")).annotate(number=Count("pk"))
    return {country: number for country, number in counted if country}


def exhibitor_words(number: int) -> str:
    return ngettext("%(number)d exhibitor", "%(number)d exhibitors", number) % {"number": number}


def people_words(number: int) -> str:
    return ngettext("%(number)d person", "%(number)d people", number) % {"number": number}


EXHIBITION = SubjectSource(
    has_area,
    has_region,
    (
        CountedByCountry(lambda edition: country_counts(edition.participations.public().exhibiting()), exhibitor_words),
        CountedByCountry(lambda edition: country_counts(edition.attendances.public()), people_words),
    ),
)
