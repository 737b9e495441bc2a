"""Data entry of contests: what they are, who enters and who judges. What is frozen is the contest desk's."""

from agenda.admin.contests import awards, contests, entries, juries

__all__ = ["awards", "contests", "entries", "juries"]
