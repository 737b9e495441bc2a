"""The doctor on backups: there, young, successful, and provable by somebody else."""

import datetime as dt
import stat
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from expo.backup.errors import BackupError
from expo.backup.heads import read_anchors
from expo.backup.outcome import last_outcome
from expo.backup.retention import archive_moment, list_archives
from expo.doctor.faults import Fault

OLDEST = dt.timedelta(hours=26)


def archives() -> Iterator[Fault]:
    run = "Run python3 manage.py backup, and let a timer run it (deploy/systemd/expo-backup.timer)."
    outcome, there = last_outcome(), list_archives(settings.BACKUP_DIR)
    if outcome and outcome.error:
        yield Fault("backup-failed", f"The last backup failed: {outcome.error}", "Mend what it says, then back up.")
    if not there:
        yield Fault("backup-missing", f"There is no backup in {settings.BACKUP_DIR}.", run)
    elif timezone.now() - archive_moment(there[-1]) > OLDEST:
        yield Fault("backup-old", f"The newest backup is {there[-1].name}, more than a day old.", run)


def anchors() -> Iterator[Fault]:
    there = list_archives(settings.BACKUP_DIR)
    if settings.BACKUP_HEADS.resolve().parent == settings.BACKUP_DIR.resolve():
        said = "The log's heads lie beside the backups: whoever changes one changes both."
        yield Fault(
            "heads-beside", said, "Let BACKUP_HEADS lie on another machine, or a mount that is only appended to."
        )
    if not there:
        return
    try:
        known = {anchor.archive for anchor in read_anchors(settings.BACKUP_HEADS)}
    except BackupError as error:
        yield Fault("heads-unreadable", str(error), "Find out who changed it; then begin a new file.")
        return
    if there[-1].name not in known:
        said = f"The head of {there[-1].name} was not written down."
        yield Fault(
            "heads-missing", said, "Run python3 manage.py backup, and look whether BACKUP_HEADS can be written."
        )


def secrecy() -> Iterator[Fault]:
    folder = settings.BACKUP_DIR
    if folder.exists() and folder.stat().st_mode & (stat.S_IROTH | stat.S_IXOTH):
        said = f"Everybody on this machine can read the backups in {folder}."
        yield Fault("backup-readable", said, f"chmod o-rwx {folder}")
    if not settings.BACKUP_PASSPHRASE_FILE:
        return
    passphrase = Path(settings.BACKUP_PASSPHRASE_FILE)
    if not passphrase.is_file():
        said = f"There is no file {passphrase}, which BACKUP_PASSPHRASE_FILE names: no backup can be made."
        yield Fault("passphrase-missing", said, "Put it there again, from where you keep it.")
    elif passphrase.stat().st_mode & stat.S_IROTH:
        yield Fault(
            "passphrase-readable", f"Everybody on this machine can read {passphrase}.", f"chmod o-rwx {passphrase}"
        )


CHECKS = [archives, anchors, secrecy]
