"""Gathers the texts of the interface into the .po file and compiles it."""

from typing import Any

from django.core.management.base import BaseCommand

from expo import texts


class Command(BaseCommand):
    help = "Bring the Chinese translations up to date with the texts in the code and the templates, and compile them."
    requires_system_checks = []

    def handle(self, **options: Any) -> None:
        tally = texts.update()
        texts.compile_all()
        self.stdout.write(
            f"{texts.po_file().relative_to(texts.ROOT)}: {tally.texts} texts, "
            f"{tally.untranslated} untranslated, {tally.obsolete} obsolete."
        )
