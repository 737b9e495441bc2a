"""From one currency to another at a given rate, and of how many units of which currency a rate is told."""

import re
from decimal import Decimal
from typing import NamedTuple

from .currencies import currencies_in_use, minor_digits
from .errors import AmountError
from .reading import parse
from .rounding import round_half_even
from .value import CurrencyMismatch, Money

EACH = re.compile(r"\b(?:per|each)\b|每", re.IGNORECASE)
# 日元(100), JPY 100
NUMBER_BEHIND = re.compile(r"(?P<name>\D+?)[\s(（]*(?P<number>\d+)[\s)）]*")


class CurrencyUnits(NamedTuple):
    """So many whole units of a currency, of which a rate says what they are worth together."""

    currency: str
    units: Decimal


def unit_currency(label: str) -> CurrencyUnits:
    """What a rate that is headed so is told of: 百日元, 100 JPY and 日元(100) are a hundred yen, 美元 is one dollar.

    Raises AmountError where it names no currency, or several.
    """
    label = EACH.sub(" ", label).strip()
    if label.upper() in currencies_in_use():
        return CurrencyUnits(label.upper(), Decimal(1))
    if behind := NUMBER_BEHIND.fullmatch(label):
        label = f"{behind['number']} {behind['name']}"
    try:
        money = parse(label)
    except AmountError as error:
        if error.code != "no_number":
            raise
        money = parse(f"1 {label}")
    return CurrencyUnits(money.currency, Decimal(money.minor).scaleb(-minor_digits(money.currency)))


def convert(money: Money, rate: Decimal, to: str) -> Money:
    """The money in another currency; the rate is what one unit of the money's currency is worth in units of `to`.

    Exact but for the last step, which rounds to minor units of `to`, halves to even.
    """
    worth, of = rate_ratio(rate)
    return exchange_money(money, worth, of, to)


def convert_back(money: Money, rate: Decimal, to: str) -> Money:
    """The money in another currency; the rate is what one unit of `to` is worth in units of the money's currency.

    So yuan become dollars at the central parity rate USD/CNY, without rounding its reciprocal first.
    """
    worth, of = rate_ratio(rate)
    return exchange_money(money, of, worth, to)


def rate_ratio(rate: Decimal) -> tuple[int, int]:
    if isinstance(rate, bool) or not isinstance(rate, Decimal | int):
        raise TypeError(f"A rate is a Decimal, not {type(rate).__name__}.")
    if not Decimal(rate).is_finite() or rate <= 0:
        raise ValueError("A rate is a number greater than zero.")
    return rate.as_integer_ratio()


def exchange_money(money: Money, worth: int, of: int, to: str) -> Money:
    if to == money.currency:
        raise CurrencyMismatch(f"{money} needs no rate to be in {to}.")
    number = money.minor * worth * 10 ** minor_digits(to)
    return Money(round_half_even(number, of * 10 ** minor_digits(money.currency)), to)
