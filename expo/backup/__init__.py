"""Backups: one archive with the database, its files and a signed list of both; restored, and tried out regularly."""
