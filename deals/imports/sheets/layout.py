"""How a sheet is laid out: its tables, each with its header, what stands above it, and what its columns mean."""

import re
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache, partial

from deals.imports.sheets import sides, units
from deals.imports.sheets.cells import find_place, fold_text
from deals.imports.sheets.headings import PLACED
from deals.imports.sheets.tables import SheetMerges, Table, header_width, sort_merges, split_tables
from deals.imports.sheets.units import Unit
from deals.imports.sheets.vocabulary import AMOUNTS, TITLES, UNUSED, WORDS
from expo.spreadsheets import headers
from expo.spreadsheets.cells import Merge, Row, Sheet, is_empty
from expo.spreadsheets.headers import Column, Header

BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
# Where no column is a project's name, these tell a list of deals from other tables.
TERMS = {"date", "place", "host", "investor", "parties"}
# A part of an investment, or what came of it: no amount that was signed.
PARTIAL = re.compile(
    r"年度|当年|本年|今年|\d{4}年度?(?:计划|预计|拟)?投资|[一二三首本]期|完成|到位|实际|累计|year|r&d"
    r"|(?:研发|设备|实缴|环保|亩均|平均|最低|最高|人均|土地|[甲乙中外]方)(?:固定)?(?:资产)?(?:投资|出资)"
)


@dataclass
class Layout:
    """A table of a sheet. `rows`: those below its header; `merges`: those that begin there; `wide`: rows with titles;
    `across`: by their rows the merges that hold several columns of one row.

    `mapped`: for each field the columns that say it, those first whose labels are the plainest words for it;
    `amounts`: all columns of amounts; `undecided`: those that may mean one thing as well as another;
    `units`, `place`: what the lines above the table say; `lead`: those lines.
    `repeats`: the header is that of the table before, as on each printed page; `width`: its cells in a text file.
    """

    sheet: Sheet
    header: Header
    rows: list[Row]
    merges: list[Merge] = field(default_factory=list)
    mapped: dict[str, list[Column]] = field(default_factory=dict)
    amounts: list[Column] = field(default_factory=list)
    undecided: list[Column] = field(default_factory=list)
    units: tuple[Unit, ...] = ()
    place: str = ""
    lead: list[Row] = field(default_factory=list)
    repeats: bool = False
    wide: set[int] = field(default_factory=set)
    across: dict[int, list[Merge]] = field(default_factory=dict)
    width: int = 0

    def columns(self, *fields: str) -> list[Column]:
        """Those that say one of these fields."""
        columns: list[Column] = []
        for name in fields:
            columns += self.mapped.get(name, ())
        return columns

    def indexes(self, *fields: str) -> set[int]:
        """Where in a row the columns of these fields stand."""
        return {column.index for column in self.columns(*fields)}

    @cached_property
    def content_indexes(self) -> set[int]:
        """Where a row's contents stand; its running number is none: forms come with numbers for rows to be filled."""
        return self.indexes(*self.mapped.keys() - {"serial"}) | {column.index for column in self.amounts}


def read_layouts(sheet: Sheet, mapping: dict[int, str] | None = None, *, untitled: bool = False) -> list[Layout]:
    """The tables of a sheet that list deals; none of one that does not.

    `mapping`: fields by column, in place of what the headers say; `untitled`: also tables without a project's name.
    """
    merges = sort_merges(sheet)
    needed = TITLES
    if untitled:
        needed = TERMS
    layouts: list[Layout] = []
    before: Layout | None = None
    for table in split_tables(sheet, merges.wide):
        layout = bare_layout(sheet, table, merges)
        if table.repeats and before:
            continue_layout(layout, before)
        elif table.repeats or not assign_meanings(layout, mapping, needed):
            before = None
            continue
        read_lead_lines(layout)
        layouts.append(layout)
        before = layout
    return layouts


def bare_layout(sheet: Sheet, table: Table, merges: SheetMerges) -> Layout:
    """A table of which nobody has said yet what its columns mean."""
    last = table.header.bottom
    if table.rows:
        last = table.rows[-1].number
    return Layout(
        sheet,
        table.header,
        table.rows,
        merges=merges.between(table.header.bottom + 1, last),
        lead=table.lead,
        repeats=table.repeats,
        wide=merges.wide,
        across=merges.across,
        width=header_width(sheet, table.header),
    )


def continue_layout(layout: Layout, before: Layout) -> None:
    """A table whose header stood before goes on with all that was said there."""
    layout.header = replace(layout.header, columns=before.header.columns)
    layout.mapped, layout.amounts, layout.units = before.mapped, before.amounts, before.units
    layout.undecided = before.undecided


