"""Tables to fill in: headings, a row that shows how and that no import takes, and what each column may hold."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import override

from expo.models import Edition
from expo.spreadsheets.cells import Sheet

if TYPE_CHECKING:
    from expo.imports.lists.list_kind import ListKind

Rows = list[list[str]]


def template_rows(kind: "ListKind", edition: Edition) -> Rows:
    """In the active language."""
    return [[field.label for field in kind.fields], example_row(kind, edition)]


def example_row(kind: "ListKind", edition: Edition) -> list[str]:
    """Its first cell begins with a word by which every import knows it: `tables.EXAMPLE`."""
    cells: list[str] = []
    for field in kind.fields:
        text = kind.examples.get(field.key, field.example(edition))
        if text and not any(cells):
            text = _("Example: %(text)s") % {"text": text}
        cells.append(text)
    return cells


def column_hints(kind: "ListKind") -> list[tuple[str, str]]:
    """Pairs of a heading and what its cells may hold, in the active language."""
    return [(field.label, field.hint_text()) for field in kind.fields]


def hint_rows(kind: "ListKind") -> Rows:
    return [hint_headings(), *([label, hint] for label, hint in column_hints(kind))]


def hint_headings() -> list[str]:
    return [_("Column"), _("What it may hold")]


def is_hint_sheet(sheet: Sheet) -> bool:
    """Whether it says what the columns of another sheet may hold, in either language."""
    if not sheet.rows:
        return False
    first = sheet.rows[0].cells[:2]
    for language in ("en", "zh-hans"):
        with override(language):
            if first == hint_headings():
                return True
    return False
