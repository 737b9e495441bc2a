"""Data entry for the expo itself, by topic."""

from expo.admin import accounts, edition, exhibition, facts, organisations, people
from expo.admin.bulk import deleted_rows, operations
from expo.admin.showcase import delegations, exhibits, launches, news
from expo.admin.visit import pages

__all__ = [
    "accounts",
    "delegations",
    "deleted_rows",
    "edition",
    "exhibition",
    "exhibits",
    "facts",
    "launches",
    "news",
    "operations",
    "organisations",
    "pages",
    "people",
]
