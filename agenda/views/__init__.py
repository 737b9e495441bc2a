"""The public pages of the agenda, its files and feeds, by topic."""
