"""Money: the one parser and the one formatter, exact everywhere. Integer minor units with a currency; no floats."""

from .bands import Band, size_band
from .capitals import daxie
from .currencies import is_called_dollar
from .errors import AmountError
from .lexicon import lexicon
from .rates import CurrencyUnits, convert, convert_back, unit_currency
from .reading import parse, parse_number
from .rounding import share_out
from .value import CurrencyMismatch, Money
from .words import AmountEcho, CompactMoney, compact, echo, figures

__all__ = [
    "AmountEcho",
    "AmountError",
    "Band",
    "CompactMoney",
    "CurrencyMismatch",
    "CurrencyUnits",
    "Money",
    "compact",
    "convert",
    "convert_back",
    "daxie",
    "echo",
    "figures",
    "is_called_dollar",
    "lexicon",
    "parse",
    "parse_number",
    "share_out",
    "size_band",
    "unit_currency",
]
