"""The rows of a sheet's tables: which are deals, which add others up, and which place the headings above them say."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from deals.imports import example_rows
from deals.imports.sheets import units
from deals.imports.sheets.cells import find_place, fold_text
from deals.imports.sheets.layout import NAMED, NOTE, PLACED, Layout, has_contents, is_heading_text
from deals.imports.sheets.units import Unit
from deals.imports.sheets.vocabulary import TITLES
from expo.spreadsheets import headers, limits
from expo.spreadsheets.cells import ErrorValue, Merge, Number, Row, Value, is_empty

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
DITTO = {fold_text(sign) for sign in ("同上", "同前", "〃", "″", "“", "”", '"', "''", "ditto", "do.", "〞")}
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
    shared: tuple[int, int] | None = None
    continues: bool = False
    later: tuple[Unit, ...] = ()
    example: bool = False


@dataclass(frozen=True)
class TotalRow:
    """A row that adds up others; a heading that adds up nothing has nothing found."""

    row: Row
    found: str


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
        named = tuple(units.note_units(text) or units.title_units(text))
        text = fold_text(text)
        if NOTE.match(text):
            self.noted = named or self.noted
            return
        level = next((at for at, shape in enumerate(LEVELS) if re.match(shape, text)), None)
        if named or not is_deeper(level, self.headed_at):
            self.headed, self.headed_at = named, level if named else None
        if PLACED.search(text):
            self.place, self.level, self.said = find_place(text), level, True
        elif self.said and not NAMED.search(text) and not self.below(level, text):
            self.place = ""

    def below(self, level: int | None, text: str) -> bool:
        """Whether it parts what the last heading that named a place is about, like the districts in it."""
        if level is not None and self.level is not None:
            return level > self.level
        return self.level is not None if level is None else BELOW.search(text) is not None


def is_deeper(level: int | None, than: int | None) -> bool:
    """Whether a heading parts what another one is about; one without a numeral does."""
    return than is not None and (level is None or level > than)


def classify_rows(layouts: Iterable[Layout]) -> Iterator[tuple[Layout, DealRow | TotalRow]]:
    """The rows of all tables of one sheet that may be deals, or add them up; headings, notes and blanks are passed."""
    sections, above = Sections(""), None
    for layout in layouts:
        if not layout.repeats:
            sections, above = Sections(layout.place), None
        for row in layout.lead if layout.repeats else ():
            sections.head(" ".join(str(row.cells[at]) for at in headers.non_empty_columns(row)))
        filled, below, shown = MergedCells(layout), notes_below(layout), example_rows.top_example_rows(layout)
        for own in layout.rows:
            row = filled.row(own, above)
            if (found := total_or_heading(layout, own, row, sections)) is not None:
                yield from ((layout, found),) if found.found else ()
            elif has_contents(layout, own):
                above = row
                shared, continues = filled.shared.get(own.number), own.number in filled.continuing
                later = next((said for number, said in below if number > own.number), ())
                yield (
                    layout,
                    DealRow(row, sections.place, sections.units, shared, continues, later, own.number in shown),
                )


def notes_below(layout: Layout) -> list[tuple[int, tuple[Unit, ...]]]:
    """The rows that say of those above them which unit they have, with what they say."""
    few = (row for row in layout.rows if sum(cell is not None for cell in row.cells) < 3)
    said = ((row.number, str(cell)) for row in few for cell in row.cells if isinstance(cell, str))
    return [(number, tuple(found)) for number, text in said if (found := units.note_below_units(text))]


def total_or_heading(layout: Layout, own: Row, row: Row, sections: Sections) -> TotalRow | None:
    """A row that adds up others, or a heading, which may add up its section too; None for what may be a deal."""
    if found := total_word(own):
        return TotalRow(own, found)
    if section := section_heading(layout, own, row):
        sections.head(section)
        sums = has_numbers(layout, own) and not SIGNED_OFF.match(fold_text(section))
        return TotalRow(own, section if sums else "")
    return None


def total_word(row: Row) -> str:
    """The word by which a row says that it adds up others, among its first texts."""
    texts = [cell for cell in row.cells if isinstance(cell, str) and not isinstance(cell, ErrorValue) and cell.strip()]
    for text in texts[:3]:
        if TOTAL.fullmatch(re.sub(r"\s", "", fold_text(text))):
            return text.strip()
    return ""


def section_heading(layout: Layout, own: Row, row: Row) -> str:
    """A row of one text that heads a section, or says something below the table; with its numeral before it.

    It may add up its section in numbers, but neither day nor parties stand in it. `row`: with its merged cells filled.
    """
    cells = [own.cells[at] for at in headers.non_empty_columns(own)]
    texts = [cell.strip() for cell in cells if isinstance(cell, str) and not is_number(cell)]
    if texts and all(SIGNED_OFF.match(fold_text(text)) for text in texts):
        return texts[0]
    if not 0 < len(texts) < 3 or any(isinstance(cell, ErrorValue | bool | dt.date) for cell in cells):
        return ""
    if len(texts) == 2:
        numbered = NUMERAL.fullmatch(texts[0]) and not has_deal_cells(layout, row)
        return f"{texts[0].rstrip('、.．')}{'' if texts[0][-1] in ')）' else '、'}{texts[1]}" if numbered else ""
    text = texts[0]
    if len(cells) > 1:
        return text if PLACE.fullmatch(fold_text(text)) and not has_deal_cells(layout, row) else ""
    return text if own.number in layout.wide or is_heading_text(text) else ""


def is_number(cell: Value) -> bool:
    return isinstance(cell, Number) or (isinstance(cell, str) and units.parse_decimal(cell) is not None)


def has_numbers(layout: Layout, row: Row) -> bool:
    """Whether it says numbers beside its own."""
    own = {column.index for column in layout.mapped.get("serial", ())}
    return any(is_number(cell) for at, cell in enumerate(row.cells) if at not in own)


def has_deal_cells(layout: Layout, row: Row) -> bool:
    """Whether the row says a day or who signed, as no heading does."""
    names = ("date", "host", "investor", "parties")
    columns = [column for name in names for column in layout.mapped.get(name, ())]
    return any(not is_empty(row.cells[column.index]) for column in columns)


def is_ditto(value: Value) -> bool:
    return isinstance(value, str) and fold_text(value) in DITTO


class MergedCells:
    """Data cells that are merged downwards, filled for each of their rows; a merged amount is filled for none."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.shared: dict[int, tuple[int, int]] = {}
        self.continuing: set[int] = set()
        self.values: dict[tuple[int, int], Value] = {}
        rows = {row.number: row for row in layout.rows} if layout.merges else {}
        amounts = {column.index for column in layout.amounts}
        titles = {column.index for name in TITLES for column in layout.mapped.get(name, ())}
        # In these nothing is said to be as above: each deal has its own.
        self.own = amounts | titles | {column.index for column in layout.mapped.get("serial", ())}
        budget = limits.CELLS
        for merge in layout.merges:
            budget -= merge.bottom - merge.top
            if budget < 0:
                break
            below = [number for number in range(merge.top + 1, merge.bottom + 1) if number in rows]
            if merge.left in amounts:
                self.share(merge, [rows[n] for n in (merge.top, *below) if n in rows])
            elif merge.top in rows:
                self.values |= {(number, merge.left): rows[merge.top].cells[merge.left] for number in below}
                self.continuing |= set(below) if merge.left in titles else set()

    def share(self, merge: Merge, rows: list[Row]) -> None:
        having = [row.number for row in rows if has_contents(self.layout, row)]
        if len(having) > 1:
            self.shared |= dict.fromkeys(having, (merge.top, merge.bottom))

    def row(self, row: Row, above: Row | None) -> Row:
        """The row with what merged cells, and signs for "as above", say in it."""
        cells = list(row.cells)
        for at, cell in enumerate(cells):
            if cell is None or is_empty(cell):
                if (row.number, at) in self.values:
                    cells[at] = self.values[row.number, at]
            elif above is not None and at not in self.own and is_ditto(cell):
                cells[at] = above.cells[at]
        return row._replace(cells=cells)
