"""What a table is made of: sheets, rows with the file's own numbers, and cells with their types."""

import datetime as dt
from decimal import Decimal
from typing import Any, NamedTuple

from . import limits
from .formulas import unescape_formula

UNSEEN = dict.fromkeys(map(ord, "\u200b\u200e\u200f\u2060\ufeff"))


class Number(NamedTuple):
    """A number as stored, to the 15 digits that spreadsheets show.

    `around`: what the cell's format writes beside it; `0.00"万元"` makes 1200 look like 1200.00万元.
    `disguised`: the format shows a number of another size.
    """

    value: Decimal
    around: str = ""
    disguised: bool = False

    def __str__(self) -> str:
        return f"{self.value:f}"


class ErrorValue(str):
    """An error instead of a value, like #N/A; NO_RESULT is a formula whose result was not stored."""

    __slots__ = ()


class LinkedText(str):
    """Words that lead somewhere. `target`: an address of the web, or of mail behind `mailto:`."""

    __slots__ = ("target",)
    target: str

    @classmethod
    def to(cls, words: str, target: str) -> "LinkedText":
        linked = cls(words)
        linked.target = target
        return linked


NO_RESULT = "#formula"
Value = str | Number | dt.date | bool | ErrorValue | None


class Row(NamedTuple):
    """`number`: the row of the sheet, or the line of the file that it begins on. Cells are as many as in any other.

    `width`: how many cells the line of a text file has itself; 0 in a workbook, where no cell slips into the next.
    """

    number: int
    cells: list[Value]
    hidden: bool = False
    width: int = 0


class Merge(NamedTuple):
    """A merged region: rows by their numbers, columns from 0, ends included."""

    top: int
    left: int
    bottom: int
    right: int


class Sheet:
    """Rows that hold anything, in order. `hidden` sheets are not read: they have no rows.

    `since_1904`: where serial numbers of days count from; None where the file does not tell.
    No dataclass, whose modules would be a quarter of what the process that reads loads for each file.
    """

    def __init__(
        self,
        name: str = "",
        rows: list[Row] | None = None,
        merges: list[Merge] | None = None,
        hidden: bool = False,
        since_1904: bool | None = False,
    ) -> None:
        self.name, self.hidden, self.since_1904 = name, hidden, since_1904
        self.rows = [] if rows is None else rows
        self.merges = [] if merges is None else merges
        self.merged: dict[int, list[Merge]] | None = None

    def merges_at(self, number: int) -> list[Merge]:
        """The merged regions that a row is part of, once all are known; no more than a row has columns."""
        if self.merged is None:
            self.merged = merges_by_row(self.merges)
        return self.merged.get(number, [])


def merges_by_row(merges: list[Merge]) -> dict[int, list[Merge]]:
    """By the number of each row that is part of them. Regions of a file do not overlap, unless it is made to cost."""
    found: dict[int, list[Merge]] = {}
    budget = limits.CELLS
    for merge in merges:
        budget -= merge.bottom - merge.top + 1
        if budget < 0:
            break
        for number in range(merge.top, merge.bottom + 1):
            row = found.setdefault(number, [])
            if len(row) < limits.COLUMNS:
                row.append(merge)
    return found


def pack_value(value: Value) -> Any:
    """A cell's value for JSON."""
    if type(value) is str:
        return strip_invisible(value)
    match value:
        case Number():
            return ["n", str(value.value), value.around, value.disguised]
        case ErrorValue():
            return ["e", str(value)]
        case LinkedText():
            return ["l", strip_invisible(value), value.target]
        case dt.datetime():
            return ["t", value.isoformat()]
        case dt.date():
            return ["d", value.isoformat()]
    return value


def strip_invisible(text: str) -> str:
    """Without what nobody sees, nor the apostrophe that only tells a program that the cell is a text."""
    return unescape_formula(text.translate(UNSEEN))


def unpack_value(told: Any) -> Value:
    match told:
        case ["n", number, around, disguised]:
            return Number(Decimal(number), around, disguised)
        case ["e", error]:
            return ErrorValue(error)
        case ["l", words, target]:
            return LinkedText.to(words, target)
        case ["t", moment]:
            return dt.datetime.fromisoformat(moment)
        case ["d", day]:
            return dt.date.fromisoformat(day)
    return told


def is_empty(value: Value) -> bool:
    return value is None or (isinstance(value, str) and not isinstance(value, ErrorValue) and not value.strip())
