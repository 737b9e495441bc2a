"""Data entry for the expo itself, by topic."""

from expo.admin import accounts, deleted, edition, exhibition, facts, organisations, people, steps

__all__ = ["accounts", "deleted", "edition", "exhibition", "facts", "organisations", "people", "steps"]
