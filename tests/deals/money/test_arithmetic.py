"""Money as a value, from one currency to another, and in parts that add up."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest

from deals.money import CurrencyMismatch, Money, convert, convert_back, share_out

CENTRAL_PARITY = Decimal("7.0605")


@pytest.mark.parametrize("minor", [1.0, "1", True, None, Decimal(1)])
def test_minor_units_are_whole_numbers(minor):
    with pytest.raises(TypeError):
        Money(minor, "CNY")


@pytest.mark.parametrize("currency", ["", "cny", "YUAN", "元", "CN¥", "ＣＮＹ"])
def test_a_currency_is_three_capitals(currency):
    with pytest.raises(ValueError, match="not a currency code"):
        Money(1, currency)


def test_money_of_one_currency_adds_up_and_compares():
    one, two = Money(100, "CNY"), Money(250, "CNY")

    assert (one + two, two - one, one - two) == (Money(350, "CNY"), Money(150, "CNY"), Money(-150, "CNY"))
    assert (one < two, one <= one, two > one, two >= two, one > two) == (True, True, True, True, False)
    assert len({one, Money(100, "CNY"), two}) == 2


@pytest.mark.parametrize("other", [Money(100, "USD"), 100, 0, Decimal(1)])
@pytest.mark.parametrize("operation", ["__add__", "__sub__", "__lt__", "__le__"])
def test_money_never_meets_another_currency_or_a_bare_number(operation, other):
    with pytest.raises(CurrencyMismatch):
        getattr(Money(100, "CNY"), operation)(other)


def test_money_of_two_currencies_is_never_equal():
    assert Money(100, "CNY") != Money(100, "USD")


def test_money_does_not_change():
    with pytest.raises(AttributeError):
        Money(100, "CNY").minor = 200


@pytest.mark.parametrize(
    ("money", "rate", "to", "minor"),
    [
        (Money(100, "USD"), "7.0605", "CNY", 706),
        (Money(100_000_000, "USD"), "7.0605", "CNY", 706_050_000),
        (Money(100, "JPY"), "0.066755", "CNY", 668),
        (Money(300_000_000, "JPY"), "0.066755", "CNY", 2_002_650_000),
        (Money(10_000, "CNY"), "14.98", "JPY", 1_498),
        (Money(1_000, "KWD"), "23.2", "CNY", 2_320),
        (Money(10, "USD"), "0.25", "CNY", 2),
        (Money(10, "USD"), "0.35", "CNY", 4),
        (Money(-10, "USD"), "0.25", "CNY", -2),
        (Money(0, "USD"), "7.0605", "CNY", 0),
        (Money(2**63 - 1, "USD"), "7.060501", "CNY", 65_121_627_489_585_181_440),
    ],
)
def test_conversion_is_exact_until_it_rounds_halves_to_even(money, rate, to, minor):
    assert convert(money, Decimal(rate), to) == Money(minor, to)


@pytest.mark.parametrize(
    ("minor", "rate", "to", "dollars"),
    [
        (81_690_000_000_000, "7.0605", "USD", 11_570_002_124_495),
        (706_050_000, "7.0605", "USD", 100_000_000),
        (2_002_650_000, "0.066755", "JPY", 300_000_000),
    ],
)
def test_yuan_become_dollars_by_the_rate_of_the_dollar(minor, rate, to, dollars):
    assert convert_back(Money(minor, "CNY"), Decimal(rate), to) == Money(dollars, to)


@pytest.mark.parametrize("minor", [1, 5, 99, 100, 12_345_678_901, 2**63 - 1])
def test_conversion_agrees_with_fractions(minor):
    exact = Fraction(minor) * Fraction(CENTRAL_PARITY)

    assert convert(Money(minor, "USD"), CENTRAL_PARITY, "CNY").minor == round(exact)
    assert convert_back(Money(minor, "CNY"), CENTRAL_PARITY, "USD").minor == round(minor / Fraction(CENTRAL_PARITY))


@pytest.mark.parametrize("rate", [7.0605, "7.0605", True, None])
def test_a_rate_is_a_decimal(rate):
    with pytest.raises(TypeError):
        convert(Money(100, "USD"), rate, "CNY")


@pytest.mark.parametrize("rate", ["0", "-1", "NaN", "Infinity", "sNaN"])
def test_a_rate_is_greater_than_zero(rate):
    with pytest.raises(ValueError, match="greater than zero"):
        convert(Money(100, "USD"), Decimal(rate), "CNY")


@pytest.mark.parametrize("exchange", [convert, convert_back])
def test_a_currency_has_no_rate_to_itself(exchange):
    with pytest.raises(CurrencyMismatch):
        exchange(Money(100, "USD"), CENTRAL_PARITY, "USD")


@pytest.mark.parametrize(
    ("values", "unit", "shares"),
    [
        ([], 10, []),
        ([7], 10, [10]),
        ([4], 10, [0]),
        ([5], 10, [10]),
        ([33, 33, 34], 10, [30, 30, 40]),
        ([3, 3, 3], 10, [10, 0, 0]),
        ([15, 25], 10, [10, 30]),
        ([5, 5], 10, [10, 0]),
        ([24, 14], 10, [30, 10]),
        ([14, 24], 10, [10, 30]),
        ([100, 200], 1, [100, 200]),
        ([-5, 5], 10, [-10, 10]),
        ([214_34, 173_64, 141_04, 111_94, 176_04], 100, [214_00, 174_00, 141_00, 112_00, 176_00]),
        # Western China Fair 2019, by ceremony, in hundredths of 亿
        ([337_530, 186_400, 25_850], 100, [337_500, 186_400, 25_900]),
    ],
)
def test_printed_parts_add_up_to_the_printed_total(values, unit, shares):
    assert share_out(values, unit) == shares


def test_the_parts_of_a_total_keep_their_order_of_size():
    shares = share_out([995, 994, 993, 18], 10)

    assert shares == [1000, 990, 990, 20]
    assert all(larger >= smaller for larger, smaller in pairwise(shares))
