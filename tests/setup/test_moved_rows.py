"""Rows that went from one table to another come along, with their numbers and all that was said of them."""

import datetime as dt
import uuid

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


def make_lists_of_deals(apps, edition: int, by: int) -> None:
    """Two, the first under a number that a programme bears too, and a row of it that became a deal."""
    told = {
        "edition_id": edition,
        "brought_by_id": by,
        "report": {"accepted": []},
        "fingerprint": "f",
        "brought_at": NOW,
    }
    runs = apps.get_model("deals", "ImportRun").objects
    first = runs.create(pk=3, name="clash.xlsx", digest="a", state="done", rows=9, done=9, finished_at=NOW, **told)
    runs.create(pk=5, name="waits.xlsx", digest="b", content=b"rows", mapping={"A": "title"}, **told)
    project = apps.get_model("deals", "Project").objects.create(edition_id=edition, code="P1")
    numbers = {"sequence": 1, "reference": "r", "submission_key": uuid.uuid4()}
    deals = apps.get_model("deals", "Deal").objects
    deal = deals.create(edition_id=edition, project_id=project.pk, recorded_by_id=by, recorded_at=NOW, **numbers)
    apps.get_model("deals", "ImportedRow").objects.create(
        run_id=first.pk, deal_id=deal.pk, row=2, identity="i", stem="s"
    )


def test_lists_of_deals_come_along_and_no_number_leads_to_another_file(tmp_path):
    with new_database(tmp_path, "lists"):
        apps = migrate_as_before(("agenda", "0011_public_numbers"), ("deals", "0022_minimum_size_as_written"))
        by = make_programmes(apps)
        make_lists_of_deals(apps, apps.get_model("expo", "Edition").objects.get().pk, by)
        migrate_to_the_end()
        apps = upgrading.executor().loader.project_state().apps
        files = apps.get_model("expo", "ImportedFile").objects
        waits, clash = files.filter(kind="deals").order_by("pk").values()
        rows = list(apps.get_model("deals", "ImportedRow").objects.values_list("run", "row"))
        new = files.create(kind="deals", edition_id=waits["edition_id"], name="new.xlsx")

    same = {"brought_by_id": by, "brought_at": NOW, "report": {"accepted": []}, "fingerprint": "f"}
    assert clash == clash | same | {"id": 8, "former_number": 3, "name": "clash.xlsx", "state": "done", "rows": 9}
    assert waits == waits | same | {"id": 5, "former_number": None, "digest": "b", "mapping": {"A": "title"}}
    assert (clash["finished_at"], clash["done"], bytes(waits["content"])) == (NOW, 9, b"rows")
    assert (rows, new.pk) == ([(8, 2)], 9)
