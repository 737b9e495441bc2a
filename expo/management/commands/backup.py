"""`manage.py backup`: everything in one archive, and the log's head written elsewhere."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from expo.backup.archive import write_archive
from expo.backup.errors import BackupError
from expo.backup.heads import append_anchor
from expo.backup.outcome import note_outcome
from expo.backup.retention import list_archives, outdated_archives
from expo.backup.settings import passphrase_file
from expo.backup.stored_files import require_all_files


class Command(BaseCommand):
    help = "Writes database and files into one archive in BACKUP_DIR, and lets old archives go by a rule."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            path, contents = write_archive(settings.BACKUP_DIR, passphrase_file())
            append_anchor(settings.BACKUP_HEADS, path, contents)
            remove_outdated_archives()
            require_all_files()
        except (BackupError, OSError) as error:
            note_outcome(str(error))
            raise CommandError(f"The backup failed: {error}") from error
        note_outcome("")
        self.stdout.write(f"{path}: {len(contents.parts)} parts, {path.stat().st_size:,} bytes")
        self.stdout.write(json.dumps(contents.heads, sort_keys=True))


def remove_outdated_archives() -> None:
    """Once a newer one stands, whatever else is wrong: a disk that fills up would end all backups."""
    for outdated in outdated_archives(list_archives(settings.BACKUP_DIR), timezone.now()):
        outdated.unlink()
