"""Terms that are to be amended, as the form shows them, and what the form does not ask of them."""

from dataclasses import replace
from typing import Any

from deals.drafts import AmountDraft, DealDraft
from deals.models import Amount, Deal, Terms
from deals.models.terms import Basis
from deals.money import Money, figures
from expo.models import Region


def parties_of(terms: Terms) -> list[dict[str, Any]]:
    """What the rows of parties show of terms that are to be amended."""
    return [
        {"name": str(party.organisation or party.region), "side": party.side, "role": party.role, "shown": party.shown}
        for party in terms.parties.select_related("organisation", "region")
    ]


def placed_in(terms: Terms) -> dict[str, Region]:
    """The regions of the parties that nobody named, by their names in both languages."""
    regions = [party.region for party in terms.parties.select_related("region") if party.region]
    return {name: region for region in regions for name in (region.name_en, region.name_zh) if name}


def carried_over(draft: DealDraft, terms: Terms) -> DealDraft:
    """The amended draft with what the form does not ask: notes, further amounts, how the amount was written."""
    before = [amount_draft(amount) for amount in terms.amounts.all()]
    headline = next((amount for amount in before if amount.headline), None)
    amounts = draft.amounts
    if headline and amounts and untouched(amounts[0], headline):
        amounts = (replace(amounts[0], as_written=headline.as_written),)
    further = tuple(amount for amount in before if not amount.headline) if amounts else ()
    return replace(draft, amounts=amounts + further, note_en=terms.note_en, note_zh=terms.note_zh)


def amount_draft(amount: Amount) -> AmountDraft:
    return AmountDraft(Money(amount.minor, amount.currency), amount.basis, amount.as_written, amount.headline)


def untouched(amount: AmountDraft, before: AmountDraft) -> bool:
    """Whether the box still held what `initial_of` had put there."""
    return amount.money == before.money and amount.as_written == figures(before.money)


def initial_of(terms: Terms, deal: Deal) -> dict[str, Any]:
    """What the form shows of terms that are to be amended."""
    amount = next((amount for amount in terms.amounts.all() if amount.headline), None)
    copied = ("name_en", "name_zh", "instrument", "signed_on", "place", "primary_area", "ceremony", "destination")
    also = ("park", "contract_number", "name_shown", "amount_shown", "embargo_until")
    return {name: getattr(terms, name) for name in copied + also} | {
        "kind": deal.project.kind,
        "areas": [area.pk for area in terms.areas.all()],
        "amount": figures(Money(amount.minor, amount.currency)) if amount else "",
        "undisclosed": amount is None,
        "basis": amount.basis if amount else Basis.INVESTMENT,
    }
