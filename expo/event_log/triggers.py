"""Triggers by which both databases themselves refuse to change or remove what is to stay as it is written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.module_loading import import_string

REFUSAL = "The log is append-only."


@dataclass(frozen=True)
class AppendOnlyTables:
    """The tables of an app to which rows are only ever added.

    `conditions`: by table, which of its rows stay as they are, in SQL over OLD; "" means all of them.
    """

    app: str
    conditions: Mapping[str, str]

    def drop_triggers(self, connection: BaseDatabaseWrapper) -> None:
        """Take the triggers away: only for emptying a test database."""
        for table in self.existing_tables(connection):
            run_statements(connection, self.drop_statements(connection.vendor, table))

    def create_triggers(self, connection: BaseDatabaseWrapper) -> None:
        self.drop_triggers(connection)
        if connection.vendor == "postgresql":
            run_statements(connection, [self.refuse_function])
        for table in self.existing_tables(connection):
            run_statements(connection, self.create_statements(connection.vendor, table))

    @property
    def refuse_function(self) -> str:
        return (
            f"CREATE OR REPLACE FUNCTION {self.app}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$"
        )

    def existing_tables(self, connection: BaseDatabaseWrapper) -> list[str]:
        """Those of the tables that are there: not all of them are, in the middle of the migrations."""
        there = set(connection.introspection.table_names())
        return [table for table in self.conditions if table in there]

    def drop_statements(self, vendor: str, table: str) -> Iterator[str]:
        where = ""
        if vendor == "postgresql":
            where = f" ON {table}"
        for name in trigger_names(vendor, table):
            yield f"DROP TRIGGER IF EXISTS {name}{where}"

    def create_statements(self, vendor: str, table: str) -> Iterator[str]:
        stays, removed = trigger_names(vendor, table)
        only = ""
        if self.conditions[table]:
            only = f" WHEN ({self.conditions[table]})"
        if vendor == "postgresql":
            refuse = f"EXECUTE FUNCTION {self.app}_refuse()"
            yield f"CREATE TRIGGER {stays} BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW{only} {refuse}"
            yield f"CREATE TRIGGER {removed} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}"
        else:
            refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            yield f"CREATE TRIGGER {stays} BEFORE UPDATE ON {table}{only} {refuse}"
            yield f"CREATE TRIGGER {removed} BEFORE DELETE ON {table}{only} {refuse}"


def known_tables() -> list[AppendOnlyTables]:
    """Those of all the apps."""
    return [import_string(path) for path in settings.EXPO_APPEND_ONLY]


def trigger_names(vendor: str, table: str) -> tuple[str, str]:
    """The two triggers of a table: SQLite has none against emptying it, PostgreSQL one for change and removal."""
    never = "removed"
    if vendor == "postgresql":
        never = "truncated"
    return f"{table}_stays", f"{table}_is_never_{never}"


def run_statements(connection: BaseDatabaseWrapper, statements: Iterator[str] | list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
