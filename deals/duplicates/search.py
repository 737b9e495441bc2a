"""Finds the deals of an edition that resemble a signing: by an index of keys, then by points.

Each deal has some twenty keys: its parties' names, each of them with the amount's digits, and its titles. Whatever the
number of deals, one query fetches the few that share most of them, three more load these, and only they are compared.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from django.db import transaction
from django.db.models import Window
from django.db.models.functions import RowNumber

from deals.duplicates import fingerprint, reasons, titles
from deals.duplicates.scoring import Fingerprint, Likeness, compare_signings
from deals.models import Deal, MatchKey, Terms
from deals.models.deal import DealStatus
from expo.firm_names import names
from expo.models import Edition

# Of each key the newest deals only: a host that attracts hundreds of firms must not slow down the desk.
NEWEST = 60
COMPARED = 24
SHOWN = 8


@dataclass(frozen=True)
class LookalikeMatch:
    """A deal that may be the same signing, with its latest terms."""

    terms: Terms
    likeness: Likeness

    @property
    def reasons(self) -> list[str]:
        return reasons.reason_texts(self.likeness.reasons)

    @property
    def deal(self) -> Deal:
        return self.terms.deal


def find_lookalikes(
    sketch: Fingerprint, edition: Edition, rates: fingerprint.Rates, *, but: Deal | None = None
) -> list[LookalikeMatch]:
    """The deals that resemble it, most alike first. Four queries, however many deals there are."""
    found = []
    for terms in candidate_terms(sketch, edition, but):
        likeness = compare_signings(sketch, fingerprint.terms_fingerprint(terms, rates))
        if likeness.enough:
            found.append(LookalikeMatch(terms, likeness))
    found.sort(key=lambda match: -match.likeness.points)
    return found[:SHOWN]


def candidate_terms(sketch: Fingerprint, edition: Edition, but: Deal | None) -> Iterable[Terms]:
    age = Window(RowNumber(), partition_by="key", order_by="-deal_id")
    holders = MatchKey.objects.filter(key__in=match_keys(sketch, edition)).annotate(age=age).filter(age__lte=NEWEST)
    hits = Counter(holders.values_list("deal", flat=True))
    if but is not None:
        hits.pop(but.pk, None)
    # Of those that share as much, the newest: a signing is typed twice within hours.
    best = sorted(hits, key=lambda deal: (hits[deal], deal), reverse=True)[:COMPARED]
    standing = Terms.objects.latest().filter(deal__in=best).exclude(deal__status=DealStatus.WITHDRAWN)
    return standing.for_rows()


def write_keys(deal: Deal, sketch: Fingerprint) -> None:
    """Write the keys by which the deal is found, in place of those it had."""
    MatchKey.objects.filter(deal=deal).delete()
    add_keys(deal, sketch)


def add_keys(deal: Deal, sketch: Fingerprint) -> None:
    """Write the keys of a deal that has none yet."""
    MatchKey.objects.bulk_create(MatchKey(deal=deal, key=key) for key in match_keys(sketch, deal.edition))


def rewrite_keys() -> int:
    """Write the keys of all deals anew, as after a change of what names compare by; returns of how many deals."""
    written = 0
    for terms in Terms.objects.latest().for_cards().order_by("pk").iterator(chunk_size=500):
        with transaction.atomic():
            write_keys(terms.deal, fingerprint.terms_fingerprint(terms, {}))
        written += 1
    return written


def match_keys(sketch: Fingerprint, edition: Edition) -> set[int]:
    return {hash_word(f"{edition.pk} {word}") for word in key_words(sketch)}


def key_words(sketch: Fingerprint) -> Iterator[str]:
    digits = ""
    if sketch.amount:
        digits = str(sketch.amount.minor).rstrip("0")[:3]
    for name in set(chain.from_iterable(side.names for side in sketch.parties)):
        for key in names.name_keys(name):
            yield f"party {key}"
            if digits:
                yield f"party {key} amount {digits}"
    for title in (sketch.title_en, sketch.title_zh):
        if title:
            yield "title " + " ".join(sorted(titles.read_title(title).grams))


def hash_word(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), signed=True)
