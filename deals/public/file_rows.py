"""Announced deals by the hundred, for files and pages of the interface: read without a model for each of their rows.

A deal is eight rows of seven models. Django takes many times as long to make these as the database to find them. Here
they are tuples under the same names, and what many deals have in common is one row for all of them.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import QuerySet

from deals.models import Amount, Party, Terms
from deals.public.masking import NEWEST_FIRST, PublicDeal, TermsParts, mask_terms
from expo.models import Edition, Organisation, Region, TechnologyArea

# Deals of a file that are held at a time.
IN_A_PART = 500


class FileTerms(NamedTuple):
    """Of `Terms` and its `Deal`, what is masked."""

    pk: int
    name_en: str
    name_zh: str
    note_en: str
    note_zh: str
    name_shown: str
    amount_shown: str
    instrument: str
    signed_on: dt.date
    place: str
    ceremony_id: int | None
    primary_area_id: int | None
    destination_id: int | None
    reference: str
    corrected_at: dt.datetime | None


COLUMNS = (*FileTerms._fields[:-2], "deal__reference", "deal__corrected_at")


class FileFirm(NamedTuple):
    """Of an `Organisation`, what files say of it."""

    name_en: str
    name_zh: str
    region: Region | None
    merged_into: "FileFirm | None" = None

    @property
    def kept(self) -> "FileFirm":
        """As `Organisation.kept`."""
        return self.merged_into or self


class FileParty(NamedTuple):
    """Of a `Party`, the same."""

    side: str
    role: str
    shown: str
    organisation: FileFirm | None
    region: Region | None


class FileAmount(NamedTuple):
    """Of an `Amount`, the same."""

    basis: str
    headline: bool
    currency: str
    minor: int
    reporting_currency: str
    reporting_minor: int | None


def all_announced_deals(edition: Edition) -> Iterator[PublicDeal]:
    """Every announced deal, newest first: read in parts, in seven queries at most for each."""
    rows = Terms.objects.public().of(edition).order_by(*NEWEST_FIRST).values_list(*COLUMNS)
    read = map(FileTerms._make, rows.iterator(chunk_size=IN_A_PART))
    while part := list(islice(read, IN_A_PART)):
        yield from deals_with_parts(part, [(row.reference, row.corrected_at) for row in part], edition)


def announced_deals(terms: Sequence[Terms], edition: Edition) -> list[PublicDeal]:
    """The same of these announced terms of the edition, which know their deals; with all their areas."""
    told = [(row.deal.reference, row.deal.corrected_at) for row in terms]
    return list(deals_with_parts(terms, told, edition, areas=areas_by_terms(terms)))


def deals_with_parts(
    terms: Sequence[Any], told: Iterable[tuple], edition: Edition, areas: dict[int, list] | None = None
) -> Iterator[PublicDeal]:
    """Rows with what they are joined to, masked; `told` are reference and time of correction of each one's deal."""
    keys = [row.pk for row in terms]
    parties, amounts = parties_by_terms(keys), amounts_by_terms(keys)
    main_areas = TechnologyArea.objects.in_bulk({row.primary_area_id for row in terms} - {None})
    destinations = Region.objects.in_bulk({row.destination_id for row in terms} - {None})
    for row, (reference, corrected_at) in zip(terms, told, strict=True):
        parts = TermsParts(
            edition,
            reference,
            corrected_at,
            parties[row.pk],
            amounts[row.pk],
            tuple(areas[row.pk]) if areas else (),
            main_areas.get(row.primary_area_id),
            destinations.get(row.destination_id),
        )
        yield mask_terms(row, parts)


def parties_by_terms(keys: list[int]) -> dict[int, list[FileParty]]:
    columns = ("terms_id", "side", "role", "shown", "organisation_id", "region_id")
    rows = list(Party.objects.filter(terms__in=keys).values_list(*columns))
    firms = firms_by_key({row[4] for row in rows} - {None})
    regions = Region.objects.in_bulk({row[5] for row in rows} - {None})
    parties = defaultdict(list)
    for terms, side, role, shown, firm, region in rows:
        parties[terms].append(FileParty(side, role, shown, firms.get(firm), regions.get(region)))
    return parties


def firms_by_key(keys: Iterable[int]) -> dict[int, FileFirm]:
    """Each with the one that it was merged into, which is merged into none itself."""
    rows = list(firm_rows(pk__in=keys))
    others = list(firm_rows(pk__in={row[4] for row in rows} - {None}))
    regions = Region.objects.in_bulk({row[3] for row in rows + others} - {None})
    kept = {pk: FileFirm(name_en, name_zh, regions.get(region)) for pk, name_en, name_zh, region, _into in others}
    firms = {}
    for pk, name_en, name_zh, region, into in rows:
        firms[pk] = FileFirm(name_en, name_zh, regions.get(region), kept.get(into))
    return firms


def firm_rows(**condition: Any) -> QuerySet:
    rows = Organisation.objects.filter(**condition).order_by()
    return rows.values_list("pk", "name_en", "name_zh", "region_id", "merged_into_id")


def amounts_by_terms(keys: list[int]) -> dict[int, list[FileAmount]]:
    amounts = defaultdict(list)
    for terms, *columns in Amount.objects.filter(terms__in=keys).values_list("terms_id", *FileAmount._fields):
        amounts[terms].append(FileAmount._make(columns))
    return amounts


def areas_by_terms(terms: Iterable[Terms]) -> dict[int, list[TechnologyArea]]:
    """In the order of areas."""
    areas: dict[int, list[TechnologyArea]] = defaultdict(list)
    links = Terms.areas.through.objects.filter(terms__in=[row.pk for row in terms])
    order = [f"technologyarea__{name}" for name in TechnologyArea._meta.ordering or ()]
    for link in links.select_related("technologyarea").order_by(*order):
        areas[link.terms_id].append(link.technologyarea)
    return areas
