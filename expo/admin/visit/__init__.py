"""Data entry for what visitors need to know."""
