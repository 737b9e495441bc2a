"""What of a signing is compared: taken from a draft, from recorded terms, or from what is typed so far."""

from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property
from typing import Any, Protocol

from deals.duplicates.amounts import ComparedAmount
from deals.duplicates.scoring import ComparedParty, Fingerprint
from deals.ledger.deal_data import DealData, PartyData
from deals.models import ExchangeRate, Party, Terms
from deals.money import Money
from expo.models import Edition, Organisation

# What it is called, column by column.
NAMES = ("name_zh", "name_en", "short_zh", "short_en", "aliases")


class Worths(Protocol):
    """What one of a currency is worth in an edition's; None where nobody knows."""

    def get(self, currency: str, /) -> Decimal | None: ...


class NewestRates:
    """By the newest rate of each currency, good enough to see a likeness; read when another currency is first met."""

    def __init__(self, edition: Edition) -> None:
        self.own = edition.reporting_currency

    def get(self, currency: str) -> Decimal | None:
        if currency == self.own:
            return Decimal(1)
        return self.others.get(currency)

    @cached_property
    def others(self) -> dict[str, Decimal]:
        rates = ExchangeRate.objects.filter(quote=self.own).order_by("base", "on")
        return dict(rates.values_list("base", "rate"))


def deal_fingerprint(draft: DealData, rates: Worths) -> Fingerprint:
    destination = None
    if draft.destination:
        destination = draft.destination.pk
    return Fingerprint(
        parties=compared_parties(draft.parties),
        title_en=draft.name_en,
        title_zh=draft.name_zh,
        amount=compared_amount(draft_headline(draft), rates),
        signed_on=draft.signed_on,
        contract_number=draft.contract_number,
        destination=destination,
    )


def terms_fingerprint(terms: Terms, rates: Worths) -> Fingerprint:
    """Of one row of `Terms.objects.for_cards()`."""
    return Fingerprint(
        parties=compared_parties(terms.parties.all()),
        title_en=terms.name_en,
        title_zh=terms.name_zh,
        amount=compared_amount(terms_headline(terms), rates),
        signed_on=terms.signed_on,
        contract_number=terms.contract_number,
        destination=terms.destination_id,
    )


def compared_party(organisation: Organisation) -> ComparedParty:
    """A party by all its names; one that is merged into another counts as that one."""
    kept = organisation.kept
    return ComparedParty(tuple(dict.fromkeys([*organisation_names(organisation), *organisation_names(kept)])), kept.pk)


def party_called(own: tuple, kept: tuple) -> ComparedParty:
    """The same of its key and its `NAMES`; `kept`: those of the one that it is merged into, or nothing."""
    if kept[0] is None:
        kept = own
    return ComparedParty(tuple(dict.fromkeys([*said_names(*own[1:]), *said_names(*kept[1:])])), kept[0])


def organisation_names(organisation: Organisation) -> Iterable[str]:
    """All that it is called."""
    return said_names(*[getattr(organisation, name) for name in NAMES])


def said_names(name_zh: str, name_en: str, short_zh: str, short_en: str, aliases: str) -> Iterable[str]:
    """Of its `NAMES` those that say something."""
    return filter(None, map(str.strip, [name_zh, name_en, short_zh, short_en, *aliases.splitlines()]))


def draft_headline(draft: DealData) -> Money | None:
    for amount in draft.amounts:
        if amount.headline:
            return amount.money
    return None


def terms_headline(terms: Terms) -> Money | None:
    for amount in terms.amounts.all():
        if amount.headline:
            return Money(amount.minor, amount.currency)
    return None


def compared_parties(parties: Iterable[PartyData | Party]) -> tuple[ComparedParty, ...]:
    compared = []
    for party in parties:
        if party.organisation:
            compared.append(compared_party(party.organisation))
    return tuple(compared)


def compared_amount(money: Money | None, rates: Worths) -> ComparedAmount | None:
    if money is None:
        return None
    worth = None
    rate = rates.get(money.currency)
    if rate:
        worth = money.minor * rate
    return ComparedAmount(money.minor, money.currency, worth)


def typed_fingerprint(values: dict[str, Any]) -> Fingerprint:
    """Of a form that is half filled: `parties` (names), `title_en`, `title_zh`, `amount`, `signed_on`, the others."""
    return Fingerprint(parties=tuple(ComparedParty((name,)) for name in values.pop("parties")), **values)
