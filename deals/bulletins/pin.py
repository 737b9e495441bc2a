"""What a bulletin counted, from its figures as JSON keeps them, to count exactly that again."""

import datetime as dt
from decimal import Decimal
from typing import Any

from deals.models import Bulletin, ExchangeRate, Party, Terms
from deals.totals import Coverage, Pin
from deals.totals.parts import PinnedBatch
from expo.models import Region

Version = tuple[int, int]  # a deal's running number, and that of its terms


def bulletin_pin(bulletin: Bulletin) -> Pin:
    """What the bulletin counted, by keys: to count exactly that again. Four queries."""
    stored = bulletin.figures
    keys = terms_keys(bulletin.edition_id, stored_versions(stored))
    terms = known_keys(stored["counted"], keys)
    return Pin(
        terms=terms,
        unconverted=unconverted_keys(stored, keys),
        batches=stored_batches(bulletin, keys),
        rate=stored_rate(stored),
        currency=stored["currency"],
        as_written=stored.get("as_written", False),
        origins=stored_origins(stored, terms),
        areas={key: slug for slug, key in stored.get("areas", {}).items()},
        coverage=stored_coverage(stored),
    )


def unconverted_keys(stored: dict[str, Any], keys: dict[Version, int]) -> frozenset[int]:
    """The terms whose rate was missing."""
    waiting = set(stored["lists"]["rate_missing"])
    return frozenset(key for (sequence, _version), key in keys.items() if sequence in waiting)


def stored_versions(stored: dict[str, Any]) -> list[list[int]]:
    """Every deal that was counted or drawn from a batch, with the version of its terms."""
    versions = list(stored["counted"])
    for batch in stored["batches"]:
        versions += batch["drawn"]
    return versions


def known_keys(pairs: list[list[int]], keys: dict[tuple[int, int], int]) -> frozenset[int]:
    """The keys of those of the pairs, as JSON keeps them, that there still are."""
    known: set[int] = set()
    for first, second in pairs:
        if (first, second) in keys:
            known.add(keys[first, second])
    return frozenset(known)


def stored_coverage(stored: dict[str, Any]) -> Coverage | None:
    coverage = stored.get("coverage")
    if not coverage:
        return None
    return Coverage(**coverage)


def stored_origins(stored: dict[str, Any], terms: frozenset[int]) -> dict[int, frozenset[int]] | None:
    """The keys of the parties by those of the countries that they came from; the organisations may have moved since.

    None where the bulletin does not say it.
    """
    if "origins" not in stored:
        return None
    parties_by_code = stored["origins"]
    rows = Party.objects.filter(terms__in=terms).values_list("terms__deal__sequence", "order", "pk")
    keys = {(sequence, place): pk for sequence, place, pk in rows}
    origins = {}
    for code, region in Region.objects.filter(code__in=parties_by_code).values_list("code", "pk"):
        origins[region] = known_keys(parties_by_code[code], keys)
    return origins


def stored_rate(stored: dict[str, Any]) -> ExchangeRate | None:
    """The rate as the bulletin keeps it; somebody may have corrected it since."""
    rate = stored["rate"]
    if not rate:
        return None
    return ExchangeRate(
        base=rate["base"],
        quote=stored["currency"],
        on=dt.date.fromisoformat(rate["on"]),
        rate=Decimal(rate["rate"]),
        source=rate["source"],
    )


def stored_batches(bulletin: Bulletin, keys: dict[Version, int]) -> dict[int, PinnedBatch]:
    stored = {batch["number"]: batch for batch in bulletin.figures["batches"]}
    if not stored:
        return {}
    batches = {}
    for pk, number in bulletin.edition.batches.filter(sequence__in=stored).values_list("pk", "sequence"):
        batch = stored[number]
        batches[pk] = PinnedBatch(batch["projects"], batch["minor"], batch["place"], known_keys(batch["drawn"], keys))
    return batches


def terms_keys(edition: int, versions: list[list[int]]) -> dict[Version, int]:
    """The keys of terms by their deals' running numbers and their own."""
    wanted = set(map(tuple, versions))
    deals = {deal for deal, _version in wanted}
    rows = Terms.objects.filter(deal__edition=edition, deal__sequence__in=deals)
    keys = {}
    for pk, deal, version in rows.values_list("pk", "deal__sequence", "number"):
        if (deal, version) in wanted:
            keys[deal, version] = pk
    return keys
