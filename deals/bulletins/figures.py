"""The figures of a bulletin, from `deals.totals`: values, how they print in both languages, and the deals behind each.

JSON: `definition`, `as_of`, `currency` (`as_written` or converted), `rate`; `figures`, each with `key`, `unit`,
`value` (whole numbers; money in minor units), `printed` by language and `of`, the list of deals behind it; `lists`, of
running numbers; `counted`, every deal with the version of its terms; `batches`, with the deals drawn from each;
`origins`, by the codes of countries, the shown parties from there: each by its deal and its place in the deal's list;
`areas`, by the addresses of the technology areas, their keys; `coverage`, how much was counted of what was stated,
where that was only a part (absent, or None: it was all of it, or nothing was stated).
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, NamedTuple

from django.utils import translation

from deals import totals
from deals.bulletins.words import PARTNERS, area_address, figures_in_words, foreign_countries, largest_areas
from deals.models import Batch, Bulletin
from deals.models.terms import Place
from deals.money import Money
from deals.totals import CountedDeal, Coverage, Headline, Scope, Totals
from deals.totals.definitions import definition_sentence
from expo.i18n.bilingual import SUFFIXES
from expo.presence import require_value

WORD, PROJECTS, COUNTRIES, NAMES = "word", "projects", "countries", "names"


LISTS_OF_PLACE: dict[str, str] = {Place.AT_EXPO: "at_expo", Place.OUTSIDE: "outside"}
LISTS = (
    *("counted", "disclosed", "at_expo", "outside", "at_expo_disclosed", "outside_disclosed"),
    *("undisclosed", "rate_missing", "not_itemised", "areas", "abroad", "partners"),
)


class BulletinFigure(NamedTuple):
    """`of`: the list of the deals behind it, "" for none."""

    key: str
    unit: str
    value: Any
    of: str


class NamedKeys(NamedTuple):
    """The keys of the areas that are named, of all countries of partners, and of those that are named."""

    areas: set[int]
    abroad: set[int]
    partners: set[int]


def count_figures(scope: Scope, moment: dt.datetime) -> dict[str, Any]:
    """Everything that a bulletin of this scope may say, counted at this moment."""
    read, rows = totals.read_totals(scope, ["area", "country"]), totals.counted_deals(scope)
    words = translated_words(read, scope, moment)
    return {
        "definition": words_of_figure(words, "definition"),
        "as_of": moment.isoformat(),
        "currency": scope.currency,
        "as_written": scope.as_written,
        "rate": rate_figures(read.headline),
        "figures": [printed_figure(figure, words) for figure in counted_figures(read, scope)],
        "lists": deal_lists(rows, read, scope),
        "counted": [[row.sequence, row.version] for row in rows],
        "batches": [batch_figures(batch, deals) for batch, deals in totals.batches_with_deals(scope)],
        "origins": origins_by_country(rows, read),
        "areas": {area_address(row.of, scope): row.of.pk for row in read.breakdowns["area"].rows},
        "coverage": coverage_values(read.headline.coverage),
    }


def figure_values(figures: dict[str, Any]) -> dict[str, Any]:
    """The value of each figure, by its key."""
    return {row["key"]: row["value"] for row in figures["figures"]}


def printed_figure(figure: BulletinFigure, words: dict[str, dict[str, str]]) -> dict[str, Any]:
    return {**figure._asdict(), "printed": words_of_figure(words, figure.key)}


def coverage_values(coverage: Coverage | None) -> dict[str, Any] | None:
    if coverage is None:
        return None
    return asdict(coverage)


def words_of_figure(words: dict[str, dict[str, str]], key: str) -> dict[str, str]:
    """What stands for the figure in each language."""
    return {tongue: spoken[key] for tongue, spoken in words.items()}


def origins_by_country(rows: list[CountedDeal], read: Totals) -> dict[str, list[list[int]]]:
    codes = {row.of.pk: row.of.code for row in read.breakdowns["country"].rows}
    parties: dict[str, list[list[int]]] = {}
    for row in rows:
        for country, places in row.origins.items():
            from_there = parties.setdefault(codes[country], [])
            for place in places:
                from_there.append([row.sequence, place])
    return parties


def batch_figures(batch: Batch, deals: list[tuple[int, int]]) -> dict[str, Any]:
    return {
        "projects": batch.announced_projects,
        "minor": batch.announced_minor,
        "place": batch.announced_place,
        "number": batch.sequence,
        "drawn": list(map(list, deals)),
    }


def translated_words(read: Totals, scope: Scope, moment: dt.datetime) -> dict[str, dict[str, str]]:
    """By language how each figure prints, and what is counted."""
    words = {}
    for code, tongue in SUFFIXES.items():
        with translation.override(code):
            words[tongue] = figures_in_words(read, scope, moment) | {"definition": definition_sentence(scope)}
    return words


def rate_figures(head: Headline) -> dict[str, str] | None:
    if head.rate is None or head.second is None:
        return None
    return {
        "base": head.second.currency,
        "rate": str(head.rate.normalize()),
        "source": head.rate_source,
        "on": require_value(head.rate_on).isoformat(),
    }


def counted_figures(read: Totals, scope: Scope) -> list[BulletinFigure]:
    """Each figure there is; what is not known, or nothing, is none."""
    head = read.headline
    return [
        BulletinFigure("edition", WORD, scope.edition.identifier, ""),
        BulletinFigure("as_of", WORD, "", ""),
        BulletinFigure("projects", PROJECTS, head.projects, "counted"),
        *coverage_figures(head.coverage),
        *money_figures("amount", head.amount, "disclosed"),
        *money_figures("second", head.second, "disclosed"),
        *place_figures(head),
        *number_figures("undisclosed", head.undisclosed),
        *number_figures("rate_missing", head.rate_missing),
        *remainder_figures(head),
        *name_figures(read, scope),
    ]


def place_figures(head: Headline) -> list[BulletinFigure]:
    """The amounts only where both places have one."""
    figures = [
        BulletinFigure("at_expo", PROJECTS, head.at_expo.projects, "at_expo"),
        BulletinFigure("outside", PROJECTS, head.outside.projects, "outside"),
    ]
    if head.at_expo.amount and head.outside.amount:
        figures += money_figures("amount_at_expo", head.at_expo.amount, "at_expo_disclosed")
        figures += money_figures("amount_outside", head.outside.amount, "outside_disclosed")
    return figures


def remainder_figures(head: Headline) -> list[BulletinFigure]:
    """What was announced of batches and is not itemised yet."""
    left = head.not_itemised
    if left is None:
        return []
    return [
        *number_figures("not_itemised", left.number),
        *money_figures("amount_not_itemised", left.amount, "not_itemised"),
    ]


def name_figures(read: Totals, scope: Scope) -> list[BulletinFigure]:
    """The largest areas, and where the partners come from."""
    slugs = [area_address(row.of, scope) for row in largest_areas(read, scope)]
    codes = [row.of.code for row in foreign_countries(read)]
    figures = []
    if slugs:
        figures.append(BulletinFigure("areas", NAMES, slugs, "areas"))
    if codes:
        figures.append(BulletinFigure("countries", COUNTRIES, len(codes), "abroad"))
        figures.append(BulletinFigure("partners", NAMES, codes[:PARTNERS], "partners"))
    return figures


def coverage_figures(coverage: Coverage | None) -> list[BulletinFigure]:
    """Of what the figures are only a part."""
    if coverage is None:
        return []
    if coverage.currency:
        return [BulletinFigure("stated_amount", coverage.currency, coverage.stated, "")]
    return [BulletinFigure("stated", PROJECTS, coverage.stated, "")]


def money_figures(key: str, amount: Money | None, of: str) -> list[BulletinFigure]:
    if amount is None:
        return []
    return [BulletinFigure(key, amount.currency, amount.minor, of)]


def number_figures(key: str, number: int) -> list[BulletinFigure]:
    if not number:
        return []
    return [BulletinFigure(key, PROJECTS, number, key)]


def deal_lists(rows: list[CountedDeal], read: Totals, scope: Scope) -> dict[str, list[int]]:
    """The running numbers of the deals behind each figure; what is not itemised has none yet."""
    countries = [row.of.pk for row in foreign_countries(read)]
    named = NamedKeys(
        areas={row.of.pk for row in largest_areas(read, scope)},
        abroad=set(countries),
        partners=set(countries[:PARTNERS]),
    )
    lists: dict[str, list[int]] = {name: [] for name in LISTS}
    for deal in rows:
        for name in lists_with_deal(deal, named):
            lists[name].append(deal.sequence)
    return lists


def lists_with_deal(deal: CountedDeal, named: NamedKeys) -> Iterator[str]:
    """The names of the lists that the deal stands in."""
    yield "counted"
    if not deal.disclosed:
        yield "undisclosed"
    if deal.rate_missing:
        yield "rate_missing"
    summed = deal.disclosed and not deal.rate_missing
    if summed:
        yield "disclosed"
    if deal.place in LISTS_OF_PLACE:
        yield LISTS_OF_PLACE[deal.place]
        if summed:
            yield f"{LISTS_OF_PLACE[deal.place]}_disclosed"
    yield from lists_of_named(deal, named)


def lists_of_named(deal: CountedDeal, named: NamedKeys) -> Iterator[str]:
    if deal.area in named.areas:
        yield "areas"
    if deal.countries & named.abroad:
        yield "abroad"
    if deal.countries & named.partners:
        yield "partners"


def figure_sequences(bulletin: Bulletin, key: str) -> list[int] | None:
    """The running numbers of the deals behind a figure; None where there is no such figure or nothing behind it."""
    for figure in bulletin.figures["figures"]:
        if figure["key"] == key and figure["of"]:
            return bulletin.figures["lists"].get(figure["of"])
    return None
