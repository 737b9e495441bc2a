"""The desk of those who plan the agenda."""
