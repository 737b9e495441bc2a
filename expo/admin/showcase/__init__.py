"""Data entry of what the expo shows and tells."""
