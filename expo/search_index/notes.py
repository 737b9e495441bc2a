"""Triggers by which both databases themselves note what of the search index is due, in the transaction that writes.

They stand and go with those of `expo.versions.triggers`, and look at the same rows: what is hidden notes nothing.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from django.apps import apps
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import operations

from expo.migration_names import CreateModels
from expo.search_index import upkeep
from expo.search_index.kinds import ALL_ROWS, Watch, search_kinds
from expo.search_index.questions import words_digest
from expo.versions.tables import PublicTable, known_tables
from expo.versions.triggers import EVENTS, has_more_migrations, is_postgresql, row_condition

DUE = "expo_searchdue"
# Another one where entries are made otherwise of the same rows: then all are made anew after the next migrate. So they
# are where `expo/data/visitors_words.json` is another one.
FORMAT = 2
Watches = Mapping[str, Watch]
ROWS = {"insert": ("NEW",), "update": ("OLD", "NEW"), "delete": ("OLD",)}


# What these do leaves all rows as they were; of what any other does to them, nobody tells.
LEAVE_ROWS = (
    operations.CreateModel,
    operations.AddField,
    operations.AddIndex,
    operations.RemoveIndex,
    operations.RenameIndex,
    operations.AddConstraint,
    operations.RemoveConstraint,
    operations.AlterModelOptions,
    CreateModels,
)


class Before(NamedTuple):
    """What a database was like before the migrations that are just running."""

    triggers: set[tuple[str, str]]
    written: int


# By the names of databases.
BEFORE: dict[str, Before] = {}


def drop_before_migrations(using: str, plan: Any = (), **kwargs: Any) -> None:
    """Where any migration is to run. PostgreSQL's stand on where rows are left: others may write meanwhile."""
    connection = connections[using]
    if not plan:
        return
    BEFORE[using] = Before(standing_triggers(connection), others_writes(connection))
    if not (is_postgresql(connection) and leaves_rows(plan)):
        drop_triggers(connection)


def others_writes(connection: BaseDatabaseWrapper) -> int:
    """A number that changes with whatever another process writes into an SQLite file, to which triggers say nothing."""
    if is_postgresql(connection):
        return 0
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA data_version")
        return cursor.fetchone()[0]


def restore_after_migrations(using: str, plan: Any = (), **kwargs: Any) -> None:
    """After each migrate. What migrations wrote passed no trigger: then everything is due, and made anew at once.

    So it is where triggers are others than before: kinds, or how their entries are made. Migrations that leave all
    rows as they were make nothing due: to make a large index anew takes minutes.
    """
    connection = connections[using]
    if DUE not in connection.introspection.table_names() or (plan and has_more_migrations(connection)):
        return
    standing, due = standing_triggers(connection), due_triggers(connection)
    if standing == due and not plan:
        return
    before = BEFORE.pop(using, None)
    if standing != due:
        drop_triggers(connection)
        create_triggers(connection)
    # Asked with the triggers there again: they had to wait for whoever was writing.
    if leaves_rows(plan) and before == Before(due, others_writes(connection)):
        return
    note_everything(connection)
    upkeep.catch_up()


def leaves_rows(plan: Any) -> bool:
    """Whether no migration of it may have written a row, or taken one away."""
    for migration, backwards in plan:
        if backwards or not all(isinstance(step, LEAVE_ROWS) for step in migration.operations):
            return False
    return True


