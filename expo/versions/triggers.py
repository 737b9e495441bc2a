"""Triggers by which both databases themselves draw a new mark for a table with each write that pages could show.

Whatever writes passes them: saves, bulk writes, imports, undo, SQL by hand. They are taken away before migrations,
which may rebuild and rename what they stand on, and put back after; meanwhile there are no marks, and nothing is warm.
"""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from expo.versions.tables import MARKS, MarkedWrites, PublicTable, all_watches

EVENTS = ("insert", "update", "delete")
DRAWN = "floor(random() * 9007199254740991)::bigint"
# In PostgreSQL a transaction has a row of its own, and takes away those of others that nobody is just taking away.
DRAW_FUNCTION = f"""
CREATE OR REPLACE FUNCTION expo_draw_mark(named text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE own bigint := pg_current_xact_id()::text::bigint;
BEGIN
  UPDATE {MARKS} SET mark = {DRAWN} WHERE content = named AND writer = own;
  IF FOUND THEN RETURN; END IF;
  INSERT INTO {MARKS} (content, mark, writer) VALUES (named, {DRAWN}, own);
  DELETE FROM {MARKS} WHERE id IN
    (SELECT id FROM {MARKS} WHERE content = named AND writer <> own FOR UPDATE SKIP LOCKED);
END $$"""  # noqa: S608


def drop_before_migrations(using: str, plan: Any = (), **kwargs: Any) -> None:
    """Where any migration is to run."""
    if plan:
        drop_triggers(connections[using])


def restore_after_migrations(using: str, plan: Any = (), **kwargs: Any) -> None:
    """After each migrate: whatever it wrote, all tables have new marks. None in the middle, where tables are others."""
    connection = connections[using]
    if MARKS not in connection.introspection.table_names() or (plan and has_more_migrations(connection)):
        return
    if standing_triggers(connection) == due_triggers(connection.vendor):
        draw_all_marks(connection)
        return
    drop_triggers(connection)
    create_triggers(connection)
    draw_all_marks(connection)


def has_more_migrations(connection: BaseDatabaseWrapper) -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def drop_triggers(connection: BaseDatabaseWrapper) -> None:
    for name, table in standing_triggers(connection):
        drop_trigger(connection, name, table)
    if MARKS in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {MARKS}")  # noqa: S608


def drop_trigger(connection: BaseDatabaseWrapper, name: str, table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if is_postgresql(connection) else ""))


def draw_all_marks(connection: BaseDatabaseWrapper) -> None:
    draw_marks(connection, [watch.content for watch in all_watches()])


def draw_marks(connection: BaseDatabaseWrapper, contents: Iterable[str]) -> None:
    """New ones for these; no other has one any more."""
    drawn = DRAWN if is_postgresql(connection) else "random()"
    rows = ", ".join(f"('{content}', {drawn}, 0)" for content in contents)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {MARKS}")  # noqa: S608
        cursor.execute(f"INSERT INTO {MARKS} (content, mark, writer) VALUES {rows}")  # noqa: S608


def create_triggers(connection: BaseDatabaseWrapper) -> None:
    statements = postgresql_statements if is_postgresql(connection) else sqlite_statements
    with connection.cursor() as cursor:
        if is_postgresql(connection):
            cursor.execute(DRAW_FUNCTION)
        for watch in all_watches():
            for statement in statements(watch):
                cursor.execute(statement)


def is_postgresql(connection: BaseDatabaseWrapper) -> bool:
    return connection.vendor == "postgresql"


def standing_triggers(connection: BaseDatabaseWrapper) -> set[tuple[str, str]]:
    """Our triggers that are there, each with its table."""
    asked = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
    if is_postgresql(connection):
        asked = "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE tgenabled <> 'D' AND NOT tgisinternal"
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return {(name, table) for name, table in cursor.fetchall() if name.startswith(f"{table}_draws_mark")}


def due_triggers(vendor: str) -> set[tuple[str, str]]:
    """Those that must be there, each with its table."""
    found = set()
    for watch in all_watches():
        watched = ("write", "empty") if vendor == "postgresql" else events(watch.rule)
        found |= {(trigger_name(watch, event), watch.table) for event in watched}
    return found


def trigger_name(watch: MarkedWrites, event: str) -> str:
    """Another one where other rows are watched: what stands by another rule is made anew."""
    rule = repr(watch.rule)
    if watch.content != watch.table:
        rule = watch.content
    return f"{watch.table}_draws_mark_{event}_{hashlib.sha256(rule.encode()).hexdigest()[:6]}"


def events(table: PublicTable) -> tuple[str, ...]:
    return EVENTS if table.inserts else EVENTS[1:]


def row_condition(table: PublicTable, event: str) -> str:
    """Whether the row was or is public, in SQL; empty where any is."""
    told = {"insert": ("NEW",), "update": ("OLD", "NEW"), "delete": ("OLD",)}[event]
    return " OR ".join(table.rows.format(row=row) for row in told) if table.rows else ""


def sqlite_statements(watch: MarkedWrites) -> Iterator[str]:
    """An UPDATE draws: of an INSERT, the statement that is being watched would say what becomes of a conflict."""
    draw = f"UPDATE {MARKS} SET mark = random() WHERE content = '{watch.content}'"  # noqa: S608
    for event in events(watch.rule):
        only = f" WHEN {condition}" if (condition := row_condition(watch.rule, event)) else ""
        yield f"CREATE TRIGGER {trigger_name(watch, event)} AFTER {event} ON {watch.table}{only} BEGIN {draw}; END"


def postgresql_statements(watch: MarkedWrites) -> Iterator[str]:
    """One draw a statement; where only some rows are public, each row is looked at."""
    watched = " OR ".join(events(watch.rule))
    yield watching_function(watch)
    each = "ROW" if watch.rule.rows else "STATEMENT"
    run = f"EXECUTE FUNCTION {function_name(watch)}()"
    written, emptied = trigger_name(watch, "write"), trigger_name(watch, "empty")
    yield f"CREATE TRIGGER {written} AFTER {watched} ON {watch.table} FOR EACH {each} {run}"
    yield f"CREATE TRIGGER {emptied} AFTER TRUNCATE ON {watch.table} FOR EACH STATEMENT {run}"


def function_name(watch: MarkedWrites) -> str:
    return f"{watch.content.replace(':', '_')}_draws_mark"


def watching_function(watch: MarkedWrites) -> str:
    draw = f"PERFORM expo_draw_mark('{watch.content}');"
    lines = [draw]
    if watch.rule.rows:
        lines = [f"IF TG_OP = 'TRUNCATE' THEN {draw} RETURN NULL; END IF;"]
        for event in EVENTS:
            condition = row_condition(watch.rule, event)
            lines.append(f"IF TG_OP = '{event.upper()}' THEN IF {condition} THEN {draw} END IF; RETURN NULL; END IF;")
    body = "\n".join(lines)
    return (
        f"CREATE OR REPLACE FUNCTION {function_name(watch)}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {body} RETURN NULL; END $$"
    )
