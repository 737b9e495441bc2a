"""A million amounts, printed in every way and read back.

    python bench/money_roundtrip.py [AMOUNTS] [SEED]        default: 1000000 2019

Prints how many texts did not read as their amount, which fails the run, and how many were done each second.
"""

import os
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent

CURRENCIES = ("CNY",) * 6 + ("USD", "USD", "EUR", "GBP", "SGD", "HKD", "JPY", "KRW", "KWD", "CHF", "TWD", "BAM")
LARGEST = 2**63 - 1


class Roundtrip(NamedTuple):
    """How many amounts and texts of them there were, and the texts that did not read as their amount."""

    amounts: int
    texts: int
    lost: list[str]


def minors(count: int, seed: int) -> Iterator[tuple[int, str]]:
    """Minor units with a currency: of every length, half of them round, as amounts in contracts are."""
    chance = random.Random(seed)  # noqa: S311
    for _ in range(count):
        size = chance.randint(1, 19)
        minor = chance.randint(1, min(10**size, LARGEST))
        if chance.random() < 0.5:
            unit = 10 ** chance.randint(0, size - 1)
            minor = max(minor // unit, 1) * unit
        yield minor, chance.choice(CURRENCIES)


def roundtrip(count: int, seed: int) -> Roundtrip:
    """Each amount in figures, compactly in both languages and in capitals, read back at a yuan desk."""
    from deals.money import Money, echo, parse

    texts, lost = 0, []
    for minor, currency in minors(count, seed):
        money = Money(minor, currency)
        for text in echo(money):
            texts += 1
            if parse(text, currency="CNY") != money:
                lost.append(text)
    return Roundtrip(count, texts, lost)


def main() -> None:
    sys.path.insert(0, str(ROOT))
    os.environ |= {"DJANGO_SETTINGS_MODULE": "expo.settings", "DEBUG": "1"}
    import django

    django.setup()
    given = [int(argument) for argument in sys.argv[1:]]
    count, seed = given + [1_000_000, 2019][len(given) :]
    start = time.monotonic()
    amounts, texts, lost = roundtrip(count, seed)
    seconds = time.monotonic() - start
    print(f"{amounts:,} amounts (seed {seed}), {texts:,} texts, {len(lost):,} lost, {seconds:.0f} s")
    print(f"{texts / seconds:,.0f} texts printed and read each second")
    sys.exit(1 if lost else 0)


if __name__ == "__main__":
    main()
