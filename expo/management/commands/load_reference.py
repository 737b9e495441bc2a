"""Adds the reference rows: regions, technology areas, groups with their permissions."""

from typing import Any

from django.core.management.base import BaseCommand

from expo import reference


class Command(BaseCommand):
    help = "Add the regions, technology areas and groups that are missing. Safe to run at every deployment."

    def handle(self, **options: Any) -> None:
        reference.load()
        self.stdout.write("Regions, technology areas and groups are in place.")
