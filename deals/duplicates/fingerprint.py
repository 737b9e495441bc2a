"""What of a signing is compared: taken from a draft, from recorded terms, or from what is typed so far."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from deals.duplicates.amounts import ComparedAmount
from deals.duplicates.scoring import ComparedParty, Fingerprint
from deals.ledger.deal_data import DealData
from deals.models import ExchangeRate, Terms
from deals.money import Money
from expo.models import Edition, Organisation

Rates = dict[str, Decimal]


def deal_fingerprint(draft: DealData, rates: Rates) -> Fingerprint:
    headline = next((amount.money for amount in draft.amounts if amount.headline), None)
    return Fingerprint(
        parties=tuple(compared_party(party.organisation) for party in draft.parties if party.organisation),
        title_en=draft.name_en,
        title_zh=draft.name_zh,
        amount=compared_amount(headline, rates),
        signed_on=draft.signed_on,
        contract_number=draft.contract_number,
        destination=draft.destination.pk if draft.destination else None,
    )


def terms_fingerprint(terms: Terms, rates: Rates) -> Fingerprint:
    """Of one row of `Terms.objects.for_cards()`."""
    headline = next((row for row in terms.amounts.all() if row.headline), None)
    return Fingerprint(
        parties=tuple(compared_party(party.organisation) for party in terms.parties.all() if party.organisation),
        title_en=terms.name_en,
        title_zh=terms.name_zh,
        amount=compared_amount(Money(headline.minor, headline.currency) if headline else None, rates),
        signed_on=terms.signed_on,
        contract_number=terms.contract_number,
        destination=terms.destination_id,
    )


def compared_party(organisation: Organisation) -> ComparedParty:
    """A party by all its names; one that is merged into another counts as that one."""
    kept = organisation.kept
    return ComparedParty(tuple(dict.fromkeys([*organisation_names(organisation), *organisation_names(kept)])), kept.pk)


def organisation_names(organisation: Organisation) -> Iterable[str]:
    """All that it is called."""
    names = [organisation.name_zh, organisation.name_en, organisation.short_zh, organisation.short_en]
    return (name.strip() for name in names + organisation.aliases.splitlines() if name.strip())


def compared_amount(money: Money | None, rates: Rates) -> ComparedAmount | None:
    if money is None:
        return None
    rate = rates.get(money.currency)
    return ComparedAmount(money.minor, money.currency, money.minor * rate if rate else None)


def newest_rates(edition: Edition) -> Rates:
    """What one of each currency is worth in the edition's, by the newest rate; good enough to see a likeness."""
    rows = (
        ExchangeRate.objects.filter(quote=edition.reporting_currency).order_by("base", "on").values_list("base", "rate")
    )
    return dict(rows) | {edition.reporting_currency: Decimal(1)}


def typed_fingerprint(values: dict[str, Any]) -> Fingerprint:
    """Of a form that is half filled: `parties` (names), `title_en`, `title_zh`, `amount`, `signed_on`, the others."""
    return Fingerprint(parties=tuple(ComparedParty((name,)) for name in values.pop("parties")), **values)
