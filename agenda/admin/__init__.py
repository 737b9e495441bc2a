"""Data entry for the agenda, by topic."""

from agenda.admin import contests, sessions, venue

__all__ = ["contests", "sessions", "venue"]
