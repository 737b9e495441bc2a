"""From one row to its deal, or to all that is in doubt of it."""

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from deals.imports import example_rows
from deals.imports.entries import DealEntry, EntrySide, StrangeWord
from deals.imports.errors import RowProblem, RowProblems
from deals.imports.reference_lookup import Areas, ReferenceLookup
from deals.imports.sheets import amounts, cells, vocabulary
from deals.imports.sheets.conversions import Rates
from deals.imports.sheets.layout import Layout
from deals.imports.sheets.merged_cells import is_ditto
from deals.imports.sheets.row.cells import RowCells
from deals.imports.sheets.row.money import MoneyReader
from deals.imports.sheets.row.parties import PartyReader
from deals.imports.sheets.row.slipped_cells import refuse_slipped_cells
from deals.imports.sheets.rows import DealRow
from deals.ledger.deal_data import LINE_LENGTHS
from deals.ledger.organisation_lookup import HAN
from deals.models.deal import ProjectKind
from deals.models.terms import Instrument
from expo.i18n.languages import is_misplaced
from expo.models import Edition, Region
from expo.spreadsheets import dates
from expo.spreadsheets.cells import ErrorValue, is_empty
from expo.spreadsheets.dates import DateWindow
from expo.spreadsheets.headers import Column

TITLE, NOTE = 250, 2000
# The columns of a line of free text that go into the column of the same name, with the characters that it takes.
LINES = {name: LINE_LENGTHS[name] for name in vocabulary.FIELDS if name in LINE_LENGTHS}
ASIDE = ("serial", "note")
YES_OR_NO = {True: "是", False: "否"}


class SheetContext(NamedTuple):
    """What the rows of a sheet have in common. `sheet`: its name where several are read, else ""."""

    sheet: str
    edition: Edition
    known: ReferenceLookup
    rates: Rates
    window: DateWindow


class Titles(NamedTuple):
    zh: str
    en: str


class Destination(NamedTuple):
    """Where the project goes, or the words for it that nobody knows."""

    region: Region | None
    words: str


class Parties(NamedTuple):
    country: Region | None
    sides: tuple[EntrySide, ...]


