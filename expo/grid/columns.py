"""The columns of a grid: a field of a list, shown as text, and put into the form of data entry that its row has."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from expo.grid.entries import RowEntries
from expo.i18n.bilingual import LANG, localised_text
from expo.imports.lists.fields import ListColumn
from expo.imports.lists.fields.links import LinkColumn
from expo.imports.lists.lookups.references import References
from expo.imports.lists.problems import CellProblem

BETWEEN = "; "


def plain_text(text: str) -> str:
    return re.sub(r"\r\n?", "\n", text).strip()


@dataclass(frozen=True, kw_only=True, eq=False)
class GridColumn:
    """`part`: the step from the grid's row to the one whose form has the field, "" for the row itself.

    `entry`: what the form calls the field, where not as the column is called; `wide`: whether it holds long texts.
    `new_only`: it says which row a new one is of, and stays as it is. `shown_with`: the part whose rows it names.
    """

    field: ListColumn
    part: str = ""
    entry: str = ""
    wide: bool = False
    new_only: bool = False
    shown_with: str = ""
    # Whether it is read by what stands in other cells of the row.
    reads_others = False

    @property
    def key(self) -> str:
        return "-".join(filter(None, (self.part, self.field.key)))

    @property
    def label(self) -> str:
        return self.field.label

    @property
    def hint(self) -> str:
        return self.field.hint_text()

    @property
    def lang_attribute(self) -> str:
        """Says of a text in one language which, whatever the page is in."""
        for code, lang in LANG.items():
            if self.field.key.endswith(f"_{code}"):
                return format_html(' lang="{}"', lang)
        return ""

    @property
    def entry_name(self) -> str:
        return self.entry or self.field.column

    def owner(self, row: Any) -> Any:
        return getattr(row, self.part) if self.part else row

    def shown(self, row: Any, known: References) -> str:
        """What stands in the cell, as a browser gives it back: forms send other line breaks than pages show."""
        return plain_text(self.text(row, known))

    def text(self, row: Any, known: References) -> str:
        """What the row holds, in words; read again it means the same."""
        owner = self.owner(row)
        if owner is None:
            return ""
        value = self.field.stored(owner, known)
        if self.field.is_empty(value):
            return ""
        if isinstance(value, list):
            return BETWEEN.join(self.words(each, known) for each in value)
        return self.words(value, known)

    def words(self, value: Any, known: References) -> str:
        return str(value)

    def is_in(self, entries: RowEntries) -> bool:
        """Whether the form lets this person change it."""
        return self.entry_name in entries.fields

    def fill(self, entries: RowEntries, text: str, known: References, base: str = "") -> None:
        """Put what was typed over `base` into the entries of the form. Raises CellProblem."""
        value = self.field.read(text, known)
        if value is None:
            self.clear(entries)
        else:
            self.put(entries, value, known)

    def clear(self, entries: RowEntries) -> None:
        entries.set(self.entry_name, "")

    def keep_as_typed(self, entries: RowEntries, digest: str) -> None:
        """Somebody has said that a text of the other language is meant. `digest`: that of the text."""
        entries.set(f"{self.entry_name}-as_typed", digest)

    def put(self, entries: RowEntries, value: Any, known: References) -> None:
        entries.set(self.entry_name, str(value))


class ChoiceCell(GridColumn):
    """One of several, by the word for it; where the model has no empty choice, its usual one."""

    def words(self, value: Any, known: References) -> str:
        return self.field.words_of(value)

    def clear(self, entries: RowEntries) -> None:
        entries.set(self.entry_name, self.field.default or "")


class FlagCell(GridColumn):
    def words(self, value: Any, known: References) -> str:
        return self.field.words_of(value)

    def clear(self, entries: RowEntries) -> None:
        entries.leave_out(self.entry_name)

    def put(self, entries: RowEntries, value: Any, known: References) -> None:
        if value:
            entries.set(self.entry_name, "on")
        else:
            self.clear(entries)


class RowCell(GridColumn):
    """Another row: the field gives it to a row of its model, and the form takes its key."""

    def put(self, entries: RowEntries, value: Any, known: References) -> None:
        carrier = self.field.model()
        self.field.assign(carrier, value, known)
        entries.set(self.entry_name, str(getattr(carrier, f"{self.field.column}_id")))


class LinksCell(GridColumn):
    """Any number of rows, by their names in the active language where these are of one alone."""

    field: LinkColumn

    def words(self, value: Any, known: References) -> str:
        row = self.field.named_rows(known).get(value)
        if row is None or not hasattr(row, "name_en"):
            return str(value)
        name = localised_text(row, "name").value
        return name if self.is_read_as(name, value, known) else str(value)

    def is_read_as(self, name: str, value: Any, known: References) -> bool:
        """Asked once for each name that stands in the grid."""
        asked = known.found.setdefault(f"names of {self.key}", {})
        if name not in asked:
            try:
                asked[name] = self.field.read(name, known) == [value]
            except CellProblem:
                asked[name] = False
        return asked[name]

    def clear(self, entries: RowEntries) -> None:
        entries.leave_out(self.entry_name)

    def put(self, entries: RowEntries, value: Any, known: References) -> None:
        entries.set_all(self.entry_name, map(str, self.field.linked_keys(value, known)))


@dataclass(frozen=True, kw_only=True, eq=False)
class PersonCell(GridColumn):
    """Somebody entered before, by address or by a name that nobody else bears."""

    def text(self, row: Any, known: References) -> str:
        return row.person.slug if row.person_id else ""

    def put(self, entries: RowEntries, value: Any, known: References) -> None:
        entries.set(self.entry_name, str(known.people[known.person(value)].pk))


@dataclass(frozen=True, kw_only=True, eq=False)
class FoundCell(GridColumn):
    """A row of the edition by its name. `rows`: those that may be named, by their addresses."""

    rows: Callable[[References], dict[str, Any]]

    def text(self, row: Any, known: References) -> str:
        owner = self.owner(row)
        named: Model | None = getattr(owner, self.field.column)
        if named is None:
            return ""
        name, slug = localised_text(named, "name").value, named.slug  # type: ignore[attr-defined]
        return name if self.slugs(name, known) == [slug] else slug

    def slugs(self, text: str, known: References) -> list[str]:
        asked = known.found.setdefault(f"names of {self.key}", {})
        if text not in asked:
            try:
                asked[text] = known.slugs_named(text, self.rows(known))
            except CellProblem:
                asked[text] = []
        return asked[text]

    def put(self, entries: RowEntries, value: Any, known: References) -> None:
        slugs = known.slugs_named(value, self.rows(known))
        if len(slugs) != 1:
            raise CellProblem(_("“%(found)s” is more than one."), found=value)
        entries.set(self.entry_name, str(self.rows(known)[slugs[0]].pk))