def assign_meanings(layout: Layout, mapping: dict[int, str] | None, needed: set[str]) -> bool:
    """Say what the columns mean; whether that is enough for a table of deals, one of the `needed` fields among them."""
    if mapping is None:
        layout.header = drop_partial_amounts(layout.header)
    else:
        layout.header = apply_mapping(layout.header, mapping)
    absorb_units_below(layout)
    header = layout.header
    for name in header.fields - {UNUSED, *AMOUNTS}:
        layout.mapped[name] = sorted(header.of(name), key=partial(column_rank, name))
    layout.amounts = [column for column in header.columns if column.field in AMOUNTS]
    layout.undecided = [column for column in header.columns if column.asked]
    return len(header.fields - {UNUSED}) > 1 and bool(layout.mapped.keys() & needed)


def apply_mapping(header: Header, mapping: dict[int, str]) -> Header:
    columns = []
    for column in header.columns:
        name = mapping.get(column.index) or UNUSED
        columns.append(replace(column, field=name, fit=headers.EXACT, asked=()))
    return replace(header, columns=tuple(columns))


def drop_partial_amounts(header: Header) -> Header:
    """What heads a part of an investment is no amount; an amount may end with its unit, a side bear a letter."""
    return replace(header, columns=sides.resolve_letters([*map(deal_column, header.columns)]))


def deal_column(column: Column) -> Column:
    if PARTIAL.search(fold_text(column.label)):
        if column.field in AMOUNTS:
            return replace(column, field="")
        return column
    bare = units.strip_unit(column.label)
    if column.field or column.asked or bare == column.label:
        return column
    meaning = WORDS.field(bare)
    if meaning.field not in AMOUNTS:
        return column
    return replace(column, field=meaning.field, fit=meaning.fit)


@lru_cache(maxsize=1024)
def column_rank(name: str, column: Column) -> tuple[int, int]:
    """The lower, the plainer a word for the field the label is."""
    label = headers.normalise_label(column.label)
    words = WORDS.of(name)
    for at, word in enumerate(words):
        if headers.normalise_label(word.strip("=()")) in label:
            return -column.fit, at
    return -column.fit, len(words)


def absorb_units_below(layout: Layout) -> None:
    """Take a row of nothing but units, or of hints in brackets, right below the header into it.

    No merged cells told that it belongs there.
    """
    if not layout.rows:
        return
    below = layout.rows[0]
    hints = unit_hints(below)
    if not hints:
        return
    columns = list(layout.header.columns)
    for at, column in enumerate(columns):
        if column.index in hints:
            columns[at] = replace(column, asides=(*column.asides, hints[column.index]))
    layout.header = Header(layout.header.top, below.number, tuple(columns))
    layout.rows = layout.rows[1:]


def unit_hints(row: Row) -> dict[int, str]:
    """By their columns the texts of a row that says units, each in its cell; nothing of any other row."""
    hints: dict[int, str] = {}
    bracketed = True
    for at in headers.non_empty_columns(row):
        text = str(row.cells[at])
        hints[at] = text.strip("()（） ")
        bracketed = bracketed and BRACKETED.fullmatch(text.strip()) is not None
    understood = list(filter(units.parse_unit, hints.values()))
    if len(understood) == len(hints) or (bracketed and understood):
        return hints
    return {}


def read_lead_lines(layout: Layout) -> None:
    """Take the unit and the place from the sheet's name and the lines above the table."""
    texts = [layout.sheet.name, *lead_texts(layout)]
    for text in texts:
        layout.units = tuple(units.note_units(text) or units.title_units(text)) or layout.units
    if layout.repeats:
        return
    layout.place = place_in_texts(texts)


def place_in_texts(texts: list[str]) -> str:
    """The one place of signing that the texts say; "" where they say none, or two."""
    places = set()
    for text in texts:
        if PLACED.search(fold_text(text)):
            places.add(find_place(text))
    places.discard("")
    if len(places) != 1:
        return ""
    return places.pop()


def lead_texts(layout: Layout) -> list[str]:
    texts: list[str] = []
    for row in layout.lead:
        texts += [str(cell) for cell in row.cells if isinstance(cell, str)]
    return texts


def has_contents(layout: Layout, row: Row) -> bool:
    """Whether any mapped cell but the running number holds something."""
    for at in layout.content_indexes:
        if at < len(row.cells) and not is_empty(row.cells[at]):
            return True
    return False
