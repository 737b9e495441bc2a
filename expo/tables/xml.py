"""XML from strangers, event by event: no document types, so no entities; a limit on how deep and how long."""

from collections.abc import Callable
from typing import IO, Any
from xml.parsers import expat

from .errors import Refusal

DEEPEST = 60
PIECE = 1 << 16


def parse(
    source: IO[bytes],
    start: Callable[[str, dict[str, str]], Any],
    end: Callable[[str], Any] = lambda name: None,
    text: Callable[[str], Any] | None = None,
) -> None:
    """Call the handlers with names without their namespaces. Raises Refusal for what is no plain XML."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    depth = 0

    def started(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise Refusal("broken_workbook")
        start(name.rpartition(":")[2], attributes)

    def ended(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name.rpartition(":")[2])

    def forbidden(*_args: Any) -> None:
        raise Refusal("document_type")

    parser.StartElementHandler, parser.EndElementHandler = started, ended
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = forbidden
    if text:
        parser.CharacterDataHandler = text
    try:
        while piece := source.read(PIECE):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Refusal("broken_workbook") from error


def local(attributes: dict[str, str], name: str) -> str:
    """An attribute by its name without namespace, like `r:id`."""
    return next((value for key, value in attributes.items() if key.rpartition(":")[2] == name and ":" in key), "")
