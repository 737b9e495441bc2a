"""The rows of a sheet's tables: which are deals, which add others up, and which place the headings above them say."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from deals.imports import example_rows
from deals.imports.sheets import units
from deals.imports.sheets.cells import find_place, fold_text
from deals.imports.sheets.headings import NAMED, NOTE, PLACED, is_heading_text
from deals.imports.sheets.layout import Layout, has_contents
from deals.imports.sheets.merged_cells import MergedCells, RowSpan
from deals.imports.sheets.units import Unit
from expo.spreadsheets import headers
from expo.spreadsheets.cells import ErrorValue, Number, Row, Value, is_empty

TOTAL = re.compile(
    r"(?:.{0,12}(?:小计|合计|总计|共计|累计)[:：]?|(?:小计|合计|总计|共计|累计)[:：(（,，].{0,20}|(?:小计|合计|总计|共计)\d.{0,12}"
    r"|总额|总数|共\d+个?(?:项目|项|个|宗|家)?"
    r"|(?:sub-?|grand)?totals?[:：]?[\d,.]*(?:projects|deals|items)?|sum[:：]?)"
)
NUMERAL = re.compile(r"\s*[(（]?[一二三四五六七八九十]+[)）]?[、.．]?\s*")
# A heading of nothing but a place, so that numbers beside it add up its section.
PLACE = re.compile(
    r"(?:\(?[一二三四五六七八九十ivx\d]{1,3}\)?[、.:)]?)?\s*(?:\d{4}年?)?(?:智博会|大会|展会|博览会)?"
    r"(?:会场[之以]?外|会场|现场|场外|场内|馆内|馆外|会外|线上"
    r"|on-?site|off-?site|outside(?: the (?:venue|expo))?|at the expo)"
    r"(?:集中)?(?:签约|签署|签订)?(?:类|的)?(?:项目|合同|协议| projects| deals)?(?:情况|汇总|部分)?"
    r"[:\s]*(?:\(.*\)|共?\d+[个项宗].*)?"
)
# Who made the list, below it: 填表人：李四　审核人：王五.
SIGNED_OFF = re.compile(
    r"(?:填表|制表|填报|审核|审批|复核|联系|报送|负责|经办|电话|日期|prepared by|date)[^:：,，]{0,8}[:：]"
)
BELOW = re.compile(r"(?:区|县|市|镇|街道|局|委|办|集团|公司|领域|产业|内资|外资)(?:项目)?(?:\(.*\))?$")
LEVELS = (
    r"[一二三四五六七八九十]+[、.:]|[ivx]+[、.:]",
    r"\([一二三四五六七八九十]+\)",
    r"\d{1,2}[、.:)]",
    r"\(\d{1,2}\)",
)


@dataclass(frozen=True)
class DealRow:
    """A row that may be a deal, its merged cells filled. `place`, `units`: what the section says that it stands in.

    `shared`: rows that share a merged amount with it; `continues`: its project's name is merged with the row above;
    `later`: the units that a note below it says; `example`: it stands at the top and shows how to fill in the form.
    """

    row: Row
    place: str
    units: tuple[Unit, ...] = ()
    shared: RowSpan | None = None
    continues: bool = False
    later: tuple[Unit, ...] = ()
    example: bool = False


@dataclass(frozen=True)
class TotalRow:
    """A row that adds up others, and the words that say so; "" where a heading adds up nothing."""

    row: Row
    words: str


class Sections:
    """The place that the headings passed so far say. One that says none ends what a heading of its rank said.

    So it is with units; what a note inside the table says of them holds wherever no heading says another.
    """

    def __init__(self, place: str) -> None:
        self.place = place
        self.noted: tuple[Unit, ...] = ()
        self.headed: tuple[Unit, ...] = ()
        self.headed_at: int | None = None
        self.level: int | None = None
        self.said = False

    @property
    def units(self) -> tuple[Unit, ...]:
        return self.headed or self.noted

    def head(self, text: str) -> None:
        """Take what a heading or note says of the rows below it."""
        named = tuple(units.note_units(text) or units.title_units(text))
        text = fold_text(text)
        if NOTE.match(text):
            self.noted = named or self.noted
            return
        level = heading_level(text)
        self.head_units(named, level)
        self.head_place(text, level)

    def head_units(self, named: tuple[Unit, ...], level: int | None) -> None:
        if named:
            self.headed, self.headed_at = named, level
        elif not is_deeper(level, self.headed_at):
            self.headed, self.headed_at = (), None

    def head_place(self, text: str, level: int | None) -> None:
        if PLACED.search(text):
            self.place, self.level, self.said = find_place(text), level, True
        elif self.said and not NAMED.search(text) and not self.is_part(level, text):
            self.place = ""

    def is_part(self, level: int | None, text: str) -> bool:
        """Whether it parts what the last heading that named a place is about, like the districts in it."""
        if level is None:
            return self.level is not None
        if self.level is None:
            return BELOW.search(text) is not None
        return level > self.level


def heading_level(text: str) -> int | None:
    """The rank of a heading by its numeral, from 0 for 一、 and I. on; None where it has none."""
    for level, shape in enumerate(LEVELS):
        if re.match(shape, text):
            return level
    return None


def is_deeper(level: int | None, than: int | None) -> bool:
    """Whether a heading parts what another one is about; one without a numeral does."""
    return than is not None and (level is None or level > than)


class NoteBelow(NamedTuple):
    """What the row of this number says of the rows above it: the units that they have."""

    number: int
    units: tuple[Unit, ...]


class TableRows:
    """The rows of one table, with what the whole of it says of each."""

    def __init__(self, layout: Layout) -> None:
        self.merged = MergedCells(layout)
        self.notes = notes_below(layout)
        self.examples = example_rows.top_example_rows(layout)

    def deal_row(self, row: Row, sections: Sections) -> DealRow:
        return DealRow(
            row,
            place=sections.place,
            units=sections.units,
            shared=self.merged.shared.get(row.number),
            continues=row.number in self.merged.continuing,
            later=self.units_below(row),
            example=row.number in self.examples,
        )

    def units_below(self, row: Row) -> tuple[Unit, ...]:
        for note in self.notes:
            if note.number > row.number:
                return note.units
        return ()


def classify_rows(layouts: Iterable[Layout]) -> Iterator[tuple[Layout, DealRow | TotalRow]]:
    """The rows of all tables of one sheet that may be deals, or add them up; headings, notes and blanks are passed."""
    sections = Sections("")
    above: Row | None = None
    for layout in layouts:
        if layout.repeats:
            for row in layout.lead:
                sections.head(line_text(row))
        else:
            sections, above = Sections(layout.place), None
        table = TableRows(layout)
        for own in layout.rows:
            row = table.merged.fill(own, above)
            total = total_or_heading(layout, own, row, sections)
            if total is None and has_contents(layout, own):
                above = row
                yield layout, table.deal_row(row, sections)
            elif total is not None and total.words:
                yield layout, total


def line_text(row: Row) -> str:
    return " ".join(str(row.cells[at]) for at in headers.non_empty_columns(row))


def notes_below(layout: Layout) -> list[NoteBelow]:
    """The rows that say of those above them which unit they have, from the first on."""
    notes = []
    for row in layout.rows:
        if len(row.cells) - row.cells.count(None) > 2:
            continue
        for cell in row.cells:
            if not isinstance(cell, str):
                continue
            named = units.note_below_units(str(cell))
            if named:
                notes.append(NoteBelow(row.number, tuple(named)))
    return notes


def total_or_heading(layout: Layout, own: Row, row: Row, sections: Sections) -> TotalRow | None:
    """A row that adds up others, or a heading, which may add up its section too; None for what may be a deal."""
    word = total_word(own)
    if word:
        return TotalRow(own, word)
    heading = section_heading(layout, own, row)
    if not heading:
        return None
    sections.head(heading)
    if has_numbers(layout, own) and not is_sign_off(heading):
        return TotalRow(own, heading)
    return TotalRow(own, "")


def total_word(row: Row) -> str:
    """The word by which a row says that it adds up others, among its first texts."""
    for text in islice(filter(is_text, row.cells), 3):
        if TOTAL.fullmatch(re.sub(r"\s", "", fold_text(text))):
            return str(text).strip()
    return ""


def is_text(cell: Value) -> bool:
    return isinstance(cell, str) and not isinstance(cell, ErrorValue) and bool(cell.strip())


def section_heading(layout: Layout, own: Row, row: Row) -> str:
    """A row of one text that heads a section, or says something below the table; with its numeral before it.

    It may add up its section in numbers, but neither day nor parties stand in it. `row`: with its merged cells filled.
    """
    cells = [own.cells[at] for at in headers.non_empty_columns(own)]
    texts = [cell.strip() for cell in cells if isinstance(cell, str) and not is_number(cell)]
    if texts and all(map(is_sign_off, texts)):
        return texts[0]
    if any(isinstance(cell, ErrorValue | bool | dt.date) for cell in cells):
        return ""
    if len(texts) == 2 and NUMERAL.fullmatch(texts[0]) and not has_deal_cells(layout, row):
        return join_numeral(*texts)
    if len(texts) != 1:
        return ""
    if len(cells) == 1:
        is_heading = own.number in layout.wide or is_heading_text(texts[0])
    else:
        is_heading = PLACE.fullmatch(fold_text(texts[0])) is not None and not has_deal_cells(layout, row)
    if not is_heading:
        return ""
    return texts[0]


def join_numeral(numeral: str, text: str) -> str:
    """A heading whose numeral stands in a cell of its own: 一、场内签约, （一）场内签约."""
    if numeral.endswith((")", "）")):
        return numeral + text
    return f"{numeral.rstrip('、.．')}、{text}"


def is_sign_off(text: str) -> bool:
    return SIGNED_OFF.match(fold_text(text)) is not None


def is_number(cell: Value) -> bool:
    return isinstance(cell, Number) or (isinstance(cell, str) and units.parse_decimal(cell) is not None)


def has_numbers(layout: Layout, row: Row) -> bool:
    """Whether it says numbers beside its own."""
    own = layout.indexes("serial")
    return any(is_number(cell) for at, cell in enumerate(row.cells) if at not in own)


def has_deal_cells(layout: Layout, row: Row) -> bool:
    """Whether the row says a day or who signed, as no heading does."""
    columns = layout.columns("date", "host", "investor", "parties")
    return any(not is_empty(row.cells[column.index]) for column in columns)
