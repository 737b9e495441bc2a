"""Finding the header of a table: which row or rows it stands in, and which column says what.

What fields there are, and what they are called in Chinese and in English, the caller's vocabulary knows.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from .cells import ErrorValue, Merge, Number, Row, Sheet, Value, is_empty
from .labels import ASIDE, EXACT, Vocabulary, language_halves, normalise_label

__all__ = [
    "EXACT",
    "Column",
    "Header",
    "Vocabulary",
    "find_all_headers",
    "find_header",
    "is_repeated_header",
    "language_halves",
    "normalise_label",
]

SEARCHED = 40  # rows with contents before the header
TALLEST = 4
MOST = 200  # different headers on one sheet
LONGEST = 60  # characters: a longer cell is a title or a note


@dataclass(frozen=True)
class Column:
    """`label` is all that heads it, from the upper row to the lower; `asides` what of that stands in brackets.

    `weight`: how much the word weighs by which the field is known. `asked`: the fields that it may mean as well as one
    another, where nobody but a person decides. `headed`: False of one that nothing heads, whose label tells its place.
    """

    index: int
    label: str
    asides: tuple[str, ...] = ()
    field: str = ""
    fit: int = 0
    weight: int = 0
    asked: tuple[str, ...] = ()
    headed: bool = True


@dataclass(frozen=True)
class Header:
    """Rows by the file's own numbers, ends included. `columns` has every labelled column, mapped or not."""

    top: int
    bottom: int
    columns: tuple[Column, ...]

    def of(self, field: str) -> list[Column]:
        return [column for column in self.columns if column.field == field]

    @property
    def fields(self) -> set[str]:
        return {column.field for column in self.columns if column.field}

    @property
    def fingerprint(self) -> str:
        """The same for files with the same columns in the same order."""
        headed = [column for column in self.columns if column.headed]
        return "\n".join(f"{column.index}:{normalise_label(column.label)}" for column in headed)


def find_header(sheet: Sheet, vocabulary: Vocabulary, *, least: int = 2) -> Header | None:
    """The first header that knows the most fields; none where no rows know `least` of them."""
    rows = sheet.rows[:SEARCHED]
    best: Header | None = None
    for at in range(len(rows)):
        for tall in range(1, TALLEST + 1):
            header = candidate_header(sheet, rows[at : at + tall], vocabulary, tall)
            if header and len(header.fields - {"-"}) >= least and is_better(header, best):
                best = header
    return best


def find_all_headers(sheet: Sheet, vocabulary: Vocabulary) -> list[Header]:
    """The header that `find` gives, and all others of the sheet that are beyond doubt, from the top.

    One more than `MOST` tell that the sheet has more than any list.
    """
    first, at = find_header(sheet, vocabulary), 0
    found: list[Header] = []
    while at < len(sheet.rows) and len(found) <= MOST:
        number = sheet.rows[at].number
        header: Header | None = first
        if first is None or number != first.top:
            header = certain_header(sheet, sheet.rows[at : at + TALLEST], vocabulary)
        if header and not (first and header.top < first.top <= header.bottom):
            if not found or header.fingerprint != found[-1].fingerprint:
                found.append(header)
            at += sum(row.number <= header.bottom for row in sheet.rows[at : at + TALLEST])
        else:
            at += 1
    return found


def certain_header(sheet: Sheet, rows: list[Row], vocabulary: Vocabulary) -> Header | None:
    """A header that begins in the first of the rows and that no row of data could be taken for."""
    cells = [rows[0].cells[at] for at in non_empty_columns(rows[0])]
    if len(cells) < 3 or not all(isinstance(cell, str) for cell in cells):
        return None
    if known_words(cells, vocabulary) < 2:
        return None
    headers = []
    for tall in range(1, TALLEST + 1):
        header = candidate_header(sheet, rows[:tall], vocabulary, tall)
        if header:
            headers.append(header)
    found = max(headers, key=header_weight, default=None)
    if found is None:
        return None
    known = [column for column in found.columns if column.field]
    if len(found.fields - {"-"}) > 2 and len(known) * 5 >= len(found.columns) * 3:
        return found
    return None


def known_words(cells: list[Value], vocabulary: Vocabulary) -> int:
    """How many of the cells are a word of a field, and nothing else."""
    known = 0
    for cell in cells:
        if isinstance(cell, str) and len(cell) <= LONGEST and vocabulary.exact(cell):
            known += 1
    return known


def is_better(header: Header, best: Header | None) -> bool:
    return best is None or header_weight(header) > header_weight(best)


