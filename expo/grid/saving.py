"""Saving one row of a grid: nothing over what somebody else changed, and of a refused row nothing at all."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from expo.accounts.access import staff_member
from expo.admin.safe_save.guard import lock_rows
from expo.grid.admin_saves import AdminSave, Refusals, admin_request, labelled_refusal, send_row
from expo.grid.columns import GridColumn, plain_text
from expo.grid.entries import RowEntries, stored_entries
from expo.grid.kinds import GridKind
from expo.i18n.languages import language_question, text_digest
from expo.imports.lists.lookups.references import References
from expo.imports.lists.problems import CellProblem
from expo.models import Edition


class TypedCell(NamedTuple):
    """`base`: what stood in the cell when it was typed over; `kept`: somebody has said that it is to stay so."""

    base: str
    text: str
    kept: bool = False


@dataclass
class RowAnswer:
    """What became of a row. `cells`: what stands in all of them now, where it was found; `stale`: by cell what stands
    there in place of what was typed over; `refused`: by cell why; `asked`: those that may be kept as they are.
    """

    cells: dict[str, str] = field(default_factory=dict)
    stale: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    gone: bool = False
    name: str = ""
    pk: int | None = None

    @property
    def status(self) -> int:
        if self.gone:
            return 410
        if self.stale:
            return 409
        return 422 if self.refused else 200

    def as_dict(self) -> dict[str, Any]:
        told = {"cells": self.cells, "stale": self.stale, "refused": self.refused, "asked": self.asked}
        return told | {"said": " ".join(self.said), "name": self.name, "pk": self.pk}


class RowSave:
    """One row of a grid while it is saved, in one transaction."""

    def __init__(self, request: HttpRequest, kind: GridKind, edition: Edition) -> None:
        self.request, self.kind, self.edition = request, kind, edition
        self.user = staff_member(request)
        self.columns = kind.columns_for(self.user)
        self.answer = RowAnswer()

    def save(self, pk: int, typed: dict[str, TypedCell]) -> RowAnswer:
        with transaction.atomic():
            row = self.locked_row(pk)
            if row is None:
                self.answer.gone = True
                self.answer.said = [_("Somebody has deleted this row. What you typed is still here: copy it away.")]
                return self.answer
            self.save_parts(row, self.fresh_cells(row, typed))
            if self.answer.refused or self.answer.stale:
                self.take_back()
        self.show(pk)
        return self.answer

    def take_back(self) -> None:
        """Nothing of the row is saved, and nothing told of it but why."""
        transaction.set_rollback(True)
        self.answer.said = []

    def asked_rows(self) -> Any:
        """The rows that this person may see in data entry, of the edition."""
        asked = admin_request(self.request, self.edition.slug)
        rows = self.kind.admin.get_queryset(asked).select_related(*self.kind.joined)
        return rows.filter(**{self.kind.edition_path: self.edition})

    def locked_row(self, pk: int) -> Any:
        """The row and those beside it that its cells are of, as nobody changes them before this transaction ends."""
        lock_rows(self.kind.model._default_manager.filter(pk=pk))
        row = self.asked_rows().filter(pk=pk).first()
        for part, model in self.kind.parts.items():
            if row is not None and part:
                lock_rows(model._default_manager.filter(pk=getattr(row, f"{part}_id")))
        if row is not None and len(self.kind.parts) > 1:
            row = self.asked_rows().get(pk=pk)
        return row

    def fresh_cells(self, row: Any, typed: dict[str, TypedCell]) -> dict[GridColumn, TypedCell]:
        """Those that say something else than what is stored; what somebody else wrote there is told."""
        self.known = self.kind.known(self.edition, self.user)
        fresh = {}
        for column in self.columns:
            cell = typed.get(column.key)
            if cell is None:
                continue
            now = column.shown(row, self.known)
            if plain_text(cell.text) == now:
                continue
            if plain_text(cell.base) != now:
                if self.is_stored(column, cell, row):
                    continue
                self.answer.stale[column.key] = now
            fresh[column] = cell
        return fresh

    def is_stored(self, column: GridColumn, cell: TypedCell, row: Any) -> bool:
        """Whether the text means what stands there already, as when the answer to its first sending was lost."""
        entries = self.row_entries(column.part, row)
        if column.new_only:
            entries.leave_out(column.entry_name)
        before = entries.said()
        try:
            column.fill(entries, cell.text, self.known, cell.base)
        except CellProblem:
            return False
        if column.new_only:
            stored = column.owner(row)._meta.get_field(column.entry_name).value_from_object(column.owner(row))
            return entries.get(column.entry_name) == str(stored)
        return entries.said() == before

    def row_entries(self, part: str, row: Any) -> RowEntries:
        """The form of a part of the row, as it is stored."""
        asked = admin_request(self.request, self.edition.slug)
        return stored_entries(self.kind.admin_of(part), asked, getattr(row, part) if part else row)

    def save_parts(self, row: Any, fresh: dict[GridColumn, TypedCell]) -> None:
        if self.answer.stale:
            return
        for part in self.kind.parts:
            cells = {column: cell for column, cell in fresh.items() if column.part == part}
            if cells:
                self.save_part(part, row, cells)

    def save_part(self, part: str, row: Any, cells: dict[GridColumn, TypedCell]) -> None:
        entries = self.row_entries(part, row)
        if self.fill(entries, cells):
            self.send(part, entries, cells)

    def fill(self, entries: RowEntries, cells: dict[GridColumn, TypedCell]) -> bool:
        """Whether each cell could be read."""
        for column, cell in sorted(cells.items(), key=lambda each: each[0].reads_others):
            if not column.is_in(entries) or (column.new_only and entries.row.pk):
                self.answer.refused[column.key] = _("You may not change this.")
                continue
            try:
                column.fill(entries, cell.text, self.known, cell.base)
            except CellProblem as problem:
                self.answer.refused[column.key] = problem_sentence(problem)
            if cell.kept:
                column.keep_as_typed(entries, text_digest(cell.text))
        if not self.answer.refused:
            try:
                self.kind.settle(entries, {column.key for column in cells}, self.known)
            except CellProblem as problem:
                self.answer.refused[next(iter(cells)).key] = problem_sentence(problem)
        return not self.answer.refused

    def send(self, part: str, entries: RowEntries, cells: dict[GridColumn, TypedCell]) -> AdminSave | None:
        model_admin = self.kind.admin_of(part)
        try:
            saved = send_row(model_admin, self.request, self.edition.slug, entries)
        except PermissionDenied:
            for column in cells:
                self.answer.refused[column.key] = _("You may not change this.")
            return None
        self.answer.said += saved.said
        if saved.refused is not None:
            self.tell(part, saved.refused, cells)
        return saved

    def tell(self, part: str, refusals: Refusals, cells: dict[GridColumn, TypedCell]) -> None:
        """Each refusal at its cell; what is of no cell, at the cells that were typed."""
        rest = list(refusals.row)
        for name, sentences in refusals.fields.items():
            column = self.column_of_entry(part, name)
            if column is None:
                rest.append(labelled_refusal(self.kind.admin_of(part), name, sentences))
            else:
                self.refuse(column.key, sentences)
        for model, sentences in refusals.below.items():
            if key := self.kind.below.get(model):
                self.refuse(key, sentences)
                self.answer.asked.append(key)
            else:
                rest += sentences
        if rest or not self.answer.refused:
            for column in cells:
                if column.key not in self.answer.refused:
                    self.refuse(column.key, rest or [_("This could not be saved.")])

    def refuse(self, key: str, sentences: list[str]) -> None:
        if any(language_question(language) in sentences for language in ("en", "zh")):
            self.answer.asked.append(key)
        self.answer.refused[key] = " ".join(sentences)

    def column_of_entry(self, part: str, name: str) -> GridColumn | None:
        for column in self.columns:
            if column.part == part and column.entry_name == name:
                return column
        return None

    def show(self, pk: int) -> None:
        """What stands in the row now, whoever wrote it."""
        row = self.asked_rows().filter(pk=pk).first()
        if row is None:
            return
        known: References = self.kind.known(self.edition, self.user)
        self.answer.pk, self.answer.name = pk, self.kind.name(row)
        self.answer.cells = {column.key: column.shown(row, known) for column in self.columns}


def problem_sentence(problem: CellProblem) -> str:
    """With what is possible, where that is told."""
    said = [problem.text()]
    labels = [str(choice.label) for choice in problem.choices]
    if labels:
        said.append(_("Possible: %(labels)s.") % {"labels": "; ".join(labels[:12])})
    return " ".join(said)
