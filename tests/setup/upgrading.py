"""Databases as earlier versions of the project left them: made by the old migrations, which new databases skip."""

import contextlib
import functools
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.migration import Migration
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ModelState, ProjectState, StateApps
from django.db.models import Field

APPS = ("expo", "agenda", "deals")
State = tuple[str, str]
# What databases had applied on their ways to the end, with their schemas then.
Stations = dict[frozenset[State], set[tuple]]


@contextlib.contextmanager
def new_database(folder: Path, name: str) -> Iterator[BaseDatabaseWrapper]:
    """An empty database in the place of the tests' own, on the same server."""
    before = connections["default"]
    place = make_place(before, folder, name)
    with standing_in(before, place) as after:
        yield after


@contextlib.contextmanager
def copied_database(folder: Path, name: str) -> Iterator[BaseDatabaseWrapper]:
    """As new_database, but with all that the present one holds."""
    before = connections["default"]
    if before.vendor == "sqlite":
        place = make_place(before, folder, name)
        before.ensure_connection()
        with contextlib.closing(sqlite3.connect(place)) as copy:
            before.connection.backup(copy)
    else:
        # PostgreSQL copies only what nobody is connected to.
        before.close()
        place = make_place(before, folder, name, template=before.settings_dict["NAME"])
    with standing_in(before, place) as after:
        yield after


def make_place(before: BaseDatabaseWrapper, folder: Path, name: str, template: str = "template1") -> str:
    """Where a database of this name is, or will be with its first table on SQLite; an older one is gone."""
    if before.vendor == "sqlite":
        (folder / f"{name}.sqlite3").unlink(missing_ok=True)
        return f"{folder / name}.sqlite3"
    place = f"{before.settings_dict['NAME']}_{name}"
    quoted, copied = before.ops.quote_name(place), before.ops.quote_name(template)
    run_beside(before, f"DROP DATABASE IF EXISTS {quoted}", f"CREATE DATABASE {quoted} TEMPLATE {copied}")
    return place


@contextlib.contextmanager
def standing_in(before: BaseDatabaseWrapper, place: str) -> Iterator[BaseDatabaseWrapper]:
    """The database of this place instead of the one before; dropped in the end where it is no file of a test."""
    after = type(before)({**before.settings_dict, "NAME": place}, "default")
    connections["default"] = after
    try:
        yield after
    finally:
        after.close()
        connections["default"] = before
        if before.vendor == "postgresql":
            run_beside(before, f"DROP DATABASE {before.ops.quote_name(place)}")


def run_beside(tests: BaseDatabaseWrapper, *statements: str) -> None:
    with tests._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


class ModelByModel(ProjectState):
    """Renders the model that changes anew, and not whatever is related to it, which is nearly all that there is.

    What runs Python has all of them rendered anew for it, as after each change that Django itself delays. New databases
    are made Django's own way, so that a schema that came out otherwise would be seen.
    """

    alone = False

    def _find_reload_model(self, app_label: str, model_name: str, delay: bool = False) -> set[State]:
        if not (delay or self.alone):
            return super()._find_reload_model(app_label, model_name, delay)
        self.is_delayed = True
        return {(app_label, model_name)}

    @contextlib.contextmanager
    def each_alone(self) -> Iterator[None]:
        self.alone = True
        try:
            yield
        finally:
            self.alone = False

    def add_model(self, *model: ModelState) -> None:
        with self.each_alone():
            super().add_model(*model)

    def add_field(self, *field: Any) -> None:
        with self.each_alone():
            super().add_field(*field)

    def alter_field(self, app_label: str, model_name: str, name: str, field: Field, *more: bool) -> None:
        # Unless others may point to it: a relation that is no key is pointed to by none.
        with self.each_alone() if field.is_relation and not field.primary_key else contextlib.nullcontext():
            super().alter_field(app_label, model_name, name, field, *more)

    def remove_field(self, *field: str) -> None:
        with self.each_alone():
            super().remove_field(*field)


def applied_state(made: MigrationExecutor) -> ModelByModel:
    """The models as the database has them."""
    state = made._create_project_state(with_applied_migrations=True)
    return ModelByModel(state.models, state.real_apps)


def executor(*, old: bool = False) -> MigrationExecutor:
    """`old`: as if nothing had ever been squashed."""
    made = MigrationExecutor(connection)
    if old:
        made.loader.replace_migrations = False
        made.loader.build_graph()
    return made


