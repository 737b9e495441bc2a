"""Where the links of a sheet's cells lead: addresses of the web and of mail that stand in a part beside the sheet."""

from posixpath import basename, dirname, join

from expo.spreadsheets import limits

from . import xml_events
from .archive import Archive

BEGINNINGS = ("http://", "https://", "mailto:")
LONGEST = 2_000


class SheetLinks:
    """`cells`: by the reference of a cell, like B2, what calls its link in the part beside the sheet."""

    def __init__(self) -> None:
        self.cells: dict[str, str] = {}
        self.targets: dict[str, str] = {}

    def add(self, attributes: dict[str, str]) -> None:
        """Of an element of the sheet. Links of whole regions are those of their first cell."""
        if len(self.cells) < limits.ROWS:
            first = attributes.get("ref", "").partition(":")[0]
            self.cells[first] = xml_events.namespaced_attribute(attributes, "id")

    def read(self, archive: Archive, part: str) -> dict[str, str]:
        """By the reference of a cell where it leads; without places in the workbook and without files."""
        beside = join(dirname(part), "_rels", f"{basename(part)}.rels")
        if self.cells and beside in archive:
            xml_events.parse(archive.open(beside), self.relation)
        leading = {}
        for cell, key in self.cells.items():
            if key in self.targets:
                leading[cell] = self.targets[key]
        return leading

    def relation(self, name: str, attributes: dict[str, str]) -> None:
        target = attributes.get("Target", "")
        if name != "Relationship" or len(target) > LONGEST or len(self.targets) >= limits.ROWS:
            return
        if target.lower().startswith(BEGINNINGS):
            self.targets[attributes.get("Id", "")] = target