def note_everything(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        for slug in search_kinds():
            cursor.execute(f"INSERT INTO {DUE} (kind, row) VALUES (%s, %s)", [slug, ALL_ROWS])  # noqa: S608


def watched_tables() -> Mapping[str, Watches]:
    """By the names of tables, what each kind asks of a row that is written."""
    tables: dict[str, dict[str, Watch]] = {}
    for slug, kind in search_kinds().items():
        for label, watch in kind.watched.items():
            tables.setdefault(apps.get_model(label)._meta.db_table, {})[slug] = watch
    return tables


@cache
def watched_names() -> frozenset[str]:
    """Of the tables, as statements name them."""
    return frozenset(watched_tables())


def trigger_name(table: str, watches: Watches, event: str) -> str:
    rule = hashlib.sha256(repr((FORMAT, words_digest(), watches, known_tables()[table])).encode()).hexdigest()[:6]
    return f"{table}_notes_{event}_{rule}"


def due_triggers(connection: BaseDatabaseWrapper) -> set[tuple[str, str]]:
    found = set()
    for table, watches in watched_tables().items():
        events: tuple[str, ...] = EVENTS
        if is_postgresql(connection):
            events = ("write",)
        for event in events:
            if event == "write" or noting_statements(watches, event):
                found.add((trigger_name(table, watches, event), table))
    return found


def standing_triggers(connection: BaseDatabaseWrapper) -> set[tuple[str, str]]:
    asked = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
    if is_postgresql(connection):
        asked = "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE tgenabled <> 'D' AND NOT tgisinternal"
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return {(name, table) for name, table in cursor.fetchall() if name.startswith(f"{table}_notes_")}


def drop_triggers(connection: BaseDatabaseWrapper) -> None:
    for name, table in standing_triggers(connection):
        on_table = ""
        if is_postgresql(connection):
            on_table = f" ON {table}"
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def create_triggers(connection: BaseDatabaseWrapper) -> None:
    statements = sqlite_statements
    if is_postgresql(connection):
        statements = postgresql_statements
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for table, watches in watched_tables().items():
            for statement in statements(table, watches):
                cursor.execute(statement)


def noting_statements(watches: Watches, event: str) -> list[str]:
    """One for each kind: the keys as they were and as they are."""
    return [
        noting_statement(slug, watch, event) for slug, watch in watches.items() if watch.inserts or event != "insert"
    ]


def noting_statement(slug: str, watch: Watch, event: str) -> str:
    keys = " UNION ".join(dict.fromkeys(watch.keys.format(row=row) for row in ROWS[event]))
    only = ""
    if event == "update" and watch.read:
        only = f" AND ({is_changed(watch.read)})"
    return (
        f"INSERT INTO {DUE} (kind, row, hides) SELECT '{slug}', noted.key, {may_hide(watch, event)} FROM "  # noqa: S608
        f"(SELECT NULL AS key UNION {keys}) AS noted WHERE noted.key IS NOT NULL{only}"
    )


def may_hide(watch: Watch, event: str) -> str:
    """Whether an entry may be hidden by now, in SQL."""
    if event == "update" and watch.names:
        return f"({is_changed(watch.columns)})"
    if event == "update" and watch.adds:
        return f"noted.key IN ({watch.keys.format(row='OLD')})"
    return "FALSE" if event == "insert" and watch.adds else "TRUE"


def is_changed(columns: Iterable[str]) -> str:
    """Whether an update gave any of them another value, where nothing is a value too: so both databases say it."""
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ROWS["update"])
    return f"EXISTS (SELECT {old} EXCEPT SELECT {new})" if old else "FALSE"


def noting_condition(public: PublicTable, watches: Watches, event: str) -> str:
    """Whether a written row may be noted at all, in SQL; empty where any is."""
    conditions = [row_condition(public, event)]
    read = [watch.read for watch in watches.values()]
    if event == "update" and all(read):
        conditions.append(is_changed(sorted(set().union(*read))))
    return " AND ".join(f"({condition})" for condition in conditions if condition)


def sqlite_statements(table: str, watches: Watches) -> Iterator[str]:
    public = known_tables()[table]
    for event in EVENTS:
        noting = noting_statements(watches, event)
        if not noting:
            continue
        only = ""
        if condition := noting_condition(public, watches, event):
            only = f" WHEN {condition}"
        name = trigger_name(table, watches, event)
        yield f"CREATE TRIGGER {name} AFTER {event} ON {table}{only} BEGIN {'; '.join(noting)}; END"


def postgresql_statements(table: str, watches: Watches) -> Iterator[str]:
    branches = [postgresql_branch(known_tables()[table], watches, event) for event in EVENTS]
    yield (
        f"CREATE OR REPLACE FUNCTION {table}_notes() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {' '.join(branches)} RETURN NULL; END $$"
    )
    name = trigger_name(table, watches, "write")
    yield f"CREATE TRIGGER {name} AFTER {' OR '.join(EVENTS)} ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_notes()"


def postgresql_branch(public: PublicTable, watches: Watches, event: str) -> str:
    noting = "".join(f"{statement}; " for statement in noting_statements(watches, event))
    if noting and (condition := noting_condition(public, watches, event)):
        noting = f"IF {condition} THEN {noting}END IF; "
    return f"IF TG_OP = '{event.upper()}' THEN {noting}RETURN NULL; END IF;"
