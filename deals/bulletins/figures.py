"""The figures of a bulletin, from `deals.totals`: values, how they print in both languages, and the deals behind each.

JSON: `definition`, `as_of`, `currency` (`as_written` or converted), `rate`; `figures`, each with `key`, `unit`,
`value` (whole numbers; money in minor units), `printed` by language and `of`, the list of deals behind it; `lists`, of
running numbers; `counted`, every deal with the version of its terms; `batches`, with the deals drawn from each;
`origins`, by the codes of countries, the shown parties from there: each by its deal and its place in the deal's list;
`areas`, by the addresses of the technology areas, their keys; `coverage`, how much was counted of what was stated,
where that was only a part (absent, or None: it was all of it, or nothing was stated).
"""

import datetime as dt
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django.utils import translation

from deals import totals
from deals.bulletins.words import PARTNERS, area_address, figures_in_words, foreign_countries, largest_areas
from deals.models import Batch, Bulletin, ExchangeRate, Party, Terms
from deals.models.terms import Place
from deals.money import Money
from deals.totals import CountedDeal, Coverage, Headline, Pin, Scope, Totals
from deals.totals.definitions import definition_sentence
from deals.totals.parts import PinnedBatch
from expo.i18n.bilingual import SUFFIXES
from expo.models import Region

WORD, PROJECTS, COUNTRIES, NAMES = "word", "projects", "countries", "names"
Figure = tuple[str, str, Any, str]


def count_figures(scope: Scope, moment: dt.datetime) -> dict[str, Any]:
    """Everything that a bulletin of this scope may say, counted at this moment."""
    read, rows = totals.read_totals(scope, ["area", "country"]), totals.counted_deals(scope)
    spoken = {tongue: translated_words(code, read, scope, moment) for code, tongue in SUFFIXES.items()}
    return {
        "definition": {tongue: said["definition"] for tongue, said in spoken.items()},
        "as_of": moment.isoformat(),
        "currency": scope.currency,
        "as_written": scope.as_written,
        "rate": rate_figures(read.headline),
        "figures": [
            {"key": key, "unit": unit, "value": value, "of": of, "printed": {t: spoken[t][key] for t in spoken}}
            for key, unit, value, of in counted_figures(read, scope)
        ],
        "lists": deal_lists(rows, read, scope),
        "counted": [[row.sequence, row.version] for row in rows],
        "batches": [batch_figures(batch, deals) for batch, deals in totals.batches_with_deals(scope)],
        "origins": origins_by_country(rows, read),
        "areas": {area_address(row.of, scope): row.of.pk for row in read.breakdowns["area"].rows},
        "coverage": asdict(read.headline.coverage) if read.headline.coverage else None,
    }


def origins_by_country(rows: list[CountedDeal], read: Totals) -> dict[str, list[list[int]]]:
    codes = {row.of.pk: row.of.code for row in read.breakdowns["country"].rows}
    found: dict[str, list[list[int]]] = {}
    for row in rows:
        for country, places in row.origins.items():
            found.setdefault(codes[country], []).extend([row.sequence, place] for place in places)
    return found


def batch_figures(batch: Batch, deals: list[tuple[int, int]]) -> dict[str, Any]:
    announced = (batch.announced_projects, batch.announced_minor, batch.announced_place)
    told = dict(zip(("projects", "minor", "place"), announced, strict=True))
    return told | {"number": batch.sequence, "drawn": [list(deal) for deal in deals]}


def translated_words(code: str, read: Totals, scope: Scope, moment: dt.datetime) -> dict[str, str]:
    with translation.override(code):
        return figures_in_words(read, scope, moment) | {"definition": definition_sentence(scope)}


def rate_figures(head: Headline) -> dict[str, str] | None:
    if head.rate is None or head.second is None:
        return None
    told = {"base": head.second.currency, "rate": str(head.rate.normalize()), "source": head.rate_source}
    return told | {"on": head.rate_on.isoformat()}


def counted_figures(read: Totals, scope: Scope) -> list[Figure]:
    """Key, unit, value and list of each figure there is; what is not known, or nothing, is none."""
    head, left = read.headline, read.headline.not_itemised
    both = head.at_expo.amount and head.outside.amount
    found = [
        ("edition", WORD, scope.edition.identifier, ""),
        ("as_of", WORD, "", ""),
        ("projects", PROJECTS, head.projects, "counted"),
        *coverage_figures(head.coverage),
        *money_figures("amount", head.amount, "disclosed"),
        *money_figures("second", head.second, "disclosed"),
        ("at_expo", PROJECTS, head.at_expo.projects, "at_expo"),
        ("outside", PROJECTS, head.outside.projects, "outside"),
        *(money_figures("amount_at_expo", head.at_expo.amount, "at_expo_disclosed") if both else ()),
        *(money_figures("amount_outside", head.outside.amount, "outside_disclosed") if both else ()),
        *number_figures("undisclosed", head.undisclosed),
        *number_figures("rate_missing", head.rate_missing),
        *number_figures("not_itemised", left.projects if left else 0),
        *money_figures("amount_not_itemised", left.amount if left else None, "not_itemised"),
    ]
    slugs = [area_address(row.of, scope) for row in largest_areas(read, scope)]
    codes = [row.of.code for row in foreign_countries(read)]
    found += [("areas", NAMES, slugs, "areas")] if slugs else []
    found += [("countries", COUNTRIES, len(codes), "abroad")] if codes else []
    return found + ([("partners", NAMES, codes[:PARTNERS], "partners")] if codes else [])


