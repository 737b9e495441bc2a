"""Rounding whole numbers: nothing here ever passes through a float."""

from collections.abc import Sequence


def round_half_away(number: int, unit: int) -> int:
    """How many units the number is, halves away from zero (四舍五入): what a printed figure shows."""
    whole = (2 * abs(number) + unit) // (2 * unit)
    if number < 0:
        return -whole
    return whole


def round_half_even(number: int, unit: int) -> int:
    """How many units the number is, halves to the even neighbour: what a conversion books."""
    whole, rest = divmod(number, unit)
    return whole + (2 * rest > unit or (2 * rest == unit and whole % 2))


def share_out(values: Sequence[int], unit: int) -> list[int]:
    """The values as multiples of the unit that add up to their sum rounded to the unit (largest remainder).

    Each stays within one unit of its value. Of equal remainders the larger value gains first, then the earlier one.
    """
    floors = [value // unit for value in values]
    missing = round_half_away(sum(values), unit) - sum(floors)
    order = sorted(range(len(values)), key=lambda i: (-(values[i] % unit), -values[i], i))
    gain = set(order[:missing])
    return [(floor + (i in gain)) * unit for i, floor in enumerate(floors)]
