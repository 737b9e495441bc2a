"""How a sheet is laid out: its header, what stands above it, and which of the rows below are deals."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from deals.imports import units
from deals.imports.cells import folded, place_in
from deals.imports.units import Unit
from deals.imports.vocabulary import AMOUNTS, UNUSED, WORDS
from expo.tables import headers, limits
from expo.tables.headers import Column, Header
from expo.tables.reading import Unreadable
from expo.tables.values import Merge, Row, Sheet, Value, Wrong, is_empty

TOTAL = re.compile(
    r"(?:.{0,12}(?:小计|合计|总计|共计|累计)|(?:小计|合计|总计|共计|累计)[:：(（,，].{0,20}|(?:小计|合计|总计|共计)\d.{0,12}"
    r"|(?:sub-?|grand)?totals?[:：]?[\d,.]*(?:projects|deals|items)?|sum[:：]?)"
)
NUMERAL = re.compile(r"\s*[(（]?[一二三四五六七八九十]+[)）]?[、.．]?\s*")
SECTION = re.compile(r"^[(（]?(?:[一二三四五六七八九十]+|[ivx]+|\d{1,2})[)）]?[、.．:：)）]")
NOTE = re.compile(
    r"^(?:注|备注|说明|填表|制表|填报|审核|联系|报送|单位|数据|统计|截止|截至|日期|note|source|prepared|以上|以下)"
)
PLACED = re.compile(r"会场|现场|场外|馆外|馆内|会外|at the expo|outside|on-?site|off-?site", re.IGNORECASE)


@dataclass
class Layout:
    """`mapped`: one column for each field, for amounts any number; `unit`, `place`: what lines above the table say."""

    sheet: Sheet
    header: Header
    mapped: dict[str, Column] = field(default_factory=dict)
    amounts: list[Column] = field(default_factory=list)
    unit: Unit | None = None
    place: str = ""
    wide: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Line:
    """A row that may be a deal, its merged cells filled. `place`: what the section says that it stands in.

    `shared`: rows that share a merged amount with it; `continues`: its project's name is merged with the row above.
    """

    row: Row
    place: str
    shared: tuple[int, int] | None = None
    continues: bool = False


@dataclass(frozen=True)
class Total:
    """A row that adds up others."""

    row: Row
    found: str


def of(sheet: Sheet, mapping: dict[int, str] | None = None) -> Layout | None:
    """The layout of a sheet that lists deals; None of one that does not. Raises Unreadable for an unclear header."""
    header = headers.find(sheet, WORDS)
    if header is None:
        return None
    if mapping is not None:
        columns = tuple(
            Column(column.index, column.label, column.asides, mapping.get(column.index, ""), headers.EXACT)
            for column in header.columns
        )
        header = Header(header.top, header.bottom, columns)
    if not header.fields & {"title", "title_zh", "title_en"}:
        return None
    layout = Layout(sheet, header)
    layout.wide = {merge.top for merge in sheet.merges if merge.top == merge.bottom and merge.right > merge.left + 1}
    header = with_units_below(layout)
    for name in sorted(header.fields - {UNUSED, *AMOUNTS}):
        layout.mapped[name] = the_one(header.of(name), name)
    layout.amounts = [column for column in header.columns if column.field in AMOUNTS]
    above(layout)
    return layout


def the_one(columns: list[Column], name: str) -> Column:
    """Of several columns the one whose label is the plainest word for the field. Raises Unreadable where two are."""
    ranked = sorted(columns, key=lambda column: rank(column, name))
    if len(ranked) > 1 and rank(ranked[0], name) == rank(ranked[1], name):
        raise Unreadable(
            _("Two columns say the same: “%(one)s” and “%(other)s”. Say which one counts."),
            code="two_columns",
            params={"one": ranked[0].label, "other": ranked[1].label},
        )
    return ranked[0]


def rank(column: Column, name: str) -> tuple[int, int]:
    label = headers.plain(column.label)
    words = [headers.plain(word.lstrip("=")) for word in WORDS.words[name]]
    return -column.fit, next((at for at, word in enumerate(words) if word in label), len(words))


def with_units_below(layout: Layout) -> Header:
    """The header with a row of nothing but units right below it, where no merged cells told that it belongs."""
    header, rows = layout.header, layout.sheet.rows
    below = next((row for row in rows if row.number > header.bottom), None)
    filled = [(at, str(below.cells[at])) for at in headers.filled(below)] if below else []
    if not below or not filled or not all(units.read(text.strip("()（） ")) for _at, text in filled):
        return header
    texts = dict(filled)
    columns = tuple(
        Column(
            column.index, column.label, (*column.asides, texts[column.index].strip("()（） ")), column.field, column.fit
        )
        if column.index in texts
        else column
        for column in header.columns
    )
    layout.header = Header(header.top, below.number, columns)
    return layout.header


def above(layout: Layout) -> None:
    """Take the unit and the place from the sheet's name and the lines above the table."""
    texts = [layout.sheet.name]
    for row in layout.sheet.rows:
        if row.number >= layout.header.top:
            break
        texts += [str(cell) for cell in row.cells if isinstance(cell, str)]
    for text in texts:
        layout.unit = units.of_note(text) or layout.unit
    places = {place_in(found) for found in texts if PLACED.search(found)} - {""}
    layout.place = places.pop() if len(places) == 1 else ""


