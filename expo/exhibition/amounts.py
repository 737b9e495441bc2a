"""Amounts and numbers as people write them, by the one reader there is: settings name it, it is the deal desk's."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from importlib import import_module
from types import ModuleType
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from expo.i18n.numbers import add_qualifier
from expo.models.facts import Qualifier, Unit

BEFORE = {
    Qualifier.NEARLY: "nearly|almost|close to|将近|接近|近",
    Qualifier.MORE_THAN: "more than|over|above|超过|多于|逾|超",
    Qualifier.ABOUT: "about|around|approximately|approx\\.?|roughly|some|大约|约",
}
AFTER = {Qualifier.MORE_THAN: "多|余|以上|\\+", Qualifier.ABOUT: "左右|上下"}
COUNTERS = "个国家和地区|个国家|个项目|人次|平方米|个|家|项|人|名|场|国|位"
# What follows the number in print and is no part of it.
ENDS = {
    Unit.COUNT: rf"({COUNTERS})$",
    Unit.SQUARE_METRES: r" ?(平方米|平米|m2|sq\.? ?m|square met(re|er)s?)$",
    Unit.PER_MILLE: r" ?(%|per cent|percent|个百分点)$",
    Unit.MONEY: r"^$",
}
STARTS = re.compile(r"[\d零一二三四五六七八九十百千两〇]")
NOUN = re.compile("[A-Za-z]{4,}")
# Traditional characters of the words above.
FOLDED = str.maketrans("約將過於餘個國場項區數億萬", "约将过于余个国场项区数亿万")
LONGEST, SIGN = 60, 4


@dataclass(frozen=True)
class Reading:
    """What a text says: a whole number of a unit (of money: minor units), how exact, and the currency it names."""

    value: int
    qualifier: str | None = None
    currency: str = ""


def money_module() -> ModuleType:
    return import_module(settings.EXPO_MONEY)


def read_figure(text: str, unit: str, currency: str = "") -> Reading:
    """A figure as somebody writes it: 8169亿元, 816.9bn yuan, 843, nearly 60, 13.6%.

    Of money, `currency` is meant where the text names none. Raises ValidationError with a sentence.
    """
    rest, qualifier = split_qualifier(fold_characters(text).strip())
    if unit == Unit.MONEY:
        if rest == "0" and currency:
            return Reading(0, qualifier, currency)
        amount = parse_money(rest, currency)
        return Reading(amount.minor, qualifier, amount.currency)
    if unit == Unit.COUNT:
        rest = strip_nouns(rest)
    number = money_module().parse_number(re.sub(ENDS[Unit(unit)], "", rest, flags=re.IGNORECASE).strip())
    if unit == Unit.PER_MILLE:
        number *= 10
    return Reading(whole_number(number), qualifier)


def fold_characters(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(FOLDED)


def strip_nouns(text: str) -> str:
    """Without the English words that say what is counted; a unit or a currency is none, nor is a single letter."""
    words = text.split(" ")
    while len(words) > 1 and NOUN.fullmatch(words[-1]) and words[-1].lower() not in money_module().lexicon():
        words.pop()
    return " ".join(words)


def parse_money(text: str, currency: str = "") -> Any:
    """Money of the reader. A bare $ means the currency where that is a dollar."""
    dollar = None
    if currency and money_module().is_called_dollar(currency):
        dollar = currency
    return money_module().parse(text, currency=currency or None, dollar=dollar)


def whole_number(number: Decimal) -> int:
    if number != number.to_integral_value():
        raise ValidationError(_("This figure is a whole number; a share has one decimal at most."))
    return int(number)


def split_qualifier(text: str) -> tuple[str, str | None]:
    for qualifier, words in BEFORE.items():
        if match := re.match(rf"({words}) ?(?=\S)", text, re.IGNORECASE):
            return text[match.end() :], qualifier
    for qualifier, words in AFTER.items():
        if match := re.search(rf"(?<=[\d万亿十百千]) ?({words})(?=({COUNTERS}|[元美]|$))", text):
            return text[: match.start()] + text[match.end() :], qualifier
    return text, None


def find_readings(printed: str, unit: str, currency: str = "") -> list[Reading]:
    """Every figure of the unit that a printed sentence says; of money those that name a currency, where any does."""
    printed = fold_characters(printed)
    found: list[tuple[Reading, bool]] = []
    at = 0
    while match := STARTS.search(printed, at):
        longest, at = longest_reading(printed, match.start(), unit, currency)
        if longest:
            found.append(longest)
    everything, named = [], []
    for reading, explicit in found:
        everything.append(reading)
        if explicit:
            named.append(reading)
    return named or everything


def longest_reading(printed: str, start: int, unit: str, currency: str) -> tuple[tuple[Reading, bool] | None, int]:
    """The longest figure that begins here, with a sign before it; whether it names its currency; and where it ends."""
    for end in range(min(len(printed), start + LONGEST), start, -1):
        for begin in range(max(0, start - SIGN), start + 1):
            if reading := try_reading(printed[begin:end], unit, currency):
                explicit = unit == Unit.MONEY and try_reading(printed[begin:end], unit, "") is not None
                return (add_leading_qualifier(printed[:begin], reading), explicit), end
    return None, start + 1


def try_reading(text: str, unit: str, currency: str) -> Reading | None:
    try:
        return read_figure(text, unit, currency)
    except ValidationError:
        return None


def add_leading_qualifier(words: str, reading: Reading) -> Reading:
    """With the qualifier that the words before it end in."""
    for qualifier, known in BEFORE.items():
        if reading.qualifier is None and re.search(rf"({known}) ?$", words, re.IGNORECASE):
            return Reading(reading.value, qualifier, reading.currency)
    return reading


def format_value(value: int | None, unit: str, currency: str = "") -> str:
    """A value as it stands in its box: exact, and read as the same value again."""
    if value is None:
        return ""
    if unit == Unit.MONEY and not value:
        return "0"
    if unit == Unit.MONEY:
        return money_module().figures(money_module().Money(value, currency))
    if unit == Unit.PER_MILLE:
        return f"{Decimal(value) / 10:f}%"
    return f"{value:,}"


def echo_value(value: int | None, unit: str, currency: str = "", qualifier: str = Qualifier.EXACT) -> list[str]:
    """How a value reads: in figures; of money also in both languages and in the capitals of contracts."""
    if value is None:
        return []
    if unit == Unit.MONEY:
        return list(money_module().echo(money_module().Money(value, currency)))
    return [add_qualifier(format_value(value, unit), qualifier)]
