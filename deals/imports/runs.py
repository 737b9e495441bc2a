"""What an import of deals does at each step of a run: the report before it, the recording, the way back."""

from collections.abc import Generator
from typing import Any

from django.contrib.auth.models import Permission, User
from django.db import transaction

from deals.imports import reports, save
from deals.imports.save import ImportOutcome
from deals.imports.sheets.reading import FileReading
from deals.ledger import bulk_recording
from deals.models import ImportedRow
from expo.models import Edition, ImportedFile

SYSTEM = "import"


@transaction.atomic
def import_user() -> User:
    """Who records what a command imports: a user that nobody can log in as, so that it never verifies anything."""
    user, made = User.objects.get_or_create(username=SYSTEM, defaults={"last_name": "Import of files"})
    if made:
        user.set_unusable_password()
        user.save(update_fields=["password"])
        user.user_permissions.add(Permission.objects.get(codename="record_deal", content_type__app_label="deals"))
    return user


def preview_import(read: FileReading, edition: Edition) -> dict[str, Any]:
    """The report of what importing would do."""
    done = ImportOutcome()
    for _taken in save.record_entries(read.entries, edition, by=None, run=None, done=done):
        pass
    return reports.import_report(read, done)


def record_file(read: FileReading, run: ImportedFile, *, by: User) -> Generator[int, None, dict[str, Any]]:
    """Record the good rows, yielding how many are taken; returns the report of it."""
    done = ImportOutcome()
    yield from save.record_entries(read.entries, run.edition, by=by, run=run, done=done)
    return reports.import_report(read, done)


def withdraw_rows(run: ImportedFile, *, by: User) -> tuple[int, int]:
    """Withdraw what the run recorded and nobody has verified; how many, and how many stay."""
    rows = ImportedRow.objects.filter(run=run, undone=False).select_related("deal__edition")
    with transaction.atomic():
        deals = [row.deal for row in rows]
        gone = bulk_recording.withdraw_unverified(deals, by=by, reason=f"Import of {run.name} undone")
        rows.filter(deal__in=gone).update(undone=True)
    return len(gone), rows.count()