def header_weight(header: Header) -> tuple[int, int, int]:
    """More fields, then words that fit better, then fewer rows."""
    fits = 0
    for column in header.columns:
        if column.field != "-":
            fits += column.fit
    return len(header.fields - {"-"}), fits, header.top - header.bottom


def candidate_header(sheet: Sheet, rows: list[Row], vocabulary: Vocabulary, tall: int) -> Header | None:
    """The header in these rows, if they can be one: short texts only, and lower rows that belong to the upper."""
    if len(rows) < tall or not all(map(is_header_row, rows)) or len(non_empty_columns(rows[0])) < 2:
        return None
    if is_cut(sheet, rows) or not all(is_continuation(sheet, rows, at) for at in range(1, tall)):
        return None
    return Header(rows[0].number, rows[-1].number, tuple(header_columns(sheet, rows, vocabulary)))


def non_empty_columns(row: Row) -> list[int]:
    return [at for at, cell in enumerate(row.cells) if not is_empty(cell)]


def is_header_row(row: Row) -> bool:
    for at in non_empty_columns(row):
        cell = row.cells[at]
        if not isinstance(cell, str) or isinstance(cell, ErrorValue) or len(cell) > LONGEST:
            return False
    return True


def is_continuation(sheet: Sheet, rows: list[Row], at: int) -> bool:
    """Whether this row is the header's next: cells merged across both say so, or it only parts cells above."""
    upper, row = rows[at - 1], rows[at]
    if row.number != upper.number + 1 or not non_empty_columns(row):
        return False
    spans = []
    for merge in sheet.merges_at(upper.number):
        if merge.bottom >= row.number:
            return True
        if merge.left < merge.right:
            spans.append(merge)
    if spans:
        return any(is_merge_split(merge, row) for merge in spans)
    return is_subheader(upper, row)


def is_merge_split(merge: Merge, row: Row) -> bool:
    return sum(merge.left <= at <= merge.right for at in non_empty_columns(row)) > 1


def is_subheader(upper: Row, row: Row) -> bool:
    """Without merged cells, as in CSV: some labels stand below blanks that follow a label, and blanks below labels."""
    above, below = set(non_empty_columns(upper)), set(non_empty_columns(row))
    first = min(above, default=0)
    return bool(below - above) and bool(above - below) and min(below) >= first


def is_cut(sheet: Sheet, rows: list[Row]) -> bool:
    """Whether a cell that is merged downwards from these rows would go on below them."""
    last = rows[-1].number
    return any(rows[0].number <= merge.top and merge.bottom > last for merge in sheet.merges_at(last))


def header_columns(sheet: Sheet, rows: list[Row], vocabulary: Vocabulary) -> Iterable[Column]:
    for index in range(len(rows[0].cells)):
        parts: list[str] = []
        for at in range(len(rows)):
            part = column_heading(sheet, rows, at, index)
            if part and part not in parts:
                parts.append(" ".join(part.split()))
        if parts:
            label = " ".join(parts)
            found = vocabulary.meaning(parts)
            asides = tuple(ASIDE.findall(label))
            yield Column(index, label, asides, found.field, found.fit, found.weight, found.asked)


def column_heading(sheet: Sheet, rows: list[Row], at: int, index: int) -> str:
    """What this row of the header says of the column: its cell, or the merged one that covers it."""
    row = rows[at]
    if not is_empty(row.cells[index]):
        return str(row.cells[index]).strip()
    for merge in sheet.merges_at(row.number):
        if merge.left <= index <= merge.right:
            return merged_heading(rows, merge)
    if not sheet.merges and at + 1 < len(rows) and not is_empty(rows[at + 1].cells[index]):
        return heading_to_the_left(row, index)
    return ""


def merged_heading(rows: list[Row], merge: Merge) -> str:
    """What the merged cell says, if its first row is one of these."""
    for row in rows:
        if row.number == merge.top:
            return cell_heading(row.cells[merge.left])
    return ""


def heading_to_the_left(row: Row, index: int) -> str:
    """The nearest text before the column."""
    for at in reversed(range(index)):
        if not is_empty(row.cells[at]):
            return cell_heading(row.cells[at])
    return ""


def cell_heading(cell: Value) -> str:
    if is_empty(cell):
        return ""
    return str(cell).strip()


def is_repeated_header(header: Header, row: Row) -> bool:
    """Whether a row says again what heads the columns, as on each printed page."""
    labels = {column.index: normalise_label(column.label) for column in header.columns}
    cells = non_empty_columns(row)
    same = 0
    for at in cells:
        cell = row.cells[at]
        text = normalise_label(str(cell))
        if text and text in labels.get(at, "") and not isinstance(cell, Number):
            same += 1
    return len(cells) > 1 and same == len(cells)
