"""From one currency to another at a given rate."""

from decimal import Decimal

from .currencies import minor_digits
from .rounding import round_half_even
from .value import CurrencyMismatch, Money


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
