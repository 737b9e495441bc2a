"""The deals that share most keys with a signing, and what of them is compared: one statement, its SQL made once."""

import datetime as dt
from collections.abc import Collection, Iterator
from decimal import Decimal
from functools import cache
from itertools import groupby
from typing import NamedTuple

from django.db.models import FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL

from deals.duplicates import fingerprint
from deals.duplicates.amounts import ComparedAmount
from deals.duplicates.scoring import ComparedParty, Fingerprint
from deals.models import ExchangeRate, Terms
from deals.models.deal import DealStatus
from deals.money import Money
from expo.db.compiled_rows import CompiledRows
from expo.models import Edition

# Of each key the newest deals only: a host that attracts hundreds of firms must not slow down the desk.
NEWEST = 60
COMPARED = 24
# So many keys are asked for at once, or twice as many, or three times: for each number Django makes its SQL once.
KEYS = 16
# Of those that share as much, the newest: a signing is typed twice within hours.
SHARE_MOST = """
    WITH holders AS (
        SELECT deal_id, ROW_NUMBER() OVER (PARTITION BY "key" ORDER BY deal_id DESC) AS age
        FROM deals_matchkey WHERE "key" IN ({keys})
    )
    SELECT deal_id FROM holders WHERE age <= %s AND deal_id <> %s
    GROUP BY deal_id ORDER BY COUNT(*) DESC, deal_id DESC LIMIT %s
"""
OF_DEAL = ("deal_id", "name_en", "name_zh", "signed_on", "contract_number", "destination_id")
OF_AMOUNT = ("stated__minor", "stated__currency", "newest_rate")
OF_PARTY = tuple(f"parties__organisation__{name}" for name in ("pk", *fingerprint.NAMES))
OF_KEPT = tuple(f"parties__organisation__merged_into__{name}" for name in ("pk", *fingerprint.NAMES))


class Candidate(NamedTuple):
    """A deal's key, and what of its latest terms is compared."""

    deal: int
    sketch: Fingerprint


class ComparedRow(NamedTuple):
    """One party of a deal's latest terms, beside what is compared of the deal itself."""

    deal: int
    title_en: str
    title_zh: str
    signed_on: dt.date
    contract_number: str
    destination: int | None
    amount: ComparedAmount | None
    party: ComparedParty | None


def find_candidates(keys: Collection[int], edition: Edition, but: int | None) -> Iterator[Candidate]:
    """The edition's standing deals that share most of these keys of its own, in order; `but`: one that is left out."""
    if not keys:
        return
    asked = list(keys)
    asked += asked[:1] * (-len(asked) % KEYS)
    found = candidate_rows(len(asked))(edition.reporting_currency, *asked, NEWEST, but or 0, COMPARED)
    rows = [compared_row(values, edition.reporting_currency) for values in found]
    for deal, of_deal in groupby(rows, key=lambda row: row.deal):
        yield Candidate(deal, candidate_sketch(list(of_deal)))


def candidate_sketch(rows: list[ComparedRow]) -> Fingerprint:
    first = rows[0]
    return Fingerprint(
        parties=tuple(row.party for row in rows if row.party),
        title_en=first.title_en,
        title_zh=first.title_zh,
        amount=first.amount,
        signed_on=first.signed_on,
        contract_number=first.contract_number,
        destination=first.destination,
    )


@cache
def candidate_rows(number: int) -> CompiledRows[tuple]:
    """Called with a currency, so many keys, the newest deals of each, the one left out, and how many are compared."""
    return CompiledRows(rows_sharing_most, str, *[int] * (number + 3))


def rows_sharing_most(currency: str, *values: int) -> QuerySet:
    """Of each deal's latest terms a row for each of its parties, in the order of `terms.parties`."""
    rates = ExchangeRate.objects.filter(quote=currency, base=OuterRef("stated__currency")).order_by("-on")
    best = RawSQL(SHARE_MOST.format(keys=", ".join(["%s"] * (len(values) - 3))), values)  # noqa: S611
    latest = Terms.objects.latest().filter(deal__in=best).exclude(deal__status=DealStatus.WITHDRAWN)
    rows = latest.annotate(stated=FilteredRelation("amounts", condition=Q(amounts__headline=True)))
    rows = rows.annotate(newest_rate=Subquery(rates.values("rate")[:1]))
    in_order = rows.order_by("deal_id", "parties__side", "parties__order", "parties__pk")
    return in_order.values_list(*OF_DEAL, *OF_AMOUNT, *OF_PARTY, *OF_KEPT)


def compared_row(values: tuple, own_currency: str) -> ComparedRow:
    """`own_currency`: the edition's, which needs no rate."""
    deal, name_en, name_zh, signed_on, number, destination = values[: len(OF_DEAL)]
    said = values[len(OF_DEAL) :]
    (minor, currency, rate), named = said[: len(OF_AMOUNT)], said[len(OF_AMOUNT) :]
    own, kept = named[: len(OF_PARTY)], named[len(OF_PARTY) :]
    amount, party = None, None
    if minor is not None:
        rates = {currency: rate} | {own_currency: Decimal(1)}
        amount = fingerprint.compared_amount(Money(minor, currency), rates)
    if own[0] is not None:
        party = fingerprint.party_called(own, kept)
    return ComparedRow(deal, name_en, name_zh, signed_on, number, destination, amount, party)
