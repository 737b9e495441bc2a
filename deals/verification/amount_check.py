"""Slips of unit: 万 written for 亿, a unit left out, zeros too many. What lies far from the usual is asked about.

The rule: amounts are compared by their magnitude, in decades (powers of ten). What is usual is the median of the last
headline amounts with the same kind of project and the same instrument; where there are fewer than ENOUGH of them, of
all the edition's, and at its beginning EXPECTED. An amount is suspect when it lies further from the median than
WIDTH times the spread of those amounts (1.4826 × their median distance from the median, which a few slips in the
ledger do not move), though never nearer than NEAREST nor only beyond FURTHEST decades. A slip of one zero lies within
what is usual and cannot be told; one of a thousand, ten thousand (万) or a hundred million (亿) can.
"""

from collections.abc import Sequence
from math import log10
from statistics import median
from typing import NamedTuple

from django.db.models import F

from deals.models import Amount, ExchangeRate
from deals.models.deal import DealStatus
from deals.money import Money, convert
from expo.models import Edition

ENOUGH, LATEST = 12, 500
WIDTH, NEAREST, FURTHEST = 2.8, 1.6, 2.6
POWERS = (3, 4, 8)


class UsualAmount(NamedTuple):
    """The middle of the usual amounts, in minor units, and how many decades from it are still usual."""

    middle: int
    decades: float


class Slip(NamedTuple):
    """A suspect amount: what is usual, and what was meant if it slipped by a thousand, a 万 or a 亿."""

    usual: Money
    meant: Money | None


# 300 million yuan, and nearly everything between 750,000 yuan and 120 billion: before there is anything to go by.
EXPECTED = UsualAmount(3 * 10**10, FURTHEST)


def usual_amount(edition: Edition, kind: str, instrument: str) -> UsualAmount:
    """What is usual in the reporting currency for this kind and instrument, from the edition's last amounts."""
    amounts = Amount.objects.filter(
        headline=True, terms__deal__edition=edition, terms__number=F("terms__deal__version")
    )
    latest = amounts.exclude(terms__deal__status=DealStatus.WITHDRAWN).order_by("-pk")
    names = ("terms__deal__project__kind", "terms__instrument", "currency", "minor", "reporting_minor")
    known, alike = [], []
    for its_kind, its_instrument, currency, minor, reporting in latest.values_list(*names)[:LATEST]:
        if not reporting and currency != edition.reporting_currency:
            continue
        known.append(reporting or minor)
        if (its_kind, its_instrument) == (kind, instrument):
            alike.append(reporting or minor)
    if len(alike) >= ENOUGH:
        return measure_usual_amount(alike)
    return measure_usual_amount(known)


def measure_usual_amount(amounts: Sequence[int]) -> UsualAmount:
    if len(amounts) < ENOUGH:
        return EXPECTED
    middle = int(median(amounts))
    spread = 1.4826 * median(abs(log10(amount / middle)) for amount in amounts)
    return UsualAmount(middle, min(max(WIDTH * spread, NEAREST), FURTHEST))


def find_slip(money: Money, edition: Edition, kind: str, instrument: str) -> Slip | None:
    """The slip that the amount looks like; None where it is usual, or no rate tells what it is worth."""
    worth = reporting_money(money, edition)
    if worth is None:
        return None
    return compare_with_usual(money, worth, usual_amount(edition, kind, instrument))


def reporting_money(money: Money, edition: Edition) -> Money | None:
    if money.currency == edition.reporting_currency:
        return money
    rate = ExchangeRate.objects.for_day(money.currency, edition.reporting_currency, edition.now().date())
    if rate is None:
        return None
    return convert(money, rate.rate, rate.quote)


def compare_with_usual(money: Money, worth: Money, expected: UsualAmount) -> Slip | None:
    """`worth`: the money in the currency of what is expected."""
    off = log10(max(worth.minor, 1) / expected.middle)
    if abs(off) <= expected.decades:
        return None
    power = min(POWERS, key=lambda power: abs(abs(off) - power))
    if off > 0:
        power = -power
    return Slip(Money(expected.middle, worth.currency), shift_money(money, power))


def shift_money(money: Money, power: int) -> Money | None:
    """The money times ten to the power, where that is whole."""
    if power >= 0:
        return Money(money.minor * 10**power, money.currency)
    whole, rest = divmod(money.minor, 10**-power)
    if not whole or rest:
        return None
    return Money(whole, money.currency)
