"""The reporting amount of a deal: converted once, at verification, and kept with its rate."""

from deals.models import Amount, ExchangeRate, Terms
from deals.money import Money, convert


def fix(terms: Terms, reporting_currency: str) -> None:
    """Write the reporting amount of each amount of the terms; without a rate it stays missing, never zero."""
    for amount in terms.amounts.all():
        amount.reporting_currency = reporting_currency
        if amount.currency == reporting_currency:
            amount.reporting_minor = amount.minor
        elif rate := ExchangeRate.objects.for_day(amount.currency, reporting_currency, terms.signed_on):
            use(rate, amount)
        amount.save()


def use(rate: ExchangeRate, amount: Amount) -> None:
    converted = convert(Money(amount.minor, amount.currency), rate.rate, rate.quote)
    amount.reporting_minor = converted.minor
    amount.rate, amount.rate_on, amount.rate_source = rate.rate, rate.on, rate.source
