"""How a sheet is laid out: its tables, each with its header, what stands above it, and what its columns mean."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from deals.imports.sheets import sides, units
from deals.imports.sheets.cells import find_place, fold_text
from deals.imports.sheets.units import Unit
from deals.imports.sheets.vocabulary import AMOUNTS, TITLES, UNUSED, WORDS
from expo.spreadsheets import headers
from expo.spreadsheets.cells import ErrorValue, Merge, Row, Sheet, is_empty
from expo.spreadsheets.headers import Column, Header
from expo.spreadsheets.reading import COSTLY, file_refusal

SECTION = re.compile(r"^[(（]?(?:[一二三四五六七八九十]+|[ivx]+|\d{1,2})[)）]?[、.．:：)）]")
NOTE = re.compile(
    r"^(?:注|备注|说明|填表|制表|填报|审核|联系|报送|金额单位|截止|截至|note|source|prepared|以上|以下"
    # These begin names of projects, too: 数据中心, 单位食堂, 统计软件.
    r"|单位(?=[:(\s十百千万亿元人美])|数据(?=来源|截|口径|由|均|为|统计)|统计(?=口径|时间|截|范围|数据|人|单位|表)|日期(?=[:\s]))"
)
NAMED = re.compile(r"(?:表|清单|名单|一览|台账|汇总)(?:\((?:续|共).*\)|续)?$")
PLACED = re.compile(
    r"会场|现场(?!总线|可编程|控制|监测|检测|管理|服务)|场外|馆外|馆内|会外|线上"
    r"|at the expo|outside|on-?site|off-?site|online"
)
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


def read_layouts(sheet: Sheet, mapping: dict[int, str] | None = None, *, untitled: bool = False) -> list[Layout]:
    """The tables of a sheet that list deals; none of one that does not.

    `mapping`: fields by column, in place of what the headers say; `untitled`: also tables without a project's name.
    """
    merges = sorted((merge for merge in sheet.merges if merge.top < merge.bottom), key=lambda merge: merge.top)
    wide = {merge.top for merge in sheet.merges if merge.top == merge.bottom and merge.right > merge.left + 1}
    across: dict[int, list[Merge]] = {}
    for merge in sheet.merges:
        if merge.top == merge.bottom and merge.left < merge.right:
            across.setdefault(merge.top, []).append(merge)
    found: list[Layout] = []
    before: Layout | None = None
    for header, repeats, lead, rows in split_tables(sheet, wide):
        near = merges_between(merges, header.bottom + 1, rows[-1].number if rows else header.bottom)
        layout = Layout(sheet, header, rows, near, lead=lead, repeats=repeats, wide=wide, across=across)
        layout.width = header_width(sheet, header)
        if repeats and before:
            continue_layout(layout, before)
        elif repeats or not assign_meanings(layout, mapping, TERMS if untitled else TITLES):
            before = None
            continue
        read_lead_lines(layout)
        found.append(before := layout)
    return found


def header_width(sheet: Sheet, header: Header) -> int:
    first = bisect_left(sheet.rows, header.top, key=lambda row: row.number)
    return max(row.width for row in sheet.rows[first : first + headers.TALLEST] if row.number <= header.bottom)


def merges_between(merges: list[Merge], first: int, last: int) -> list[Merge]:
    """Those that begin in these rows, of merges in the order of their first rows."""
    ends = (bisect_left(merges, number, key=lambda merge: merge.top) for number in (first, last + 1))
    return merges[slice(*ends)]


def split_tables(sheet: Sheet, wide: set[int]) -> Iterator[tuple[Header, bool, list[Row], list[Row]]]:
    """Each header, whether it stands there again, the lines that lead to it, and the rows below it."""
    found = headers.find_all_headers(sheet, WORDS)
    if len(found) > headers.MOST:
        raise file_refusal(COSTLY)
    starts = list(header_occurrences(sheet, found))
    leads = [0]
    for before, start in pairwise(starts):
        lead = start[0]
        while lead > before[1] and is_lead_line(sheet.rows[lead - 1], wide):
            lead -= 1
        leads.append(lead)
    for (at, until, header, repeats), lead, end in zip(starts, leads, [*leads[1:], len(sheet.rows)], strict=False):
        yield header, repeats, sheet.rows[lead:at], sheet.rows[until:end]


def header_occurrences(sheet: Sheet, found: list[Header]) -> Iterator[tuple[int, int, Header, bool]]:
    """Where in the sheet's rows each header begins and ends, the repeated ones too."""
    tops = {header.top: header for header in found}
    header, at = None, 0
    while at < len(sheet.rows):
        begins, row, repeats = at, sheet.rows[at], False
        at += 1
        if row.number in tops and not (header and is_same_header(tops[row.number], header)):
            header = tops[row.number]
            while at < len(sheet.rows) and sheet.rows[at].number <= header.bottom:
                at += 1
        elif header and headers.is_repeated_header(header, row):
            header, repeats = Header(row.number, row.number, header.columns), True
            while at < len(sheet.rows) and headers.is_repeated_header(header, sheet.rows[at]):
                header = Header(header.top, sheet.rows[at].number, header.columns)
                at += 1
        else:
            continue
        yield begins, at, header, repeats


