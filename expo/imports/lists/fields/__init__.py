"""The fields that kinds of lists are tables of: each knows how it is headed, read, told, and set on a row."""

from .base import ListColumn
from .choices import ChoiceColumn, FlagColumn
from .links import HallColumn, LinkColumn, RegionColumn
from .numbers import DayColumn, MomentColumn, WholeColumn
from .texts import AddressColumn, CodeColumn, LineColumn, SidesColumn, TextColumn

__all__ = [
    "AddressColumn",
    "ChoiceColumn",
    "CodeColumn",
    "DayColumn",
    "FlagColumn",
    "HallColumn",
    "LineColumn",
    "LinkColumn",
    "ListColumn",
    "MomentColumn",
    "RegionColumn",
    "SidesColumn",
    "TextColumn",
    "WholeColumn",
]
