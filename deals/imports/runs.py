"""A file's way: looked at, imported, undone. Each step can be taken again, and a cut one goes on where it was cut."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import Permission, User
from django.db import transaction
from django.utils import timezone

from deals.imports import reports, writing
from deals.imports.reading import Mapping, Read
from deals.models import ImportRun
from deals.models.imports import RunState
from expo.models import Edition

SYSTEM = "import"


def importer() -> User:
    """Who records what a command imports: a user that nobody can log in as, so that it never verifies anything."""
    user, made = User.objects.get_or_create(username=SYSTEM, defaults={"last_name": "Import of files"})
    if made:
        user.set_unusable_password()
        user.save(update_fields=["password"])
        user.user_permissions.add(Permission.objects.get(codename="record_deal", content_type__app_label="deals"))
    return user


def looked_at(read: Read, edition: Edition, by: User) -> dict[str, Any]:
    """The report of what importing would do."""
    return reports.report(read, writing.write(read.entries, edition, by=by, run=None))


def begin(read: Read, edition: Edition, name: str, by: User) -> ImportRun:
    """The run that a file belongs to: the one that was cut, else a new one."""
    with transaction.atomic():
        run, _new = ImportRun.objects.get_or_create(
            edition=edition,
            digest=read.digest,
            state=RunState.RUNNING,
            defaults={"name": name[:200], "fingerprint": read.fingerprint, "brought_by": by},
        )
    return run


def carry_out(
    read: Read, run: ImportRun, *, by: User, progress: Callable[[int], Any] = lambda done: None
) -> dict[str, Any]:
    """Import the good rows and close the run; its file is not kept."""
    ImportRun.objects.filter(pk=run.pk).update(rows=len(read.entries), state=RunState.RUNNING)
    written = writing.write(read.entries, run.edition, by=by, run=run, progress=progress)
    report = reports.report(read, written)
    ImportRun.objects.filter(pk=run.pk).update(
        report=report, content=b"", state=RunState.DONE, done=len(read.entries), finished_at=timezone.now()
    )
    return report


def mapping_of(told: dict[str, str] | None) -> Mapping | None:
    return None if told is None else {int(column): field for column, field in told.items()}