def is_same_header(one: Header, other: Header) -> bool:
    return one.fingerprint == other.fingerprint


def is_lead_line(row: Row, wide: set[int]) -> bool:
    """Whether a line right above a further header belongs to it: a title, a note, a unit."""
    texts = [row.cells[at] for at in headers.non_empty_columns(row)]
    if not texts or not all(isinstance(text, str) and not isinstance(text, ErrorValue) for text in texts):
        return False
    if any(units.is_of_rows_above(str(text)) for text in texts):
        return False
    if any(units.note_units(str(text)) for text in texts):
        return True
    return len(texts) == 1 and (row.number in wide or is_heading_text(str(texts[0])))


def is_heading_text(text: str) -> bool:
    """Whether a text that stands alone in its row is a heading, a title or a note."""
    text = fold_text(text)
    return any(shape.search(text) for shape in (NOTE, SECTION, PLACED, NAMED))


def continue_layout(layout: Layout, before: Layout) -> None:
    """A table whose header stood before goes on with all that was said there."""
    layout.header = replace(layout.header, columns=before.header.columns)
    layout.mapped, layout.amounts, layout.units = before.mapped, before.amounts, before.units
    layout.undecided = before.undecided


def assign_meanings(layout: Layout, mapping: dict[int, str] | None, needed: set[str]) -> bool:
    """Say what the columns mean; whether that is enough for a table of deals, one of the `needed` fields among them."""
    header = layout.header if mapping is None else apply_mapping(layout.header, mapping)
    layout.header = header if mapping is not None else drop_partial_amounts(header)
    absorb_units_below(layout)
    header = layout.header
    layout.mapped = {
        name: sorted(header.of(name), key=lambda column: column_rank(column, name))
        for name in header.fields - {UNUSED, *AMOUNTS}
    }
    layout.amounts = [column for column in header.columns if column.field in AMOUNTS]
    layout.undecided = [column for column in header.columns if column.asked]
    return len(header.fields - {UNUSED}) > 1 and bool(layout.mapped.keys() & needed)


def apply_mapping(header: Header, mapping: dict[int, str]) -> Header:
    columns = tuple(
        replace(column, field=mapping.get(column.index) or UNUSED, fit=headers.EXACT, asked=())
        for column in header.columns
    )
    return replace(header, columns=columns)


def drop_partial_amounts(header: Header) -> Header:
    """What heads a part of an investment is no amount; an amount may end with its unit, a side bear a letter."""
    return replace(header, columns=sides.resolve_letters([*map(deal_column, header.columns)]))


def deal_column(column: Column) -> Column:
    if PARTIAL.search(fold_text(column.label)):
        return replace(column, field="") if column.field in AMOUNTS else column
    if not column.field and not column.asked and (bare := units.strip_unit(column.label)) != column.label:
        found = WORDS.field(bare)
        return replace(column, field=found.field, fit=found.fit) if found.field in AMOUNTS else column
    return column


@lru_cache(maxsize=1024)
def column_rank(column: Column, name: str) -> tuple[int, int]:
    """The lower, the plainer a word for the field the label is."""
    label = headers.normalise_label(column.label)
    words = [headers.normalise_label(word.strip("=()")) for word in WORDS.of(name)]
    return -column.fit, next((at for at, word in enumerate(words) if word in label), len(words))


def absorb_units_below(layout: Layout) -> None:
    """Take a row of nothing but units, or of hints in brackets, right below the header into it.

    No merged cells told that it belongs there.
    """
    below = layout.rows[0] if layout.rows else None
    filled = [(at, str(below.cells[at])) for at in headers.non_empty_columns(below)] if below else []
    texts = {at: text.strip("()（） ") for at, text in filled}
    read = [bool(units.parse_unit(text)) for text in texts.values()]
    hints = all(re.fullmatch(r"[(（][^()（）]*[)）]", text.strip()) for _at, text in filled)
    if not below or not (all(read) or (hints and any(read))) or not read:
        return
    columns = tuple(
        replace(column, asides=(*column.asides, texts[column.index])) if column.index in texts else column
        for column in layout.header.columns
    )
    layout.header = Header(layout.header.top, below.number, columns)
    layout.rows = layout.rows[1:]


def read_lead_lines(layout: Layout) -> None:
    """Take the unit and the place from the sheet's name and the lines above the table."""
    texts = [str(cell) for row in layout.lead for cell in row.cells if isinstance(cell, str)]
    texts = [layout.sheet.name, *texts]
    for text in texts:
        layout.units = tuple(units.note_units(text) or units.title_units(text)) or layout.units
    if not layout.repeats:
        places = {find_place(found) for found in texts if PLACED.search(fold_text(found))} - {""}
        layout.place = places.pop() if len(places) == 1 else ""


def has_contents(layout: Layout, row: Row) -> bool:
    """Whether any mapped cell but the running number holds something; forms come with numbers for rows to be filled."""
    used = {column.index for name, columns in layout.mapped.items() if name != "serial" for column in columns}
    used |= {column.index for column in layout.amounts}
    return any(not is_empty(row.cells[at]) for at in used if at < len(row.cells))
