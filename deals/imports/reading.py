"""From a file's bytes to its deals: entries beyond doubt, and refusals with row, column and reason."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from deals.imports import amounts, cells, layout
from deals.imports.amounts import Stated
from deals.imports.cells import split
from deals.imports.doubts import Doubt, Refusal
from deals.imports.entries import Entry, folded
from deals.imports.known import Known
from deals.imports.layout import Layout, Line, Total
from deals.models.deal import ProjectKind
from deals.models.terms import Instrument, PartyRole, Side
from deals.parties import HAN
from expo.models import Edition, Region
from expo.tables import reading
from expo.tables.reading import Unreadable
from expo.tables.values import Number, Value, Wrong, is_empty

TITLE, NAME, PARK, CONTRACT = 250, 200, 200, 100
Mapping = dict[int, str]


@dataclass
class Read:
    """What a file says. `layouts`: one for each sheet that lists deals; `digest` of its bytes."""

    digest: str
    layouts: list[Layout]
    entries: list[Entry] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_sheets: list[str] = field(default_factory=list)

    @property
    def fingerprint(self) -> str:
        """Of the columns, by which a mapping is remembered."""
        labels = "\n\n".join(layout.header.fingerprint for layout in self.layouts)
        return hashlib.sha256(labels.encode()).hexdigest()


def read(data: bytes, edition: Edition, mapping: Mapping | None = None) -> Read:
    """`mapping`: fields by column index, in place of what the header says. Raises Unreadable."""
    sheets = reading.read(data)
    layouts = [found for sheet in sheets if not sheet.hidden and (found := layout.of(sheet, mapping))]
    if not layouts:
        raise Unreadable(
            _("No row looks like the header of a list of deals: name the columns, the project's name among them."),
            code="no_header",
        )
    done = Read(hashlib.sha256(data).hexdigest(), layouts)
    done.hidden_sheets = [sheet.name for sheet in sheets if sheet.hidden]
    known, seen = Known(edition), {}
    for each in layouts:
        SheetReader(each, edition, known, done, named=len(layouts) > 1, seen=seen).read()
        each.sheet.rows.clear()
    return done


def mapping_of(told: dict[str, str] | None) -> Mapping | None:
    """A mapping as JSON keeps it."""
    return None if told is None else {int(column): name for column, name in told.items()}


class SheetReader:
    def __init__(
        self, layout: Layout, edition: Edition, known: Known, done: Read, *, named: bool, seen: dict[str, str]
    ) -> None:
        self.layout, self.edition, self.known, self.done, self.seen = layout, edition, known, done, seen
        self.sheet = layout.sheet.name if named else ""
        self.window = cells.window(edition)

    def read(self) -> None:
        for line in layout.lines(self.layout):
            if line.row.hidden:
                self.done.hidden_rows.append(line.row.number)
            try:
                if isinstance(line, Total):
                    raise Doubt("total_row", found=line.found)
                self.take(RowReader(self, line).entry())
            except Doubt as doubt:
                self.done.refusals.append(Refusal(line.row.number, doubt.code, doubt.column, doubt.params, self.sheet))

    def take(self, entry: Entry) -> None:
        row = f"{self.sheet} {entry.row}".strip()
        before = self.seen.setdefault(entry.identity, row)
        if before != row:
            raise Doubt("same_as", row=before)
        self.done.entries.append(entry)


class RowReader:
    """One row while it is read; every method raises Doubt at the first thing that is not certain."""

    def __init__(self, sheet: SheetReader, line: Line) -> None:
        self.sheet, self.line, self.layout, self.known = sheet, line, sheet.layout, sheet.known

    def entry(self) -> Entry:
        self.refuse_errors()
        title_zh, title_en = self.titles()
        money = self.amounts()
        destination_text, note = self.text("destination"), self.text("note")
        destination = self.known.destination(destination_text) if destination_text else None
        areas, other = self.known.areas(self.text("areas")) if self.text("areas") else ([], [])
        country = self.known.country(self.text("country"), self.label("country")) if self.text("country") else None
        notes = [note, "、".join(other), "" if destination else destination_text]
        return Entry(
            row=self.line.row.number,
            sheet=self.sheet.sheet,
            hidden=self.line.row.hidden,
            title_zh=title_zh,
            title_en=title_en,
            amounts=tuple(money),
            place=self.place(),
            signed_on=self.day(),
            instrument=self.chosen("instrument", cells.INSTRUMENTS, Instrument.AGREEMENT),
            kind=self.chosen("kind", cells.KINDS, ProjectKind.COOPERATION),
            areas=tuple(areas),
            country=country,
            sides=self.sides(country, destination),
            destination=destination,
            park=self.short("park", PARK),
            contract_number=self.short("contract_number", CONTRACT),
            note=" · ".join(text for text in notes if text)[:2000],
        )

    def value(self, name: str) -> Value:
        column = self.layout.mapped.get(name)
        return None if column is None else self.line.row.cells[column.index]

    def label(self, name: str) -> str:
        return self.layout.mapped[name].label if name in self.layout.mapped else ""

    def text(self, name: str) -> str:
        value = self.value(name)
        return "" if is_empty(value) else " ".join(str(value).split())

    def short(self, name: str, limit: int) -> str:
        text = self.text(name)
        if len(text) > limit:
            raise Doubt("name_too_long", self.label(name), limit=limit)
        return text

    def refuse_errors(self) -> None:
        for name, column in self.layout.mapped.items():
            value = self.line.row.cells[column.index]
            if isinstance(value, Wrong) and name not in ("serial", "note"):
                raise amounts.wrong(column, value)

    def titles(self) -> tuple[str, str]:
        zh, en, either = (self.short(name, TITLE) for name in ("title_zh", "title_en", "title"))
        if either and HAN.search(either):
            zh = zh or either
        elif either:
            en = en or either
        if not zh and not en:
            raise Doubt("no_title", self.label("title"))
        return zh, en

    def amounts(self) -> list[Any]:
        if self.line.shared:
            first, last = self.line.shared
            raise Doubt("merged_amount", self.layout.amounts[0].label, first=first, last=last)
        columns = [(column, self.line.row.cells[column.index]) for column in self.layout.amounts]
        stated = Stated(*(self.text(name) for name in ("unit", "currency", "capital")))
        found = amounts.of_row(columns, stated, self.layout.unit, self.sheet.edition.reporting_currency)
        if not found and self.line.continues:
            raise Doubt("merged_rows", self.label("title"))
        return found

    def place(self) -> str:
        column = self.layout.mapped.get("place")
        if column is not None and (text := self.text("place")):
            value = self.value("place")
            said = ("是" if value else "否") if isinstance(value, bool) else text
            return cells.place(said, column, self.sheet.edition)
        if column is None and (place := cells.place_in(self.text("instrument")) or self.line.place):
            return place
        raise Doubt("no_place", column.label if column else "")

    def day(self) -> Any:
        column = self.layout.mapped.get("date")
        value = self.value("date")
        if column is None or is_empty(value):
            raise Doubt("no_date", column.label if column else "")
        return cells.day(value, column, self.sheet.window)

    def chosen(self, name: str, table: tuple, default: str) -> str:
        return cells.chosen(self.text(name), table, default)

    def sides(self, country: Region | None, destination: Region | None) -> tuple:
        if self.text("parties"):
            return self.in_one_cell()
        hosts, investors = self.names("host"), self.names("investor")
        if not hosts and (home := destination or self.known.home):
            hosts = (home,)
        if not investors and country:
            investors = (country,)
        if not hosts or not investors:
            raise Doubt("no_parties", self.label("investor"), found=str(int(bool(hosts)) + int(bool(investors))))
        if both := {key(who) for who in hosts} & {key(who) for who in investors}:
            raise Doubt("same_party", self.label("investor"), found=sorted(both)[0])
        trade = any(word in self.label("host") for word in ("采购", "需方", "买方", "uyer"))
        roles = (PartyRole.BUYER, PartyRole.SELLER) if trade else (PartyRole.HOST, PartyRole.INVESTOR)
        return ((Side.A, roles[0], hosts), (Side.B, roles[1], investors))

    def in_one_cell(self) -> tuple:
        names = self.names("parties")
        if not 2 <= len(names) <= len(Side.values):
            raise Doubt("no_parties", self.label("parties"), found=str(len(names)))
        return tuple((side, PartyRole.PARTNER, (name,)) for side, name in zip(Side.values, names, strict=False))

    def names(self, name: str) -> tuple[str | Region, ...]:
        """The organisations of a cell; the bare name of a district stands for it."""
        value = self.value(name)
        if is_empty(value) or isinstance(value, Number):
            return ()
        found = [" ".join(part.split()) for part in split(str(value).strip())]
        if any(len(part) > NAME for part in found):
            raise Doubt("name_too_long", self.label(name), limit=NAME)
        kept = [part for part in found if part.casefold() not in amounts.UNKNOWN]
        return tuple(self.known.destination(part) or part for part in dict.fromkeys(kept))


def key(who: str | Region) -> str:
    return folded(who if isinstance(who, str) else who.code)
