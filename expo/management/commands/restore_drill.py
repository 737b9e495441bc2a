"""`manage.py restore_drill`: proves that a backup can be restored, by restoring it somewhere else."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from expo.backup.drill import drill, newest_archive
from expo.backup.errors import BackupError


class Command(BaseCommand):
    help = "Restores the newest backup, or the one named, into a scratch place, and holds it against the log's head."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archive", type=Path, nargs="?", help="an archive that `backup` wrote; else the newest")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            archive = options["archive"] or newest_archive()
            for line in drill(archive):
                self.stdout.write(line)
        except BackupError as error:
            raise CommandError(f"The drill failed: {error}") from error
        self.stdout.write(f"{archive.name} can be restored.")
