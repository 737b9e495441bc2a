"""The stored rows that a list means: regions, halls, stands, organisations, and the links between rows."""
