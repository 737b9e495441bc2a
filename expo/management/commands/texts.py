"""Gathers the texts of the interface into the .po file and compiles it."""

from typing import Any

from django.core.management.base import BaseCommand

from expo.i18n import po_files


class Command(BaseCommand):
    help = "Bring the Chinese translations up to date with the texts in the code and the templates, and compile them."
    requires_system_checks = []

    def handle(self, **options: Any) -> None:
        tally = po_files.update_catalogue()
        po_files.compile_all()
        self.stdout.write(
            f"{po_files.po_file().relative_to(po_files.ROOT)}: {tally.texts} texts, "
            f"{tally.untranslated} untranslated, {tally.obsolete} obsolete."
        )