class RowReader:
    """Each method raises RowProblem at the first thing in doubt, `entry` of all of them."""

    def __init__(self, context: SheetContext, layout: Layout, line: DealRow) -> None:
        self.context, self.layout, self.line, self.known = context, layout, line, context.known
        self.cells = RowCells(layout, line.row)
        self.money = MoneyReader(self.cells, line, context.edition.reporting_currency)

    def entry(self) -> DealEntry:
        problems = RowProblems()
        ask = problems.ask
        ask(self.refuse_examples)
        ask(refuse_slipped_cells, self.layout, self.line.row)
        ask(self.refuse_errors)
        for column in self.layout.undecided:
            ask(self.refuse_undecided, column)
        titles, money = ask(self.titles), ask(self.money.read_amounts)
        converted = ask(self.money.read_conversions, self.day, self.context.rates)
        destination, areas = ask(self.destination), ask(self.areas)
        place, day = ask(self.place), ask(self.day)
        instrument = ask(self.choice, "instrument", cells.INSTRUMENTS, Instrument.AGREEMENT)
        kind = ask(self.choice, "kind", cells.KINDS, ProjectKind.COOPERATION)
        parties = ask(self.parties, destination.region if destination else None)
        lines = {name: ask(self.cells.short_text, name, limit) for name, limit in LINES.items()}
        note = ask(self.cells.text, "note")
        problems.settle()
        notes = [note, "、".join(areas.words), destination.words, *converted]
        return DealEntry(
            row=self.line.row.number,
            sheet=self.context.sheet,
            hidden=self.line.row.hidden,
            title_zh=titles.zh,
            title_en=titles.en,
            amounts=tuple(money),
            place=place,
            signed_on=day,
            instrument=instrument,
            kind=kind,
            areas=tuple(areas.known),
            country=parties.country,
            sides=parties.sides,
            destination=destination.region,
            note=" · ".join(filter(None, notes))[:NOTE],
            unsaid="" if money else self.money.missing_reason(),
            strange=tuple(self.unknown_words(areas, destination)),
            **lines,
        )

    def refuse_examples(self) -> None:
        example_rows.refuse_example(self.layout, self.line.row, at_top=self.line.example)

    def refuse_errors(self) -> None:
        """Errors, and signs for "as above" where nothing is above or each deal has its own."""
        for column in [*self.used_columns(), *self.layout.amounts]:
            value = self.cells[column]
            if isinstance(value, ErrorValue) and column not in self.layout.amounts:
                raise amounts.cell_problem(column, value)
            if is_ditto(value):
                raise RowProblem("ditto", column.label, found=str(value))

    def used_columns(self) -> list[Column]:
        columns = []
        for name in self.layout.mapped:
            if name in ASIDE:
                continue
            column = self.cells.column(name)
            if column:
                columns.append(column)
        return columns

    def refuse_undecided(self, column: Column) -> None:
        """What stands in a column that may be one thing as well as another."""
        if not is_empty(self.cells[column]):
            raise RowProblem("column_undecided", column.label, **vocabulary.field_names(column.asked))

    def titles(self) -> Titles:
        zh, en = self.title("title_zh"), self.title("title_en")
        either = self.title("title")
        self.refuse_misplaced(title_zh=zh, title_en=en)
        if HAN.search(either):
            zh = zh or either
        else:
            en = en or either
        if not zh and not en:
            raise RowProblem("no_title", self.cells.label("title"))
        return Titles(zh, en)

    def title(self, name: str) -> str:
        return self.cells.short_text(name, TITLE)

    def refuse_misplaced(self, **titles: str) -> None:
        """A column that says which language it is of, and holds the other one."""
        for name, title in titles.items():
            if is_misplaced(title, name[-2:]):
                raise RowProblem(f"{name}_misplaced", self.cells.label(name), found=title[:60])

    def destination(self) -> Destination:
        words = self.cells.text("destination")
        region = None
        if words:
            region = self.known.destination(words)
        if region is None:
            return Destination(None, words)
        return Destination(region, "")

    def areas(self) -> Areas:
        words = self.cells.text("areas")
        if not words:
            return Areas([], [])
        return self.known.areas(words)

    def place(self) -> str:
        column, text = self.cells.column("place"), self.cells.text("place")
        if column is None:
            place = cells.find_place(self.cells.text("instrument")) or self.line.place
            if place:
                return place
        elif text:
            value = self.cells.value("place")
            if isinstance(value, bool):
                text = YES_OR_NO[value]
            return cells.read_place(text, column, self.context.edition)
        raise RowProblem("no_place", self.cells.label("place"))

    def day(self) -> dt.date:
        column, value = self.cells.column("date"), self.cells.value("date")
        if column is None or is_empty(value):
            raise RowProblem("no_date", self.cells.label("date"))
        day = cells.read_day(value, column, self.context.window)
        for other in self.layout.mapped["date"]:
            # The time of day may have a column of its own.
            with suppress(dates.DateRefusal):
                if dates.parse_date(self.cells[other], self.context.window) != day:
                    raise RowProblem("two_columns", column.label, other=other.label)
        return day

    def choice(self, name: str, table: tuple, default: str) -> str:
        return cells.match_choice(self.cells.text(name), table, default)

    def parties(self, destination: Region | None) -> Parties:
        """The country may stand for a party that nobody names."""
        country = None
        if self.cells.text("country"):
            country = self.known.country(self.cells.text("country"), self.cells.label("country"))
        return Parties(country, PartyReader(self.cells, self.known).sides(country, destination))

    def unknown_words(self, areas: Areas, destination: Destination) -> Iterator[StrangeWord]:
        for word in areas.words:
            yield StrangeWord(self.cells.label("areas"), word)
        if destination.words:
            yield StrangeWord(self.cells.label("destination"), destination.words)
        for name, table in (("instrument", cells.INSTRUMENTS), ("kind", cells.KINDS)):
            text = self.cells.text(name)
            if text and not cells.match_choice(text, table, "") and not cells.find_place(text):
                yield StrangeWord(self.cells.label(name), text[:60])
