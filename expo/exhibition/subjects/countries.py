"""The countries and regions of an edition, by continent, each with what comes from it."""

from collections import defaultdict
from typing import NamedTuple

from expo.exhibition.facets import REGION
from expo.exhibition.subjects.continents import continent_name, continent_rank
from expo.exhibition.subjects.sources import CountedByCountry, public_regions, subject_sources
from expo.i18n.bilingual import localised_text
from expo.models import Edition, Region
from expo.models.places import RegionKind


class CountryRow(NamedTuple):
    """A country with how many there are of what, in words; `of` ranks it among its neighbours."""

    region: Region
    words: list[str]
    of: tuple[int, ...]


class Continent(NamedTuple):
    name: str
    countries: list[CountryRow]


def countries_by_continent(edition: Edition) -> list[Continent]:
    """Those that have a page, most exhibitors first; a query for each kind that is counted, and two."""
    countings = country_countings()
    counts = [counting.count(edition) for counting in countings]
    grouped: dict[int, list[CountryRow]] = defaultdict(list)
    for region in public_countries(edition):
        numbers = tuple(each.get(region.pk, 0) for each in counts)
        words = [counting.words(number) for counting, number in zip(countings, numbers, strict=True) if number]
        grouped[continent_rank(region.code)].append(CountryRow(region, words, numbers))
    return [Continent(continent_name(rank), sort_countries(grouped[rank])) for rank in sorted(grouped)]


def public_countries(edition: Edition) -> list[Region]:
    return [region for region in public_regions(edition) if region.kind == RegionKind.COUNTRY]


def country_countings() -> list[CountedByCountry]:
    found: list[CountedByCountry] = []
    for source in subject_sources():
        found.extend(source.by_country)
    return found


def sort_countries(rows: list[CountryRow]) -> list[CountryRow]:
    def rank(row: CountryRow) -> tuple:
        return tuple(-number for number in row.of), localised_text(row.region, "name").value

    return sorted(rows, key=rank)


class RegionCount(NamedTuple):
    """A region with how many exhibitors are at home there."""

    region: Region
    exhibitors: int


def parts_of(edition: Edition, region: Region) -> list[RegionCount]:
    """The regions that lie in this one and that public exhibitors come from, most first; two queries."""
    homes = edition.participations.public().exhibiting().order_by().values_list(REGION, f"{REGION}__parent")
    children = {child.pk: child for child in region.children.all()}
    numbers: dict[int, int] = defaultdict(int)
    for home in homes.filter(**{f"{REGION}__isnull": False}):
        for key in home:
            if key in children:
                numbers[key] += 1
    found = [RegionCount(children[key], number) for key, number in numbers.items()]
    return sorted(found, key=lambda row: (-row.exhibitors, row.region.code))
