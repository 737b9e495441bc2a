"""What an import of a programme wrote, noted while it does: the edition's days, rooms, people, sessions."""

from typing import Any

from django.db.models import Model

from agenda.imports.merging import WRITTEN, SessionMerge
from agenda.models import ImportedSession, Session
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
        columns = {Session._meta.get_field(name).attname for name in WRITTEN}
        before = {
            "columns": {name: old[name] for name in sorted(columns) if old[name] != new[name]},
            "known": known.pk,
            "values": known.values,
        }
        if any(change.field == "people" for change in merge.changed):
            before["roles"] = [snapshot_of(role) for role in merge.session.roles.all()]
        row = merge.session if before["columns"] or "roles" in before else known
        self.add_new(row)
        self.before[type(row), row.pk] = before

    def entries(self) -> list[dict[str, Any]]:
        """For the run, as JSON holds them, each row as it stands in the database now."""
        entries = []
        for model, keys in self.keys.items():
            for batch in row_batches(model, keys):
                for row in batch.prefetch_related("roles") if model is Session else batch:
                    parts = row.roles.all() if model is Session else ()
                    entry = written_entry(row, parts, self.before.get((model, row.pk)))
                    entries.append(entry | {"to": self.to} if model is Edition else entry)
        return entries
