"""Terms that are to be amended, as the form shows them, and what the form does not ask of them."""

from dataclasses import replace
from typing import Any

from deals.ledger.deal_data import AmountData, DealData, term_values
from deals.models import Deal, Party, Terms
from deals.models.terms import Basis
from deals.money import Money, figures
from deals.verification.amount_confirmation import headline_amount
from expo.models import Region
from expo.presence import require_value

from .terms import DealForm


def parties_of(terms: Terms) -> list[dict[str, Any]]:
    """What the rows of parties show of terms that are to be amended; of two of one name, the one that signed."""
    return list(map(party_values, terms.parties.select_related("organisation", "region")))


def party_values(party: Party) -> dict[str, Any]:
    return {
        "name": str(party.organisation or party.region),
        "chosen": party.organisation_id,
        "side": party.side,
        "role": party.role,
        "shown": party.shown,
    }


def regions_by_name(terms: Terms) -> dict[str, Region]:
    """The regions of the parties that nobody named, by their names in both languages."""
    regions: dict[str, Region] = {}
    for party in terms.parties.exclude(region=None).select_related("region"):
        region = require_value(party.region)
        regions[region.name_en] = regions[region.name_zh] = region
    regions.pop("", None)
    return regions


def amounts_of(terms: Terms) -> list[dict[str, Any]]:
    """What the rows of further amounts show."""
    rows = []
    for amount in terms.amounts.all():
        if not amount.headline:
            rows.append({"text": figures(Money(amount.minor, amount.currency)), "basis": amount.basis})
    return rows


def signatories_of(terms: Terms) -> list[dict[str, Any]]:
    """What the rows of signatories show; a party by the number of its row."""
    numbers = {party.pk: number for number, party in enumerate(terms.parties.all(), 1)}
    rows = []
    for person in terms.signatories.all():
        rows.append({"name": person.name, "role": person.role, "party": numbers.get(person.party_id or 0)})
    return rows


def carry_over_unasked(draft: DealData, terms: Terms) -> DealData:
    """The amended draft with what the form does not ask: notes, and how amounts left untouched were written."""
    written = {}
    for row in terms.amounts.all():
        written[Money(row.minor, row.currency), row.headline] = row.as_written
    amounts = tuple(restore_written_amount(amount, written) for amount in draft.amounts)
    unasked = {name: value for name, value in term_values(terms).items() if name not in DealForm.base_fields}
    return replace(draft, amounts=amounts, **unasked)


def restore_written_amount(amount: AmountData, written: dict[tuple[Money, bool], str]) -> AmountData:
    """The amount as it was written, where the box still held the figures it began with."""
    before = written.get((amount.money, amount.headline))
    if before is None or amount.as_written != figures(amount.money):
        return amount
    return replace(amount, as_written=before)


def initial_terms(terms: Terms, deal: Deal) -> dict[str, Any]:
    """What the form shows of terms that are to be amended."""
    values = term_values(terms) | {
        "kind": deal.project.kind,
        "areas": [area.pk for area in terms.areas.all()],
        "amount": "",
        "undisclosed": True,
        "basis": Basis.INVESTMENT,
    }
    headline = headline_amount(terms)
    if headline:
        amount = figures(Money(headline.minor, headline.currency))
        values |= {"amount": amount, "undisclosed": False, "basis": headline.basis}
    return values
