"""Which side a column is of that bears a letter (甲方, Party B), seen from the other columns of its table.

甲 is the host and 乙 the investor, unless a column that says who invests or attracts bears the other letter: then it
is so in all the table. Columns that say the same of both letters differ by these alone: 签约企业（甲方） and （乙方）.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from deals.imports.sheets.cells import fold_text
from expo.spreadsheets.headers import Column
from expo.spreadsheets.labels import WEIGHTS

LETTERS = {
    "host": re.compile(r"甲方|签约方甲|[(\[]甲[)\]]|\b(?:party|side) ?a\b|\ba方|[(\[]a[)\]]|\bfirst party\b"),
    "investor": re.compile(r"乙方|签约方乙|[(\[]乙[)\]]|\b(?:party|side) ?b\b|\bb方|[(\[]b[)\]]|\bsecond party\b"),
}
OTHER = {"host": "investor", "investor": "host"}


def resolve_letters(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns, those that bear a letter with the side that it is of in this table."""
    columns = split_companies(columns)
    turned = set()
    for column in columns:
        side = letter_side(column)
        if side and has_stated_side(column):
            turned.add(column.field != side)
    if turned <= {False}:
        return columns
    resolved = []
    for column in columns:
        is_bare = column.field and column.weight == WEIGHTS["letter"] and letter_side(column)
        if is_bare:
            resolved.append(turn_side(column, turned))
        else:
            resolved.append(column)
    return tuple(resolved)


def turn_side(column: Column, turned: set[bool]) -> Column:
    """Of a letter that is turned round by one column and not by another, nobody knows the side."""
    if len(turned) > 1:
        return replace(column, field="", asked=(column.field, OTHER[column.field]))
    return replace(column, field=OTHER[column.field])


def split_companies(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Companies with both letters are two sides."""
    sides = [company_side(column) for column in columns]
    if set(sides) - {""} != set(OTHER):
        return tuple(columns)
    split = []
    for column, side in zip(columns, sides, strict=True):
        if side:
            split.append(replace(column, field=side, weight=WEIGHTS["letter"]))
        else:
            split.append(column)
    return tuple(split)


def company_side(column: Column) -> str:
    """The side of a company's letter; "" for one without, and for any other column."""
    if column.weight != WEIGHTS["company"]:
        return ""
    return letter_side(column)


def has_stated_side(column: Column) -> bool:
    """Whether it says itself who it is, whatever its letter."""
    return column.field in OTHER and column.weight > WEIGHTS["letter"]


def letter_side(column: Column) -> str:
    """The side that its one letter stands for where nothing is said; "" for none and for both."""
    label = fold_text(column.label)
    sides = [side for side, shape in LETTERS.items() if shape.search(label)]
    if len(sides) != 1:
        return ""
    return sides[0]
