"""The parts of a workbook beside its sheets: which sheets there are, the texts they share, the formats of cells."""

import re
from posixpath import dirname, join, normpath

from expo.spreadsheets import limits
from expo.spreadsheets.errors import FileRefusal

from . import number_formats, xml_events
from .archive import Archive

ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
TRUE = ("1", "true", "on")
NEAR = 20  # characters of a text that tell which one is meant


class OverlongText(str):
    """The beginning of a shared text that is longer than a cell may be; who uses it is refused."""

    __slots__ = ()


class WorkbookIndex:
    """Which sheets there are, in which parts, and from which day dates count."""

    def __init__(self, archive: Archive) -> None:
        self.path = "xl/workbook.xml"
        self.since_1904 = False
        self.found: list[tuple[str, str, bool]] = []
        self.targets: dict[str, tuple[str, str]] = {}
        if "_rels/.rels" in archive:
            xml_events.parse(archive.open("_rels/.rels"), self.root)
        if self.path not in archive:
            raise FileRefusal("no_workbook")
        xml_events.parse(archive.open(self.path), self.element)
        relations = join(dirname(self.path), "_rels", self.path.rpartition("/")[2] + ".rels")
        if relations in archive:
            xml_events.parse(archive.open(relations), self.relation)
        if len(self.found) > limits.SHEETS:
            raise FileRefusal("too_many_sheets", limit=limits.SHEETS)
        self.sheets = []
        for name, key, hidden in self.found:
            if self.is_worksheet(key):
                self.sheets.append((name, self.targets[key][1], hidden))

    def is_worksheet(self, key: str) -> bool:
        return self.targets.get(key, ("", ""))[0] == "worksheet"

    def root(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("Type", "").endswith("/officeDocument"):
            self.path = attributes.get("Target", self.path).lstrip("/")

    def element(self, name: str, attributes: dict[str, str]) -> None:
        if name == "workbookPr":
            self.since_1904 = attributes.get("date1904", "").lower() in TRUE
        elif name == "sheet":
            hidden = attributes.get("state", "visible") != "visible"
            self.found.append((attributes.get("name", ""), xml_events.namespaced_attribute(attributes, "id"), hidden))

    def relation(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            target = attributes.get("Target", "")
            if target.startswith("/"):
                target = target.lstrip("/")
            else:
                target = normpath(join(dirname(self.path), target))
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.targets[attributes.get("Id", "")] = (kind, target)

    def part(self, kind: str) -> str:
        for found, target in self.targets.values():
            if found == kind:
                return target
        return ""


class SharedStrings:
    """The shared strings, without the readings that stand above Japanese text."""

    def __init__(self, archive: Archive, part: str) -> None:
        self.texts: list[str] = []
        self.pieces: list[str] | None = None
        self.size = self.aside = 0
        self.inside = False
        if part in archive:
            xml_events.parse(archive.open(part), self.start, self.end, self.text)

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        if name == "si":
            self.pieces, self.size = [], 0
        self.aside += name == "rPh"
        self.inside = name == "t" and self.pieces is not None and not self.aside

    def text(self, piece: str) -> None:
        if self.inside and self.pieces is not None:
            self.size += len(piece)
            if self.size <= limits.CELL:
                self.pieces.append(piece)
            else:
                self.pieces = ["".join([*self.pieces, piece[:NEAR]])[:NEAR]]

    def end(self, name: str) -> None:
        self.aside -= name == "rPh"
        self.inside = False
        if name == "si" and self.pieces is not None:
            text = unescape_characters("".join(self.pieces))
            if self.size > limits.CELL:
                text = OverlongText(text)
            self.texts.append(text)
            self.pieces = None
            if len(self.texts) > limits.CELLS:
                raise FileRefusal("too_many_cells", limit=limits.CELLS)


def unescape_characters(text: str) -> str:
    """`_x000D_` stands for a character that XML cannot hold; such characters, line breaks aside, are blanks here."""
    if "_x" not in text:
        return text

    def sign(match: re.Match[str]) -> str:
        found = chr(int(match[1], 16))
        if found in "\r\n":
            return "\n"
        if found.isprintable():
            return found
        return " "

    return ESCAPED.sub(sign, text)


class CellStyles:
    """The number format of each cell style."""

    def __init__(self, archive: Archive, part: str) -> None:
        self.codes: dict[str, str] = {}
        self.formats: list[number_formats.NumberFormat] = []
        self.inside = False
        if part in archive:
            xml_events.parse(archive.open(part), self.start, self.end)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            self.codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")[:255]
        elif name == "cellXfs":
            self.inside = True
        elif name == "xf" and self.inside:
            self.formats.append(self.format(attributes.get("numFmtId", "0")))

    def format(self, number: str) -> number_formats.NumberFormat:
        if number in self.codes:
            return number_formats.parse_format(self.codes[number])
        if number.isdecimal() and len(number) < 6:
            return number_formats.standard_format(int(number))
        return number_formats.standard_format(0)

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self.inside = False
