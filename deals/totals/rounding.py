"""Amounts as they are printed: parts that add up to the printed whole, in either language and any currency.

Every page, table and bulletin prints the amounts of a breakdown by `printed_amounts` and says them by `amount_words`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from deals.money import Money, compact, share_out
from deals.money.currencies import minor_digits
from deals.money.rates import rate_ratio
from deals.money.rounding import round_half_away
from expo.i18n.bilingual import language_suffix

# Figures of the whole that are kept. Chinese counts in 亿: 5497.8亿元 keeps what 549.8 billion rounds away.
KEPT = {"en": 4, "zh": 4}
FINEST = {"en": None, "zh": 10**7}
# Below so many whole units every digit stands, as people write small amounts.
EXACT_BELOW = {"en": 10**6, "zh": 10**4}


@dataclass(frozen=True)
class PrintedAmounts:
    """Parts rounded by largest remainder to whole `unit`s (minor units), and the whole they add up to."""

    parts: list[Money | None]
    whole: Money | None
    unit: int


def rounding_unit(whole: Money, language: str | None = None) -> int:
    """In minor units: what the parts of such a whole are rounded to, in the language (default: the active one)."""
    tongue, one = language_suffix(language), 10 ** minor_digits(whole.currency)
    if whole.minor < EXACT_BELOW[tongue] * one:
        return 1
    unit = 10 ** (len(str(whole.minor)) - KEPT[tongue])
    if FINEST[tongue]:
        unit = min(unit, FINEST[tongue] * one)
    return unit


def printed_amounts(parts: Sequence[Money | None], language: str | None = None) -> PrintedAmounts:
    """Parts (None: nothing disclosed) as they are printed. A part that rounds to nothing is under a unit, not zero."""
    known = [part for part in parts if part is not None]
    if not known:
        return PrintedAmounts(list(parts), None, 1)
    whole = sum(known[1:], known[0])
    unit = rounding_unit(whole, language)
    minors = share_out([part.minor for part in known], unit)
    return PrintedAmounts(place_shares(parts, minors, whole.currency), round_amount(whole, unit), unit)


def place_shares(parts: Sequence[Money | None], minors: Iterable[int], currency: str) -> list[Money | None]:
    """The minor units as money in the places of the parts that are known."""
    following = iter(minors)
    return [part and Money(next(following), currency) for part in parts]


def round_amount(amount: Money | None, unit: int) -> Money | None:
    """One amount for itself, where it is no part of a sum."""
    if amount is None:
        return None
    return Money(round_half_away(amount.minor, unit) * unit, amount.currency)


def convert_parts(parts: Sequence[Money | None], rate: Decimal, to: str) -> list[Money | None]:
    """The parts in another currency, of which one unit is worth `rate`: to the cent the whole's worth, shared out."""
    worth, of = rate_ratio(rate)
    known = [part for part in parts if part is not None]
    if not known:
        return list(parts)
    step = worth * 10 ** minor_digits(known[0].currency)
    shares = share_out([part.minor * of * 10 ** minor_digits(to) for part in known], step)
    return place_shares(parts, [share // step for share in shares], to)


def amount_words(amount: Money | None, unit: int, language: str | None = None) -> str:
    """A printed amount in words of the language; one that rounds to nothing is under a unit, not zero."""
    if amount is None:
        return _("not disclosed")
    if amount.minor:
        return str(compact(amount, language, digits=None))
    return _("under %(amount)s") % {"amount": compact(Money(unit, amount.currency), language, digits=None)}
