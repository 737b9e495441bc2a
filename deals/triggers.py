"""Triggers by which both databases themselves refuse to change or remove what the log holds."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

REFUSAL = "The log is append-only."

SQLITE_DROP = [
    "DROP TRIGGER IF EXISTS deals_event_stays",
    "DROP TRIGGER IF EXISTS deals_event_is_never_removed",
]
SQLITE_CREATE = [
    f"CREATE TRIGGER deals_event_stays BEFORE UPDATE ON deals_event BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    "CREATE TRIGGER deals_event_is_never_removed BEFORE DELETE ON deals_event "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
]
POSTGRESQL_DROP = [
    "DROP TRIGGER IF EXISTS deals_event_stays ON deals_event",
    "DROP TRIGGER IF EXISTS deals_event_is_never_truncated ON deals_event",
]
POSTGRESQL_CREATE = [
    "CREATE OR REPLACE FUNCTION deals_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$",
    "CREATE TRIGGER deals_event_stays BEFORE UPDATE OR DELETE ON deals_event "
    "FOR EACH ROW EXECUTE FUNCTION deals_refuse()",
    "CREATE TRIGGER deals_event_is_never_truncated BEFORE TRUNCATE ON deals_event "
    "FOR EACH STATEMENT EXECUTE FUNCTION deals_refuse()",
]


def drop(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: only for emptying a test database."""
    run(connection, POSTGRESQL_DROP if connection.vendor == "postgresql" else SQLITE_DROP)


def create(connection: BaseDatabaseWrapper) -> None:
    drop(connection)
    run(connection, POSTGRESQL_CREATE if connection.vendor == "postgresql" else SQLITE_CREATE)


def run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def stand(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """After each migrate: the log's first link and its guards stand (again)."""
    connection = connections[using]
    if "deals_event" not in connection.introspection.table_names():
        return
    create(connection)
    sender.get_model("ChainHead").objects.using(using).get_or_create(id=1)
