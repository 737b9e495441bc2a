"""Finds the deals of an edition that resemble a signing: by an index of keys, then by points.

Each deal has some twenty keys: its parties' names, each of them with the amount's digits, and its titles. Whatever the
number of deals, one query fetches what is compared of the few that share most of them, and only these are compared.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from django.db import transaction

from deals.duplicates import fingerprint, reasons, titles
from deals.duplicates.candidates import find_candidates
from deals.duplicates.scoring import Fingerprint, Likeness, compare_signings
from deals.models import Deal, MatchKey, Terms
from expo.firm_names import names
from expo.models import Edition

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


def find_lookalikes(sketch: Fingerprint, edition: Edition, *, but: Deal | None = None) -> list[LookalikeMatch]:
    """The deals that resemble it, most alike first. One query, and three more where there are any."""
    left_out, alike = None, {}
    if but is not None:
        left_out = but.pk
    for candidate in find_candidates(match_keys(sketch, edition), edition, left_out):
        likeness = compare_signings(sketch, candidate.sketch)
        if likeness.enough:
            alike[candidate.deal] = likeness
    if not alike:
        return []
    latest = Terms.objects.latest().filter(deal__in=alike).for_rows()
    found = [LookalikeMatch(terms, alike[terms.deal_id]) for terms in latest]
    found.sort(key=lambda match: -match.likeness.points)
    return found[:SHOWN]


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
