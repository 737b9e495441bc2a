"""Currencies: which there are, how fine they are, and what they are called. Facts from CLDR, by Babel."""

import re
from functools import cache

from babel.core import get_global
from babel.numbers import get_currency_name, get_currency_precision
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .numerals import NUMERALS

# Symbols that mean one currency only; all others are written by their code.
SYMBOLS = {"CNY": "¥", "USD": "US$", "SGD": "S$", "HKD": "HK$", "EUR": "€", "GBP": "£", "JPY": "JP¥"}
FIRST_EXPO = 2018
NAMES_ZH = {"CNY": "元", "TWD": "新台币", "MOP": "澳门元"}
BEFORE_CAPITALS = {"CNY": "", "HKD": "港币"}
HAN = re.compile(rf"(?:(?![{NUMERALS}])[\u4e00-\u9fff])+")


@cache
def minor_digits(currency: str) -> int:
    """How many decimals its minor unit stands for: 2 for yuan, 0 for yen, 3 for Kuwaiti dinars."""
    return get_currency_precision(currency)


@cache
def currencies_in_use() -> frozenset[str]:
    """Codes of the currencies that were legal tender somewhere since the first expo."""
    codes = set()
    for rows in get_global("territory_currencies").values():
        for code, _start, end, tender in rows:
            if tender and (end is None or end[0] >= FIRST_EXPO):
                codes.add(code)
    return frozenset(codes)


def check_currency_in_use(code: str) -> None:
    if code not in currencies_in_use():
        raise ValidationError(_("There is no currency “%(value)s”: write a code like USD."), params={"value": code})


def currency_symbol(currency: str) -> str:
    """What stands before the figures: US$, ¥, or the code and a space."""
    return SYMBOLS.get(currency) or f"{currency} "


@cache
def currency_name_zh(currency: str) -> str:
    """What stands after a number in Chinese: 元, 美元.

    The code stands in for names that hold a numeral (百慕大元) or other characters than Chinese.
    """
    if known := NAMES_ZH.get(currency):
        return known
    name = get_currency_name(currency, locale="zh_Hans")
    if not HAN.fullmatch(name):
        return currency
    return name


@cache
def currency_names_en(currency: str) -> frozenset[str]:
    """Its English names in lower case, one and many: us dollar, us dollars."""
    names = set()
    for count in (None, 1, 2):
        names.add(get_currency_name(currency, count=count, locale="en").lower())
    return frozenset(names)


@cache
def is_counted_in_yuan(currency: str) -> bool:
    """Whether Chinese counts it in 元, 角 and 分, as it does yuan, dollars and euros but not pounds."""
    return currency_name_zh(currency).endswith("元") or currency == "TWD"


@cache
def is_called_dollar(currency: str) -> bool:
    """Whether $ can mean it."""
    return any(name.endswith(" dollars") for name in currency_names_en(currency))
