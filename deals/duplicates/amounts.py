"""Amounts of two signings: the same, apart by a slip of unit, or others. Exact, in whole minor units."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from deals.duplicates.reasons import FACTOR

# What typing a zero, 万 or 亿 too much or too little does.
SLIPS = (10, 100, 1000, 10**4, 10**8)


@dataclass(frozen=True)
class ComparedAmount:
    """An amount in minor units; `worth` in those of the edition's currency, where a rate is known."""

    minor: int
    currency: str
    worth: Decimal | None = None


# Of one kind both: as they are counted, or as a share.
Size = TypeVar("Size", int, Decimal)


def compare_amounts(one: ComparedAmount, other: ComparedAmount) -> tuple[int, str]:
    """Points and the reason."""
    if one.currency != other.currency:
        return compare_currencies(one, other)
    if is_near(one.minor, other.minor, percent=1):
        return 4, "amount"
    for slip in SLIPS:
        if is_unit_slip(one.minor, other.minor, slip):
            return 3, f"{FACTOR}{slip}"
    return -4, ""


def is_unit_slip(one: int, other: int, factor: int) -> bool:
    small, large = sorted((one, other))
    return is_near(small * factor, large, percent=1)


def is_near(one: Size, other: Size, *, percent: int) -> bool:
    return abs(one - other) * 100 <= percent * max(one, other)


def compare_currencies(one: ComparedAmount, other: ComparedAmount) -> tuple[int, str]:
    """Two currencies: the figures may be alike (the wrong currency was chosen), or what they are worth."""
    if one.worth and other.worth and is_near(one.worth, other.worth, percent=5):
        return 4, "worth"
    if one.minor == other.minor:
        return 3, "figures"
    if one.worth and other.worth:
        return -4, ""
    return 0, ""
