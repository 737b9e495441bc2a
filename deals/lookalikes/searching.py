"""Finds the deals of an edition that resemble a signing: by an index of keys, then by points.

Each deal has some twenty keys: its parties' names, each of them with the amount's digits, and its titles. Whatever the
number of deals, one query fetches the few that share most of them, four more load these, and only they are compared.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from django.db import transaction
from django.db.models import Window
from django.db.models.functions import RowNumber

from deals.lookalikes import names, reasons, sketches, titles
from deals.lookalikes.scoring import Likeness, Sketch, compare
from deals.models import Deal, MatchKey, Terms
from deals.models.deal import DealStatus
from expo.models import Edition

# Of each key the newest deals only: a park that attracts hundreds of firms must not slow down the desk.
NEWEST = 60
COMPARED = 24
SHOWN = 8


@dataclass(frozen=True)
class Found:
    """A deal that may be the same signing, with its latest terms."""

    terms: Terms
    likeness: Likeness

    @property
    def reasons(self) -> list[str]:
        return reasons.all_said(self.likeness.reasons)

    @property
    def deal(self) -> Deal:
        return self.terms.deal


def of(sketch: Sketch, edition: Edition, rates: sketches.Rates, *, but: Deal | None = None) -> list[Found]:
    """The deals that resemble it, most alike first. Five queries, however many deals there are."""
    found = (
        Found(terms, compare(sketch, sketches.of_terms(terms, rates))) for terms in candidates(sketch, edition, but)
    )
    enough = sorted((row for row in found if row.likeness.enough), key=lambda row: -row.likeness.points)
    return enough[:SHOWN]


def candidates(sketch: Sketch, edition: Edition, but: Deal | None) -> Iterable[Terms]:
    age = Window(RowNumber(), partition_by="key", order_by="-deal_id")
    holders = MatchKey.objects.filter(key__in=keys(sketch, edition)).annotate(age=age).filter(age__lte=NEWEST)
    hits = Counter(holders.values_list("deal", flat=True))
    if but is not None:
        hits.pop(but.pk, None)
    # Of those that share as much, the newest: a signing is typed twice within hours.
    best = sorted(hits, key=lambda deal: (hits[deal], deal), reverse=True)[:COMPARED]
    standing = Terms.objects.latest().filter(deal__in=best).exclude(deal__status=DealStatus.WITHDRAWN)
    return standing.for_cards()


def index(deal: Deal, sketch: Sketch) -> None:
    """Write the keys by which the deal is found."""
    MatchKey.objects.filter(deal=deal).delete()
    MatchKey.objects.bulk_create(MatchKey(deal=deal, key=key) for key in keys(sketch, deal.edition))


def rewrite_keys() -> int:
    """Write the keys of all deals anew, as after a change of what names compare by; returns of how many deals."""
    written = 0
    for terms in Terms.objects.latest().for_cards().order_by("pk").iterator(chunk_size=500):
        with transaction.atomic():
            index(terms.deal, sketches.of_terms(terms, {}))
        written += 1
    return written


def keys(sketch: Sketch, edition: Edition) -> set[int]:
    return {hashed(f"{edition.pk} {word}") for word in words(sketch)}


def words(sketch: Sketch) -> Iterator[str]:
    digits = str(sketch.amount.minor).rstrip("0")[:3] if sketch.amount else ""
    for name in set(chain.from_iterable(side.names for side in sketch.parties)):
        for key in names.keys(name):
            yield f"party {key}"
            if digits:
                yield f"party {key} amount {digits}"
    for title in (sketch.title_en, sketch.title_zh):
        if title:
            yield "title " + " ".join(sorted(titles.read(title).grams))


def hashed(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), signed=True)
