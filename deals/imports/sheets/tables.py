"""Where the tables of a sheet begin and end: its headers, the lines that lead to each, and the rows below."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from deals.imports.sheets import units
from deals.imports.sheets.headings import is_heading_text
from deals.imports.sheets.vocabulary import WORDS
from expo.spreadsheets import headers
from expo.spreadsheets.cells import ErrorValue, Merge, Row, Sheet
from expo.spreadsheets.headers import Header
from expo.spreadsheets.reading import COSTLY, file_refusal


@dataclass(frozen=True)
class Table:
    """`repeats`: the header is that of the table before; `lead`: the lines that lead to it; `rows`: those below it."""

    header: Header
    repeats: bool
    lead: list[Row]
    rows: list[Row]


@dataclass(frozen=True)
class HeaderPlace:
    """A header and where it stands: from the sheet's row at `begin` to that before `end`, counted from 0."""

    header: Header
    repeats: bool
    begin: int
    end: int


@dataclass(frozen=True)
class SheetMerges:
    """`down`: merges of several rows, by the first of them; `across`: by its row those of several columns of one row;
    `wide`: the rows where one holds three columns or more, as titles do.
    """

    down: list[Merge]
    across: dict[int, list[Merge]]
    wide: set[int]

    def between(self, first: int, last: int) -> list[Merge]:
        """The merges downwards that begin in these rows."""
        begin = bisect_left(self.down, first, key=merge_top)
        end = bisect_left(self.down, last + 1, key=merge_top)
        return self.down[begin:end]


def sort_merges(sheet: Sheet) -> SheetMerges:
    merges = SheetMerges([], {}, set())
    for merge in sheet.merges:
        if merge.top < merge.bottom:
            merges.down.append(merge)
        elif merge.top == merge.bottom and merge.left < merge.right:
            merges.across.setdefault(merge.top, []).append(merge)
            if merge.right > merge.left + 1:
                merges.wide.add(merge.top)
    merges.down.sort(key=merge_top)
    return merges


def merge_top(merge: Merge) -> int:
    return merge.top


def split_tables(sheet: Sheet, wide: set[int]) -> Iterator[Table]:
    """Raises UnreadableFile where more headers stand in the sheet than anybody writes."""
    known = headers.find_all_headers(sheet, WORDS)
    if len(known) > headers.MOST:
        raise file_refusal(COSTLY)
    places = list(header_places(sheet, known))
    leads = lead_starts(sheet, places, wide)
    ends = [*leads[1:], len(sheet.rows)]
    for place, lead, end in zip(places, leads, ends, strict=False):
        yield Table(place.header, place.repeats, sheet.rows[lead : place.begin], sheet.rows[place.end : end])


def lead_starts(sheet: Sheet, places: list[HeaderPlace], wide: set[int]) -> list[int]:
    """Where the lines begin that lead to each header; all that stands above the first one leads to it."""
    starts = [0]
    for before, place in pairwise(places):
        lead = place.begin
        while lead > before.end and is_lead_line(sheet.rows[lead - 1], wide):
            lead -= 1
        starts.append(lead)
    return starts


def header_places(sheet: Sheet, known: list[Header]) -> Iterator[HeaderPlace]:
    """Where each header stands, the repeated ones too."""
    tops = {header.top: header for header in known}
    header, at = None, 0
    while at < len(sheet.rows):
        begin, row = at, sheet.rows[at]
        at += 1
        if row.number in tops and not (header and is_same_header(tops[row.number], header)):
            header = tops[row.number]
            while at < len(sheet.rows) and sheet.rows[at].number <= header.bottom:
                at += 1
            yield HeaderPlace(header, False, begin, at)
        elif header and headers.is_repeated_header(header, row):
            header = Header(row.number, row.number, header.columns)
            while at < len(sheet.rows) and headers.is_repeated_header(header, sheet.rows[at]):
                header = Header(header.top, sheet.rows[at].number, header.columns)
                at += 1
            yield HeaderPlace(header, True, begin, at)


def is_same_header(one: Header, other: Header) -> bool:
    return one.fingerprint == other.fingerprint


def is_lead_line(row: Row, wide: set[int]) -> bool:
    """Whether a line right above a further header belongs to it: a title, a note, a unit."""
    texts = []
    for at in headers.non_empty_columns(row):
        cell = row.cells[at]
        if not isinstance(cell, str) or isinstance(cell, ErrorValue):
            return False
        texts.append(cell)
    if not texts or any(map(units.is_of_rows_above, texts)):
        return False
    if any(map(units.note_units, texts)):
        return True
    return len(texts) == 1 and (row.number in wide or is_heading_text(texts[0]))


def header_width(sheet: Sheet, header: Header) -> int:
    """How many cells the longest of its lines has in a text file."""
    first = bisect_left(sheet.rows, header.top, key=lambda row: row.number)
    lines = sheet.rows[first : first + headers.TALLEST]
    return max(row.width for row in lines if row.number <= header.bottom)
