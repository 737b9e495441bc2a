"""Lookalikes of many deals that are recorded at once, found with queries for all of them."""

from django.db import connection
from django.db.models import Model
from django.utils import timezone

from deals.duplicates import fingerprint, search
from deals.duplicates.neighbours import Neighbours
from deals.duplicates.scoring import Fingerprint, Likeness, compare_signings
from deals.duplicates.search import LookalikeMatch
from deals.ledger.deal_data import DealData
from deals.models import Deal, Lookalike, MatchKey, Terms
from deals.models.deal import DealStatus
from expo.models import Edition

KEPT = 4_000
Matches = dict[int, list[LookalikeMatch]]


class BulkMarker:
    """Marks chunk after chunk of new deals. It keeps the sketches of what it marked, to compare the next with."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.rates = fingerprint.NewestRates(edition)
        self.sketches: dict[int, Fingerprint] = {}
        self.neighbours = Neighbours()

    def mark(self, drafts: dict[int, DealData]) -> Matches:
        """Mark what resembles a deal recorded before it, and make all of them known to the search.

        `drafts`: by the keys of the new deals; returns what each of them resembles, by the same keys.
        """
        sketches = {pk: fingerprint.deal_fingerprint(draft, self.rates) for pk, draft in drafts.items()}
        keys = {pk: search.match_keys(sketch, self.edition) for pk, sketch in sketches.items()}
        insert_match_keys(keys)
        near = self.neighbours.of(keys)
        self.keep(sketches)
        withdrawn = self.load(set().union(*near.values()))
        matches = {pk: self.closest(pk, near.get(pk, []), withdrawn) for pk in sketches}
        insert_lookalikes(matches)
        return matches

    def keep(self, sketches: dict[int, Fingerprint]) -> None:
        """The newest stay: of deals that share as much with a new one, these are compared."""
        newest = sorted(self.sketches)[-KEPT:]
        kept = {pk: self.sketches[pk] for pk in newest}
        self.sketches = kept | sketches

    def load(self, deals: set[int]) -> set[int]:
        """Have the sketches of these deals at hand; returns those of them that are withdrawn."""
        missing = deals - self.sketches.keys()
        for terms in Terms.objects.latest().filter(deal__in=missing).for_cards():
            self.sketches[terms.deal_id] = fingerprint.terms_fingerprint(terms, self.rates)
        withdrawn = Deal.objects.filter(pk__in=deals, status=DealStatus.WITHDRAWN)
        return set(withdrawn.values_list("pk", flat=True))

    def closest(self, pk: int, near: list[int], withdrawn: set[int]) -> list[LookalikeMatch]:
        """The nearest that are like enough, the likest first."""
        alike: dict[int, Likeness] = {}
        for other in near:
            if other in self.sketches and other not in withdrawn:
                likeness = compare_signings(self.sketches[pk], self.sketches[other])
                if likeness.enough:
                    alike[other] = likeness
        if not alike:
            return []
        matches = []
        terms = {row.deal_id: row for row in Terms.objects.latest().filter(deal__in=alike).for_cards()}
        for other, likeness in alike.items():
            if other in terms:
                matches.append(LookalikeMatch(terms[other], likeness))
        return sorted(matches, key=lambda match: -match.likeness.points)[: search.SHOWN]


def insert_match_keys(keys: dict[int, set[int]]) -> None:
    rows: list[tuple[int, int]] = []
    for pk, of_deal in keys.items():
        for key in of_deal:
            rows.append((pk, key))
    insert_rows(MatchKey, ("deal_id", "key"), rows)


def insert_lookalikes(matches: Matches) -> None:
    now = timezone.now()
    rows: list[Lookalike] = []
    for pk, of_deal in matches.items():
        for match in of_deal:
            reasons = list(match.likeness.reasons)
            row = Lookalike(deal_id=pk, other=match.deal, points=match.likeness.points, reasons=reasons, found_at=now)
            rows.append(row)
    Lookalike.objects.bulk_create(rows)


def insert_rows(model: type[Model], columns: tuple[str, ...], rows: list[tuple]) -> None:
    """Plain rows of plain values, twenty for each deal: half of the time that making them as objects takes."""
    quoted = ", ".join(map(connection.ops.quote_name, columns))
    marks = ", ".join(["%s"] * len(columns))
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({marks})", rows)  # noqa: S608
