"""`manage.py restore FILE`: an archive into an empty place, on this machine or another."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from expo.backup.archive import restore_archive
from expo.backup.errors import BackupError
from expo.backup.settings import passphrase_file
from expo.backup.stored_files import require_all_files
from expo.search_index.upkeep import catch_up
from expo.versions.triggers import has_more_migrations


class Command(BaseCommand):
    help = "Holds an archive against its signed list, puts it into the empty place of the settings, and checks that."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archive", type=Path, help="an archive that `backup` wrote")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["archive"].is_file():
            raise CommandError(f"There is no file {options['archive']}.")
        try:
            contents = restore_archive(options["archive"], passphrase_file())
            require_all_files()
        except (BackupError, OSError) as error:
            raise CommandError(f"Not restored: {error}") from error
        for head in contents.heads.values():
            call_command("verify_ledger", head=head, stdout=self.stdout, stderr=self.stderr)
        if not has_more_migrations(connection):
            # Else the tables are not yet those of this code, and migrate makes the search index.
            catch_up()
        self.stdout.write(f"Restored as of {contents.made_at}. Run migrate if the code is newer than the backup.")
