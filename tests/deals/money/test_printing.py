"""How money is printed: figures, compact, bands, the desk's echo, the filters of templates."""

import pytest
from django.template import Context, Template
from django.utils import translation

from deals.money import Band, Money, compact, echo, figures, size_band

FIGURES = {
    (125_000_000_000, "CNY"): "¥1,250,000,000.00",
    (1, "CNY"): "¥0.01",
    (0, "CNY"): "¥0.00",
    (-125_000, "CNY"): "−¥1,250.00",
    (4_000_000_000, "USD"): "US$40,000,000.00",
    (30_000_000_000, "SGD"): "S$300,000,000.00",
    (5_000_000_000, "HKD"): "HK$50,000,000.00",
    (250_000_000, "EUR"): "€2,500,000.00",
    (3_000_000_000, "GBP"): "£30,000,000.00",
    (300_000_000, "JPY"): "JP¥300,000,000",
    (300_000_000, "CHF"): "CHF 3,000,000.00",
    (1_234, "KWD"): "KWD 1.234",
    (2**63 - 1, "CNY"): "¥92,233,720,368,547,758.07",
}
# Minor units and currency, decimals at most: English, Chinese, whether each is exact.
COMPACT = [
    (81_690_000_000_000, "CNY", 2, "816.9 billion yuan", "8169亿元", True),
    (11_570_000_000_000, "USD", 2, "US$115.7 billion", "1157亿美元", True),
    (11_569_350_000_000, "USD", 1, "US$115.7 billion", "1156.9亿美元", False),
    (125_000_000_000, "CNY", 2, "1.25 billion yuan", "12.5亿元", True),
    (123_456_789_012, "CNY", 2, "1.23 billion yuan", "12.35亿元", False),
    (123_456_789_012, "CNY", 0, "1 billion yuan", "12亿元", False),
    (123_456_789_012, "CNY", None, "1.23456789012 billion yuan", "12.3456789012亿元", True),
    (3_500_000_000, "CNY", 2, "35 million yuan", "3500万元", True),
    (1_234_500_000, "CNY", 2, "12.35 million yuan", "1234.5万元", None),
    (100_000_000, "CNY", 2, "1 million yuan", "100万元", True),
    (50_000_000, "CNY", 2, "500,000 yuan", "50万元", True),
    (999_950, "CNY", 2, "9,999.50 yuan", "9999.50元", True),
    (1, "CNY", 0, "0.01 yuan", "0.01元", True),
    (0, "CNY", 2, "0 yuan", "0元", True),
    (-81_690_000_000_000, "CNY", 2, "−816.9 billion yuan", "−8169亿元", True),
    (-4_000_000_000, "USD", 2, "−US$40 million", "−4000万美元", True),
    # a step is taken when the number rounds up to it, and not before
    (99_999_999_999, "CNY", 2, "1 billion yuan", "10亿元", False),
    (99_500_000_000, "CNY", 0, "995 million yuan", "10亿元", None),
    (999_999_999_999_999, "CNY", 2, "10 trillion yuan", "10万亿元", False),
    (999_990_000_000_000, "CNY", 2, "10 trillion yuan", "99999亿元", None),
    (1_000_000_000_000_000, "CNY", 2, "10 trillion yuan", "10万亿元", True),
    (100_000_000_000_000, "CNY", 2, "1 trillion yuan", "10000亿元", True),
    (9_999_999_999, "CNY", 2, "100 million yuan", "1亿元", False),
    (2**63 - 1, "JPY", 2, "JP¥9,223,372.04 trillion", "9223372.04万亿日元", False),
    # halves go up, as people round
    (100_500_000_000, "CNY", 2, "1.01 billion yuan", "10.05亿元", None),
    (300_000_000, "JPY", 2, "JP¥300 million", "3亿日元", True),
    (1_234_500_000, "KWD", 2, "KWD 1.23 million", "123.45万科威特第纳尔", None),
    (3_000_000_000, "GBP", 2, "£30 million", "3000万英镑", True),
    (500_000_000, "BAM", 2, "BAM 5 million", "500万BAM", True),
]
BANDS = {
    1: "under-100m",
    9_999_999_999: "under-100m",
    10_000_000_000: "100m-1bn",
    99_999_999_999: "100m-1bn",
    100_000_000_000: "1bn-5bn",
    499_999_999_999: "1bn-5bn",
    500_000_000_000: "5bn-10bn",
    999_999_999_999: "5bn-10bn",
    1_000_000_000_000: "over-10bn",
    2**63 - 1: "over-10bn",
}


