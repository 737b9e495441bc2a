"""Printed parts add up to the printed whole: any parts, in both languages and any currency."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deals import totals
from deals.money import Money, convert_back

LANGUAGES = st.sampled_from(["en", "zh-hans"])
CURRENCIES = st.sampled_from(["CNY", "USD", "JPY", "KWD"])
MINORS = st.lists(st.none() | st.integers(1, 10**15), min_size=1, max_size=12)


@given(MINORS, LANGUAGES, CURRENCIES)
def test_printed_parts_add_up_to_the_printed_whole(minors, language, currency):
    parts = [None if minor is None else Money(minor, currency) for minor in minors]

    printed = totals.printed_amounts(parts, language)

    known = [part.minor for part in printed.parts if part]
    assert sum(known) == (printed.whole.minor if printed.whole else 0)
    for part, share in zip(parts, printed.parts, strict=True):
        assert (part is None) == (share is None)
        assert part is None or abs(part.minor - share.minor) < printed.unit
    if printed.whole:
        assert abs(printed.whole.minor - sum(minor or 0 for minor in minors)) * 2 <= printed.unit


@given(MINORS, st.decimals("0.0001", "9999", places=4), LANGUAGES)
def test_in_the_second_currency_too(minors, rate, language):
    parts = [None if minor is None else Money(minor, "CNY") for minor in minors]
    whole = Money(sum(minor or 0 for minor in minors), "CNY")

    second = totals.convert_parts(parts, rate, "USD")
    printed = totals.printed_amounts(second, language)

    assert abs(sum(part.minor for part in second if part) - convert_back(whole, rate, "USD").minor) <= 1
    assert sum(part.minor for part in printed.parts if part) == (printed.whole.minor if printed.whole else 0)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["337.5 billion yuan", "186.4 billion yuan", "25.9 billion yuan", "549.8 billion yuan"]),
        ("zh-hans", ["3375.3亿元", "1864亿元", "258.5亿元", "5497.8亿元"]),
    ],
)
def test_each_language_keeps_the_figures_that_its_units_show(language, words):
    parts = [Money(tenths * 10**9, "CNY") for tenths in (33_753, 18_640, 2_585)]

    printed = totals.printed_amounts(parts, language)

    assert [totals.amount_words(part, printed.unit, language) for part in [*printed.parts, printed.whole]] == words


def test_an_amount_past_a_trillion_keeps_its_digits():
    printed = totals.printed_amounts([Money(123_450_000_000_000, "CNY"), Money(40_000_000_000, "CNY")], "en")

    assert [totals.amount_words(part, printed.unit, "en") for part in [*printed.parts, printed.whole]] == [
        "1.235 trillion yuan",
        "under 1 billion yuan",
        "1.235 trillion yuan",
    ]


def test_small_totals_are_not_rounded():
    printed = totals.printed_amounts([Money(12_345, "CNY"), Money(1, "CNY")], "en")

    assert printed.parts == [Money(12_345, "CNY"), Money(1, "CNY")]


def test_nothing_disclosed_is_printed_as_nothing_and_not_as_zero():
    assert totals.printed_amounts([None, None]).whole is None
    assert totals.convert_parts([None], Decimal(7), "USD") == [None]
