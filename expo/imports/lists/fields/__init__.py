"""The fields that kinds of lists are tables of: each knows how it is headed, read, told, and set on a row."""

from .base import ListColumn
from .choices import ChoiceColumn, FlagColumn
from .links import HallColumn, LinkColumn, RegionColumn, SourcesColumn
from .numbers import ClockColumn, DayColumn, MomentColumn, WholeColumn, number_with_unit
from .texts import AddressColumn, CodeColumn, LineColumn, SidesColumn, SlugColumn, TextColumn

__all__ = [
    "AddressColumn",
    "ChoiceColumn",
    "ClockColumn",
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
    "SlugColumn",
    "SourcesColumn",
    "TextColumn",
    "WholeColumn",
    "number_with_unit",
]