@pytest.mark.parametrize(("money", "text"), FIGURES.items())
def test_figures_show_every_digit_and_whose_money_it_is(money, text):
    assert figures(Money(*money)) == text


@pytest.mark.parametrize(("minor", "currency", "digits", "en", "zh", "exact"), COMPACT)
def test_compact_counts_as_each_language_does(minor, currency, digits, en, zh, exact):
    english, chinese = (compact(Money(minor, currency), language, digits) for language in ("en", "zh-hans"))

    assert (str(english), str(chinese)) == (en, zh)
    if exact is not None:
        assert (english.exact, chinese.exact) == (exact, exact)


def test_exact_says_of_each_language_whether_digits_were_lost():
    money = Money(1_234_500_000, "CNY")

    assert [compact(money, language).exact for language in ("en", "zh-hans")] == [False, True]


def test_compact_speaks_the_active_language_unless_told_otherwise():
    money = Money(81_690_000_000_000, "CNY")

    with translation.override("zh-hans"):
        assert str(compact(money)) == "8169亿元"
        assert str(compact(money, "en")) == "816.9 billion yuan"


def test_the_parts_of_a_large_figure_can_be_set_apart():
    yuan, dollars = Money(81_690_000_000_000, "CNY"), Money(11_570_000_000_000, "USD")

    assert compact(yuan, "en") == ("", "¥", "816.9", "billion", "yuan", True)
    assert compact(yuan, "zh-hans") == ("", "", "8169", "亿元", "", True)
    assert compact(dollars, "en") == ("", "US$", "115.7", "billion", "", True)
    assert compact(dollars, "zh-hans") == ("", "", "1157", "亿美元", "", True)


def test_the_echo_of_the_desk_says_it_in_four_ways_exactly():
    assert echo(Money(125_000_000_000, "CNY"))._asdict() == {
        "figures": "¥1,250,000,000.00",
        "zh": "12.5亿元",
        "en": "1.25 billion yuan",
        "daxie": "壹拾贰亿伍仟万元整",
    }
    assert echo(Money(123_456_789, "USD")) == (
        "US$1,234,567.89",
        "123.456789万美元",
        "US$1.23456789 million",
        "美元壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分",
    )


@pytest.mark.parametrize(("minor", "value"), BANDS.items())
def test_a_band_holds_its_lower_end(minor, value):
    assert size_band(minor, "CNY") == Band(value)


def test_bands_are_of_yuan_only():
    assert size_band(1, "USD") is None
    assert size_band(None, "CNY") is None
    assert [str(label) for label in Band.labels] == [
        "under 100 million yuan",
        "100 million to 1 billion yuan",
        "1 to 5 billion yuan",
        "5 to 10 billion yuan",
        "10 billion yuan and more",
    ]


def rendered(source, **context):
    return Template("{% load money %}" + source).render(Context(context))


@pytest.mark.parametrize("source", ["{{ money|%s }}", '{{ minor|%s:"CNY" }}', "{{ minor|%s:currency }}"])
@pytest.mark.parametrize(
    ("name", "text"),
    [("figures", "¥1,250,000,000.00"), ("compact", "1.25 billion yuan"), ("daxie", "壹拾贰亿伍仟万元整")],
)
def test_filters_take_money_or_minor_units_with_a_currency(source, name, text):
    money = Money(125_000_000_000, "CNY")

    assert rendered(source % name, money=money, minor=money.minor, currency="CNY") == text


@pytest.mark.parametrize("name", ["figures", "compact", "daxie"])
def test_what_is_not_published_prints_as_nothing_and_never_as_zero(name):
    assert rendered("{{ money|" + name + " }}", money=None) == ""


@pytest.mark.parametrize("name", ["figures", "compact", "daxie"])
def test_a_number_without_a_currency_is_not_printed(name):
    with pytest.raises(ValueError, match="not a currency code"):
        rendered("{{ minor|" + name + " }}", minor=5)


def test_a_tag_gives_the_parts_of_a_large_figure():
    source = "{% money_parts money digits=1 as hero %}{{ hero.symbol }}{{ hero.number }} {{ hero.unit }}"

    assert rendered(source, money=Money(11_569_350_000_000, "USD")) == "US$115.7 billion"
    assert rendered("{% money_parts nothing as hero %}{{ hero }}", nothing=None) == "None"
