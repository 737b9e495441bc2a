"""One thing that a list speaks of, in one line or several: what it says, what is stored, what an earlier list said."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from expo.db.columns import find_column
from expo.imports.lists.fields import LinkColumn, ListColumn
from expo.imports.lists.lookups.references import References
from expo.imports.lists.problems import CellProblem
from expo.models import ListedRow
from expo.recovery.snapshots import plain_value

if TYPE_CHECKING:
    from expo.imports.lists.reading import ListedLine

NEW, CHANGED, UNCHANGED = "new", "changed", "unchanged"


@dataclass
class ListItem:
    """`rows`: by model those that are stored, or new and unsaved; `key`: what reports call it.

    `changed`, `kept`: by field the old and the new value, and the stored one with that of the file. `before`: by model
    the columns of stored rows as they were; `links`: by field what the row shall be linked with; `shared`: stands
    of which somebody said that others have them too.
    """

    rows: dict[type[Model], Model]
    key: str = ""
    lines: list["ListedLine"] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    said_by: dict[str, int] = field(default_factory=dict)
    remembered: ListedRow | None = None
    taken: dict[str, Any] = field(default_factory=dict)
    changed: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    kept: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    before: dict[type[Model], dict[str, Any]] = field(default_factory=dict)
    links: dict[str, Any] = field(default_factory=dict)
    shared: set[str] = field(default_factory=set)
    is_new: bool = False

    @property
    def change(self) -> str:
        if self.is_new:
            return NEW
        if self.changed:
            return CHANGED
        return UNCHANGED

    def add(self, line: "ListedLine", fields: tuple[ListColumn, ...]) -> bool:
        """Take what a further line says; False, and nothing is taken, where it says otherwise than one before it."""
        for each in fields:
            value, before = line.values.get(each.key), self.values.get(each.key)
            if value is None or before is None or value == before or isinstance(each, LinkColumn) or each.names:
                continue
            problem = CellProblem(_("Row %(row)s says otherwise of the same."), row=self.said_by[each.key])
            line.doubt(each.key, problem, private=each.private)
        if line.problems:
            return False
        for each in fields:
            if each.key in line.values:
                self.take_value(each, line)
        self.lines.append(line)
        return True

    def take_value(self, each: ListColumn, line: "ListedLine") -> None:
        value = line.values[each.key]
        if each.key not in self.values:
            self.values[each.key], self.said_by[each.key] = value, line.number
        elif isinstance(each, LinkColumn):
            self.values[each.key] = each.combine(self.values[each.key], value)

    def compare(self, fields: tuple[ListColumn, ...], known: References) -> None:
        """Hold what the lines say against the rows, and set what is to change on them, unsaved."""
        if self.remembered:
            self.taken = dict(self.remembered.values)
        for each in fields:
            if each.key in self.values:
                self.compare_field(each, self.values[each.key], known)
            elif not self.is_by_hand(each):
                self.taken.setdefault(each.key, self.unsaid_value(each, known))
        # Nobody asks for them any more, and long lists have many.
        self.values.clear()
        self.said_by.clear()

    def is_by_hand(self, each: ListColumn) -> bool:
        """Whether the field of a stored row is one that stays, and no list has filled it."""
        return each.stays and self.rows[each.model].pk is not None and each.key not in self.taken

    def unsaid_value(self, each: ListColumn, known: References) -> Any:
        """What the row holds of a field that the list is silent about, so that a change of it by hand is told later."""
        row = self.rows[each.model]
        if isinstance(each, LinkColumn) and row.pk is None:
            return []
        return each.stored(row, known)

    def compare_field(self, each: ListColumn, value: Any, known: References) -> None:
        row = self.rows[each.model]
        if row.pk is None:
            self.taken[each.key] = value
            self.set_value(each, None, value, known)
            return
        stored, before = each.stored(row, known), self.taken.get(each.key)
        if stored == value and self.is_by_hand(each):
            return
        if stored == value:
            self.taken[each.key] = value
        elif before is None and each.names and not each.is_empty(stored):
            # The row was found by another of its names, and keeps its own.
            self.kept[each.key] = (stored, value)
        elif before is None:
            self.taken[each.key] = value
            self.set_value(each, stored, each.combine(stored, value), known)
        elif value != before and stored == before:
            self.taken[each.key] = value
            self.set_value(each, stored, value, known)
        else:
            # Somebody has changed it here since.
            self.kept[each.key] = (stored, value)

    def set_value(self, each: ListColumn, old: Any, new: Any, known: References) -> None:
        row = self.rows[each.model]
        if old == new and row.pk is not None:
            return
        if not each.is_empty(new):
            self.changed[each.key] = (old, new)
        if isinstance(each, LinkColumn):
            self.links[each.key] = new
            return
        if row.pk is not None:
            self.note_before(each, row)
        each.assign(row, new, known)

    def note_before(self, each: ListColumn, row: Model) -> None:
        noted = self.before.setdefault(each.model, {})
        for name in each.columns():
            column = find_column(row, name)
            # What several fields write is as it was before the first of them.
            noted.setdefault(column.attname, plain_value(row, column))
