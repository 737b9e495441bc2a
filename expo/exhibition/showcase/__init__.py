"""Reads and rules of what the expo shows and tells."""
