"""Pages of what visitors need."""
