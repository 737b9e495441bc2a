"""New rows of one table in few statements: what Django writes, without making an expression of each value."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

from django.db import connection, models, transaction

from expo.db.text_fields import Printable

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
    by_column = [stored_values(rows, field) for field in columns]
    values = list(chain.from_iterable(zip(*by_column, strict=True)))
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


def stored_values(rows: Sequence[models.Model], field: models.Field) -> list[Any]:
    """Those of one column, as Django writes them; a key that is referred to is one already."""
    values: list[Any] = []
    lines = isinstance(field, Printable)
    for row in rows:
        value = getattr(row, field.attname)
        # What Django would ask of it four times over.
        if not (lines and type(value) is str and value.isprintable()):
            value = stored_value(row, field)
        values.append(value)
    return values


def stored_value(row: models.Model, field: models.Field) -> Any:
    value = field.pre_save(row, add=True)
    if value is None or field.is_relation:
        return value
    return field.get_db_prep_save(value, connection)
