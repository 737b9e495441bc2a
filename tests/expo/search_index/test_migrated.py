"""What becomes of the search index when the database is migrated: made anew only where rows may be others."""

import pytest
from django.db import connection, migrations, models

from expo.models import Organisation
from expo.models.search import SearchEntry
from expo.search_index import notes, upkeep
from tests.support.factories import make_participation
from tests.support.threads import together

pytestmark = pytest.mark.django_db
FIELD = migrations.AddField("hall", "colour", models.TextField(default=""))
INDEX = migrations.AddIndex("hall", models.Index(fields=["code"], name="hall_by_code"))
CODE = migrations.RunPython(migrations.RunPython.noop)
ALTERED = migrations.AlterField("hall", "code", models.TextField())


def title_after(*steps, backwards=False, meanwhile=lambda: None):
    """Of an entry that said something else before the migration."""
    make_participation()
    upkeep.catch_up()
    SearchEntry.objects.update(title_en="Left as it was")
    migration = migrations.Migration("0099_next", "expo")
    migration.operations = list(steps)
    plan = [(migration, backwards)]
    notes.drop_before_migrations("default", plan)
    meanwhile()
    notes.restore_after_migrations("default", plan)
    upkeep.catch_up()
    return SearchEntry.objects.get(kind="exhibitors").title_en


def test_migrations_that_leave_all_rows_as_they_were_leave_the_index():
    assert title_after(FIELD, INDEX) == "Left as it was"
    assert notes.standing_triggers(connection) == notes.due_triggers(connection)


@pytest.mark.thorough
@pytest.mark.parametrize(("steps", "backwards"), [([INDEX, CODE], False), ([ALTERED], False), ([FIELD], True)])
def test_after_any_other_the_index_is_made_anew(steps, backwards):
    assert title_after(*steps, backwards=backwards) != "Left as it was"


def test_where_entries_were_made_otherwise_before_the_index_is_made_anew(monkeypatch):
    assert title_after(INDEX, meanwhile=lambda: monkeypatch.setattr(notes, "FORMAT", 99)) != "Left as it was"


def test_where_no_trigger_stood_before_the_index_is_made_anew():
    notes.drop_triggers(connection)

    assert title_after(INDEX) != "Left as it was"


@pytest.mark.thorough
@pytest.mark.django_db(transaction=True)
def test_what_another_process_writes_meanwhile_is_in_the_index_afterwards():
    def rename_elsewhere():
        together(lambda: Organisation.objects.update(name_en="Written meanwhile"))

    assert title_after(INDEX, meanwhile=rename_elsewhere) == "Written meanwhile"


@pytest.mark.thorough
@pytest.mark.django_db(transaction=True)
def test_what_another_process_writes_before_the_triggers_stand_again_is_in_the_index(monkeypatch):
    if connection.vendor == "postgresql":
        pytest.skip("Its triggers stand on.")
    create = notes.create_triggers

    def wait_for_writer(connection):
        together(lambda: Organisation.objects.update(name_en="Written meanwhile"))
        create(connection)

    monkeypatch.setattr(notes, "create_triggers", wait_for_writer)

    assert title_after(INDEX) == "Written meanwhile"
