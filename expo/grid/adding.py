"""A new row of a grid, made once however often it is sent; with the rows of other models that it is partly of."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from expo.grid.admin_saves import admin_request
from expo.grid.columns import GridColumn
from expo.grid.entries import RowEntries, new_entries
from expo.grid.saving import RowAnswer, RowSave, TypedCell
from expo.models import SentForm

Cells = dict[GridColumn, TypedCell]


class RowAdd(RowSave):
    """One row of a grid while it is made, in one transaction."""

    def add(self, key: str, typed: dict[str, TypedCell]) -> RowAnswer:
        """Of a key that has made a row already, what is typed goes into that one. `key`: a UUID."""
        # The same key sent to another grid is another row's.
        key = str(uuid.uuid5(uuid.UUID(key), f"{self.edition.slug}/{self.kind.slug}"))
        made = SentForm.objects.filter(key=key).exclude(made="").first()
        if made is not None:
            return self.save(int(made.made), typed)
        with transaction.atomic():
            self.known = self.kind.known(self.edition, self.user)
            pk = self.make_row(key, self.new_cells(typed))
            if pk is None:
                self.take_back()
        if pk is not None:
            self.show(pk)
        return self.answer

    def new_cells(self, typed: dict[str, TypedCell]) -> Cells:
        """Those that say something; the form has its own beginnings for the others."""
        cells = {}
        for column in self.columns:
            cell = typed.get(column.key)
            if cell is not None and cell.text.strip():
                cells[column] = cell
        return cells

    def make_row(self, key: str, cells: Cells) -> int | None:
        """The key of the row in the database; None where something is refused."""
        entries = new_entries(self.kind.admin, admin_request(self.request, self.edition.slug), key)
        own = cells_of_part(cells, "")
        if not self.fill(entries, own):
            return None
        for part in self.kind.made_parts:
            if not self.make_part(part, entries, key, cells_of_part(cells, part)):
                return None
        saved = self.send("", entries, own or cells)
        return saved.made.pk if saved and saved.made else None

    def make_part(self, part: str, entries: RowEntries, key: str, cells: Cells) -> bool:
        """The row of another model that the new one leads to, unless it is one that is named. Whether there is one."""
        if entries.get(part):
            for column in cells:
                self.answer.refused[column.key] = _(
                    "The row names somebody entered before: change that once it is made."
                )
            return not cells
        self.ask_of_namesakes(cells)
        theirs = new_entries(
            self.kind.admin_of(part),
            admin_request(self.request, self.edition.slug),
            str(uuid.uuid5(uuid.UUID(key), part)),
        )
        saved = self.send(part, theirs, cells) if self.fill(theirs, cells) else None
        if saved is None or saved.made is None:
            return False
        entries.set(part, str(saved.made.pk))
        return True

    def ask_of_namesakes(self, cells: Cells) -> None:
        """Whether a name that is known means somebody else."""
        for column, cell in cells.items():
            known = self.kind.namesakes(column, cell.text, self.known)
            if known and not cell.kept:
                said = _("Known already: %(names)s. Name them in the first column, or say that this is somebody else.")
                self.answer.refused[column.key] = said % {"names": "; ".join(known)}
                self.answer.asked.append(column.key)


def cells_of_part(cells: Cells, part: str) -> Cells:
    return {column: cell for column, cell in cells.items() if column.part == part}
