"""The reporting amount of a deal: converted once, at verification, and kept with its rate."""

import datetime as dt

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
        amount.reporting_currency, amount.reporting_minor = reporting_currency, None
        amount.rate, amount.rate_on, amount.rate_source = None, None, ""
        reckon(amount, terms.signed_on)
        amount.save()


def fill(terms: Terms) -> bool:
    """Write the reporting amounts that were missing when the terms were verified; False where there are none yet."""
    missing = terms.amounts.filter(reporting_minor=None).exclude(reporting_currency="")
    filled = [amount for amount in missing if reckon(amount, terms.signed_on)]
    for amount in filled:
        amount.save()
    return bool(filled)


def reckon(amount: Amount, day: dt.date) -> bool:
    """Set the reporting amount, where its currency needs no rate or the rate of the day is known."""
    if amount.currency == amount.reporting_currency:
        amount.reporting_minor = amount.minor
    elif rate := ExchangeRate.objects.for_day(amount.currency, amount.reporting_currency, day):
        use(rate, amount)
    return amount.reporting_minor is not None


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
