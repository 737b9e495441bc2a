"""Money: the one parser and the one formatter, exact everywhere. Integer minor units with a currency; no floats."""

from .bands import Band, band
from .capitals import daxie
from .errors import AmountError
from .rates import convert, convert_back
from .reading import parse
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
    "compact",
    "convert",
    "convert_back",
    "daxie",
    "echo",
    "figures",
    "parse",
    "share_out",
]
