"""The fields that kinds of lists are tables of: each knows how it is headed, read, told, and set on a row."""

from .base import ListField
from .choices import ChoiceField, FlagField
from .links import HallField, LinkField, RegionField
from .numbers import DayField, WholeField
from .texts import AddressField, CodeField, LineField, TextField

__all__ = [
    "AddressField",
    "ChoiceField",
    "CodeField",
    "DayField",
    "FlagField",
    "HallField",
    "LineField",
    "LinkField",
    "ListField",
    "RegionField",
    "TextField",
    "WholeField",
]
