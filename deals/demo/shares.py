"""Which of the rehearsal's deals disclose an amount, in which currency, and how much."""

import random
from typing import Any

from deals.demo import amounts
from deals.demo.signings import Signing
from deals.ledger.deal_data import AmountData
from deals.models.terms import Basis, Place, Visibility
from expo.demo.words import rehearsal_data

# Undisclosed are those without an amount, and those whose amount is not shown: neither is summed. 12 together.
WITHOUT_AMOUNT = 8
MASKED = [Visibility.BAND, Visibility.BAND, Visibility.HIDDEN, Visibility.HIDDEN]
# What is signed before the cameras is larger.
LARGER_AT_THE_EXPO = 1.7

EURO = ["AT", "BE", "DE", "EE", "ES", "FI", "FR", "GR", "IE", "IT", "LT", "NL", "PT", "SI", "SK"]
HOME = {"SGD": ["SG"], "EUR": EURO}

Changes = dict[str, Any]


def distribute_amounts(signings: list[Signing], rng: random.Random, scale: int) -> list[Changes]:
    """What the draft of each signing says of money. The amounts disclosed add up to the total exactly."""
    found: list[Changes] = [{} for _ in signings]
    left = rng.sample(range(len(signings)), len(signings))[WITHOUT_AMOUNT * scale :]
    for shown in MASKED * scale:
        number = left.pop()
        found[number] = {"amounts": (extra_amount(signings[number], rng),), "amount_shown": shown}
    rest = amounts.TOTAL * scale
    for currency in amounts.CURRENCIES * scale:
        number = next(number for number in left if may_pay_in(currency, signings[number]))
        left.remove(number)
        millions = amounts.draw_foreign_millions(rng, currency)
        found[number] = {"amounts": (amounts.foreign_amount(millions, currency, amount_basis(signings[number])),)}
        rest -= amounts.convert_to_wan(millions, currency)
    shares = amounts.draw_amounts(rng, [median_amount(signings[number]) for number in left], rest)
    for number, wan in zip(left, shares, strict=True):
        found[number] = {"amounts": (amounts.yuan_amount(wan, amount_basis(signings[number])),)}
    return found


def may_pay_in(currency: str, signing: Signing) -> bool:
    """Whether a foreign party would name its amount in the currency: its own, or dollars where it has none of these."""
    country = signing.leader.region.code
    return signing.foreign and country in HOME.get(currency, [country]) and (currency != "USD" or country not in EURO)


def extra_amount(signing: Signing, rng: random.Random) -> AmountData:
    """An amount beyond those that add up."""
    return amounts.yuan_amount(
        amounts.round_amount(amounts.draw_raw_amount(rng, median_amount(signing))), amount_basis(signing)
    )


def median_amount(signing: Signing) -> int:
    """In 万, before all are brought to their total: by kind of project, technology (in per cent) and place."""
    usual = rehearsal_data("deals")["kinds"][signing.kind]["median"]
    median = usual * rehearsal_data("areas")[signing.leader.area]["size"] // 100
    if signing.place == Place.AT_EXPO:
        return int(median * LARGER_AT_THE_EXPO)
    return median


def amount_basis(signing: Signing) -> str:
    if signing.kind == "investment" and signing.foreign:
        return Basis.FOREIGN
    return rehearsal_data("deals")["kinds"][signing.kind]["basis"]
