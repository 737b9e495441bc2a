"""Finding the header of a table: which row or rows it stands in, and which column says what.

What fields there are, and what they are called in Chinese and in English, the caller's vocabulary knows.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .values import Merge, Number, Row, Sheet, Wrong, is_empty

SEARCHED = 40  # rows with contents before the header
TALLEST = 3
LONGEST = 60  # characters: a longer cell is a title or a note
ASIDE = re.compile(r"[(（\[【〔]([^()（）\[\]【】〔〕]*)[)）\]】〕]")
NOISE = re.compile(r"[\s*＊:：、,，。./_\-—·]+")
EXACT, ENDING, WITHIN = 3, 2, 1


@dataclass(frozen=True)
class Column:
    """`label` is all that heads it, from the upper row to the lower; `asides` what of that stands in brackets."""

    index: int
    label: str
    asides: tuple[str, ...] = ()
    field: str = ""
    fit: int = 0


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
        return "\n".join(f"{column.index}:{plain(column.label)}" for column in self.columns)


@dataclass
class Vocabulary:
    """Words by field. `=word` fits a label only as a whole; a field named `-` catches labels of no use."""

    words: Mapping[str, Iterable[str]]
    index: list[tuple[str, str, bool]] = field(init=False)

    def __post_init__(self) -> None:
        known = [
            (plain(word.lstrip("=")), name, word.startswith("=")) for name, ws in self.words.items() for word in ws
        ]
        self.index = sorted(known, key=lambda item: -len(item[0]))

    def field(self, label: str) -> tuple[str, int]:
        """The field that a label means, and how well it fits; the longest word counts."""
        bare = plain(ASIDE.sub("", label)) or plain(label)
        for whole in dict.fromkeys((bare, plain(label))):
            if found := next((name for word, name, _whole in self.index if word == whole), ""):
                return found, EXACT
        partial = [(word, name) for word, name, whole in self.index if not whole]
        if found := next((name for word, name in partial if ends(bare, word)), ""):
            return found, ENDING
        if found := next((name for word, name in partial if len(word) > 2 and bare.startswith(word)), ""):
            return found, WITHIN
        return "", 0


def ends(label: str, word: str) -> bool:
    """A Chinese label's last word says what it is."""
    return label.endswith(word)


def plain(text: str) -> str:
    """For comparing labels: no blanks, no punctuation, no difference of width or case."""
    return NOISE.sub("", unicodedata.normalize("NFKC", text)).casefold()


def find(sheet: Sheet, vocabulary: Vocabulary, *, least: int = 2) -> Header | None:
    """The first header that knows the most fields; none where no rows know `least` of them."""
    rows = sheet.rows[:SEARCHED]
    best: Header | None = None
    for at in range(len(rows)):
        for tall in range(1, TALLEST + 1):
            header = candidate(sheet, rows[at : at + tall], vocabulary, tall)
            if header and len(header.fields - {"-"}) >= least and better(header, best):
                best = header
    return best


def better(header: Header, best: Header | None) -> bool:
    return best is None or weight(header) > weight(best)


def weight(header: Header) -> tuple[int, int, int]:
    """More fields, then words that fit better, then fewer rows."""
    fits = sum(column.fit for column in header.columns if column.field != "-")
    return len(header.fields - {"-"}), fits, header.top - header.bottom


def candidate(sheet: Sheet, rows: list[Row], vocabulary: Vocabulary, tall: int) -> Header | None:
    """The header in these rows, if they can be one: short texts only, and lower rows that belong to the upper."""
    if len(rows) < tall or any(not heads(row) for row in rows) or len(filled(rows[0])) < 2:
        return None
    if is_cut(sheet, rows) or any(not continues(sheet, rows, at) for at in range(1, tall)):
        return None
    return Header(rows[0].number, rows[-1].number, tuple(columns(sheet, rows, vocabulary)))


def filled(row: Row) -> list[int]:
    return [at for at, cell in enumerate(row.cells) if not is_empty(cell)]


def heads(row: Row) -> bool:
    cells = [row.cells[at] for at in filled(row)]
    return all(isinstance(cell, str) and not isinstance(cell, Wrong) and len(cell) <= LONGEST for cell in cells)


def continues(sheet: Sheet, rows: list[Row], at: int) -> bool:
    """Whether this row is the header's next: cells merged across both say so, or it only parts cells above."""
    upper, row = rows[at - 1], rows[at]
    if row.number != upper.number + 1 or not filled(row):
        return False
    near = [merge for merge in sheet.merges if merge.top <= upper.number <= merge.bottom]
    if any(merge.bottom >= row.number for merge in near):
        return True
    spans = [merge for merge in near if merge.left < merge.right]
    return any(parted(merge, row) for merge in spans) if spans else parts_the_row_above(upper, row)


def parted(merge: Merge, row: Row) -> bool:
    return sum(merge.left <= at <= merge.right for at in filled(row)) > 1


def parts_the_row_above(upper: Row, row: Row) -> bool:
    """Without merged cells, as in CSV: some labels stand below blanks that follow a label, and blanks below labels."""
    above, below = set(filled(upper)), set(filled(row))
    first = min(above, default=0)
    return bool(below - above) and bool(above - below) and min(below) >= first


def is_cut(sheet: Sheet, rows: list[Row]) -> bool:
    """Whether a cell that is merged downwards from these rows would go on below them."""
    return any(rows[0].number <= merge.top <= rows[-1].number < merge.bottom for merge in sheet.merges)


def columns(sheet: Sheet, rows: list[Row], vocabulary: Vocabulary) -> Iterable[Column]:
    for index in range(len(rows[0].cells)):
        parts: list[str] = []
        for at in range(len(rows)):
            part = heading(sheet, rows, at, index)
            if part and part not in parts:
                parts.append(" ".join(part.split()))
        if parts:
            label = " ".join(parts)
            name, fit = meaning(parts, vocabulary)
            yield Column(index, label, tuple(ASIDE.findall(label)), name, fit)


def heading(sheet: Sheet, rows: list[Row], at: int, index: int) -> str:
    """What this row of the header says of the column: its cell, or the merged one that covers it."""
    row = rows[at]
    if not is_empty(row.cells[index]):
        return str(row.cells[index]).strip()
    for merge in sheet.merges:
        if merge.top <= row.number <= merge.bottom and merge.left <= index <= merge.right:
            head = next((each for each in rows if each.number == merge.top), None)
            return "" if head is None or is_empty(head.cells[merge.left]) else str(head.cells[merge.left]).strip()
    if not sheet.merges and at + 1 < len(rows) and not is_empty(rows[at + 1].cells[index]):
        left = [cell for cell in range(index) if not is_empty(row.cells[cell])]
        return str(row.cells[left[-1]]).strip() if left else ""
    return ""


def meaning(parts: list[str], vocabulary: Vocabulary) -> tuple[str, int]:
    """By the whole label, then by the lower part, then by the upper."""
    tried = ["".join(parts), *reversed(parts)]
    found = [(name, fit) for name, fit in map(vocabulary.field, tried) if name]
    return max(found, key=lambda item: item[1], default=("", 0))


def repeats(header: Header, row: Row) -> bool:
    """Whether a row says again what heads the columns, as on each printed page."""
    labels = {column.index: plain(column.label) for column in header.columns}
    cells = filled(row)
    texts = [(at, plain(str(row.cells[at]))) for at in cells if not isinstance(row.cells[at], Number)]
    same = sum(1 for at, text in texts if text and at in labels and text in labels[at])
    return len(cells) > 1 and same == len(cells)
