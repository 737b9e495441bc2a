"""A migrate that fails leaves the triggers as they were: of what is withdrawn, search and kept pages still learn."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.commands import migrate as stock
from django.db import DatabaseError, connection

from expo.models import Organisation
from expo.models.search import SearchEntry
from expo.search_index import notes, upkeep
from expo.search_index.after_writes import PUT_OFF
from expo.setup import kept_triggers
from expo.versions import triggers
from expo.versions.marks import read_marks
from tests.support.factories import make_participation

pytestmark = pytest.mark.django_db(transaction=True)
FAILING = """
from django.db import migrations
class Migration(migrations.Migration):
    operations = [
        migrations.RunSQL("UPDATE expo_organisation SET name_en = 'Half done'"),
        migrations.RunSQL("SELECT nothing FROM nowhere"),
    ]
"""


@pytest.fixture
def migrate(settings, tmp_path, monkeypatch):
    """Of an app without tables; the others are migrated already, or were made without migrations."""
    folder = tmp_path / "migrations_that_fail"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "0001_initial.py").write_text(FAILING)
    monkeypatch.syspath_prepend(tmp_path)
    before = settings.MIGRATION_MODULES
    modules = {app.label: before[app.label] for app in apps.get_app_configs() if app.label in before}
    settings.MIGRATION_MODULES = modules | {"crispy_forms": folder.name}
    noted = "django_migrations" in connection.introspection.table_names()
    triggers.draw_all_marks(connection)
    yield lambda: call_command("migrate", "crispy_forms", verbosity=0)
    if not noted:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS django_migrations")


def test_a_migrate_that_fails_leaves_the_same_triggers(migrate):
    before = kept_triggers.read_standing(connection)
    with pytest.raises(DatabaseError):
        migrate()

    assert kept_triggers.read_standing(connection) == before
    assert triggers.standing_triggers(connection) == triggers.due_triggers(connection.vendor)
    assert notes.standing_triggers(connection) == notes.due_triggers(connection)


@pytest.mark.thorough
def test_what_is_written_after_it_draws_a_mark_and_comes_into_the_search(migrate):
    make_participation()
    upkeep.catch_up()
    with pytest.raises(DatabaseError):
        migrate()
    upkeep.catch_up()
    marks = read_marks()
    Organisation.objects.update(name_en="Written after it")
    upkeep.catch_up()

    assert read_marks()["expo_organisation"] != marks["expo_organisation"]
    assert SearchEntry.objects.get(kind="exhibitors").title_en == "Written after it"


def test_a_trigger_that_no_longer_fits_is_named_and_nothing_is_kept_warm(migrate):
    before = kept_triggers.read_standing(connection)
    triggers.drop_triggers(connection)
    name, table = next(iter(triggers.due_triggers(connection.vendor)))
    before.statements[name, table] = "CREATE TRIGGER of nothing"

    assert kept_triggers.put_back(connection, before) == [name]
    assert read_marks() == {}
    triggers.drop_triggers(connection)
    triggers.create_triggers(connection)


def test_what_migrations_write_is_not_worked_off_before_all_tables_are_there(monkeypatch):
    seen = []
    monkeypatch.setattr(stock.Command, "handle", lambda *args, **options: seen.append(PUT_OFF.get()))
    call_command("migrate")

    assert (seen, PUT_OFF.get()) == ([True], False)
