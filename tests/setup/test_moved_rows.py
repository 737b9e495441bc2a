"""Rows that went from one table to another come along, with their numbers and all that was said of them."""

import datetime as dt

import pytest

from tests.setup import upgrading
from tests.setup.upgrading import migrate_as_before, migrate_to_the_end, new_database

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2019, 8, 26, 9, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def with_migrations(settings):
    """Whether or not the tests' own database was made by them."""
    settings.MIGRATION_MODULES = {}


def make_programmes(apps) -> int:
    """One that was imported and one that waits, as an earlier version kept them; returns who brought them."""
    days = {"starts_on": NOW.date(), "ends_on": NOW.date()}
    edition = apps.get_model("expo", "Edition").objects.create(slug="2019", name_en="Expo 2019", **days).pk
    by = apps.get_model("auth", "User").objects.create(username="planner").pk
    told = {"edition_id": edition, "brought_by_id": by, "report": {"found": {"entries": 12}}}
    files = apps.get_model("agenda", "ImportedFile").objects
    files.create(pk=3, name="done.xml", content=b"", confirmed=True, imported_at=NOW, **told)
    files.create(pk=7, name="waits.xml", content=b"<schedule/>", widening=True, **told)
    files.update(brought_at=NOW)
    return by


def test_programmes_that_were_brought_come_along_under_their_numbers(tmp_path):
    with new_database(tmp_path, "programmes"):
        by = make_programmes(migrate_as_before(("agenda", "0011_public_numbers")))
        migrate_to_the_end()
        files = upgrading.executor().loader.project_state().apps.get_model("expo", "ImportedFile").objects
        done, waits = files.order_by("pk").values()
        new = files.create(kind="programme", edition_id=done["edition_id"], name="new.xml")

    same = {"kind": "programme", "brought_by_id": by, "brought_at": NOW, "report": {"found": {"entries": 12}}}
    assert done == done | same | {"id": 3, "name": "done.xml", "state": "done", "rows": 12, "done": 12}
    assert (done["finished_at"], done["options"]) == (NOW, {"confirmed": True, "widening": False})
    assert waits == waits | same | {"id": 7, "name": "waits.xml", "state": "looked", "rows": 12, "done": 0}
    assert (waits["finished_at"], waits["options"]) == (None, {"confirmed": False, "widening": True})
    assert (bytes(waits["content"]), len(waits["digest"])) == (b"<schedule/>", 64)
    assert new.pk == 8
