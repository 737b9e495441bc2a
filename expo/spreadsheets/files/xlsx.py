"""XLSX, read cell by cell: only what is stored is taken, nothing is evaluated, and what is empty costs nothing.

A general reader gives each sheet as a full rectangle, and tells neither a formula without a result from an empty
cell nor what a number's format writes beside it; so the parts of the zip are read here, within `limits`.
"""

import re
from decimal import InvalidOperation

from expo.spreadsheets import limits
from expo.spreadsheets.cells import NO_RESULT, ErrorValue, LinkedText, Merge, Row, Sheet, Value
from expo.spreadsheets.errors import FileRefusal

from . import number_formats, xml_events
from .archive import Archive
from .xlsx_links import SheetLinks
from .xlsx_parts import NEAR, TRUE, CellStyles, OverlongText, SharedStrings, WorkbookIndex, unescape_characters

ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


def read_sheets(data: bytes) -> list[Sheet]:
    """All sheets, the hidden ones without rows. Raises FileRefusal."""
    archive = Archive(data)
    if any(name.endswith("vbaproject.bin") for name in archive.names):
        raise FileRefusal("macros")
    book = WorkbookIndex(archive)
    strings, styles = SharedStrings(archive, book.part("sharedStrings")), CellStyles(archive, book.part("styles"))
    budget = CellBudget()
    sheets = []
    for name, target, hidden in book.sheets:
        sheet = Sheet(name, hidden=hidden, since_1904=book.since_1904)
        if not hidden and target in archive:
            SheetReader(sheet, strings.texts, styles.formats, budget, since_1904=book.since_1904).read(archive, target)
        sheets.append(sheet)
    if far := next((text for text in strings.texts if isinstance(text, OverlongText)), None):
        raise FileRefusal("text_too_long", limit=limits.CELL, near=far)
    return sheets


class CellBudget:
    """What all cells together may still cost."""

    def __init__(self) -> None:
        self.cells, self.text = limits.CELLS, limits.TEXT

    def take(self, value: Value) -> None:
        self.cells -= 1
        if isinstance(value, str):
            self.text -= len(value)
        if self.cells < 0 or self.text < 0:
            raise FileRefusal("too_many_cells", limit=limits.CELLS)


