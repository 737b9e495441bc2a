"""From a file's bytes to its deals: entries beyond doubt, and refusals with row, column and reason."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from django.utils.translation import gettext_lazy as _

from deals.imports.entries import DealEntry
from deals.imports.errors import Refusal, RowProblem
from deals.imports.reference_lookup import ReferenceLookup
from deals.imports.sheets import cells, layout, rows
from deals.imports.sheets.conversions import Rates
from deals.imports.sheets.layout import Layout
from deals.imports.sheets.row.reader import RowReader, SheetContext
from deals.imports.sheets.rows import TotalRow
from deals.imports.sheets.vocabulary import WORDS
from expo.models import Edition
from expo.spreadsheets import headers, reading
from expo.spreadsheets.cells import Row, Sheet
from expo.spreadsheets.files.xlsx import column_letters
from expo.spreadsheets.reading import UnreadableFile

Mapping = dict[int, str]


@dataclass
class FileReading:
    """What a file says. `layouts`: one for each table of deals; `digest` of its bytes."""

    digest: str
    layouts: list[Layout]
    entries: list[DealEntry] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_sheets: list[str] = field(default_factory=list)

    @property
    def fingerprint(self) -> str:
        """Of the columns, by which a mapping is remembered."""
        labels = [layout.header.fingerprint for layout in self.layouts if not layout.repeats]
        return hashlib.sha256("\n\n".join(labels).encode()).hexdigest()


def read_file(data: bytes, edition: Edition, mapping: Mapping | None = None) -> FileReading:
    """`mapping`: fields by column index, in place of what the header says. Raises UnreadableFile."""
    sheets = reading.read_sheets(data)
    shown = [sheet for sheet in sheets if not sheet.hidden]
    # Where no column is the project's name, somebody may say which one is.
    listed = listed_tables(shown, mapping, untitled=False) or listed_tables(shown, mapping, untitled=True)
    if not listed:
        raise no_header_error(shown)
    file = FileReading(hashlib.sha256(data).hexdigest(), list(chain.from_iterable(listed)))
    file.hidden_sheets = [sheet.name for sheet in sheets if sheet.hidden]
    read_listed(file, listed, edition)
    if not (file.entries or file.refusals):
        raise UnreadableFile(
            _("This list of deals has a header and no deal below it: nothing is read. Bring the filled-in list."),
            code="no_rows",
        )
    return file


def listed_tables(sheets: list[Sheet], mapping: Mapping | None, *, untitled: bool) -> list[list[Layout]]:
    """The tables of each sheet that lists deals."""
    listed = []
    for sheet in sheets:
        tables = layout.read_layouts(sheet, mapping, untitled=untitled)
        if tables:
            listed.append(tables)
    return listed


def read_listed(file: FileReading, listed: list[list[Layout]], edition: Edition) -> None:
    """Read the rows of each sheet, and let go of them: the largest file has a million cells."""
    known = ReferenceLookup(edition)
    seen: dict[str, str] = {}
    for tables in listed:
        sheet = tables[0].sheet
        name = ""
        if len(listed) > 1:
            name = sheet.name
        context = SheetContext(
            sheet=name,
            edition=edition,
            known=known,
            rates=Rates(),
            window=cells.date_window(edition)._replace(since_1904=sheet.since_1904),
        )
        SheetReader(context, tables, file, seen).read()
        for table in tables:
            table.rows.clear()
            table.sheet.rows.clear()


def no_header_error(sheets: list[Sheet]) -> UnreadableFile:
    """Names the row that comes first into question, and those of its cells that say nothing here."""
    sentence = _("No row looks like the header of a list of deals: name the columns, the project's name among them.")
    row = next(likely_headers(sheets), None)
    if not row:
        return UnreadableFile(sentence, code="no_header")
    unknown = unknown_labels(row)
    message = _("%(sentence)s Of row %(row)s these are not understood: %(cells)s.")
    if not unknown:
        message = _("%(sentence)s Row %(row)s has none of a deal's name, parties, day or place.")
    params = {"sentence": sentence, "row": row.number, "cells": ", ".join(unknown[:5])}
    return UnreadableFile(message, "no_header", params)


def likely_headers(sheets: list[Sheet]) -> Iterator[Row]:
    for sheet in sheets:
        for row in sheet.rows:
            if len(headers.non_empty_columns(row)) > 1 and headers.is_header_row(row):
                yield row


def unknown_labels(row: Row) -> list[str]:
    """The cells whose words are no column's here, each after its address."""
    unknown = []
    for at in headers.non_empty_columns(row):
        label = " ".join(str(row.cells[at]).split())
        if not WORDS.field(label).field:
            unknown.append(f"{column_letters(at)}{row.number} “{label[:30]}”")
    return unknown


def mapping_from_json(told: dict[str, str] | None) -> Mapping | None:
    """A mapping as JSON keeps it."""
    if told is None:
        return None
    return {int(column): name for column, name in told.items()}


class SheetReader:
    """The rows of one sheet. `seen`: by the identities of the file's deals so far, where they stand."""

    def __init__(self, context: SheetContext, tables: list[Layout], file: FileReading, seen: dict[str, str]) -> None:
        self.context, self.tables, self.file, self.seen = context, tables, file, seen

    def read(self) -> None:
        for table, line in rows.classify_rows(self.tables):
            if line.row.hidden:
                self.file.hidden_rows.append(line.row.number)
            try:
                if isinstance(line, TotalRow):
                    raise RowProblem("total_row", found=line.words)
                self.take(RowReader(self.context, table, line).entry())
            except RowProblem as problem:
                self.file.refusals.append(Refusal.of(line.row.number, problem, self.context.sheet))

    def take(self, entry: DealEntry) -> None:
        place = f"{self.context.sheet} {entry.row}".strip()
        before = self.seen.setdefault(entry.identity, place)
        if before != place:
            raise RowProblem("same_as", row=before)
        self.file.entries.append(entry)
