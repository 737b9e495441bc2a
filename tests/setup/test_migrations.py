"""A new database takes the squashed migrations; one of any earlier version comes to the same, with all its rows."""

import ast
import functools
from pathlib import Path

import pytest
from django.conf import settings as project
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from expo.db.new_tables import make_tables
from tests.setup import upgrading
from tests.setup.upgrading import (
    APPS,
    copied_database,
    fresh_schema,
    migrate_as_before,
    migrate_to_the_end,
    new_database,
    schema,
    states,
)

# Side by side, each worker would make the schema of a new database again.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("migrations")]
FILES = [path for app in APPS for path in sorted((project.BASE_DIR / app / "migrations").glob("*.py"))]


@pytest.fixture(autouse=True)
def with_migrations(settings):
    """Whether or not the tests' own database was made by them."""
    settings.MIGRATION_MODULES = {}


def imported(file: Path) -> set[str]:
    """The modules of the project that a file imports."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} imports by a relative name"
            found |= {node.module} if "." in node.module else {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in found if name.partition(".")[0] in APPS}


@pytest.mark.parametrize("file", FILES, ids=lambda path: f"{path.parts[-3]}/{path.stem}")
def test_migration_names_only_what_stays_where_it_is(file):
    assert imported(file) <= {f"{app}.migration_names" for app in APPS}


@pytest.mark.parametrize("app", APPS)
def test_what_migrations_name_stands_on_nothing_of_the_project(app):
    assert imported(project.BASE_DIR / app / "migration_names.py") == set()


def test_each_app_has_one_squashed_migration_that_replaces_its_first_ones_in_order():
    squashed = upgrading.squashed()

    assert sorted(app for app, _name in squashed) == sorted(APPS)
    for (app, _name), replaced in squashed.items():
        old = sorted(key for key in upgrading.disk() if key[0] == app and key not in squashed)
        assert replaced == old[: len(replaced)]


@functools.cache
def before(state: upgrading.State) -> frozenset[upgrading.State]:
    """What an earlier version had applied at least, when it had come to this one of an app."""
    return frozenset(upgrading.old_graph().forwards_plan(state))


def known_to(monkeypatch, applied) -> None:
    """Let the database say that these were applied."""
    rows = dict.fromkeys(applied, MigrationRecorder.Migration())
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda self: rows)


@pytest.mark.thorough
@pytest.mark.parametrize("noted", [False, True], ids=["squashed not noted", "squashed noted where all are in"])
def test_from_every_earlier_state_exactly_what_is_missing_is_left(monkeypatch, noted):
    squashed = upgrading.squashed()
    everything = {key for key in upgrading.disk() if key not in squashed}
    for state in states():
        applied = set(before(state))
        if noted:
            applied |= {key for key, replaced in squashed.items() if set(replaced) <= applied}
        known_to(monkeypatch, applied)
        left = [key for each in upgrading.plan() for key in squashed.get(each, [each])]
        assert sorted(left) == sorted(everything - applied), state


def upgraded_schema(folder: Path, state: upgrading.State) -> set[tuple]:
    with new_database(folder, "upgraded"):
        migrate_as_before(state)
        # As `migrate` goes it, with Django's own state of models.
        migrate_to_the_end(model_by_model=False)
        return schema()


@pytest.mark.thorough
@pytest.mark.skipif(connection.vendor != "sqlite", reason="only the demo makes its tables at once, on SQLite")
def test_tables_made_at_once_are_those_that_migrations_make_and_all_of_these_count_as_run(tmp_path):
    with new_database(tmp_path, "at-once"):
        make_tables()
        made, left = schema(), migrate_to_the_end()

    assert (made ^ fresh_schema(with_triggers=True), left) == (set(), [])


# One app on its way and the next ones not there yet; the test below this one goes the whole way.
SOME = [("expo", "0001_initial"), ("agenda", "0003_session_identity")]


@pytest.mark.thorough
@pytest.mark.parametrize("state", SOME, ids="/".join)
def test_database_of_an_earlier_version_gets_the_schema_of_a_new_one(tmp_path, state):
    assert upgraded_schema(tmp_path, state) == fresh_schema()


def test_a_copied_database_holds_what_the_first_one_does_and_leaves_it_as_it_is(tmp_path):
    with new_database(tmp_path, "first"):
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE stand (number integer)")
            cursor.execute("INSERT INTO stand VALUES (7)")
        with copied_database(tmp_path, "copied"), connection.cursor() as cursor:
            cursor.execute("SELECT number FROM stand")
            copied = cursor.fetchall()
            cursor.execute("DELETE FROM stand")
        with connection.cursor() as cursor:
            cursor.execute("SELECT number FROM stand")
            assert (copied, cursor.fetchall()) == ([(7,)], [(7,)])


# An app's earlier versions and how many stretches they are in: most of the time is that of deals, whose ways are the
# longest, and two processes share it.
STRETCHES = [("deals", 1, 2), ("deals", 2, 2), ("agenda", 1, 1), ("expo", 1, 1)]


def states_of(app: str, stretch: int, of: int) -> list[upgrading.State]:
    """Of all that an app's earlier versions may have left, this stretch of so many."""
    own = [state for state in states() if state[0] == app]
    return own[len(own) * (stretch - 1) // of : len(own) * stretch // of]


def test_the_stretches_are_all_of_the_way():
    assert sorted(state for each in STRETCHES for state in states_of(*each)) == sorted(states())


@pytest.mark.slow
@pytest.mark.parametrize(("app", "stretch", "of"), STRETCHES)
def test_database_of_every_earlier_version_gets_the_schema_of_a_new_one(tmp_path, app, stretch, of):
    fresh = fresh_schema()
    gone_through: upgrading.Stations = {}

    with new_database(tmp_path, "on-its-way"):
        # Each earlier version comes from the one before it, and goes to the end in a copy.
        for state in states_of(app, stretch, of):
            assert migrate_one_step(state) == {key for key in before(state) if key[0] in APPS}
            with copied_database(tmp_path, "upgraded"):
                if upgrading.migrate_to_a_station(gone_through):
                    assert schema() == fresh, state


@pytest.mark.slow
def test_a_way_ends_where_another_has_passed_with_the_same_schema_and_only_there(tmp_path):
    gone_through: upgrading.Stations = {}
    state = ("agenda", "0006_venue")

    with new_database(tmp_path, "on-its-way"):
        migrate_as_before(state)
        with copied_database(tmp_path, "first"):
            first = upgrading.migrate_to_a_station(gone_through)
        with copied_database(tmp_path, "same"):
            same = upgrading.migrate_to_a_station(gone_through)
        with copied_database(tmp_path, "other"), connection.cursor() as cursor:
            cursor.execute("CREATE TABLE stand (number integer)")
            other = upgrading.migrate_to_a_station(gone_through)

    assert (first, same, other) == (True, False, True)


def migrate_one_step(state: upgrading.State) -> set[upgrading.State]:
    """Returns what is applied of the project's own then, the squashed ones that it makes whole apart."""
    migrate_as_before(state)
    applied = MigrationRecorder(connection).applied_migrations()
    return {key for key in applied if key[0] in APPS} - upgrading.squashed().keys()
