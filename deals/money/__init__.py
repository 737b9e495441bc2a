"""Money: the one parser and the one formatter, exact everywhere. Integer minor units with a currency; no floats."""

from .bands import Band, band
from .capitals import daxie
from .currencies import called_dollar
from .errors import AmountError
from .lexicon import lexicon
from .rates import convert, convert_back
from .reading import parse, parse_number
from .rounding import share_out
from .value import CurrencyMismatch, Money
from .words import Compact, Echo, compact, echo, figures

__all__ = [
    "AmountError",
    "Band",
    "Compact",
    "CurrencyMismatch",
    "Echo",
    "Money",
    "band",
    "called_dollar",
    "compact",
    "convert",
    "convert_back",
    "daxie",
    "echo",
    "figures",
    "lexicon",
    "parse",
    "parse_number",
    "share_out",
]
