"""Lets go for good of what was deleted, and of steps taken on many rows, more than a year ago."""

from typing import Any

from django.core.management.base import BaseCommand

from expo.recovery.retention import forget_old_steps


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        gone = forget_old_steps()
        self.stdout.write(f"Steps let go: {gone.steps}. Versions of rows that are gone: {gone.versions}.")
