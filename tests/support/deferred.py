"""What PostgreSQL checks no sooner than at a commit."""

from django.db import connection


def check_constraints_now() -> None:
    """Once, after rows that many tests share; or each test above them would check all of these at its end."""
    if connection.vendor == "postgresql":
        connection.check_constraints()
