"""Rows of a query as the driver of the database gives them."""

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet


def plain_rows(rows: QuerySet) -> list[tuple]:
    """Of `values_list`: one query. Sums may be whole decimals, and what is true may be 1: of many rows, turning each
    value into what Django makes of it takes longer than the database.
    """
    try:
        sql, params = rows.query.get_compiler(rows.db).as_sql()
    except EmptyResultSet:
        return []
    with connections[rows.db].cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()
