"""Data entry for the expo itself, by topic."""

from expo.admin import accounts, edition, exhibition, facts, organisations, people
from expo.admin.bulk import deleted_rows, operations
from expo.admin.showcase import exhibits, launches

__all__ = [
    "accounts",
    "deleted_rows",
    "edition",
    "exhibition",
    "exhibits",
    "facts",
    "launches",
    "operations",
    "organisations",
    "people",
]
