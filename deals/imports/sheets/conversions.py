"""Conversions beside amounts: of 10048万美元(折合人民币6.4亿元) the first counts, the second must be plausible."""

import datetime as dt
import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

from deals.imports.errors import RowProblem
from deals.models import ExchangeRate
from deals.money import Money, figures
from deals.money.currencies import minor_digits
from expo.i18n.hanzi import fold_hanzi
from expo.spreadsheets.headers import Column

MEANT = r"折合|折算|约合|合计约?合|相当于|约等于|折|合|约|≈|=" + (
    r"|(?:is )?equivalent to|equal to|equiv\.?|approx(?:imately|\.)?|about"
)
CONVERTED = re.compile(
    rf"(?P<amount>[^()]*\d[^()]*?)\s*"
    rf"(?:\(\s*(?P<aside>(?:{MEANT})[^()]+)\)|[,;]\s*(?P<behind>(?:折合|折算|约合|相当于)[^()]+))",
    re.IGNORECASE,
)
SAID = re.compile(rf"^(?:(?:{MEANT})[为成约:\s]*)+", re.IGNORECASE)
# In yuan for one, since the first expo; what they have been is within three tenths of it.
TYPICAL = {
    "CNY": "1",
    "USD": "7",
    "EUR": "7.7",
    "GBP": "8.9",
    "HKD": "0.9",
    "MOP": "0.87",
    "TWD": "0.225",
    "JPY": "0.056",
    "KRW": "0.0055",
    "SGD": "5.1",
    "AUD": "4.8",
    "CAD": "5.2",
    "CHF": "7.6",
    "NZD": "4.5",
    "THB": "0.21",
    "MYR": "1.6",
    "INR": "0.09",
    "RUB": "0.09",
    "AED": "1.9",
    "SAR": "1.85",
}
OF_A_RATE, OF_TYPICAL = Decimal("0.15"), Decimal("0.3")
NEAR = dt.timedelta(days=183)


class Conversion(NamedTuple):
    """The amount before it, and the conversion: as it is written, and the money of it alone."""

    amount: str
    written: str
    money: str


def find_conversion(text: str) -> Conversion | None:
    """The one conversion that a cell ends with."""
    bare = unicodedata.normalize("NFKC", " ".join(text.split())).rstrip("。；;，,、")
    found = CONVERTED.fullmatch(bare)
    if not found:
        return None
    written = (found["aside"] or found["behind"]).strip()
    return Conversion(found["amount"].strip(), written, SAID.sub("", fold_hanzi(written)).strip())


class Rates:
    """The rates that were entered, loaded for the first file that needs one."""

    def __init__(self) -> None:
        self.pairs: dict[tuple[str, str], list[tuple[dt.date, Decimal]]] = {}

    def near(self, base: str, quote: str, day: dt.date) -> Decimal | None:
        """The rate of the nearest day within half a year; also where it is entered the other way round."""
        for one, other in ((base, quote), (quote, base)):
            near = [(abs(on - day), rate) for on, rate in self.of(one, other) if abs(on - day) <= NEAR]
            if not near:
                continue
            _distance, rate = min(near)
            if one == base:
                return rate
            return 1 / rate
        return None

    def of(self, base: str, quote: str) -> list[tuple[dt.date, Decimal]]:
        if (base, quote) not in self.pairs:
            rows = ExchangeRate.objects.filter(base=base, quote=quote)
            self.pairs[base, quote] = list(rows.values_list("on", "rate"))
        return self.pairs[base, quote]


def check_conversion(column: Column, money: Money, converted: Money, day: dt.date, rates: Rates) -> None:
    """Raises RowProblem of a conversion that no rate near the day, or else no rate of these years, could give."""
    names = {"found": figures(converted), "amount": figures(money)}
    if money.currency == converted.currency:
        raise RowProblem("several_amounts", column.label, found=f"{names['amount']}, {names['found']}")
    said = whole_units(converted) / whole_units(money)
    if rate := rates.near(money.currency, converted.currency, day):
        plausible = abs(said / rate - 1) <= OF_A_RATE
    elif money.currency in TYPICAL and converted.currency in TYPICAL:
        rate = Decimal(TYPICAL[money.currency]) / Decimal(TYPICAL[converted.currency])
        plausible = abs(said / rate - 1) <= OF_TYPICAL
    else:
        raise RowProblem("conversion_unchecked", column.label, **names)
    if not plausible:
        told = {"rate": f"{said:.4g}", "usual": f"{rate:.4g}"}
        raise RowProblem("conversion", column.label, **names, **told)


def whole_units(money: Money) -> Decimal:
    return Decimal(money.minor).scaleb(-minor_digits(money.currency))