class SheetReader:
    """One sheet while its events come."""

    def __init__(
        self,
        sheet: Sheet,
        strings: list[str],
        styles: list[number_formats.NumberFormat],
        budget: CellBudget,
        *,
        since_1904: bool,
    ) -> None:
        self.sheet, self.strings, self.styles, self.budget = sheet, strings, styles, budget
        self.since_1904 = since_1904
        self.row, self.column, self.width = 0, -1, 0
        self.links = SheetLinks()
        self.cells: dict[int, Value] = {}
        self.found: list[tuple[int, dict[int, Value], bool]] = []
        self.hidden = self.formula = self.inside = False
        self.kind, self.style, self.aside = "n", 0, 0
        self.pieces: list[str] = []
        self.size = 0

    def read(self, archive: Archive, part: str) -> None:
        xml_events.parse(archive.open(part), self.start, self.end, self.text)
        self.link_cells(self.links.read(archive, part))
        # Only at the end is it known how wide the sheet is.
        for number, cells, hidden in sorted(self.found, key=lambda row: row[0]):
            self.sheet.rows.append(Row(number, [cells.get(column) for column in range(self.width)], hidden))

    def link_cells(self, leading: dict[str, str]) -> None:
        """Let words lead where they do; `leading`: by the reference of their cells."""
        rows = {number: cells for number, cells, _hidden in self.found} if leading else {}
        for reference, target in leading.items():
            if place := ADDRESS.fullmatch(reference):
                cells, column = rows.get(int(place[2]), {}), column_index(place[1])
                value = cells.get(column)
                if type(value) is str:
                    cells[column] = LinkedText.to(value, target)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self.begin_cell(attributes)
        elif name in ("v", "t"):
            self.inside = not self.aside
        elif name == "f":
            self.formula = True
        elif name == "row":
            self.begin_row(attributes)
        elif name == "rPh":
            self.aside += 1
        elif name == "hyperlink":
            self.links.add(attributes)
        elif name == "mergeCell":
            self.merge(attributes.get("ref", ""))

    def begin_row(self, attributes: dict[str, str]) -> None:
        given = attributes.get("r", "")
        self.row += 1
        if given.isdecimal() and len(given) < 8:
            self.row = int(given)
        self.column, self.cells = -1, {}
        flat = attributes.get("customHeight", "") in TRUE and attributes.get("ht", "") in ("0", "0.0")
        self.hidden = attributes.get("hidden", "").lower() in TRUE or flat

    def begin_cell(self, attributes: dict[str, str]) -> None:
        place = ADDRESS.fullmatch(attributes.get("r", ""))
        self.column += 1
        if place:
            self.column = column_index(place[1])
            if int(place[2]) != self.row:
                raise FileRefusal("broken_cell", cell=attributes["r"])
        self.kind, self.formula = attributes.get("t", "n"), False
        style = attributes.get("s", "0")
        self.style = 0
        if style.isdecimal() and len(style) < 8:
            self.style = int(style)
        self.pieces, self.size = [], 0

    def text(self, piece: str) -> None:
        if self.inside:
            self.size += len(piece)
            if self.size > limits.CELL:
                near = "".join(self.pieces)[:NEAR]
                raise FileRefusal("cell_too_long", cell=self.address, limit=limits.CELL, near=near or piece[:NEAR])
            self.pieces.append(piece)

    def end(self, name: str) -> None:
        self.inside = False
        if name == "c":
            self.end_cell()
        elif name == "row" and self.cells:
            if self.row > limits.ROWS:
                cell = f"{column_letters(min(self.cells))}{self.row}"
                raise FileRefusal("too_far", cell=cell, limit=limits.ROWS)
            self.found.append((self.row, self.cells, self.hidden))
        elif name == "rPh":
            self.aside -= 1

    def end_cell(self) -> None:
        value = self.value("".join(self.pieces))
        if value is None or value == "":
            return
        if self.column >= limits.COLUMNS:
            raise FileRefusal("too_wide", cell=self.address, limit=column_letters(limits.COLUMNS - 1))
        self.budget.take(value)
        self.cells[self.column] = value
        self.width = max(self.width, self.column + 1)

    def value(self, text: str) -> Value:
        """What the cell holds. An error, and a formula nobody stored a result of, are values that no one may use."""
        match self.kind:
            case "s" | "b" if not text:
                return None
            case "s":
                return self.shared(text.strip())
            case "str" | "inlineStr":
                return unescape_characters(text)
            case "b":
                return text.strip() in TRUE
            case "e":
                return ErrorValue(text.strip() or "#N/A")
            case "d":
                return text.strip()
        return self.number(text.strip())

    def shared(self, text: str) -> str:
        if not text.isdecimal() or len(text) > 8 or int(text) >= len(self.strings):
            raise FileRefusal("broken_cell", cell=self.address)
        if isinstance(found := self.strings[int(text)], OverlongText):
            raise FileRefusal("cell_too_long", cell=self.address, limit=limits.CELL, near=found)
        return found

    def number(self, text: str) -> Value:
        if not text and self.formula:
            return ErrorValue(NO_RESULT)
        if not text:
            return None
        try:
            return number_formats.cell_value(text, self.form(), since_1904=self.since_1904)
        except InvalidOperation as error:
            raise FileRefusal("broken_cell", cell=self.address) from error

    @property
    def address(self) -> str:
        return f"{column_letters(self.column)}{self.row}"

    def form(self) -> number_formats.NumberFormat:
        if self.style < len(self.styles):
            return self.styles[self.style]
        return number_formats.NumberFormat()

    def merge(self, reference: str) -> None:
        top_left, _, bottom_right = reference.partition(":")
        first, last = ADDRESS.fullmatch(top_left), ADDRESS.fullmatch(bottom_right)
        if first and last and len(self.sheet.merges) < limits.ROWS:
            merge = Merge(int(first[2]), column_index(first[1]), int(last[2]), column_index(last[1]))
            self.sheet.merges.append(merge)


def column_index(letters: str) -> int:
    """From 0: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_letters(column: int) -> str:
    """As the sheet heads it: 0 is A, 26 is AA."""
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
