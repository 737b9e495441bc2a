"""Data entry for the expo itself, by topic."""

from expo.admin import edition, exhibition, facts, organisations, people

__all__ = ["edition", "exhibition", "facts", "organisations", "people"]
