"""Rows of earlier versions come along: where they were, or in other tables with all that was said of them."""

import datetime as dt
import uuid
from typing import Any, NamedTuple

import pytest
from django.conf import settings

from tests.setup import upgrading
from tests.setup.upgrading import fresh_schema, migrate_as_before, migrate_to_the_end, new_database, schema

# Side by side, each worker would go the same way again, and make the schema of a new database.
pytestmark = [pytest.mark.django_db, pytest.mark.thorough, pytest.mark.xdist_group("migrations")]
NOW = dt.datetime(2019, 8, 26, 9, tzinfo=dt.UTC)


class Stayed(NamedTuple):
    """Keys of a session, of an announced batch and of one that waits; the rows as they are now."""

    session: int
    batch: int
    waits: int
    rows: dict[str, dict[int, Any]]


class Moved(NamedTuple):
    """Who brought the files, their rows by kind as they are now, the rows of lists, and the key of a new file."""

    by: int
    programmes: list[dict]
    lists: list[dict]
    list_rows: list[tuple]
    new: int


class Way(NamedTuple):
    """What a database has become that has come from the first versions to the end, with rows of each."""

    schema: set[tuple]
    fresh: set[tuple]
    stayed: Stayed
    moved: Moved


@pytest.fixture(scope="module")
def way(tmp_path_factory, django_db_setup, django_db_blocker) -> Way:
    """One way for all rows, each made in a version that had its table as it was."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        # Whether or not the tests' own database was made by them.
        patch.setattr(settings, "MIGRATION_MODULES", {})
        with new_database(tmp_path_factory.mktemp("rows"), "rows"):
            found = bring_forward()
        return Way(found[0], fresh_schema(), *found[1:])


def bring_forward() -> tuple[set[tuple], Stayed, Moved]:
    edition, session = make_session(migrate_as_before(("agenda", "0002_imports")))
    batch, waits = make_batches(migrate_as_before(("deals", "0010_ceremonies")), edition)
    apps = migrate_as_before(("deals", "0013_bulletins"))
    apps.get_model("deals", "Batch").objects.update(district=make_district(apps))
    apps = migrate_as_before(("agenda", "0011_public_numbers"), ("deals", "0022_minimum_size_as_written"))
    by = make_programmes(apps, edition)
    make_lists_of_deals(apps, edition, by)
    migrate_to_the_end()
    found, apps = schema(), upgrading.executor().loader.project_state().apps
    models = {"session": apps.get_model("agenda", "Session"), "batch": apps.get_model("deals", "Batch")}
    rows = {name: model.objects.in_bulk() for name, model in models.items()}
    return found, Stayed(session, batch, waits, rows), read_moved(apps, by)


def read_moved(apps, by: int) -> Moved:
    files = apps.get_model("expo", "ImportedFile").objects
    programmes, lists = (list(files.filter(kind=kind).order_by("pk").values()) for kind in ("programme", "deals"))
    list_rows = list(apps.get_model("deals", "ImportedRow").objects.values_list("run", "row"))
    new = files.create(kind="programme", edition_id=programmes[0]["edition_id"], name="new.xml")
    return Moved(by, programmes, lists, list_rows, new.pk)


def test_rows_of_earlier_versions_come_along(way):
    sessions, batches = way.stayed.rows["session"], way.stayed.rows["batch"]
    batch, waits = batches[way.stayed.batch], batches[way.stayed.waits]

    assert way.schema == way.fresh
    assert sessions[way.stayed.session].uid == uuid.uuid5(uuid.NAMESPACE_URL, "session:2019/opening")
    assert (batch.announced_projects, batch.announced_minor) == (12, 120_000)
    assert (batch.announced_place, batch.announced_district_id) == ("outside", batch.district_id)
    assert (waits.announced_projects, waits.announced_district_id) == (None, None)


def make_session(apps) -> tuple[int, int]:
    days = {"starts_on": NOW.date(), "ends_on": NOW.date()}
    edition = apps.get_model("expo", "Edition").objects.create(slug="2019", name_en="Expo 2019", **days).pk
    said = {"slug": "opening", "name_en": "Opening", "kind": "conference", "day": NOW.date()}
    return edition, apps.get_model("agenda", "Session").objects.create(edition_id=edition, **said).pk


def make_batches(apps, edition: int) -> list[int]:
    """One announced, one that waits."""
    users = apps.get_model("auth", "User").objects
    clerk, reviewer = (users.create(username=name).pk for name in ("clerk", "reviewer"))
    said = {"edition_id": edition, "name_en": "District", "place": "outside", "signed_on": NOW.date()}
    money = {"projects": 12, "minor": 120_000, "currency": "CNY"}
    entry = {"recorded_by_id": clerk, "recorded_at": NOW, "submission_digest": "0" * 64}
    steps = [{"status": "announced", "announced_at": NOW, "verified_by_id": reviewer}, {}]
    batches = apps.get_model("deals", "Batch").objects
    return [
        batches.create(sequence=n, submission_key=uuid.uuid4(), **said, **money, **entry, **step).pk
        for n, step in enumerate(steps, 1)
    ]


def make_district(apps) -> int:
    return apps.get_model("expo", "Region").objects.create(code="SG", kind="country", name_en="Singapore").pk


def make_programmes(apps, edition: int) -> int:
    """One that was imported and one that waits, as an earlier version kept them; returns who brought them."""
    by = apps.get_model("auth", "User").objects.create(username="planner").pk
    told = {"edition_id": edition, "brought_by_id": by, "report": {"found": {"entries": 12}}}
    files = apps.get_model("agenda", "ImportedFile").objects
    files.create(pk=3, name="done.xml", content=b"", confirmed=True, imported_at=NOW, **told)
    files.create(pk=7, name="waits.xml", content=b"<schedule/>", widening=True, **told)
    files.update(brought_at=NOW)
    return by


def test_programmes_that_were_brought_come_along_under_their_numbers(way):
    moved = way.moved
    done, waits = moved.programmes
    same = {"kind": "programme", "brought_by_id": moved.by, "brought_at": NOW, "report": {"found": {"entries": 12}}}
    assert done == done | same | {"id": 3, "name": "done.xml", "state": "done", "rows": 12, "done": 12}
    assert (done["finished_at"], done["options"]) == (NOW, {"confirmed": True, "widening": False})
    assert waits == waits | same | {"id": 7, "name": "waits.xml", "state": "looked", "rows": 12, "done": 0}
    assert (waits["finished_at"], waits["options"]) == (None, {"confirmed": False, "widening": True})
    assert (bytes(waits["content"]), len(waits["digest"])) == (b"<schedule/>", 64)


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


def test_lists_of_deals_come_along_and_no_number_leads_to_another_file(way):
    moved = way.moved
    waits, clash = moved.lists
    same = {"brought_by_id": moved.by, "brought_at": NOW, "report": {"accepted": []}, "fingerprint": "f"}
    assert clash == clash | same | {"id": 8, "former_number": 3, "name": "clash.xlsx", "state": "done", "rows": 9}
    assert waits == waits | same | {"id": 5, "former_number": None, "digest": "b", "mapping": {"A": "title"}}
    assert (clash["finished_at"], clash["done"], bytes(waits["content"])) == (NOW, 9, b"rows")
    assert (moved.list_rows, moved.new) == ([(8, 2)], 9)
