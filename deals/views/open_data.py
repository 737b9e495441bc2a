"""Open data: announced deals and totals as CSV, both languages side by side, masked as the pages are."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import override

from deals import totals as counting
from deals.money import Money
from deals.money.currencies import minor_digits
from deals.public import file_rows
from deals.public.masking import PublicDeal, PublicParty
from deals.totals import Breakdown, Coverage, Part, Scope
from deals.totals.charts import row_label, row_value
from expo.db.one_moment import read_one_moment
from expo.models import Edition
from expo.spreadsheets.export import csv_file
from expo.web.file_answers import file_answer
from expo.web.public_page import edition_page

DEALS = (
    "reference,name_en,name_zh,instrument,signed_on,place,main_area,destination,parties_en,parties_zh,"
    "amount,currency,basis,reporting_amount,reporting_currency,size_band"
)
TOTALS = (
    "breakdown,value,name_en,name_zh,projects,amount,currency,second_amount,second_currency,"
    "undisclosed,rate_missing,overlaps"
)
SUMS = ("projects", "amount", "second_amount")


# Where only a part is listed of what was stated, columns, rows and the file itself say so by their names.
PART = "named_in_public"
STATED = "stated_projects,stated_amount,stated_currency"


@edition_page
def deals_csv(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    with read_one_moment():
        rows = file_rows.all_announced_deals(edition)
        name = file_name(edition, "deals", counting.edition_coverage(edition))
        return csv_response(request, name, chain([DEALS.split(",")], map(deal_row, rows)))


@edition_page
def totals_csv(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    scope = Scope(edition)
    read = counting.read_totals(scope, [*counting.TITLES, counting.LEAGUE])
    rows: Iterable[list[Any]] = chain.from_iterable(
        breakdown_rows(each, read.headline) for each in read.breakdowns.values()
    )
    heads, coverage = TOTALS.split(","), read.headline.coverage
    if coverage:
        heads = [f"{head}_{PART}" if head in SUMS else head for head in heads] + STATED.split(",")
        stated = coverage_columns(coverage)
        rows = ([*row, *stated] for row in rows)
    return csv_response(request, file_name(edition, "totals", coverage), chain([heads], rows))


def file_name(edition: Edition, of: str, coverage: Coverage | None) -> str:
    """2019-deals.csv; of a part 2019-deals-named-in-public-7-of-530.csv."""
    if coverage is None:
        return f"{edition.slug}-{of}.csv"
    numbers = "" if coverage.currency else f"-{coverage.listed}-of-{coverage.stated}"
    return f"{edition.slug}-{of}-named-in-public{numbers}.csv"


def coverage_columns(coverage: Coverage) -> list[Any]:
    """What each row is a part of."""
    if coverage.currency:
        return ["", *money_columns(Money(coverage.stated, coverage.currency))]
    return [coverage.stated, "", ""]


def csv_response(request: HttpRequest, name: str, rows: Iterable[Iterable[Any]]) -> HttpResponseBase:
    """A file of the same bytes for everybody, whatever language they ask in; rows are read one by one as it is made."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return file_answer(request, csv_file(rows), "text/csv; charset=utf-8", headers)


def deal_row(deal: PublicDeal) -> list[Any]:
    destination, area = deal.destination, deal.primary_area
    return [
        deal.reference,
        deal.name_en,
        deal.name_zh,
        deal.instrument_code,
        deal.signed_on.isoformat(),
        deal.place,
        area.slug if area else "",
        destination.code if destination else "",
        party_names(deal.parties, "en"),
        party_names(deal.parties, "zh"),
        *money_columns(deal.amount),
        deal.basis_code,
        *money_columns(deal.reporting),
        deal.band.value if deal.band else "",
    ]


def party_names(rows: Iterable[PublicParty], tongue: str) -> str:
    """The names that are shown, in the language or else in the other one."""
    other = "zh" if tongue == "en" else "en"
    shown = [party.organisation or party.region for party in rows]
    names = [getattr(row, f"name_{tongue}") or getattr(row, f"name_{other}") for row in shown if row]
    return "; ".join(names)


def money_columns(amount: Any) -> tuple[str, str]:
    """In whole units with all decimals, never rounded; nothing where nothing is disclosed."""
    if amount is None:
        return "", ""
    places = minor_digits(amount.currency)
    whole, rest = divmod(amount.minor, 10**places)
    return (f"{whole}.{rest:0{places}d}" if places else str(whole)), amount.currency


def breakdown_rows(breakdown: Breakdown, headline: counting.Headline) -> Iterator[list[Any]]:
    """The rows of a breakdown, then what stands apart and the whole."""
    whole = "named in public" if breakdown.coverage else "total"
    apart = {"not stated": breakdown.unstated, "not itemised": breakdown.not_itemised, whole: breakdown.whole}
    parts: list[tuple[Any, Part]] = [(row.of, row) for row in breakdown.rows]
    parts += [(label, part) for label, part in apart.items() if part]
    seconds = second_amounts([part for _of, part in parts], breakdown, headline)
    labels = zip(
        *(translated_labels(parts, breakdown.dimension, language) for language in ("en", "zh-hans")), strict=True
    )
    for (of, part), second, names in zip(parts, seconds, labels, strict=True):
        value = of if isinstance(of, str) and part is not None and of in apart else row_value(of)
        figures = [
            part.projects,
            *money_columns(part.amount),
            *money_columns(second),
            part.undisclosed,
            part.rate_missing,
        ]
        yield [breakdown.dimension, value, *names, *figures, int(breakdown.overlaps)]


def translated_labels(parts: list[tuple[Any, Part]], dimension: str, language: str) -> list[str]:
    with override(language):
        return [row_label(of, dimension).value for of, _part in parts]


def second_amounts(parts: list[Part], breakdown: Breakdown, headline: counting.Headline) -> list[Any]:
    """Each part in the second currency; where they add up, to the whole's worth, which stands last."""
    if headline.rate is None or headline.second is None:
        return [None] * len(parts)
    amounts, to = [part.amount for part in parts], headline.second.currency
    if breakdown.overlaps:
        return [counting.convert_parts([amount], headline.rate, to)[0] for amount in amounts]
    return [*counting.convert_parts(amounts[:-1], headline.rate, to), headline.second]