def lines(layout: Layout) -> Iterator[Line | Total]:
    """The rows below the header that may be deals, or add them up; headings, notes and blanks are passed over."""
    filled = Filled(layout)
    place = layout.place
    for own in layout.sheet.rows:
        if own.number <= layout.header.bottom or is_repeated(layout, own):
            continue
        row = filled.row(own)
        if found := total(own):
            yield Total(own, found)
        elif section := heading(layout, own):
            place = place_in(section) or ("" if PLACED.search(section) else place)
        elif has_contents(layout, own):
            yield Line(row, place, filled.shared.get(own.number), own.number in filled.continuing)


def is_repeated(layout: Layout, row: Row) -> bool:
    return headers.repeats(layout.header, row)


def total(row: Row) -> str:
    """The word by which a row says that it adds up others, among its first texts."""
    texts = [cell for cell in row.cells if isinstance(cell, str) and not isinstance(cell, Wrong) and cell.strip()]
    for text in texts[:3]:
        if TOTAL.fullmatch(re.sub(r"\s", "", folded(text))):
            return text.strip()
    return ""


def heading(layout: Layout, row: Row) -> str:
    """A row of one text that heads a section, or says something below the table."""
    filled = headers.filled(row)
    texts = [row.cells[at] for at in filled if isinstance(row.cells[at], str)]
    if len(texts) == 2 == len(filled) and NUMERAL.fullmatch(str(texts[0])) and not says_amount(layout, row):
        return str(texts[1]).strip()
    if len(filled) > 2 or len(texts) != 1 or isinstance(texts[0], Wrong):
        return ""
    text = str(texts[0]).strip()
    says = NOTE.match(folded(text)) or SECTION.match(folded(text)) or PLACED.search(text)
    alone = len(filled) == 1 or SECTION.match(folded(text)) is not None
    if len(filled) == 2:
        # A section's number, or Chinese numeral, in the column before its name: 一 | 会场签约项目
        return text if PLACED.search(text) and not says_amount(layout, row) else ""
    return text if alone and (wide(layout, row) or says) else ""


def says_amount(layout: Layout, row: Row) -> bool:
    return any(not is_empty(row.cells[column.index]) for column in layout.amounts)


def wide(layout: Layout, row: Row) -> bool:
    """Whether a cell of the row is merged across three columns or more."""
    return row.number in layout.wide


def has_contents(layout: Layout, row: Row) -> bool:
    """Whether any mapped cell but the running number holds something; forms come with numbers for rows to be filled."""
    serial = layout.mapped.get("serial")
    used = {column.index for column in (*layout.mapped.values(), *layout.amounts)} - {serial.index if serial else -1}
    return any(not is_empty(row.cells[at]) for at in used if at < len(row.cells))


class Filled:
    """Data cells that are merged downwards, filled for each of their rows; a merged amount is filled for none."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.shared: dict[int, tuple[int, int]] = {}
        self.continuing: set[int] = set()
        self.values: dict[tuple[int, int], Value] = {}
        rows = {row.number: row for row in layout.sheet.rows}
        amounts = {column.index for column in layout.amounts}
        titles = {layout.mapped[name].index for name in ("title", "title_zh", "title_en") if name in layout.mapped}
        budget = limits.CELLS
        for merge in layout.sheet.merges:
            if merge.top <= layout.header.bottom or merge.top == merge.bottom:
                continue
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

    def row(self, row: Row) -> Row:
        cells = list(row.cells)
        for at, cell in enumerate(cells):
            if is_empty(cell) and (row.number, at) in self.values:
                cells[at] = self.values[row.number, at]
        return row._replace(cells=cells)
