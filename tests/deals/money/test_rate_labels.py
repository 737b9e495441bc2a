"""What a rate is told of: which currency, and how many units of it."""

from decimal import Decimal

import pytest

from deals.money import AmountError, unit_currency


@pytest.mark.parametrize(
    ("label", "currency", "units"),
    [
        ("USD", "USD", 1),
        ("usd ", "USD", 1),
        ("美元", "USD", 1),
        ("1 USD", "USD", 1),
        ("人民币", "CNY", 1),
        ("百日元", "JPY", 100),
        ("100日元", "JPY", 100),
        ("100 JPY", "JPY", 100),
        ("JPY100", "JPY", 100),
        ("日元（100）", "JPY", 100),
        ("每100日元", "JPY", 100),
        ("per 100 yen", "JPY", 100),
        ("千韩元", "KRW", 1000),
        ("万美元", "USD", 10_000),
        ("million usd", "USD", 1_000_000),
        ("角", "CNY", Decimal("0.1")),
    ],
)
def test_a_label_says_of_how_many_units_of_which_currency_a_rate_is_told(label, currency, units):
    assert unit_currency(label) == (currency, units)


@pytest.mark.parametrize(
    ("label", "code"),
    [("", "empty"), ("USB", "unknown"), ("美元欧元", "two_currencies"), ("$", "which_dollar"), ("100", "no_currency")],
)
def test_a_label_that_names_no_one_currency_is_refused(label, code):
    with pytest.raises(AmountError) as refused:
        unit_currency(label)

    assert refused.value.code == code
