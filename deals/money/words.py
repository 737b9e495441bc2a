"""How money is printed: in figures, and compactly as people say it in English and in Chinese."""

from typing import NamedTuple

from expo.i18n.bilingual import language_suffix

from .capitals import daxie
from .currencies import currency_name_zh, currency_symbol, minor_digits
from .rounding import round_half_away
from .value import Money

MINUS = "−"
# From how many whole units a step is used, what it counts, and its word. Chinese goes on in 亿 up to 99999亿, as the
# press prints it (8169亿元, never 0.8169万亿元), and writes no separators; below 万 and million all digits stand.
STEPS = {
    "en": ((10**12, 10**12, "trillion"), (10**9, 10**9, "billion"), (10**6, 10**6, "million"), (0, 1, "")),
    "zh": ((10**13, 10**12, "万亿"), (10**8, 10**8, "亿"), (10**4, 10**4, "万"), (0, 1, "")),
}


class CompactMoney(NamedTuple):
    """Money as people say it, in parts: ¥ 816.9 billion (yuan), or 8169 亿元. `exact` is False where it was rounded."""

    sign: str
    symbol: str
    number: str
    unit: str
    name: str
    exact: bool

    def __str__(self) -> str:
        if self.name:
            return " ".join(filter(None, (self.sign + self.number, self.unit, self.name)))
        gap = ""
        if self.symbol and self.unit:
            gap = " "
        return f"{self.sign}{self.symbol}{self.number}{gap}{self.unit}"


class AmountEcho(NamedTuple):
    """How an amount reads, exactly: what the desk shows beside the box it was typed in."""

    figures: str
    zh: str
    en: str
    daxie: str


def figures(money: Money) -> str:
    """All digits, in either language: ¥1,250,000,000.00."""
    places = minor_digits(money.currency)
    whole, rest = divmod(abs(money.minor), 10**places)
    decimals = ""
    if places:
        decimals = f".{rest:0{places}d}"
    return f"{minus_sign(money)}{currency_symbol(money.currency)}{whole:,}{decimals}"


def minus_sign(money: Money) -> str:
    if money.minor < 0:
        return MINUS
    return ""


def compact(money: Money, language: str | None = None, digits: int | None = 2) -> CompactMoney:
    """816.9 billion yuan or 8169亿元, in the language (default: the active one), with so many decimals at most.

    `digits=None` keeps all of them. Amounts below a million (below 1万 in Chinese) are never rounded.
    """
    tongue = language_suffix(language)
    number, unit, exact = scale_to_step(abs(money.minor), minor_digits(money.currency), STEPS[tongue], digits)
    sign = minus_sign(money)
    if tongue == "zh":
        return CompactMoney(sign, "", number.replace(",", ""), unit + currency_name_zh(money.currency), "", exact)
    name = ""
    if money.currency == "CNY":
        name = "yuan"
    return CompactMoney(sign, currency_symbol(money.currency), number, unit, name, exact)


def echo(money: Money) -> AmountEcho:
    zh = compact(money, "zh-hans", digits=None)
    en = compact(money, "en", digits=None)
    return AmountEcho(figures(money), str(zh), str(en), daxie(money))


def scale_to_step(minor: int, places: int, steps: tuple, decimals: int | None) -> tuple[str, str, bool]:
    """The number, the word of its step, and whether it is exact. A number that rounds up to the next step takes it."""
    one = 10**places
    at = next(at for at, (start, _size, _word) in enumerate(steps) if minor >= start * one)
    _start, size, word = steps[at]
    if size == 1:
        return format_decimal(minor, places, pad=places), word, True
    if decimals is None:
        return format_decimal(minor, places + power_of_ten(size), pad=0), word, True
    rounded = round_half_away(minor * 10**decimals, size * one)
    if at and rounded * size >= steps[at - 1][0] * 10**decimals:
        _start, size, word = steps[at - 1]
        rounded = round_half_away(minor * 10**decimals, size * one)
    return format_decimal(rounded, decimals), word, rounded * size * one == minor * 10**decimals


def power_of_ten(size: int) -> int:
    return len(str(size)) - 1


def format_decimal(number: int, places: int, pad: int = 0) -> str:
    """A number of 10**-places in figures without trailing zeros; but with `pad` decimals where it has any."""
    whole, rest = divmod(number, 10**places)
    if not rest:
        return f"{whole:,}"
    return f"{whole:,}." + f"{rest:0{places}d}".rstrip("0").ljust(pad, "0")
