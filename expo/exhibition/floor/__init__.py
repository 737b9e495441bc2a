"""The plans of halls: read, drawn for the public, changed by staff, checked, and walked through."""
