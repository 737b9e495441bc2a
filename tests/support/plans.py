"""How a database goes about a query."""

from django.db import connection, transaction
from django.db.models import QuerySet


def plan_by_indexes(rows: QuerySet) -> str:
    """The plan of the database, line by line, where tables are as large as no test makes them: by indexes if it can."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL enable_seqscan = off")
        plan = rows.explain()
        transaction.set_rollback(connection.vendor == "postgresql")
    return plan
