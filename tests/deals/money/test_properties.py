"""What holds of every amount: nothing printed is read as another amount, and nothing typed breaks the box."""

import re
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bench.money_roundtrip import roundtrip
from deals.money import AmountError, Money, compact, convert, convert_back, daxie, echo, figures, parse, share_out
from deals.money.currencies import currencies_in_use, currency_name_zh
from deals.money.rounding import round_half_away

LARGEST = 2**63 - 1
PIECES = "0123456789.,元万亿十百千零点角分两壹贰拾佰仟整¥$€-+~_ \u3000bknmtBM美兆约"
WORDS = [
    "12",
    "1.5",
    "1,000",
    "0",
    "万",
    "亿",
    "千万",
    "元",
    "整",
    "bn",
    "m",
    "b",
    "USD",
    "CNY",
    "$",
    "¥",
    "美元",
    "零",
    "十",
]

currencies = st.sampled_from(["CNY", "USD", "EUR", "GBP", "JPY", "KRW", "KWD", *sorted(currencies_in_use())])
monies = st.builds(Money, st.integers(1, LARGEST), currencies)
rates = st.decimals("0.000001", "99999999", places=6)


@given(monies)
@example(Money(LARGEST, "CNY"))
@example(Money(10**18, "CNY"))
@example(Money(4 * 10**18, "JPY"))
def test_every_way_of_printing_reads_back_as_the_same_money(money):
    assert [parse(text, currency="CNY") for text in echo(money)] == [money] * 4


def test_thousands_of_amounts_of_every_length_survive_being_printed_and_read():
    assert roundtrip(3_000, seed=2019) == (3_000, 12_000, [])


@given(monies)
def test_full_width_forms_read_like_plain_ones(money):
    wide = figures(money).translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})

    assert parse(wide, currency="CNY") == money


@given(yi=st.integers(1, 99_999), wan=st.integers(1, 9_999), yuan=st.integers(1, 9_999))
def test_figures_between_the_units_of_chinese_add_up(yi, wan, yuan):
    assert parse(f"{yi}亿{wan}万元").minor == (yi * 10**8 + wan * 10**4) * 100
    assert parse(f"{yi}亿{wan}万零{yuan}元").minor == (yi * 10**8 + wan * 10**4 + yuan) * 100


@given(st.integers(1, 10**16 - 1))
def test_everyday_numerals_read_like_capitals(yuan):
    capitals = daxie(Money(yuan * 100, "CNY"))
    everyday = capitals.translate(str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千"))
    spoken = re.sub("^一十", "十", everyday).replace("二千", "两千").removesuffix("元整")

    assert parse(everyday) == parse(spoken, currency="CNY") == Money(yuan * 100, "CNY")


@given(
    st.one_of(
        st.text(max_size=70), st.text(PIECES, max_size=60), st.lists(st.sampled_from(WORDS), max_size=12).map("".join)
    ),
    st.sampled_from([None, "CNY", "JPY", "USD"]),
)
@example("\ud800", None)
@example("壹亿零" * 20, "CNY")
@example("亿" * 60, "CNY")
@example("9" * 60, "KWD")
def test_whatever_is_typed_is_read_exactly_or_refused_in_a_sentence(text, currency):
    try:
        money = parse(text, currency=currency)
    except AmountError as refused:
        sentences = refused.messages
    else:
        sentences = []
        assert 0 < money.minor <= LARGEST
        assert parse(figures(money), currency="CNY") == money

    assert all("%(" not in sentence and sentence.isprintable() for sentence in sentences)


@given(st.builds(Money, st.integers(1, 9 * 10**18), currencies), st.integers(0, 3), st.sampled_from(["en", "zh-hans"]))
def test_a_rounded_figure_is_within_half_of_its_last_digit_and_says_so(money, digits, language):
    shown = compact(money, language, digits)
    unit = shown.unit.removesuffix(currency_name_zh(money.currency)) if language == "zh-hans" else shown.unit
    step = Fraction(parse(f"{money.currency} 1 {unit}").minor, 10**digits if unit else 10**3)
    read = parse(str(shown), currency="CNY")

    assert abs(read.minor - money.minor) * 2 <= step
    assert shown.exact == (read == money)


@given(monies, rates, currencies)
def test_there_and_back_again_is_off_by_no_more_than_the_rounding(money, rate, to):
    if to == money.currency:
        return
    there = convert(money, rate, to)
    unit = convert_back(Money(1, to), rate, money.currency).minor + 1

    assert abs(convert_back(there, rate, money.currency).minor - money.minor) <= unit


@given(st.lists(st.integers(-(10**15), 10**15), max_size=30), st.sampled_from([1, 7, 10, 100, 10**10]))
def test_shares_are_multiples_near_their_values_that_add_up(values, unit):
    shares = share_out(values, unit)

    assert sum(shares) == round_half_away(sum(values), unit) * unit
    assert all(share % unit == 0 and abs(share - value) < unit for share, value in zip(shares, values, strict=True))
    assert shares == share_out(values, unit)


@given(st.permutations([0, 1, 2, 3, 4]), st.lists(st.integers(0, 10**6), min_size=5, max_size=5, unique=True))
def test_the_order_of_the_parts_changes_no_share(order, values):
    shares = dict(zip(values, share_out(values, 1_000), strict=True))
    moved = [values[i] for i in order]

    assert share_out(moved, 1_000) == [shares[value] for value in moved]


@pytest.mark.parametrize(
    "text", ["12亿" + "\u202e", "1" * 10_000, "亿" * 10_000, " " * 100_000, "1 " * 30_000, "-" * 50_000]
)
def test_long_and_strange_texts_are_refused_at_once(text):
    with pytest.raises(AmountError):
        parse(text, currency="CNY")
