"""Adds the reference rows: regions, technology areas, groups with their permissions."""

from typing import Any

from django.core.management.base import BaseCommand

from expo.setup import reference_data


class Command(BaseCommand):
    help = "Add the regions, technology areas and groups that are missing. Safe to run at every deployment."

    def handle(self, **options: Any) -> None:
        reference_data.load_reference_rows()
        self.stdout.write("Regions, technology areas and groups are in place.")
