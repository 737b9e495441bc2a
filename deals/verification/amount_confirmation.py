"""Large amounts: who verifies one types it again from the signed paper, without seeing what was entered."""

from deals.ledger.reporting_amount import FindRate
from deals.models import Amount, ExchangeRate, Terms
from deals.money import Money, convert


def headline_amount(terms: Terms) -> Amount | None:
    for amount in terms.amounts.all():
        if amount.headline:
            return amount
    return None


def is_retyping_due(terms: Terms, find_rate: FindRate | None = None) -> bool:
    """Whether the headline amount is above the edition's threshold; one whose rate is missing may be, so it counts."""
    limit, amount = terms.deal.edition.retype_above, headline_amount(terms)
    if limit is None or amount is None:
        return False
    worth = reporting_worth(amount, terms, find_rate or ExchangeRate.objects.for_day)
    return worth is None or worth > limit


def reporting_worth(amount: Amount, terms: Terms, find_rate: FindRate) -> int | None:
    """Its worth in minor units of the reporting currency, by the rate of the signing day where there is one."""
    currency = terms.deal.edition.reporting_currency
    if amount.currency == currency:
        return amount.minor
    rate = find_rate(amount.currency, currency, terms.signed_on)
    if rate is None:
        return None
    return convert(Money(amount.minor, amount.currency), rate.rate, currency).minor


def is_headline_amount(terms: Terms, typed: Money | None) -> bool:
    amount = headline_amount(terms)
    return amount is not None and typed == Money(amount.minor, amount.currency)


def is_above(amount: Amount, limit: int | None) -> bool:
    """Whether it may be worth more, in minor units; one in another currency may always be, its rate is not asked."""
    if limit is None:
        return False
    return amount.currency != amount.terms.deal.edition.reporting_currency or amount.minor > limit
