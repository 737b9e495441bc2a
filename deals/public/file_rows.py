"""Announced deals by the hundred, for lists, files and the interface: read without a model for each of their rows.

A deal is eight rows of seven models. Django takes many times as long to make these as the database to find them. Here
they are tuples under the same names, read by three queries whose SQL is made once.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import QuerySet

from deals.models import Amount, Party, Terms
from deals.models.terms import TermsQuerySet
from deals.public.embargoes import moment_of_reading
from deals.public.masking import PublicDeal, TermsParts, announced_terms, mask_terms
from expo.db.compiled_rows import CompiledRows, CompiledRowsOf
from expo.models import Edition, TechnologyArea

# Deals of a file that are held at a time.
IN_A_PART = 500


class FileArea(NamedTuple):
    """Of a `TechnologyArea`, what lists and files say of it."""

    slug: str
    name_en: str
    name_zh: str


class FileRegion(NamedTuple):
    """Of a `Region`, the same."""

    code: str
    name_en: str
    name_zh: str


class FileFirm(NamedTuple):
    """Of an `Organisation`, the same."""

    name_en: str
    name_zh: str
    region: FileRegion | None
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
    region: FileRegion | None


class FileAmount(NamedTuple):
    """Of an `Amount`, the same."""

    basis: str
    headline: bool
    currency: str
    minor: int
    reporting_currency: str
    reporting_minor: int | None


class FileDeal(NamedTuple):
    """Of a `Deal`, the same."""

    reference: str
    corrected_at: dt.datetime | None


class FileTerms(NamedTuple):
    """Of `Terms`, what is masked."""

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
    deal: FileDeal
    primary_area: FileArea | None
    destination: FileRegion | None


def joined_columns(row: str, columns: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{row}__{column}" for column in columns)


# Columns of the queries, in the order in which the functions below read them.
AREA, REGION, FIRM = FileArea._fields, FileRegion._fields, FileFirm._fields[:2]
COLUMNS = (
    *FileTerms._fields[:-3],
    *joined_columns("deal", FileDeal._fields),
    *joined_columns("primary_area", AREA),
    *joined_columns("destination", REGION),
)
PARTY_COLUMNS = (
    "terms_id",
    *FileParty._fields[:3],
    *joined_columns("organisation", FIRM),
    *joined_columns("organisation__region", REGION),
    *joined_columns("organisation__merged_into", FIRM),
    *joined_columns("organisation__merged_into__region", REGION),
    *joined_columns("region", REGION),
)
party_rows: CompiledRowsOf[tuple] = CompiledRowsOf(
    lambda keys: Party.objects.filter(terms__in=keys).values_list(*PARTY_COLUMNS)
)
area_rows: CompiledRowsOf[tuple] = CompiledRowsOf(
    lambda keys: (
        Terms.areas.through.objects.filter(terms__in=keys)
        .order_by(*joined_columns("technologyarea", TechnologyArea._meta.ordering or ()))
        .values_list("terms_id", *joined_columns("technologyarea", AREA))
    )
)
terms_rows: CompiledRowsOf[tuple] = CompiledRowsOf(
    lambda keys: Terms.objects.filter(pk__in=keys).order_by().values_list(*COLUMNS)
)
amount_rows: CompiledRowsOf[tuple] = CompiledRowsOf(
    lambda keys: Amount.objects.filter(terms__in=keys).values_list("terms_id", *FileAmount._fields)
)


def all_announced_deals(edition: Edition) -> Iterator[PublicDeal]:
    """Every announced deal, newest first: read in parts, in two queries for each.

    Of one moment where it is read within `read_one_moment()`.
    """
    rows = list_rows(announced_terms(edition, moment_of_reading())).iterator(chunk_size=IN_A_PART)
    while part := list(islice(rows, IN_A_PART)):
        yield from listed_deals(part, edition)


def list_rows(terms: TermsQuerySet) -> QuerySet[Any]:
    """Announced terms of one edition, ready for `listed_deals()`."""
    return terms.values_list(*COLUMNS)


@cache
def newest_rows(number: int) -> CompiledRows[tuple]:
    """The newest announced deals of the edition of a key, ready for `listed_deals()`."""
    return CompiledRows(lambda edition: list_rows(announced_terms(edition))[:number], int)


def listed_deals(rows: Iterable[tuple], edition: Edition) -> list[PublicDeal]:
    """Rows of `list_rows()` masked, without all their areas. Two queries."""
    return list(deals_with_parts([read_terms(columns) for columns in rows], edition))


def terms_by_key(keys: list[int]) -> list[FileTerms]:
    """The terms of these keys, in no order, whoever may see them; one query."""
    return [read_terms(columns) for columns in terms_rows(keys)]


def announced_deals(terms: Sequence[FileTerms], edition: Edition) -> list[PublicDeal]:
    """Announced terms of the edition masked, with all their areas. Three queries."""
    return list(deals_with_parts(terms, edition, areas=areas_by_terms([row.pk for row in terms])))


def deals_with_parts(
    terms: Sequence[Any], edition: Edition, areas: dict[int, list] | None = None
) -> Iterator[PublicDeal]:
    """Rows with what they are joined to, masked."""
    keys = [row.pk for row in terms]
    parties, amounts = parties_by_terms(keys), amounts_by_terms(keys)
    for row in terms:
        parts = TermsParts(
            edition,
            row.deal.reference,
            row.deal.corrected_at,
            parties[row.pk],
            amounts[row.pk],
            tuple(areas[row.pk]) if areas else (),
            row.primary_area,
            row.destination,
        )
        yield mask_terms(row, parts)


def read_terms(columns: tuple) -> FileTerms:
    """Of `COLUMNS`, and what the query may have counted behind them."""
    own, deal, area, region = columns[:11], columns[11:13], columns[13:16], columns[16:19]
    return FileTerms._make((*own, FileDeal._make(deal), read_row(FileArea, area), read_row(FileRegion, region)))


def parties_by_terms(keys: list[int]) -> dict[int, list[FileParty]]:
    parties = defaultdict(list)
    for columns in party_rows(keys):
        parties[columns[0]].append(read_party(columns))
    return parties


def read_party(columns: tuple) -> FileParty:
    """Of `PARTY_COLUMNS`."""
    firm = read_firm(columns[4:9])
    if firm and (into := read_firm(columns[9:14])):
        firm = firm._replace(merged_into=into)
    return FileParty._make((*columns[1:4], firm, read_row(FileRegion, columns[14:17])))


def read_firm(columns: tuple) -> FileFirm | None:
    if columns[0] is None:
        return None
    name_en, name_zh, *region = columns
    return FileFirm(name_en, name_zh, read_row(FileRegion, region))


def read_row(kind: Any, columns: Sequence[Any]) -> Any:
    """None where nothing is joined."""
    if columns[0] is None:
        return None
    return kind._make(columns)


def amounts_by_terms(keys: list[int]) -> dict[int, list[FileAmount]]:
    amounts = defaultdict(list)
    for terms, *columns in amount_rows(keys):
        amounts[terms].append(FileAmount._make(columns))
    return amounts


def areas_by_terms(keys: list[int]) -> dict[int, list[FileArea]]:
    """In the order of areas."""
    areas = defaultdict(list)
    for terms, *columns in area_rows(keys):
        areas[terms].append(FileArea._make(columns))
    return areas
