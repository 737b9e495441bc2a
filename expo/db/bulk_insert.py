"""New rows of one table in few statements: what Django writes, without making an expression of each value."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models, transaction

# Values in one statement: SQLite takes 32,766.
MOST_VALUES = 20_000


def insert_all(rows: Sequence[models.Model]) -> None:
    """Insert new rows of one model and set their keys, as `bulk_create` does; all of them or none.

    Half of what that costs. For tables of plain columns; rows that these refer to have their keys. Signals are not
    sent, as there.
    """
    if not rows:
        return
    columns = [field for field in rows[0]._meta.concrete_fields if is_given(field)]
    together = MOST_VALUES // len(columns)
    with transaction.atomic(savepoint=False):
        for first in range(0, len(rows), together):
            insert_part(rows[first : first + together], columns)


def is_given(field: models.Field) -> bool:
    """Not one that the database fills in itself."""
    return not field.generated and not isinstance(field, models.AutoField)


def insert_part(rows: Sequence[models.Model], columns: Sequence[models.Field]) -> None:
    """In one statement, whose keys come in the order of the rows."""
    meta, quote = rows[0]._meta, connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in columns)
    marks = "(" + ", ".join(["%s"] * len(columns)) + ")"
    values: list[Any] = []
    for row in rows:
        values += [stored_value(row, field) for field in columns]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(meta.db_table)} ({names}) VALUES {', '.join([marks] * len(rows))} "  # noqa: S608
            f"RETURNING {quote(meta.pk.column)}",
            values,
        )
        keys = cursor.fetchall()
    for row, (key,) in zip(rows, keys, strict=True):
        row.pk = key
        state = row._state  # noqa: SLF001
        state.adding, state.db = False, connection.alias


def stored_value(row: models.Model, field: models.Field) -> Any:
    """As Django writes it; a key that is referred to is one already."""
    value = field.pre_save(row, add=True)
    if value is None or field.is_relation:
        return value
    return field.get_db_prep_save(value, connection)
