"""The reporting amount of a deal: converted once, at verification, and kept with its rate."""

import datetime as dt
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from deals.ledger.deal_data import LARGEST
from deals.models import Amount, ExchangeRate, Terms
from deals.money import Money, convert, figures

# As `ExchangeRate.objects.for_day`: one currency, the other, the day.
FindRate = Callable[[str, str, dt.date], ExchangeRate | None]


def fix_reporting_amounts(terms: Terms, reporting_currency: str) -> None:
    """Write the reporting amount of each amount of the terms; without a rate it stays missing, never zero.

    Raises ValidationError where the rate makes nothing, or more than any deal is worth, of an amount.
    """
    for amount in reporting_amounts(terms, reporting_currency):
        amount.save()


def reporting_amounts(terms: Terms, reporting_currency: str, find_rate: FindRate | None = None) -> list[Amount]:
    """The amounts of the terms with what `fix_reporting_amounts` writes, which is still to be saved."""
    amounts = list(terms.amounts.all())
    for amount in amounts:
        amount.reporting_currency, amount.reporting_minor = reporting_currency, None
        amount.rate, amount.rate_on, amount.rate_source = None, None, ""
        set_reporting_amount(amount, terms.signed_on, find_rate)
    return amounts


def fill_missing_amounts(terms: Terms) -> bool:
    """Write the reporting amounts that were missing when the terms were verified; False where there are none yet."""
    missing = terms.amounts.filter(reporting_minor=None).exclude(reporting_currency="")
    filled = [amount for amount in missing if set_reporting_amount(amount, terms.signed_on)]
    for amount in filled:
        amount.save()
    return bool(filled)


def set_reporting_amount(amount: Amount, day: dt.date, find_rate: FindRate | None = None) -> bool:
    """Set the reporting amount, where its currency needs no rate or the rate of the day is known."""
    find_rate = find_rate or ExchangeRate.objects.for_day
    if amount.currency == amount.reporting_currency:
        amount.reporting_minor = amount.minor
    elif rate := find_rate(amount.currency, amount.reporting_currency, day):
        apply_rate(rate, amount)
    return amount.reporting_minor is not None


def apply_rate(rate: ExchangeRate, amount: Amount) -> None:
    signed = Money(amount.minor, amount.currency)
    converted = convert(signed, rate.rate, rate.quote)
    if not 0 < converted.minor <= LARGEST:
        told = {"amount": figures(signed), "rate": str(rate), "converted": figures(converted)}
        raise ValidationError(
            _("At the rate %(rate)s, %(amount)s would be %(converted)s: check the amount and the rate.") % told
        )
    amount.reporting_minor = converted.minor
    amount.rate, amount.rate_on, amount.rate_source = rate.rate, rate.on, rate.source
