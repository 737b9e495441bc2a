"""XML from strangers, event by event: no document types, so no entities; a limit on how deep and how long."""

import io
from collections.abc import Callable
from typing import Any
from xml.parsers import expat

from expo.spreadsheets.errors import FileRefusal

DEEPEST = 60
PIECE = 1 << 16
# Bytes in which nothing begins, ends or is said: one endless attribute would be read again with every piece.
SILENT = 1 << 20


def parse(
    source: io.RawIOBase,
    start: Callable[[str, dict[str, str]], Any],
    end: Callable[[str], Any] = lambda name: None,
    text: Callable[[str], Any] = lambda piece: None,
) -> None:
    """Call the handlers with names without their namespaces. Raises FileRefusal for what is no plain XML."""
    EventReader(start, end, text).read(source)


class EventReader:
    """One part while it is read. `silent`: the bytes since anything began, ended or was said."""

    def __init__(
        self, start: Callable[[str, dict[str, str]], Any], end: Callable[[str], Any], text: Callable[[str], Any]
    ) -> None:
        self.start, self.end, self.text = start, end, text
        self.depth = self.silent = 0

    def read(self, source: io.RawIOBase) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self.started, self.ended
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse_document_type
        parser.CharacterDataHandler = self.said
        try:
            while piece := source.read(PIECE):
                self.silent += len(piece)
                if self.silent > SILENT:
                    raise FileRefusal("broken_workbook")
                parser.Parse(piece, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise FileRefusal("broken_workbook") from error

    def started(self, name: str, attributes: dict[str, str]) -> None:
        self.depth, self.silent = self.depth + 1, 0
        if self.depth > DEEPEST:
            raise FileRefusal("broken_workbook")
        self.start(name.rpartition(":")[2], attributes)

    def ended(self, name: str) -> None:
        self.depth, self.silent = self.depth - 1, 0
        self.end(name.rpartition(":")[2])

    def said(self, piece: str) -> None:
        self.silent = 0
        self.text(piece)


def refuse_document_type(*_args: Any) -> None:
    raise FileRefusal("document_type")


def namespaced_attribute(attributes: dict[str, str], name: str) -> str:
    """An attribute by its name without namespace, like `r:id`."""
    for key, value in attributes.items():
        if key.rpartition(":")[2] == name and ":" in key:
            return value
    return ""
