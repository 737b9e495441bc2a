"""A file's way: looked at, imported, undone. Each step can be taken again, and a cut one goes on where it was cut."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission, User
from django.db import IntegrityError, transaction
from django.utils import timezone

from deals.imports import reports, save
from deals.imports.save import ImportOutcome
from deals.imports.sheets.reading import FileReading
from deals.ledger import bulk_recording
from deals.models import ImportedRow, ImportRun
from deals.models.imports import RunState
from expo.models import Edition

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


def begin_run(read: FileReading, edition: Edition, name: str, by: User) -> ImportRun:
    """The run that a file belongs to: the one that imported it or was cut, else a new one."""
    same = ImportRun.objects.filter(edition=edition, digest=read.digest, state__in=[RunState.RUNNING, RunState.DONE])
    return same.first() or ImportRun.objects.create(
        edition=edition,
        digest=read.digest,
        state=RunState.RUNNING,
        name=name[:200],
        fingerprint=read.fingerprint,
        brought_by=by,
    )


def claim_run(run: ImportRun) -> ImportRun:
    """The run to carry out: this one; or the one of the same file that is under way or was cut, which goes on."""
    try:
        with transaction.atomic():
            ImportRun.objects.filter(pk=run.pk).update(state=RunState.RUNNING)
    except IntegrityError:
        same = ImportRun.objects.filter(edition=run.edition, digest=run.digest, state=RunState.RUNNING)
        begun = same.first() or run
        if not begun.content:
            # The command keeps none.
            begun.content, begun.mapping, begun.report = run.content, run.mapping, run.report
            begun.save(update_fields=["content", "mapping", "report"])
        return begun
    return run


def carry_out_run(read: FileReading, run: ImportRun, *, by: User) -> Iterator[int]:
    """Import the good rows, yielding how many are taken, and close the run with its report; its file is not kept."""
    done = ImportOutcome()
    ImportRun.objects.filter(pk=run.pk).update(rows=len(read.entries), state=RunState.RUNNING)
    yield from save.record_entries(read.entries, run.edition, by=by, run=run, done=done)
    run.report, run.content, run.state = reports.import_report(read, done), b"", RunState.DONE
    run.rows = run.done = len(read.entries)
    run.finished_at = timezone.now()
    run.save(update_fields=["report", "content", "state", "rows", "done", "finished_at"])


def undo_run(run: ImportRun, *, by: User) -> tuple[int, list[str]]:
    """Withdraw what the run recorded and nobody has verified; how many, and the numbers of those that stay."""
    rows = ImportedRow.objects.filter(run=run, undone=False).select_related("deal__edition")
    with transaction.atomic():
        gone = bulk_recording.withdraw_unverified(
            [row.deal for row in rows], by=by, reason=f"Import of {run.name} undone"
        )
        rows.filter(deal__in=gone).update(undone=True)
        ImportRun.objects.filter(pk=run.pk).update(state=RunState.UNDONE, content=b"")
    return len(gone), [row.deal.number for row in rows.filter(undone=False).select_related("deal__edition")]
