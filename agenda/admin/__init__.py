"""Data entry for the agenda, by topic."""

from agenda.admin import sessions, venue

__all__ = ["sessions", "venue"]
