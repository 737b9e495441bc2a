"""Triggers by which both databases themselves refuse to change or remove what is to stay as it is written."""

from collections.abc import Iterator
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

REFUSAL = "The log is append-only."
# Tables to which rows are only ever added.
KEPT = (
    "deals_event",
    "deals_followup",
    "deals_funds",
    "deals_cohort",
    "deals_cohortmember",
    "deals_landingsnapshot",
    "deals_bulletin",
)
# Of these, only the rows that fit; the others may still change.
ONLY = {"deals_bulletin": "OLD.status = 'frozen'"}
REFUSE = (
    "CREATE OR REPLACE FUNCTION deals_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$"
)


def trigger_names(vendor: str, table: str) -> tuple[str, str]:
    """The two triggers of a table: SQLite has none against emptying it, PostgreSQL one for change and removal."""
    return f"{table}_stays", f"{table}_is_never_{'truncated' if vendor == 'postgresql' else 'removed'}"


def drop_statements(vendor: str, table: str) -> Iterator[str]:
    for name in trigger_names(vendor, table):
        yield f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if vendor == "postgresql" else "")


def create_statements(vendor: str, table: str) -> Iterator[str]:
    stays, removed = trigger_names(vendor, table)
    only = f" WHEN ({ONLY[table]})" if table in ONLY else ""
    if vendor == "postgresql":
        refuse = "EXECUTE FUNCTION deals_refuse()"
        yield f"CREATE TRIGGER {stays} BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW{only} {refuse}"
        yield f"CREATE TRIGGER {removed} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}"
    else:
        refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        yield f"CREATE TRIGGER {stays} BEFORE UPDATE ON {table}{only} {refuse}"
        yield f"CREATE TRIGGER {removed} BEFORE DELETE ON {table}{only} {refuse}"


def drop_triggers(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: only for emptying a test database."""
    run_statements(
        connection,
        [line for table in existing_tables(connection) for line in drop_statements(connection.vendor, table)],
    )


def create_triggers(connection: BaseDatabaseWrapper) -> None:
    drop_triggers(connection)
    made = [line for table in existing_tables(connection) for line in create_statements(connection.vendor, table)]
    run_statements(connection, ([REFUSE] if connection.vendor == "postgresql" else []) + made)


def existing_tables(connection: BaseDatabaseWrapper) -> list[str]:
    """Those of the tables that are there: not all of them are, in the middle of the migrations."""
    there = set(connection.introspection.table_names())
    return [table for table in KEPT if table in there]


def run_statements(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def restore_guards(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """After each migrate: the log's first link and its guards stand (again)."""
    connection = connections[using]
    if "deals_event" not in connection.introspection.table_names():
        return
    create_triggers(connection)
    sender.get_model("ChainHead").objects.using(using).get_or_create(id=1)
