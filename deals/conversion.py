"""The reporting amount of a deal: converted once, at verification, and kept with its rate."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from deals.drafts import LARGEST
from deals.models import Amount, ExchangeRate, Terms
from deals.money import Money, convert, figures


def fix(terms: Terms, reporting_currency: str) -> None:
    """Write the reporting amount of each amount of the terms; without a rate it stays missing, never zero.

    Raises ValidationError where the rate makes nothing, or more than any deal is worth, of an amount.
    """
    for amount in terms.amounts.all():
        amount.reporting_currency = reporting_currency
        if amount.currency == reporting_currency:
            amount.reporting_minor = amount.minor
        elif rate := ExchangeRate.objects.for_day(amount.currency, reporting_currency, terms.signed_on):
            use(rate, amount)
        amount.save()


def use(rate: ExchangeRate, amount: Amount) -> None:
    signed = Money(amount.minor, amount.currency)
    converted = convert(signed, rate.rate, rate.quote)
    if not 0 < converted.minor <= LARGEST:
        told = {"amount": figures(signed), "rate": str(rate), "converted": figures(converted)}
        raise ValidationError(
            _("At the rate %(rate)s, %(amount)s would be %(converted)s: check the amount and the rate.") % told
        )
    amount.reporting_minor = converted.minor
    amount.rate, amount.rate_on, amount.rate_source = rate.rate, rate.on, rate.source
