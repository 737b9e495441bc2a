"""Which kind of import a file is for: a list is told by its headings, a programme by how it begins."""

from expo.imports.kinds import ImportKind, import_kinds
from expo.imports.lists.list_import import LIST_IMPORTS, ListImport
from expo.imports.lists.sheets.templates import is_hint_sheet
from expo.imports.lists.sheets.words import UNUSED
from expo.spreadsheets import headers, reading
from expo.spreadsheets.cells import Sheet
from expo.spreadsheets.reading import UnreadableFile

PROGRAMME = "programme"


def detect_kind(content: bytes) -> ImportKind | None:
    """The kind of file that this most likely is; None where no heading tells, which only one kind of list has."""
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start in (b"{", b"<"):
        return next((kind for kind in import_kinds() if kind.slug == PROGRAMME), None)
    return likely_list(data_sheets(content))


def data_sheets(content: bytes) -> list[Sheet]:
    """Those that may hold a list; none where the file cannot be read."""
    try:
        return [sheet for sheet in reading.read_sheets(content) if not is_hint_sheet(sheet)]
    except UnreadableFile:
        return []


def likely_list(sheets: list[Sheet]) -> ListImport | None:
    best: ListImport | None = None
    most = 1
    for kind in LIST_IMPORTS:
        weight = list_weight(kind, sheets)
        if weight > most:
            best, most = kind, weight
    return best


def likelier_list(content: bytes, named: str) -> str:
    """The kind of list, by its slug, that knows more of the headings than the one that is named; "" for none."""
    sheets = data_sheets(content)
    found = likely_list(sheets)
    given = next(kind for kind in LIST_IMPORTS if kind.slug == named)
    if found is None or known_headings(found, sheets) <= known_headings(given, sheets):
        return ""
    return found.slug


def known_headings(kind: ListImport, sheets: list[Sheet]) -> int:
    """How many fields of the kind the headings of one sheet name, at most."""
    known = [0]
    for sheet in sheets:
        header = headers.find_header(sheet, kind.lists.vocabulary)
        if header is not None:
            known.append(len(header.fields - {UNUSED}))
    return max(known)


def list_weight(kind: ListImport, sheets: list[Sheet]) -> int:
    """How much of its headings the kind knows; those that no other kind has weigh more."""
    weights = [0]
    for sheet in sheets:
        header = headers.find_header(sheet, kind.lists.vocabulary)
        if header and kind.lists.is_listed_by(header.fields) and header.fields & kind.lists.telling:
            weights.append(len(header.fields) + 2 * len(header.fields & kind.lists.telling))
    return max(weights)
