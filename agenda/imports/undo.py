"""Taking an import of a programme back: what nobody has touched since is as before, the rest stays and is named."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.contrib.auth.models import User
from django.db.models import Model
from django.utils import timezone

from agenda.imports.save import written_days
from agenda.imports.trail import parts_of_row, rows_with_parts
from agenda.models import ImportedPerson, ImportedSession, Room, Session, SessionRole, bounds
from expo.db.columns import find_column, related_model
from expo.imports.written_rows import digest_with_parts, keys_depended_on
from expo.models import Edition, ImportedFile, Person
from expo.recovery.deletions import row_batches
from expo.recovery.snapshots import (
    Snapshot,
    column_value,
    every_row,
    find_model,
    rebuild_row,
    snapshot_of,
    stored_fields,
)

# Why a row is left as the import wrote it, or as somebody left it since.
TOUCHED, NEEDED, DELETED, NOT_ALLOWED = "touched", "needed", "deleted", "not_allowed"
Entry = dict[str, Any]


@dataclass
class UndoneProgramme:
    """How many sessions are as before; and each row that stays, as its name with the reason."""

    sessions: int = 0
    left: list[tuple[str, str]] = field(default_factory=list)


def undo_programme(run: ImportedFile, by: User) -> UndoneProgramme:
    """Take back what the run wrote, the last first, in the transaction of whoever calls."""
    edition = Edition.objects.select_for_update().get(pk=run.edition_id)
    entries: dict[type[Model], list[Entry]] = defaultdict(list)
    for entry in run.trail:
        if model := find_model(entry["model"]):
            entries[model].append(entry)
    undone = UndoneProgramme()
    take_back_sessions(entries[Session], undone)
    unlearn_values(entries[ImportedSession])
    forget_keys(entries[ImportedPerson], edition)
    for model in (Person, Room):
        delete_unneeded(model, entries[model], undone)
    for entry in entries[Edition]:
        narrow_edition(edition, entry, by, undone)
    return undone


def take_back_sessions(entries: list[Entry], undone: UndoneProgramme) -> None:
    same = untouched_rows(Session, entries, undone)
    new = {key: session for key, (session, entry) in same.items() if entry["before"] is None}
    needed = keys_depended_on(Session, set(new), apart_from=(SessionRole, ImportedSession))
    for key in sorted(needed):
        undone.left.append((str(new[key]), NEEDED))
    gone = set(new) - needed
    for batch in row_batches(Session, gone):
        ImportedSession.objects.filter(session__in=batch).delete()
        batch.delete()
    undone.sessions += len(gone)
    for key, (session, entry) in same.items():
        if key not in new:
            restore_session(session, entry["before"], undone)


# A kind of row that an import writes.
Row = TypeVar("Row", bound=Model)


def untouched_rows(model: type[Row], entries: list[Entry], undone: UndoneProgramme) -> dict[int, tuple[Row, Entry]]:
    """The rows, locked, that are as the import left them, with their entries; what was deleted since is passed over."""
    noted = {entry["pk"]: entry for entry in entries}
    found = {}
    for batch in row_batches(model, noted):
        for row in rows_with_parts(batch.select_for_update(of=("self",))):
            if digest_with_parts(row, parts_of_row(row)) == noted[row.pk]["digest"]:
                found[row.pk] = (row, noted[row.pk])
            else:
                undone.left.append((str(row), TOUCHED))
    return found


def restore_session(session: Session, before: dict[str, Any], undone: UndoneProgramme) -> None:
    """Columns, roles and what the file had said become what they were."""
    if points_at_deleted(Session, [before["columns"]]) or points_at_deleted(SessionRole, before.get("roles", [])):
        undone.left.append((str(session), DELETED))
        return
    ImportedSession.objects.filter(pk=before["known"]).update(values=before["values"])
    if not before["columns"] and "roles" not in before:
        # Earlier versions noted these sessions too, of which nothing was written.
        return
    fields = {column.attname: column for column in stored_fields(Session)}
    columns = {name: column_value(fields[name], value) for name, value in before["columns"].items()}
    Session.objects.filter(pk=session.pk).update(**columns, changed_at=timezone.now())
    if "roles" in before:
        restore_roles(session, before["roles"])
    undone.sessions += 1


def points_at_deleted(model: type[Model], snapshots: list[Snapshot]) -> bool:
    """Whether these rows, or the columns of them that are told, need a row that there is no more."""
    for pointer in stored_fields(model):
        keys = {each.get(pointer.attname) for each in snapshots} - {None}
        if pointer.is_relation and every_row(related_model(pointer)).filter(pk__in=keys).count() < len(keys):
            return True
    return False


def restore_roles(session: Session, before: list[dict[str, Any]]) -> None:
    """Nobody has touched them since, so what is there now is what the import made of these."""
    roles = [rebuild_row(SessionRole, each) for each in before]
    session.roles.exclude(pk__in=[role.pk for role in roles]).delete()
    now = {role.pk: snapshot_of(role) for role in session.roles.all()}
    for role, was in zip(roles, before, strict=True):
        if now.get(role.pk) != was:
            role.save(force_insert=role.pk not in now)


def unlearn_values(entries: list[Entry]) -> None:
    """What the file said of sessions that stayed as they were is what it said before, unless it came again since."""
    same = untouched_rows(ImportedSession, entries, UndoneProgramme())
    for row, entry in same.values():
        row.values = entry["before"]["values"]
    ImportedSession.objects.bulk_update([row for row, _entry in same.values()], ["values"], batch_size=200)


def forget_keys(entries: list[Entry], edition: Edition) -> None:
    """The keys of people that this run learnt; not of those who still speak in what is left of its source."""
    needed = set(named_keys(edition))
    for batch in row_batches(ImportedPerson, [entry["pk"] for entry in entries]):
        unneeded = [row.pk for row in batch if (row.source, row.key) not in needed]
        ImportedPerson.objects.filter(pk__in=unneeded).delete()


def named_keys(edition: Edition) -> Iterator[tuple[str, str]]:
    """By source, the keys of the people whom the edition's imported sessions name."""
    rows = ImportedSession.objects.filter(edition=edition).values_list("source", "values")
    for source, values in rows:
        for key in values.get("people", []):
            yield source, key


def delete_unneeded(model: type[Model], entries: list[Entry], undone: UndoneProgramme) -> None:
    same = untouched_rows(model, entries, undone)
    needed = keys_depended_on(model, set(same))
    for key in sorted(needed):
        undone.left.append((str(same[key][0]), NEEDED))
    for batch in row_batches(model, set(same) - needed):
        batch.delete()


def narrow_edition(edition: Edition, entry: Entry, by: User, undone: UndoneProgramme) -> None:
    """To the days it had, where they are still those of the import and all that has a day lies within the former."""
    before, now = entry["before"], written_days(edition.starts_on, edition.ends_on)
    if now == before:
        return
    for name, day in before.items():
        setattr(edition, name, find_column(Edition, name).to_python(day))
    # Earlier versions did not note to which days they widened it.
    if now != entry.get("to"):
        undone.left.append((str(edition), TOUCHED))
    elif not by.has_perm("expo.change_edition"):
        undone.left.append((str(edition), NOT_ALLOWED))
    elif has_rows_outside(edition):
        undone.left.append((str(edition), NEEDED))
    else:
        edition.save(update_fields=list(before))


def has_rows_outside(edition: Edition) -> bool:
    """Whether anything does not lie within the days that are set on the edition, saved or not."""
    outside = edition.sessions.filter(bounds.is_outside_edition(edition))
    return outside.exists() or edition.opening_hours.filter(bounds.is_on_other_day(edition)).exists()
