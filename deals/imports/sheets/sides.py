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
    turned = {
        column.field != letter_side(column) for column in columns if letter_side(column) and has_stated_side(column)
    }
    if turned <= {False}:
        return columns
    bare = [column for column in columns if letter_side(column) and column.weight == WEIGHTS["letter"]]
    changed = {column.index: turn_side(column, turned) for column in bare if column.field}
    return tuple(changed.get(column.index, column) for column in columns)


def turn_side(column: Column, turned: set[bool]) -> Column:
    """Of a letter that is turned round by one column and not by another, nobody knows the side."""
    if len(turned) > 1:
        return replace(column, field="", asked=(column.field, OTHER[column.field]))
    return replace(column, field=OTHER[column.field])


def split_companies(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Companies with both letters are two sides."""
    companies = {at: letter_side(column) for at, column in enumerate(columns) if column.weight == WEIGHTS["company"]}
    if set(companies.values()) - {""} != set(OTHER):
        return tuple(columns)
    return tuple(
        replace(column, field=companies[at], weight=WEIGHTS["letter"]) if companies.get(at) else column
        for at, column in enumerate(columns)
    )


def has_stated_side(column: Column) -> bool:
    """Whether it says itself who it is, whatever its letter."""
    return column.field in OTHER and column.weight > WEIGHTS["letter"]


def letter_side(column: Column) -> str:
    """The side that its one letter stands for where nothing is said; "" for none and for both."""
    found = [side for side, shape in LETTERS.items() if shape.search(fold_text(column.label))]
    return found[0] if len(found) == 1 else ""
