"""Amounts for the rehearsal's deals: uneven as in life, round as people write them, and exact in sum.

All sums here are in 万 (ten thousand yuan) or in whole millions of another currency: integers throughout.
"""

import math
import random
from decimal import Decimal

from deals.ledger.deal_data import AmountData
from deals.money import Money

# 816.9 billion yuan for each step of scale.
TOTAL = 81_690_000
WAN_IN_FEN = 1_000_000
YI_IN_WAN = 10_000
LARGEST = 280 * YI_IN_WAN
SPREAD = 1.15
RATES = {"USD": Decimal("7.0605"), "EUR": Decimal("7.8420"), "SGD": Decimal("5.1260")}
# Foreign amounts come in steps of so many millions, which are whole 万 at the rates above.
STEPS = {"USD": 20, "EUR": 5, "SGD": 5}
CURRENCIES = ["USD"] * 10 + ["EUR"] * 6 + ["SGD"] * 4
# From this size on, in 万, amounts are rounded to so many 万.
ROUNDING = [(100 * YI_IN_WAN, YI_IN_WAN), (10 * YI_IN_WAN, 1000), (YI_IN_WAN, 100), (1000, 50), (0, 10)]


def draw_amounts(rng: random.Random, medians: list[int], total: int) -> list[int]:
    """Amounts in 万, log-normal about numbers in the proportion of the medians, that add up to the total."""
    raw = [draw_raw_amount(rng, median) for median in medians]
    factor = total / sum(raw)
    amounts = [round_amount(amount * factor, finer=rng.random() < 0.2) for amount in raw]
    # What rounding left over goes into the largest amount below ten billion yuan, which it changes by little.
    largest = max((amount for amount in amounts if amount < 100 * YI_IN_WAN), default=amounts[0])
    amounts[amounts.index(largest)] += total - sum(amounts)
    return amounts


def draw_raw_amount(rng: random.Random, median: int) -> float:
    while (amount := rng.lognormvariate(math.log(median), SPREAD)) > LARGEST / 2:
        pass
    return amount


def round_amount(amount: float, *, finer: bool = False) -> int:
    step = next(step for size, step in ROUNDING if amount >= size)
    if finer and step >= 100:
        step //= 10
    return max(round(amount / step), 1) * step


def draw_foreign_millions(rng: random.Random, currency: str) -> int:
    """A foreign amount in millions of the currency."""
    return STEPS[currency] * rng.choice([1, 2, 2, 3, 3, 4, 5, 6, 8, 10, 12, 15])


def convert_to_wan(millions: int, currency: str) -> int:
    """Millions of a foreign currency in 万, exactly."""
    exact = millions * 100 * RATES[currency]
    if exact != int(exact):
        raise ValueError(f"{millions} million {currency} are not whole 万.")
    return int(exact)


def yuan_amount(wan: int, basis: str) -> AmountData:
    yi, rest = divmod(wan, YI_IN_WAN)
    written = f"{wan}万元"
    if yi:
        written = f"{yi}.{rest:04d}".rstrip("0").rstrip(".") + "亿元"
    return AmountData(Money(wan * WAN_IN_FEN, "CNY"), basis, written)


def foreign_amount(millions: int, currency: str, basis: str) -> AmountData:
    return AmountData(Money(millions * 10**8, currency), basis, f"{currency} {millions}m")
