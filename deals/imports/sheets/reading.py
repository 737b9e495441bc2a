"""From a file's bytes to its deals: entries beyond doubt, and refusals with row, column and reason."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from deals.imports import example_rows
from deals.imports.entries import DealEntry
from deals.imports.errors import Refusal, RowProblem, RowProblems
from deals.imports.reference_lookup import ReferenceLookup
from deals.imports.sheets import amounts, cells, conversions, layout, no_amount, rows, slipped_cells, units, vocabulary
from deals.imports.sheets.cells import fold_text, split_list
from deals.imports.sheets.layout import Layout
from deals.imports.sheets.rows import DealRow, TotalRow
from deals.imports.sheets.unit_choice import StatedUnits, refuse_other_units
from deals.imports.sheets.vocabulary import WORDS
from deals.ledger.deal_data import LINE_LENGTHS
from deals.ledger.organisation_lookup import HAN
from deals.models.deal import ProjectKind
from deals.models.terms import Instrument, PartyRole, Side
from expo.i18n.hanzi import fold_hanzi
from expo.i18n.languages import is_misplaced
from expo.models import Edition, Region, TechnologyArea
from expo.spreadsheets import dates, headers, reading
from expo.spreadsheets.cells import ErrorValue, Number, Sheet, Value, is_empty
from expo.spreadsheets.files.xlsx import column_letters
from expo.spreadsheets.headers import Column
from expo.spreadsheets.reading import UnreadableFile

TITLE, NAME = 250, 200
# The columns of a line of free text that go into the column of the same name, with the characters that it takes.
LINES = {name: LINE_LENGTHS[name] for name in vocabulary.FIELDS if name in LINE_LENGTHS}
ASIDE = ("serial", "note")
SIDED = re.compile(r"^[甲乙丙丁]方\s*[:：]\s*")
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
        labels = "\n\n".join(layout.header.fingerprint for layout in self.layouts if not layout.repeats)
        return hashlib.sha256(labels.encode()).hexdigest()


def read_file(data: bytes, edition: Edition, mapping: Mapping | None = None) -> FileReading:
    """`mapping`: fields by column index, in place of what the header says. Raises Unreadable."""
    sheets = reading.read_sheets(data)
    shown = [sheet for sheet in sheets if not sheet.hidden]
    listed = [found for sheet in shown if (found := layout.read_layouts(sheet, mapping))]
    # Where no column is the project's name, somebody may say which one is.
    listed = listed or [found for sheet in shown if (found := layout.read_layouts(sheet, mapping, untitled=True))]
    if not listed:
        raise no_header_error(shown)
    done = FileReading(hashlib.sha256(data).hexdigest(), [table for tables in listed for table in tables])
    done.hidden_sheets = [sheet.name for sheet in sheets if sheet.hidden]
    known, seen = ReferenceLookup(edition), {}
    for tables in listed:
        SheetReader(tables, edition, known, done, named=len(listed) > 1, seen=seen).read()
        for table in tables:
            table.rows.clear()
            table.sheet.rows.clear()
    if not (done.entries or done.refusals):
        raise UnreadableFile(
            _("This list of deals has a header and no deal below it: nothing is read. Bring the filled-in list."),
            code="no_rows",
        )
    return done


def no_header_error(sheets: list[Sheet]) -> UnreadableFile:
    """Names the row that comes first into question, and those of its cells that say nothing here."""
    sentence = _("No row looks like the header of a list of deals: name the columns, the project's name among them.")
    rows = (
        row
        for sheet in sheets
        for row in sheet.rows
        if len(headers.non_empty_columns(row)) > 1 and headers.is_header_row(row)
    )
    if not (row := next(rows, None)):
        return UnreadableFile(sentence, code="no_header")
    labels = [(at, " ".join(str(row.cells[at]).split())) for at in headers.non_empty_columns(row)]
    unknown = [
        f"{column_letters(at)}{row.number} “{label[:30]}”" for at, label in labels if not WORDS.field(label).field
    ]
    told = _("%(sentence)s Of row %(row)s these are not understood: %(cells)s.")
    if not unknown:
        told = _("%(sentence)s Row %(row)s has none of a deal's name, parties, day or place.")
    params = {"sentence": sentence, "row": row.number, "cells": ", ".join(unknown[:5])}
    return UnreadableFile(told, "no_header", params)


def mapping_from_json(told: dict[str, str] | None) -> Mapping | None:
    """A mapping as JSON keeps it."""
    return None if told is None else {int(column): name for column, name in told.items()}


class SheetReader:
    def __init__(
        self,
        tables: list[Layout],
        edition: Edition,
        known: ReferenceLookup,
        done: FileReading,
        *,
        named: bool,
        seen: dict[str, str],
    ) -> None:
        self.tables, self.edition, self.known, self.done, self.seen = tables, edition, known, done, seen
        self.rates = conversions.Rates()
        self.sheet = tables[0].sheet.name if named else ""
        self.window = cells.date_window(edition)._replace(since_1904=tables[0].sheet.since_1904)

    def read(self) -> None:
        for table, line in rows.classify_rows(self.tables):
            if line.row.hidden:
                self.done.hidden_rows.append(line.row.number)
            try:
                if isinstance(line, TotalRow):
                    raise RowProblem("total_row", found=line.found)
                self.take(RowReader(self, table, line).entry())
            except RowProblem as doubt:
                self.done.refusals.append(Refusal.of(line.row.number, doubt, self.sheet))

    def take(self, entry: DealEntry) -> None:
        row = f"{self.sheet} {entry.row}".strip()
        before = self.seen.setdefault(entry.identity, row)
        if before != row:
            raise RowProblem("same_as", row=before)
        self.done.entries.append(entry)


class RowReader:
    """One row while it is read. Each method raises Doubt at the first thing in doubt, `entry` of all of them."""

    def __init__(self, sheet: SheetReader, table: Layout, line: DealRow) -> None:
        self.sheet, self.line, self.layout, self.known = sheet, line, table, sheet.known
        self.found: dict[str, Column | None] = {}

    def entry(self) -> DealEntry:
        doubts = RowProblems()
        ask = doubts.ask
        ask(self.refuse_examples)
        ask(slipped_cells.refuse_slipped_cells, self.layout, self.line.row)
        ask(self.refuse_errors)
        for column in self.layout.undecided:
            ask(self.refuse_undecided, column)
        titles, money, converted = ask(self.titles), ask(self.amounts), ask(self.conversions)
        whither, areas = ask(self.destination), ask(self.areas)
        place, day = ask(self.place), ask(self.day)
        instrument = ask(self.chosen, "instrument", cells.INSTRUMENTS, Instrument.AGREEMENT)
        kind = ask(self.chosen, "kind", cells.KINDS, ProjectKind.COOPERATION)
        country, sides = ask(self.country_and_sides, whither[0] if whither else None) or (None, None)
        lines = {name: ask(self.short, name, limit) for name, limit in LINES.items()}
        note = ask(self.text, "note")
        doubts.settle()
        notes = [note, "、".join(areas[1]), whither[1], *converted]
        return DealEntry(
            row=self.line.row.number,
            sheet=self.sheet.sheet,
            hidden=self.line.row.hidden,
            title_zh=titles[0],
            title_en=titles[1],
            amounts=tuple(money),
            place=place,
            signed_on=day,
            instrument=instrument,
            kind=kind,
            areas=tuple(areas[0]),
            country=country,
            sides=sides,
            destination=whither[0],
            note=" · ".join(text for text in notes if text)[:2000],
            unsaid=self.unsaid() if not money else "",
            strange=tuple(self.strange(areas[1], whither[1])),
            **lines,
        )

    def destination(self) -> tuple[Region | None, str]:
        """Where the project goes, or the words for it that nobody knows."""
        text = self.text("destination")
        found = self.known.destination(text) if text else None
        return found, "" if found else text

    def areas(self) -> tuple[list[TechnologyArea], list[str]]:
        """The technology areas, and the words that name none."""
        return self.known.areas(self.text("areas")) if self.text("areas") else ([], [])

    def unsaid(self) -> str:
        """Why a row without an amount has none, as its cells say it: undisclosed, pending, or ""."""
        said = [no_amount.no_amount_reason(self.line.row.cells[column.index]) for column in self.layout.amounts]
        return next(filter(None, said), "")

    def strange(self, areas: list[str], destination: str) -> Iterator[tuple[str, str]]:
        """Words of the row that nobody here understands, by the labels of their columns."""
        yield from ((self.label("areas"), word) for word in areas)
        if destination:
            yield self.label("destination"), destination
        for name, table in (("instrument", cells.INSTRUMENTS), ("kind", cells.KINDS)):
            if (text := self.text(name)) and not cells.match_choice(text, table, "") and not cells.find_place(text):
                yield self.label(name), text[:60]

    def country_and_sides(self, destination: Region | None) -> tuple[Region | None, tuple]:
        """The country may stand for a party that nobody names."""
        country = self.known.country(self.text("country"), self.label("country")) if self.text("country") else None
        return country, self.sides(country, destination)

    def column(self, name: str) -> Column | None:
        """The plainest column of the field that says something. Raises RowProblem where two as plain differ."""
        if name in self.found:
            return self.found[name]
        columns = self.layout.mapped.get(name, ())
        said = [column for column in columns if not is_empty(self.line.row.cells[column.index])]
        for other in said[1:]:
            if layout.column_rank(other, name) == layout.column_rank(said[0], name) and self.texts(other) != self.texts(
                said[0]
            ):
                raise RowProblem("two_columns", said[0].label, other=other.label)
        self.found[name] = next(iter(said or columns), None)
        return self.found[name]

    def texts(self, column: Column) -> list[str]:
        return str(self.line.row.cells[column.index]).split()

    def value(self, name: str) -> Value:
        column = self.column(name)
        return None if column is None else self.line.row.cells[column.index]

    def label(self, name: str) -> str:
        column = self.column(name)
        return column.label if column else ""

    def text(self, name: str) -> str:
        value = self.value(name)
        return "" if is_empty(value) else " ".join(str(value).split())

    def short(self, name: str, limit: int) -> str:
        text = self.text(name)
        if len(text) > limit:
            raise RowProblem("name_too_long", self.label(name), limit=limit)
        return text

    def refuse_errors(self) -> None:
        """Errors, and signs for "as above" where nothing is above or each deal has its own."""
        used = [column for name in self.layout.mapped if name not in ASIDE and (column := self.column(name))]
        for column in (*used, *self.layout.amounts):
            value = self.line.row.cells[column.index]
            if isinstance(value, ErrorValue) and column not in self.layout.amounts:
                raise amounts.cell_problem(column, value)
            if rows.is_ditto(value):
                raise RowProblem("ditto", column.label, found=str(value))

    def refuse_examples(self) -> None:
        example_rows.refuse_example(self.layout, self.line.row, at_top=self.line.example)

    def refuse_undecided(self, column: Column) -> None:
        """What stands in a column that may be one thing as well as another."""
        if not is_empty(self.line.row.cells[column.index]):
            raise RowProblem("column_undecided", column.label, **vocabulary.field_names(column.asked))

    def titles(self) -> tuple[str, str]:
        zh, en, either = (self.short(name, TITLE) for name in ("title_zh", "title_en", "title"))
        self.refuse_misplaced(title_zh=zh, title_en=en)
        if either and HAN.search(either):
            zh = zh or either
        elif either:
            en = en or either
        if not zh and not en:
            raise RowProblem("no_title", self.label("title"))
        return zh, en

    def refuse_misplaced(self, **titles: str) -> None:
        """A column that says which language it is of, and holds the other one."""
        for name, title in titles.items():
            if is_misplaced(title, name[-2:]):
                raise RowProblem(f"{name}_misplaced", self.label(name), found=title[:60])

    def amounts(self) -> list[Any]:
        if self.line.shared:
            first, last = self.line.shared
            raise RowProblem("merged_amount", self.layout.amounts[0].label, first=first, last=last)
        self.refuse_merged_across()
        columns = [(column, self.line.row.cells[column.index]) for column in self.layout.amounts]
        try:
            found = self.stated(columns)
        except RowProblem as doubt:
            # What stands in the columns of units and currencies is in doubt there.
            doubt.column = doubt.column or self.label(doubt.code.removesuffix("_unknown"))
            raise
        if not found and self.line.continues:
            raise RowProblem("merged_rows", self.label("title"))
        if not found:
            self.refuse_unread()
        return found

    def stated(self, columns: list[tuple[Column, Value]]) -> list[Any]:
        said, later = self.line.units or tuple(units.note_units(self.text("note"))), self.line.later
        for each, note in ((said, self.layout.units), (later, said or self.layout.units)):
            for column, value in columns if each else ():
                refuse_other_units(column, value, each, note)
        return amounts.row_amounts(columns, self.beside, said or self.layout.units or later, self.reporting)

    @property
    def beside(self) -> StatedUnits:
        return StatedUnits(*(self.text(name) for name in ("unit", "currency", "capital")))

    @property
    def reporting(self) -> str:
        return self.sheet.edition.reporting_currency

    def conversions(self) -> list[str]:
        """What stands as a conversion beside the amounts of the row; each must be plausible on its day."""
        found = []
        for column in self.layout.amounts:
            value = self.line.row.cells[column.index]
            if isinstance(value, str) and (said := conversions.find_conversion(value)):
                (amount,) = self.stated([(column, said.amount)])
                money = amounts.money_from_text(column, said.money, StatedUnits(), (), self.reporting)
                conversions.check_conversion(column, amount.money, money, self.day(), self.sheet.rates)
                found.append(said.written)
        return found

    def refuse_merged_across(self) -> None:
        """One cell below two columns of amounts, as of domestic and foreign capital, is of neither."""
        for merge in self.layout.across.get(self.line.row.number, ()):
            labels = [each.label for each in self.layout.amounts if merge.left <= each.index <= merge.right]
            if len(set(labels)) > 1 and not is_empty(self.line.row.cells[merge.left]):
                raise RowProblem("merged_across", labels[0], other=labels[-1])

    def refuse_unread(self) -> None:
        """A deal without an amount, beside a column of money that nobody knows the meaning of, may have that one."""
        for column in self.layout.header.columns:
            value = self.line.row.cells[column.index]
            if not column.field and amounts.may_be_amount(column, value):
                raise RowProblem("unknown_column", column.label, found=" ".join(str(value).split())[:60])

    def place(self) -> str:
        column = self.column("place")
        if column is not None and (text := self.text("place")):
            value = self.value("place")
            said = ("是" if value else "否") if isinstance(value, bool) else text
            return cells.read_place(said, column, self.sheet.edition)
        if column is None and (place := cells.find_place(self.text("instrument")) or self.line.place):
            return place
        raise RowProblem("no_place", column.label if column else "")

    def day(self) -> Any:
        column, value = self.column("date"), self.value("date")
        if column is None or is_empty(value):
            raise RowProblem("no_date", column.label if column else "")
        day = cells.read_day(value, column, self.sheet.window)
        for other in self.layout.mapped["date"]:
            # The time of day may have a column of its own.
            with suppress(dates.DateRefusal):
                if dates.parse_date(self.line.row.cells[other.index], self.sheet.window) != day:
                    raise RowProblem("two_columns", column.label, other=other.label)
        return day

    def chosen(self, name: str, table: tuple, default: str) -> str:
        return cells.match_choice(self.text(name), table, default)

    def sides(self, country: Region | None, destination: Region | None) -> tuple:
        if self.text("parties"):
            return self.in_one_cell()
        hosts, investors = self.names("host"), self.names("investor")
        if not hosts and (home := destination or self.known.home):
            hosts = (home,)
        if not investors and country:
            investors = (country,)
        if not hosts or not investors:
            raise RowProblem("no_parties", self.label("investor"), found=str(int(bool(hosts)) + int(bool(investors))))
        if both := {party_key(who) for who in hosts} & {party_key(who) for who in investors}:
            raise RowProblem("same_party", self.label("investor"), found=sorted(both)[0])
        trade = any(word in fold_hanzi(self.label("host")) for word in ("采购", "需方", "买方", "uyer"))
        roles = (PartyRole.BUYER, PartyRole.SELLER) if trade else (PartyRole.HOST, PartyRole.INVESTOR)
        return ((Side.A, roles[0], hosts), (Side.B, roles[1], investors))

    def in_one_cell(self) -> tuple:
        names = self.names("parties")
        if not 2 <= len(names) <= len(Side.values):
            raise RowProblem("no_parties", self.label("parties"), found=str(len(names)))
        return tuple((side, PartyRole.PARTNER, (name,)) for side, name in zip(Side.values, names, strict=False))

    def names(self, name: str) -> tuple[str | Region, ...]:
        """The organisations of a cell; the bare name of a district stands for it."""
        value = self.value(name)
        if is_empty(value) or isinstance(value, Number):
            return ()
        found = [" ".join(SIDED.sub("", part).split()) for part in split_list(str(value).strip())]
        if any(len(part) > NAME for part in found):
            raise RowProblem("name_too_long", self.label(name), limit=NAME)
        named = [part for part in found if no_amount.fold_word(part) not in no_amount.NAMELESS]
        kept = [part for part in named if any(map(str.isalnum, part))]
        return tuple(self.known.destination(part) or part for part in dict.fromkeys(kept))


def party_key(who: str | Region) -> str:
    return fold_text(who if isinstance(who, str) else who.code)
