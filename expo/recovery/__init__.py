"""Taking back what staff did: steps on many rows undone, deleted rows restored, for a year."""
