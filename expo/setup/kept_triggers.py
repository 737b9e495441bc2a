"""The triggers of a database before it is migrated, put back where that fails: content is still written meanwhile."""

from typing import NamedTuple

from django.db import DatabaseError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from expo.search_index import notes
from expo.versions import triggers
from expo.versions.tables import MARKS

STATEMENTS = {
    "sqlite": "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname, tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger"
    " WHERE tgenabled <> 'D' AND NOT tgisinternal",
}


class Standing(NamedTuple):
    """`statements`: by a trigger's name and table, what makes it; `contents`: those that have marks."""

    statements: dict[tuple[str, str], str]
    contents: set[str]


def read_standing(connection: BaseDatabaseWrapper) -> Standing:
    contents = set()
    with connection.cursor() as cursor:
        cursor.execute(STATEMENTS[connection.vendor])
        statements = {(name, table): sql for name, table, sql in cursor.fetchall()}
        if MARKS in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT content FROM {MARKS}")  # noqa: S608
            contents = {content for (content,) in cursor.fetchall()}
    return Standing(statements, contents)


def put_back(connection: BaseDatabaseWrapper, before: Standing) -> list[str]:
    """All that stood before and is gone, as it was: the code that is running knows no other.

    What was written without them is made good: the index of the search is due, and each content has another mark.
    Returns the names of those that no longer fit their table; then no content is marked, and nothing is kept warm.
    """
    connection.close_if_unusable_or_obsolete()
    gone = before.statements.keys() - read_standing(connection).statements.keys()
    left = [name for name, table in sorted(gone) if not is_made(connection, before.statements[name, table])]
    if gone and not left and before.contents:
        triggers.draw_marks(connection, before.contents)
    if any(name.startswith(f"{table}_notes_") for name, table in gone):
        notes.note_everything(connection)
    return left


def is_made(connection: BaseDatabaseWrapper, statement: str) -> bool:
    """However long others hold the table: they may be why the migration failed, and only writers are waited for."""
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            if triggers.is_postgresql(connection):
                cursor.execute("SET LOCAL lock_timeout = 0")
            cursor.execute(statement)
    except DatabaseError:
        return False
    return True
