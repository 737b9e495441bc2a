"""Open data: announced deals and totals as CSV, both languages side by side, masked as the pages are."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import override

from deals import public
from deals import totals as counting
from deals.charts import named, value_of
from deals.money import Money
from deals.money.currencies import digits
from deals.public import PublicDeal, PublicParty
from deals.totals import Breakdown, Coverage, Part, Scope
from expo.models import Edition
from expo.pages import of_edition
from expo.tables.export import csv_text

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


@of_edition
def deals(request: HttpRequest, edition: Edition) -> HttpResponse:
    rows = public.deals(public.listed(edition))
    name = file_name(edition, "deals", counting.edition_coverage(edition))
    return answer(name, [DEALS.split(","), *map(deal_row, rows)])


@of_edition
def totals(request: HttpRequest, edition: Edition) -> HttpResponse:
    scope = Scope(edition)
    read = counting.read(scope, [*counting.TITLES, counting.LEAGUE])
    rows = [row for each in read.breakdowns.values() for row in total_rows(each, read.headline)]
    heads, coverage = TOTALS.split(","), read.headline.coverage
    if coverage:
        heads = [f"{head}_{PART}" if head in SUMS else head for head in heads] + STATED.split(",")
        rows = [[*row, *stated(coverage)] for row in rows]
    return answer(file_name(edition, "totals", coverage), [heads, *rows])


def file_name(edition: Edition, of: str, coverage: Coverage | None) -> str:
    """2019-deals.csv; of a part 2019-deals-named-in-public-7-of-530.csv."""
    if coverage is None:
        return f"{edition.slug}-{of}.csv"
    numbers = "" if coverage.currency else f"-{coverage.listed}-of-{coverage.stated}"
    return f"{edition.slug}-{of}-named-in-public{numbers}.csv"


def stated(coverage: Coverage) -> list[Any]:
    """What each row is a part of."""
    if coverage.currency:
        return ["", *money(Money(coverage.stated, coverage.currency))]
    return [coverage.stated, "", ""]


def answer(name: str, rows: Iterable[Iterable[Any]]) -> HttpResponse:
    """A file of the same bytes for everybody, whatever language they ask in."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(csv_text(rows), content_type="text/csv; charset=utf-8", headers=headers)


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
        parties(deal.parties, "en"),
        parties(deal.parties, "zh"),
        *money(deal.amount),
        deal.basis_code,
        *money(deal.reporting),
        deal.band.value if deal.band else "",
    ]


def parties(rows: Iterable[PublicParty], tongue: str) -> str:
    """The names that are shown, in the language or else in the other one."""
    other = "zh" if tongue == "en" else "en"
    shown = [party.organisation or party.region for party in rows]
    names = [getattr(row, f"name_{tongue}") or getattr(row, f"name_{other}") for row in shown if row]
    return "; ".join(names)


def money(amount: Any) -> tuple[str, str]:
    """In whole units with all decimals, never rounded; nothing where nothing is disclosed."""
    if amount is None:
        return "", ""
    places = digits(amount.currency)
    whole, rest = divmod(amount.minor, 10**places)
    return (f"{whole}.{rest:0{places}d}" if places else str(whole)), amount.currency


def total_rows(breakdown: Breakdown, headline: counting.Headline) -> Iterator[list[Any]]:
    """The rows of a breakdown, then what stands apart and the whole."""
    whole = "named in public" if breakdown.coverage else "total"
    apart = {"not stated": breakdown.unstated, "not itemised": breakdown.not_itemised, whole: breakdown.whole}
    parts: list[tuple[Any, Part]] = [(row.of, row) for row in breakdown.rows]
    parts += [(label, part) for label, part in apart.items() if part]
    seconds = in_second([part for _of, part in parts], breakdown, headline)
    for (of, part), second in zip(parts, seconds, strict=True):
        value = of if isinstance(of, str) and part is not None and of in apart else value_of(of)
        names = [label(of, breakdown.dimension, language) for language in ("en", "zh-hans")]
        figures = [part.projects, *money(part.amount), *money(second), part.undisclosed, part.rate_missing]
        yield [breakdown.dimension, value, *names, *figures, int(breakdown.overlaps)]


def label(of: Any, dimension: str, language: str) -> str:
    with override(language):
        return named(of, dimension)[0]


def in_second(parts: list[Part], breakdown: Breakdown, headline: counting.Headline) -> list[Any]:
    """Each part in the second currency; where they add up, to the whole's worth, which stands last."""
    if headline.rate is None or headline.second is None:
        return [None] * len(parts)
    amounts, to = [part.amount for part in parts], headline.second.currency
    if breakdown.overlaps:
        return [counting.in_second([amount], headline.rate, to)[0] for amount in amounts]
    return [*counting.in_second(amounts[:-1], headline.rate, to), headline.second]
