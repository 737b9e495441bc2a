"""What an import of a programme wrote, noted while it does: the edition's days, rooms, people, sessions."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet

from agenda.imports.merging import WRITTEN, SessionMerge
from agenda.models import ImportedSession, Session
from expo.db.columns import find_column
from expo.imports.written_rows import written_entry
from expo.models import Edition
from expo.recovery.deletions import row_batches
from expo.recovery.snapshots import snapshot_of


class Trail:
    """Keys of the rows by model, in the order in which they were written; and what the changed ones were."""

    def __init__(self) -> None:
        self.keys: dict[type[Model], list[int]] = {}
        self.before: dict[tuple[type[Model], int], dict[str, Any]] = {}
        self.to: dict[str, str] = {}

    def add_new(self, *rows: Model) -> None:
        for row in rows:
            self.keys.setdefault(type(row), []).append(row.pk)

    def add_widened(self, edition: Edition, before: dict[str, str], to: dict[str, str]) -> None:
        """From which days to which."""
        self.add_new(edition)
        self.before[Edition, edition.pk], self.to = before, to

    def add_merged(self, merge: SessionMerge, known: ImportedSession) -> None:
        """A session that is about to be written, and what its file said before. `roles`: where they change.

        Where nothing of the session changes, only what its file said is written.
        """
        old, new = snapshot_of(merge.before), snapshot_of(merge.session)
        columns = sorted(find_column(Session, name).attname for name in WRITTEN)
        before = {
            "columns": {name: old[name] for name in columns if old[name] != new[name]},
            "known": known.pk,
            "values": known.values,
        }
        if any(change.field == "people" for change in merge.changed):
            before["roles"] = [snapshot_of(role) for role in merge.session.roles.all()]
        row: Model = known
        if before["columns"] or "roles" in before:
            row = merge.session
        self.add_new(row)
        self.before[type(row), row.pk] = before

    def entries(self) -> list[dict[str, Any]]:
        """For the run, as JSON holds them, each row as it stands in the database now."""
        entries = []
        for model, keys in self.keys.items():
            for batch in row_batches(model, keys):
                for row in rows_with_parts(batch):
                    entries.append(self.entry(row))
        return entries

    def entry(self, row: Model) -> dict[str, Any]:
        entry = written_entry(row, parts_of_row(row), self.before.get((type(row), row.pk)))
        if isinstance(row, Edition):
            entry["to"] = self.to
        return entry


def rows_with_parts(rows: QuerySet) -> QuerySet:
    """The rows with the roles of sessions, which are part of these."""
    if rows.model is Session:
        return rows.prefetch_related("roles")
    return rows


def parts_of_row(row: Model) -> Iterable[Model]:
    if isinstance(row, Session):
        return row.roles.all()
    return ()