def migrate_as_before(*targets: State) -> StateApps:
    """Bring the database to where an earlier version left it; returns the models as they were."""
    made = executor(old=True)
    state = made.migrate(list(targets), state=applied_state(made))
    state.clear_delayed_apps_cache()
    return state.apps


def migrate_to_the_end(tell: Callable | None = None, *, model_by_model: bool = True) -> list[State]:
    """As `migrate` does, telling what Django's executor tells; returns what was run."""
    made = executor()
    made.progress_callback = tell
    made.loader.check_consistent_history(connection)
    plan = made.migration_plan(made.loader.graph.leaf_nodes())
    made.migrate(made.loader.graph.leaf_nodes(), plan, state=applied_state(made) if model_by_model else None)
    return [(migration.app_label, migration.name) for migration, _backwards in plan]


class Arrived(Exception):
    """A database that has come to where another has passed."""


def migrate_to_a_station(gone_through: Stations) -> bool:
    """Go the way of `migrate_to_the_end`, to where one has passed before; returns whether none has.

    What is left to run follows from what has been, and what it makes of the schema from the schema.
    `gone_through` takes what this way passes.
    """
    made_of = squashed()

    def look_around(action: str, *migration: Migration | bool) -> None:
        if action not in ("render_success", "apply_success"):
            return
        applied = frozenset(MigrationRecorder(connection).applied_migrations().keys() - made_of.keys())
        here = schema()
        if gone_through.get(applied) == here:
            raise Arrived
        gone_through[applied] = here

    try:
        migrate_to_the_end(look_around)
    except Arrived:
        return False
    return True


def plan() -> list[State]:
    """What `migrate` would run of the project's own, in its order."""
    made = executor()
    made.loader.check_consistent_history(connection)
    steps = made.migration_plan(made.loader.graph.leaf_nodes())
    return [(migration.app_label, migration.name) for migration, _backwards in steps if migration.app_label in APPS]


def disk() -> dict[State, Migration]:
    """All of the project's migrations."""
    return {key: row for key, row in executor().loader.disk_migrations.items() if key[0] in APPS}


def old_graph() -> MigrationGraph:
    return executor(old=True).loader.graph


def squashed() -> dict[State, list[State]]:
    """Each squashed migration of the project with those that it replaces, in their order."""
    return {key: row.replaces for key, row in disk().items() if row.replaces}


def states() -> list[State]:
    """Where earlier versions may have left a database: at each migration that is squashed now."""
    return [key for replaced in squashed().values() for key in replaced]


def fresh_schema(*, with_triggers: bool = False) -> set[tuple]:
    """That of a database made today, by squashed migrations; or with what `migrate` leaves beside the tables."""
    tables, everything = fresh_schemas()
    return everything if with_triggers else tables


@functools.cache
def fresh_schemas() -> tuple[set[tuple], set[tuple]]:
    with tempfile.TemporaryDirectory() as folder, new_database(Path(folder), "fresh"):
        ran = migrate_to_the_end(model_by_model=False)
        assert squashed().keys() <= set(ran)
        assert not set(states()) & set(ran)
        tables = schema()
        # Nothing is left to run, and what follows each run of it does.
        call_command("migrate", verbosity=0, interactive=False)
        return tables, schema()


def schema() -> set[tuple]:
    """Tables with their columns, constraints and indexes, as the database itself tells them, in any order."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL")
            return {(table, part) for table, sql in cursor.fetchall() for part in parts(table, sql)}
        return {row for query in POSTGRESQL for row in rows(cursor, query)}


def rows(cursor, query: str) -> list[tuple]:
    cursor.execute(query)
    return cursor.fetchall()


POSTGRESQL = (
    """SELECT table_name, column_name, data_type, character_maximum_length, is_nullable,
    generation_expression, column_default, is_identity FROM information_schema.columns WHERE table_schema = 'public'""",
    # A key to the table's own rows is named by the database where it was made with the table.
    "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid > 0",
    """SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid > 0""",
    """SELECT tablename, regexp_replace(indexdef, 'INDEX \\S+', 'INDEX') FROM pg_indexes WHERE schemaname = 'public'""",
)


def parts(table: str, sql: str) -> list[str]:
    """A table's columns and constraints, each by itself; where a column stands tells when it came."""
    if not sql.startswith("CREATE TABLE"):
        return [sql]
    inside = sql[sql.index("(") + 1 : sql.rindex(")")]
    found, depth, start = [], 0, 0
    for at, letter in enumerate(inside):
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and depth == 0:
            found.append(inside[start:at].strip())
            start = at + 1
    found.append(inside[start:].strip())
    return [re.sub(" +", " ", part) for part in found]