def coverage_figures(coverage: Coverage | None) -> list[Figure]:
    """Of what the figures are only a part."""
    if coverage is None:
        return []
    if coverage.currency:
        return [("stated_amount", coverage.currency, coverage.stated, "")]
    return [("stated", PROJECTS, coverage.stated, "")]


def money_figures(key: str, amount: Money | None, of: str) -> list[Figure]:
    return [] if amount is None else [(key, amount.currency, amount.minor, of)]


def number_figures(key: str, number: int) -> list[Figure]:
    return [(key, PROJECTS, number, key)] if number else []


def deal_lists(rows: list[CountedDeal], read: Totals, scope: Scope) -> dict[str, list[int]]:
    """The running numbers of the deals behind each figure; what is not itemised has none yet."""
    areas = {row.of.pk for row in largest_areas(read, scope)}
    foreign = [row.of.pk for row in foreign_countries(read)]
    here = {place: [row for row in rows if row.place == place] for place in Place.values}
    found = {
        "counted": rows,
        "disclosed": summed_deals(rows),
        "at_expo": here[Place.AT_EXPO],
        "outside": here[Place.OUTSIDE],
        "at_expo_disclosed": summed_deals(here[Place.AT_EXPO]),
        "outside_disclosed": summed_deals(here[Place.OUTSIDE]),
        "undisclosed": [row for row in rows if not row.disclosed],
        "rate_missing": [row for row in rows if row.rate_missing],
        "not_itemised": [],
        "areas": [row for row in rows if row.area in areas],
        "abroad": [row for row in rows if row.countries & set(foreign)],
        "partners": [row for row in rows if row.countries & set(foreign[:PARTNERS])],
    }
    return {name: [row.sequence for row in found] for name, found in found.items()}


def summed_deals(rows: list[CountedDeal]) -> list[CountedDeal]:
    return [row for row in rows if row.disclosed and not row.rate_missing]


def figure_sequences(bulletin: Bulletin, key: str) -> list[int] | None:
    """The running numbers of the deals behind a figure; None where there is no such figure or nothing behind it."""
    found = next((row for row in bulletin.figures["figures"] if row["key"] == key), None)
    return bulletin.figures["lists"].get(found["of"]) if found and found["of"] else None


def bulletin_pin(bulletin: Bulletin) -> Pin:
    """What the bulletin counted, by keys: to count exactly that again. Four queries."""
    told = bulletin.figures
    drawn = [deal for batch in told["batches"] for deal in batch["drawn"]]
    keys = terms_keys(bulletin.edition_id, [*told["counted"], *drawn])
    waiting = set(told["lists"]["rate_missing"])
    terms = frozenset(keys[tuple(deal)] for deal in told["counted"] if tuple(deal) in keys)
    return Pin(
        terms=terms,
        unconverted=frozenset(key for (sequence, _version), key in keys.items() if sequence in waiting),
        batches=stored_batches(bulletin, keys),
        rate=stored_rate(told) if told["rate"] else None,
        currency=told["currency"],
        as_written=told.get("as_written", False),
        origins=stored_origins(told["origins"], terms) if "origins" in told else None,
        areas={key: slug for slug, key in told.get("areas", {}).items()},
        coverage=stored_coverage(told),
    )


def stored_coverage(told: dict[str, Any]) -> Coverage | None:
    return Coverage(**then) if (then := told.get("coverage")) else None


def stored_origins(told: dict[str, list[list[int]]], terms: frozenset[int]) -> dict[int, frozenset[int]]:
    """The keys of the parties by those of the countries that they came from; the organisations may have moved since."""
    rows = Party.objects.filter(terms__in=terms).values_list("terms__deal__sequence", "order", "pk")
    keys = {(sequence, place): pk for sequence, place, pk in rows}
    regions = dict(Region.objects.filter(code__in=told).values_list("code", "pk"))
    return {
        regions[code]: frozenset(keys[tuple(party)] for party in parties if tuple(party) in keys)
        for code, parties in told.items()
        if code in regions
    }


def stored_rate(told: dict[str, Any]) -> ExchangeRate:
    """The rate as the bulletin keeps it; somebody may have corrected it since."""
    rate = told["rate"]
    day = dt.date.fromisoformat(rate["on"])
    return ExchangeRate(
        base=rate["base"], quote=told["currency"], on=day, rate=Decimal(rate["rate"]), source=rate["source"]
    )


def stored_batches(bulletin: Bulletin, keys: dict[tuple[int, int], int]) -> dict[int, PinnedBatch]:
    then = {batch["number"]: batch for batch in bulletin.figures["batches"]}
    known = bulletin.edition.batches.filter(sequence__in=then).values_list("pk", "sequence") if then else ()
    return {
        pk: PinnedBatch(
            then[number]["projects"],
            then[number]["minor"],
            then[number]["place"],
            frozenset(keys[tuple(deal)] for deal in then[number]["drawn"] if tuple(deal) in keys),
        )
        for pk, number in known
    }


def terms_keys(edition: int, deals: list[list[int]]) -> dict[tuple[int, int], int]:
    """The keys of terms by their deals' running numbers and their own."""
    wanted = {tuple(deal) for deal in deals}
    rows = Terms.objects.filter(deal__edition=edition, deal__sequence__in={deal for deal, _version in wanted})
    found = {(sequence, number): pk for pk, sequence, number in rows.values_list("pk", "deal__sequence", "number")}
    return {deal: key for deal, key in found.items() if deal in wanted}
