"""What PostgreSQL's planner knows of the tables."""

from django.db import connection


def analyze_tables() -> None:
    """Have the rows counted where many were written at once; by itself PostgreSQL does so only some time after.

    Until then it takes a table for empty, and joins that cost milliseconds may cost minutes. Sees the rows of an open
    transaction as well. SQLite plans by the shape of the tables alone.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
