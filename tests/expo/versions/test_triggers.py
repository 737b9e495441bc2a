"""Each write that public pages could show draws a new mark for its table, by whatever hand; no other write does."""

import contextlib

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from agenda.contests.log import TABLES as SEALED
from expo.versions import marks, tables, triggers
from tests.support.guards import without_guards
from tests.support.whole_world import make_whole_world

pytestmark = pytest.mark.django_db
OURS = ("expo", "agenda", "deals")
# The databases themselves refuse to change or remove their rows.
NEVER_CHANGED = {"agenda_resultrow", "deals_bulletin", "deals_landingsnapshot"}


@pytest.fixture(scope="module")
def world(make_once):
    return make_once(lambda: (marks.read_marks(), make_whole_world(), marks.read_marks()))


def models():
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in OURS]


def public_models():
    return [model for model in models() if model._meta.db_table in tables.known_tables()]


def marks_drawn(write) -> set[str]:
    """By a write that is taken back."""
    before = marks.read_marks()
    with transaction.atomic():
        write()
        after = marks.read_marks()
        transaction.set_rollback(True)
    return {table for table in before if after.get(table) not in (before[table], "0")}


def sql(statement: str, *values):
    def run():
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            assert cursor.rowcount == 1

    return run


def unsealed(table):
    """Rankings and awards stay as they are, until whoever has the whole database takes the guard away."""
    return without_guards() if table in SEALED.conditions else contextlib.nullcontext()


def public_key(model):
    """Of a row that pages show."""
    condition = tables.known_tables()[model._meta.db_table].rows.format(row=model._meta.db_table) or "1 = 1"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {model._meta.db_table} WHERE {condition}")
        return cursor.fetchone()[0]


def test_every_model_is_either_public_or_named_as_private_with_a_reason():
    labels = list(tables.all_labels())

    assert sorted(labels) == sorted(model._meta.label for model in models())
    assert len(labels) == len(set(labels))


@pytest.mark.parametrize("table", sorted(NEVER_CHANGED))
def test_a_row_that_never_changes_has_drawn_a_mark_when_it_came(world, table):
    before, _edition, after = world

    assert before[table] != after[table]


@pytest.mark.thorough
def test_every_column_of_every_public_table_draws_a_mark_when_it_is_written(world):
    missed = []
    for model in public_models():
        table, key = model._meta.db_table, public_key(model)
        for field in model._meta.local_concrete_fields:
            if field.generated or field.primary_key or table in NEVER_CHANGED:
                continue
            statement = f'UPDATE {table} SET "{field.column}" = "{field.column}" WHERE id = %s'
            if table not in marks_drawn(sql(statement, key)):
                missed.append(f"{table}.{field.column}")

    assert missed == []


@pytest.mark.thorough
def test_every_public_row_that_goes_or_comes_draws_a_mark(world):
    missed = []
    for model in public_models():
        table, key = model._meta.db_table, public_key(model)
        if table in NEVER_CHANGED:
            continue
        with unsealed(table):
            if table not in marks_drawn(sql(f"DELETE FROM {table} WHERE id = %s", key)):
                missed.append(f"{table} goes")
            if (table in marks_drawn(coming_back(model, key))) != tables.known_tables()[table].inserts:
                missed.append(f"{table} comes")

    assert missed == []


def coming_back(model, key, content=""):
    """A row is gone already; it is written anew as it was."""
    table = model._meta.db_table
    columns = ", ".join(f'"{field.column}"' for field in model._meta.local_concrete_fields if not field.generated)

    def run():
        for statement in (
            f"CREATE TEMPORARY TABLE row_as_it_was AS SELECT {columns} FROM {table} WHERE id = {key}",
            f"DELETE FROM {table} WHERE id = {key}",
            f"UPDATE {tables.MARKS} SET mark = 0 WHERE content = '{content or table}'",
            f"INSERT INTO {table} ({columns}) SELECT {columns} FROM row_as_it_was",
            "DROP TABLE row_as_it_was",
        ):
            with connection.cursor() as cursor:
                cursor.execute(statement)

    return run


@pytest.mark.thorough
def test_every_write_of_a_watched_table_draws_its_whole_mark_whatever_is_public_of_the_row(world):
    missed = []
    for watch in tables.all_watches():
        model = model_of(watch.table)
        row = model._base_manager.order_by("-pk").first()
        if watch.content == watch.table or row is None:
            continue
        for field in model._meta.local_concrete_fields:
            statement = f'UPDATE {watch.table} SET "{field.column}" = "{field.column}" WHERE id = %s'
            if not field.generated and watch.content not in marks_drawn(sql(statement, row.pk)):
                missed.append(f"{watch.table}.{field.column}")
        with unsealed(watch.table):
            if watch.content not in marks_drawn(sql(f"DELETE FROM {watch.table} WHERE id = %s", row.pk)):
                missed.append(f"{watch.table} goes")
            if watch.content not in marks_drawn(coming_back(model, row.pk, watch.content)):
                missed.append(f"{watch.table} comes")

    assert missed == []


def model_of(table):
    return next(model for model in models() if model._meta.db_table == table)


@pytest.mark.parametrize("table", sorted(NEVER_CHANGED))
def test_what_draws_no_mark_when_it_changes_cannot_change(world, table):
    key = public_key(next(model for model in public_models() if model._meta.db_table == table))

    with pytest.raises(DatabaseError, match="append-only"):
        marks_drawn(sql(f"UPDATE {table} SET id = id WHERE id = %s", key))


def test_without_its_triggers_a_table_draws_nothing(world):
    """What the tests above are worth."""
    model = apps.get_model("expo.Hall")
    write = sql("UPDATE expo_hall SET code = code WHERE id = %s", public_key(model))

    with transaction.atomic():
        known = marks.read_marks()
        for name, table in triggers.standing_triggers(connection):
            if table == "expo_hall":
                triggers.drop_trigger(connection, name, table)
        write()
        assert marks.read_marks() == known
        transaction.set_rollback(True)
    assert marks_drawn(write) == {"expo_hall"}
