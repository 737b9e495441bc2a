"""Triggers by which both databases themselves refuse to change or remove what is to stay as it is written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.module_loading import import_string

REFUSAL = "The log is append-only."


@dataclass(frozen=True)
class AppendOnlyTables:
    """The tables of an app to which rows are only ever added.

    `conditions`: by table, which of its rows stay as they are, in SQL over OLD; "" means all of them.
    `open_columns`: by table the columns that change on such rows all the same, each while its condition over OLD holds,
    or ever where it is "". All other columns stay, those too that the table will be given later.
    """

    app: str
    conditions: Mapping[str, str]
    open_columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def drop_triggers(self, connection: BaseDatabaseWrapper) -> None:
        """Take the triggers away: only for emptying a test database."""
        for table in self.existing_tables(connection):
            run_statements(connection, self.drop_statements(connection.vendor, table))

    def create_triggers(self, connection: BaseDatabaseWrapper) -> None:
        self.drop_triggers(connection)
        if connection.vendor == "postgresql":
            run_statements(connection, [self.refuse_function])
        for table in self.existing_tables(connection):
            run_statements(connection, list(self.create_statements(connection, table)))

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

    def create_statements(self, connection: BaseDatabaseWrapper, table: str) -> Iterator[str]:
        if connection.vendor == "postgresql":
            yield from self.postgresql_statements(table)
        else:
            yield from self.sqlite_statements(connection, table)

    def postgresql_statements(self, table: str) -> Iterator[str]:
        """A function asks what changes: a condition of the trigger itself would hold its columns in the table."""
        stays, removed = trigger_names("postgresql", table)
        only, refuse = when(self.conditions[table]), f"EXECUTE FUNCTION {self.app}_refuse()"
        refuse_change = refuse
        if table in self.open_columns:
            yield change_function(table, self.open_columns[table])
            refuse_change = f"EXECUTE FUNCTION {table}_refuse()"
        yield f"CREATE TRIGGER {stays} BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW{only} {refuse_change}"
        yield f"CREATE TRIGGER {removed} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}"

    def sqlite_statements(self, connection: BaseDatabaseWrapper, table: str) -> Iterator[str]:
        stays, removed = trigger_names("sqlite", table)
        rows, refuse = self.conditions[table], f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        changed = rows
        if table in self.open_columns:
            closed = " OR ".join(closed_changes(connection, table, self.open_columns[table]))
            changed = f"({rows}) AND ({closed})" if rows else closed
        yield f"CREATE TRIGGER {stays} BEFORE UPDATE ON {table}{when(changed)} {refuse}"
        yield f"CREATE TRIGGER {removed} BEFORE DELETE ON {table}{when(rows)} {refuse}"


def when(condition: str) -> str:
    return f" WHEN ({condition})" if condition else ""


def closed_changes(connection: BaseDatabaseWrapper, table: str, open_columns: Mapping[str, str]) -> Iterator[str]:
    """For SQLite: for each column that may not change, or not any more, whether it does.

    In the order of their names: that in the table is another one where migrations made it.
    """
    with connection.cursor() as cursor:
        # Django's own description of a table parses the statement that made it, which costs far more.
        cursor.execute("SELECT name FROM pragma_table_xinfo(%s) WHERE hidden <> 1 ORDER BY name", [table])
        columns = [name for (name,) in cursor.fetchall()]
    for name in columns:
        column = connection.ops.quote_name(name)
        changes = f"NEW.{column} IS NOT OLD.{column}"
        if name not in open_columns:
            yield changes
        elif open_columns[name]:
            yield f"{changes} AND NOT ({open_columns[name]})"


def change_function(table: str, open_columns: Mapping[str, str]) -> str:
    """For PostgreSQL: the function that lets through what changes nothing but open columns."""
    names = ", ".join(f"'{name}'" for name in open_columns)
    closed = [f"to_jsonb(NEW) - ARRAY[{names}] IS DISTINCT FROM to_jsonb(OLD) - ARRAY[{names}]"]
    for name, condition in open_columns.items():
        if condition:
            closed.append(f"NEW.{name} IS DISTINCT FROM OLD.{name} AND NOT ({condition})")
    return (
        f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'UPDATE' THEN IF NOT ({' OR '.join(closed)}) THEN RETURN NEW; END IF; END IF; "
        f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$"
    )


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
