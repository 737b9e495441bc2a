"""Amounts as they are printed: parts that add up to the printed whole, in either language and any currency.

Every page, table and bulletin prints the amounts of a breakdown by `printed` and says them by `said`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from deals.money import Money, compact, share_out
from deals.money.currencies import digits
from deals.money.rates import ratio
from deals.money.rounding import nearest
from expo.bilingual import suffix

# Figures of the whole that are kept. Chinese counts in 亿: 5497.8亿元 keeps what 549.8 billion rounds away.
KEPT = {"en": 4, "zh": 4}
FINEST = {"en": None, "zh": 10**7}
# Below so many whole units every digit stands, as people write small amounts.
EXACT_BELOW = {"en": 10**6, "zh": 10**4}


@dataclass(frozen=True)
class Printed:
    """Parts rounded by largest remainder to whole `unit`s (minor units), and the whole they add up to."""

    parts: list[Money | None]
    whole: Money | None
    unit: int


def unit_of(whole: Money, language: str | None = None) -> int:
    """In minor units: what the parts of such a whole are rounded to, in the language (default: the active one)."""
    tongue, one = suffix(language), 10 ** digits(whole.currency)
    if whole.minor < EXACT_BELOW[tongue] * one:
        return 1
    unit = 10 ** (len(str(whole.minor)) - KEPT[tongue])
    return min(unit, FINEST[tongue] * one) if FINEST[tongue] else unit


def printed(parts: Sequence[Money | None], language: str | None = None) -> Printed:
    """Parts (None: nothing disclosed) as they are printed. A part that rounds to nothing is under a unit, not zero."""
    known = [part for part in parts if part is not None]
    if not known:
        return Printed(list(parts), None, 1)
    whole = sum(known[1:], known[0])
    unit = unit_of(whole, language)
    minors = iter(share_out([part.minor for part in known], unit))
    shares = [None if part is None else Money(next(minors), part.currency) for part in parts]
    return Printed(shares, rounded(whole, unit), unit)


def rounded(amount: Money | None, unit: int) -> Money | None:
    """One amount for itself, where it is no part of a sum."""
    return None if amount is None else Money(nearest(amount.minor, unit) * unit, amount.currency)


def in_second(parts: Sequence[Money | None], rate: Decimal, to: str) -> list[Money | None]:
    """The parts in another currency, of which one unit is worth `rate`: to the cent the whole's worth, shared out."""
    worth, of = ratio(rate)
    known = [part for part in parts if part is not None]
    if not known:
        return list(parts)
    step = worth * 10 ** digits(known[0].currency)
    cents = iter(share_out([part.minor * of * 10 ** digits(to) for part in known], step))
    return [None if part is None else Money(next(cents) // step, to) for part in parts]


def said(amount: Money | None, unit: int, language: str | None = None) -> str:
    """A printed amount in words of the language; one that rounds to nothing is under a unit, not zero."""
    if amount is None:
        return _("not disclosed")
    if amount.minor:
        return str(compact(amount, language, digits=None))
    return _("under %(amount)s") % {"amount": compact(Money(unit, amount.currency), language, digits=None)}
