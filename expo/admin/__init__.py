"""Data entry for the expo itself, by topic."""

from expo.admin import accounts, edition, exhibition, facts, organisations, people

__all__ = ["accounts", "edition", "exhibition", "facts", "organisations", "people"]
