"""What columns mean by more than their headings: by columns beside them, and by what stands in their cells."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from expo.i18n.languages import HAN
from expo.imports.lists.fields import ChoiceColumn
from expo.imports.lists.sheets.cells import fold_words
from expo.spreadsheets.cells import Row, Sheet, is_empty
from expo.spreadsheets.headers import Column, Header
from expo.spreadsheets.labels import normalise_label

if TYPE_CHECKING:
    from expo.imports.lists.list_kind import ListKind

IN_LETTERS = (
    "prof professor dr doctor doc phd md mr mrs ms miss mx mme madam madame sir dame lord lady hon rev amb herr frau"
)
IN_CHARACTERS = "教授 副教授 讲师 研究员 副研究员 博士 院士 先生 女士 小姐 夫人 太太 阁下 老师 医生 大使 様"
HONORIFICS = frozenset(f"{IN_LETTERS} {IN_CHARACTERS}".split())


def settle_headers(sheet: Sheet, known: list[Header], kind: "ListKind") -> list[Header]:
    """The headers of a sheet, with the fields that a kind of list finds by more than single headings."""
    below: dict[int, list[Row]] = defaultdict(list)
    if kind.twice or kind.told_by_cells:
        for header, row in rows_below(sheet, known):
            below[id(header)].append(row)
    settled = []
    for header in known:
        rows = below[id(header)]
        settled.append(settle_by_cells(settle_twice(settle_shared(sheet, header), rows, kind), rows, kind))
    return settled


def rows_below(sheet: Sheet, known: list[Header]) -> Iterator[tuple[Header, Row]]:
    """Each row below a header, with the last header above it."""
    at = -1
    for row in sheet.rows:
        while at + 1 < len(known) and row.number >= known[at + 1].top:
            at += 1
        if at >= 0 and row.number > known[at].bottom:
            yield known[at], row


def settle_shared(sheet: Sheet, header: Header) -> Header:
    """Columns that one cell heads together, which names as many things, like 单位及职务, are of these in its order."""
    columns = list(header.columns)
    shared: dict[str, list[int]] = {}
    for at, column in enumerate(columns):
        if column.asked:
            shared.setdefault(column.label, []).append(at)
    for label, places in shared.items():
        together = [columns[at] for at in places]
        if len(places) == len(together[0].asked) and is_one_heading(sheet, header, together):
            for number, at in enumerate(places):
                name = columns[at].asked[number]
                columns[at] = replace(columns[at], label=f"{label} {number + 1}", field=name, asked=())
    return replace(header, columns=tuple(columns))


def is_one_heading(sheet: Sheet, header: Header, columns: list[Column]) -> bool:
    """Whether the columns stand side by side, and only the first of them is headed by cells of its own."""
    first, *others = [column.index for column in columns]
    if others != list(range(first + 1, first + len(columns))):
        return False
    rows = [row for row in sheet.rows if header.top <= row.number <= header.bottom]
    return all(is_empty(row.cells[at]) for row in rows for at in others)


def settle_twice(header: Header, rows: list[Row], kind: "ListKind") -> Header:
    """Where two columns are of one field, that which only its general word heads may be of the other field."""
    columns = list(header.columns)
    for name, (word, other) in kind.twice.items():
        there = {other, f"{other}_zh", f"{other}_en"} & header.fields
        rest = [column for column in header.of(name) if normalise_label(column.label) != word]
        for at, column in enumerate(columns):
            if column.field == name and normalise_label(column.label) == word and rest and not there:
                columns[at] = settle_general(column, rest, said_below(rows, column), other)
    return replace(header, columns=tuple(columns))


def settle_general(column: Column, rest: list[Column], said: list[str], other: str) -> Column:
    """Title beside Job title: of the other field where its cells are Prof. and Dr.; beside 职务 its English side.

    Where headings and cells tell different things of it, it may mean either.
    """
    if not said:
        return column
    same_language = any(bool(HAN.search(each.label)) == bool(HAN.search(column.label)) for each in rest)
    honorifics = 2 * sum(map(is_honorific, said)) >= len(said)
    if same_language and honorifics:
        return replace(column, field=other, asked=())
    if same_language or honorifics:
        return replace(column, field="", asked=(column.field, other))
    return column


def is_honorific(text: str) -> bool:
    """Whether a cell says nothing but how somebody is addressed: Prof., Dr, 教授."""
    words = fold_words(text).replace(".", " ").split()
    return bool(words) and HONORIFICS.issuperset(words)


def settle_by_cells(header: Header, rows: list[Row], kind: "ListKind") -> Header:
    """A heading that makers use for other things too, like Format, counts only where most cells say the field."""
    columns = list(header.columns)
    for at, column in enumerate(columns):
        each, words = kind.field(column.field), kind.told_by_cells.get(column.field, "").split()
        if isinstance(each, ChoiceColumn) and normalise_label(column.label) in words:
            said = said_below(rows, column)
            if 2 * sum(map(each.knows, said)) < len(said):
                columns[at] = replace(column, field="", asked=())
    return replace(header, columns=tuple(columns))


def said_below(rows: list[Row], column: Column) -> list[str]:
    """The texts of the column's cells."""
    texts = []
    for row in rows:
        cell = row.cells[column.index]
        if isinstance(cell, str) and not is_empty(cell):
            texts.append(cell)
    return texts
