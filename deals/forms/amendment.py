"""Terms that are to be amended, as the form shows them, and what the form does not ask of them."""

from dataclasses import replace
from typing import Any

from deals.ledger.deal_data import AmountData, DealData, term_values
from deals.models import Deal, Terms
from deals.models.terms import Basis
from deals.money import Money, figures
from expo.models import Region

from .terms import DealForm


def parties_of(terms: Terms) -> list[dict[str, Any]]:
    """What the rows of parties show of terms that are to be amended; of two of one name, the one that signed."""
    same = ("side", "role", "shown")
    return [
        {"name": str(party.organisation or party.region), "chosen": party.organisation_id}
        | {name: getattr(party, name) for name in same}
        for party in terms.parties.select_related("organisation", "region")
    ]


def regions_by_name(terms: Terms) -> dict[str, Region]:
    """The regions of the parties that nobody named, by their names in both languages."""
    regions = [party.region for party in terms.parties.select_related("region") if party.region]
    return {name: region for region in regions for name in (region.name_en, region.name_zh) if name}


def amounts_of(terms: Terms) -> list[dict[str, Any]]:
    """What the rows of further amounts show."""
    further = [amount for amount in terms.amounts.all() if not amount.headline]
    return [{"text": figures(Money(amount.minor, amount.currency)), "basis": amount.basis} for amount in further]


def signatories_of(terms: Terms) -> list[dict[str, Any]]:
    """What the rows of signatories show; a party by the number of its row."""
    rows = {party.pk: number for number, party in enumerate(terms.parties.all(), 1)}
    return [
        {"name": person.name, "role": person.role, "party": rows.get(person.party_id) if person.party_id else None}
        for person in terms.signatories.all()
    ]


def carry_over_unasked(draft: DealData, terms: Terms) -> DealData:
    """The amended draft with what the form does not ask: notes, and how amounts left untouched were written."""
    before = [(Money(row.minor, row.currency), row.headline, row.as_written) for row in terms.amounts.all()]
    written = {(money, headline): text for money, headline, text in before}
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
    amount = next((amount for amount in terms.amounts.all() if amount.headline), None)
    return term_values(terms) | {
        "kind": deal.project.kind,
        "areas": [area.pk for area in terms.areas.all()],
        "amount": figures(Money(amount.minor, amount.currency)) if amount else "",
        "undisclosed": amount is None,
        "basis": amount.basis if amount else Basis.INVESTMENT,
    }
