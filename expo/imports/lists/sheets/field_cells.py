"""Which cells of a row say which field: those that are mended, words in another column, and several columns of one."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from expo.imports.lists.answers import Answers
from expo.imports.lists.fields import ChoiceColumn, FlagColumn, LinkColumn, ListColumn
from expo.imports.lists.sheets import languages
from expo.imports.lists.sheets.cells import cell_text, fold_words
from expo.imports.lists.sheets.name_parts import PARTS
from expo.imports.lists.sheets.words import UNUSED
from expo.spreadsheets.cells import ErrorValue, Value, is_empty
from expo.spreadsheets.headers import Column

if TYPE_CHECKING:
    from expo.imports.lists.list_kind import ListKind
    from expo.imports.lists.reading import ListedLine

PART_KEYS = frozenset(part.key for part in PARTS)


def cells_by_field(line: "ListedLine", kind: "ListKind", answers: Answers) -> dict[str, Value]:
    """What each field is said to be; texts without their language each in the field of theirs."""
    by_field: dict[str, Value] = {}
    texts: list[tuple[str, Value]] = []
    for column, cell in mended_cells(line, answers):
        name = column.field
        if name in PART_KEYS:
            continue
        if name in kind.bilingual:
            texts.append((name, cell))
        elif is_empty(by_field.get(name)):
            by_field[name] = cell
        else:
            add_cell(line, kind.field(name), column, cell, by_field)
    for name in kind.asked_alone - by_field.keys():
        by_field[name] = answers.cell(line.sheet, line.number, name)
    for stem, cell in texts:
        languages.spread_text(line, stem, cell, by_field, kind, answers)
    return by_field


def add_cell(
    line: "ListedLine", each: ListColumn | None, column: Column, cell: Value, by_field: dict[str, Value]
) -> None:
    """What a further column says of a field: more of a list, or what counts more; else it is told as left out.

    What says that nobody knows, or that there is nothing, gives way to whatever says more.
    """
    before = by_field[column.field]
    if isinstance(before, ErrorValue) or fold_words(str(cell)) == fold_words(str(before)):
        return
    if isinstance(cell, ErrorValue) or says_nothing(each, before):
        by_field[column.field] = cell
    elif says_nothing(each, cell):
        return
    elif isinstance(each, LinkColumn):
        line.joined[column.field] = by_field[column.field] = "\n".join(
            filter(None, (cell_text(before), cell_text(cell)))
        )
    elif each is not None and each.is_aside(before):
        line.asides.append((column.field, before))
        by_field[column.field] = cell
    elif each is not None and each.is_aside(cell):
        line.asides.append((column.field, cell))
    else:
        line.beside.append(column)


def says_nothing(each: ListColumn | None, cell: Value) -> bool:
    if each is None or isinstance(each, FlagColumn):
        # Without a field nobody knows what says nothing, and a flag takes "none" for a no.
        return False
    return each.leaves_open(cell) or not cell_text(cell)


def mended_cells(line: "ListedLine", answers: Answers) -> Iterator[tuple[Column, Value]]:
    """The cells that are used and say something, each with its column, as somebody has mended them."""
    for column in line.found.columns:
        if not column.field or column.field == UNUSED:
            continue
        cell = line.found.row.cells[column.index]
        mended = answers.cell(line.sheet, line.number, column.field)
        if mended is not None:
            cell = mended
        if not is_empty(cell):
            yield column, cell


def name_cells(line: "ListedLine", answers: Answers) -> Iterator[tuple[str, Value]]:
    """The cells that say a part of a name, empty ones too; what is mended stands in the first of its part."""
    mended = {key: answers.cell(line.sheet, line.number, key) for key in PART_KEYS}
    for column in line.found.columns:
        if column.field in PART_KEYS:
            said = mended.pop(column.field, None)
            yield column.field, line.found.row.cells[column.index] if said is None else said


def move_words(kind: "ListKind", by_field: dict[str, Value]) -> None:
    """Put a word that the one field does not know, and another does, into that other one, if nothing else is there."""
    for name, other in kind.other_fields.items():
        said = by_field.get(name)
        if isinstance(said, str) and is_empty(by_field.get(other)) and is_word_of(kind, other, said, name):
            by_field[other] = by_field.pop(name)


def is_word_of(kind: "ListKind", other: str, said: str, name: str) -> bool:
    """Whether a word is one of the `other` field, and none of the field that its column is of."""
    here, there = kind.field(name), kind.field(other)
    if not isinstance(here, ChoiceColumn) or not isinstance(there, ChoiceColumn):
        return False
    return there.knows(said) and not here.knows(said)


def join_languages(stem: str, by_field: dict[str, Value]) -> None:
    """Put what two columns call one thing into its one field, as a cell that says both."""
    parts = [by_field.pop(f"{stem}_{language}", None) for language in ("zh", "en")]
    said = [str(part).strip() for part in parts if not is_empty(part)]
    if said and is_empty(by_field.get(stem)):
        by_field[stem] = " / ".join(said)
