"""From a file's bytes to the lines of a list: each cell read by its field, or in doubt."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from expo.imports.lists.answers import Answers
from expo.imports.lists.fields import ListColumn
from expo.imports.lists.lookups.references import References
from expo.imports.lists.problems import CellProblem, LineProblem, NoRowProblem
from expo.imports.lists.sheets import tables
from expo.imports.lists.sheets.field_cells import cells_by_field, join_languages, move_words, name_cells
from expo.imports.lists.sheets.name_parts import PARTS, join_names, pair_parts
from expo.imports.lists.sheets.tables import SheetLines, TableLine
from expo.imports.lists.sheets.templates import is_hint_sheet
from expo.spreadsheets import reading
from expo.spreadsheets.cells import Sheet, Value, is_empty
from expo.spreadsheets.headers import Column
from expo.spreadsheets.reading import UnreadableFile

if TYPE_CHECKING:
    from expo.imports.lists.list_kind import ListKind


@dataclass
class ListedLine:
    """A row of data. `number`: as a spreadsheet shows it; `sheet`: where the file has several; `values`: by field.

    `aliases`: names that stand beside others of their language, for a kind that keeps such. `joined`: by field what
    several columns say of it together; `beside`: columns whose cell is left out, since one before says their field;
    `asides`: fields with cells that only add to what is said of them; `moved`: by field the one whose column says it.
    """

    sheet: str
    number: int
    found: TableLine
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[LineProblem] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    joined: dict[str, str] = field(default_factory=dict)
    beside: list[Column] = field(default_factory=list)
    asides: list[tuple[str, Value]] = field(default_factory=list)
    moved: dict[str, str] = field(default_factory=dict)
    asked_alone: frozenset[str] = frozenset()

    def doubt(self, key: str, problem: CellProblem, *, private: bool = False) -> None:
        column = self.column_of(key)
        if column is None:
            asked = problem.choices and key in self.asked_alone
            self.problems.append(LineProblem(problem, key, at=key if asked else ""))
            return
        cell = self.found.row.cells[column.index]
        said = self.joined.get(column.field, "" if is_empty(cell) else str(cell))
        self.problems.append(LineProblem(problem, key, column.label, said, column.field, private))

    def column_of(self, key: str) -> Column | None:
        """The column of the field, or the one that says it in either language, or of a name a part."""
        key = self.moved.get(key, key)
        stem = key.removesuffix("_zh").removesuffix("_en")
        parts = [part.key for part in PARTS if stem == "name"]
        for name in (key, stem, f"{key}_zh", f"{key}_en", *parts):
            for column in self.found.columns:
                if name and column.field == name:
                    return column
        return None

    def pick(self, key: str, answers: Answers) -> str:
        """What somebody chose in the column of the field; "" for nothing."""
        column = self.column_of(key)
        if column is None:
            return ""
        return answers.pick(self.sheet, self.number, column.field)

    def is_mended(self, key: str, answers: Answers) -> bool:
        """Whether somebody has said what stands in the column of the field."""
        column = self.column_of(key)
        return column is not None and answers.cell(self.sheet, self.number, column.field) is not None

    def texts(self) -> dict[str, str]:
        """All its cells, by what heads them."""
        texts = {}
        for column in self.found.columns:
            cell = self.found.row.cells[column.index]
            if not is_empty(cell):
                texts[column.label] = str(cell)
        return texts


@dataclass
class ListReading:
    """What a file says. `columns`: for each label what it means, `asked` where it may mean one thing or another."""

    digest: str
    fingerprint: str
    columns: list[dict[str, Any]]
    lines: list[ListedLine]
    known: References
    answers: Answers
    headings: list[dict[str, Any]] = field(default_factory=list)
    hidden_sheets: list[str] = field(default_factory=list)


def read_list(data: bytes, kind: "ListKind", known: References, answers: Answers) -> ListReading:
    """Raises UnreadableFile."""
    sheets = reading.read_sheets(data)
    shown = [sheet for sheet in sheets if not sheet.hidden]
    listed = list_sheets(shown, kind, answers)
    if not listed:
        raise UnreadableFile(
            _("No row looks like the header of this list: name the columns, %(needed)s among them."),
            "no_header",
            {"needed": kind.needed_columns()},
        )
    result = ListReading(
        hashlib.sha256(data).hexdigest(), list_fingerprint(listed), list_columns(listed, kind), [], known, answers
    )
    result.hidden_sheets = [sheet.name for sheet in sheets if sheet.hidden]
    for table in listed:
        name = ""
        if len(listed) > 1:
            name = table.sheet.name
        result.headings += [{"sheet": name, "row": number} for number in table.headings]
        result.lines += read_lines(table, name, kind, known, answers)
    if not result.lines:
        raise UnreadableFile(_("This list has a header and no row below it: nothing is read."), code="no_rows")
    return result


def list_sheets(shown: list[Sheet], kind: "ListKind", answers: Answers) -> list[SheetLines]:
    """The sheets that list what the kind is a list of."""
    listed = []
    for sheet in shown:
        if is_hint_sheet(sheet):
            continue
        table = tables.read_sheet_lines(sheet, kind, answers.columns)
        if any(kind.is_listed_by(header.fields, known) for header, known in table.known_headers()):
            listed.append(table)
    return listed


def list_fingerprint(listed: list[SheetLines]) -> str:
    labels = [header.fingerprint for table in listed for header in table.headers]
    return hashlib.sha256("\n\n".join(labels).encode()).hexdigest()


def list_columns(listed: list[SheetLines], kind: "ListKind") -> list[dict[str, Any]]:
    columns: dict[str, dict[str, Any]] = {}
    for table in listed:
        for header in table.headers:
            for column in header.columns:
                told = {"label": column.label, "field": column.field, "asked": kind.meanings(column.asked)}
                columns.setdefault(column.label, told)
    return list(columns.values())


def read_lines(
    table: SheetLines, name: str, kind: "ListKind", known: References, answers: Answers
) -> Iterator[ListedLine]:
    for each in table.lines:
        line = ListedLine(name, each.row.number, each, asked_alone=kind.asked_alone)
        if each.total:
            sentence = _("This row adds up others (%(found)s) and is none itself.")
            line.doubt("", NoRowProblem(sentence, found=each.total))
        elif each.example:
            line.doubt("", NoRowProblem(_("“%(found)s” shows how to fill in the list."), found=each.example))
        else:
            read_cells(line, kind, known, answers)
        yield line


def read_cells(line: ListedLine, kind: "ListKind", known: References, answers: Answers) -> None:
    by_field = cells_by_field(line, kind, answers)
    move_words(kind, by_field)
    if kind.name_parts:
        join_names(pair_parts(name_cells(line, answers)), by_field)
    for stem in kind.pairs:
        join_languages(stem, by_field)
    kind.move_cells(line, by_field, known, answers)
    for each in kind.fields:
        read_field(line, each, by_field.get(each.key), known)


def read_field(line: ListedLine, each: ListColumn, cell: Value, known: References) -> None:
    try:
        value = each.read(cell, known)
        for name, aside in line.asides:
            if name == each.key and value is not None:
                each.check_aside(value, aside, known)
    except CellProblem as problem:
        line.doubt(each.key, problem, private=each.private)
        return
    if value is not None:
        line.values[each.key] = value
    elif each.required:
        line.doubt(each.key, CellProblem(_("Nothing stands here, and it is needed.")))
