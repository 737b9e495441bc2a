"""What a changed file of the project does to a demo in which something was entered."""

import gc
import json
import sqlite3
from contextlib import closing

import pytest

from expo.management.commands.demo import seldom_collecting
from expo.setup.demo_database import DemoDatabase

FILES = [
    "expo/data/rehearsal/people.json",
    "expo/demo/names.py",
    "agenda/demo/venue.py",
    "deals/demo/desk.py",
    "expo/migrations/0001_initial.py",
    "deals/migrations/0001_initial.py",
    "expo/models/edition.py",
    "deals/views/deals.py",
]
STAYS = ("", [])
ANEW = ["Keeping the database before", "Making the tables", "one", "two", "three", "search"]
FORWARD = ("New migrations of the project: 1. The demo is brought up to date, and what was entered stays.", ["forward"])
DATA = "The data of the demo have changed"
OTHERS = "The demo was made by migrations that are others now, such as deals/0001_initial"


@pytest.fixture
def tree(tmp_path, settings):
    """A project of a few files, and a demo made from them."""
    settings.BASE_DIR = tmp_path
    for file in FILES:
        write(tmp_path / file, "as it was")
    with closing(sqlite3.connect(tmp_path / "expo.sqlite3")) as database:
        database.execute("CREATE TABLE entered (id)")
    demo = DemoDatabase(tmp_path / "expo.sqlite3", 1)
    demo.note(demo.sources())
    return tmp_path


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def outlook(tree, *, scale=1, fresh=False):
    """Why, as far as the colon, and the jobs by their names."""
    found = DemoDatabase(tree / "expo.sqlite3", scale).outlook(fresh=fresh)
    names = {"Bringing the demo up to date": "forward", "Making the search ready": "search"}
    loads = iter(["one", "two", "three"])
    jobs = [next(loads) if "Loading" in job.what else names.get(job.what, job.what) for job in found.jobs]
    return found.why.partition(": the demo begins anew")[0], jobs


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("expo/models/edition.py", STAYS),
        ("deals/views/deals.py", STAYS),
        ("deals/some_new_module.py", STAYS),
        ("expo/data/rehearsal/people.json", (DATA, ANEW)),
        ("expo/data/rehearsal/new.json", (DATA, ANEW)),
        ("expo/demo/names.py", (DATA, ANEW)),
        ("agenda/demo/venue.py", (DATA, ANEW)),
        ("deals/demo/new.py", (DATA, ANEW)),
        ("deals/migrations/0001_initial.py", (OTHERS, ANEW)),
        ("deals/migrations/0002_more.py", FORWARD),
    ],
)
def test_file_that_changes_or_comes_does_what_it_must(tree, file, expected):
    write(tree / file, "as it is now")

    assert outlook(tree) == expected


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("deals/views/deals.py", STAYS),
        ("deals/demo/desk.py", (DATA, ANEW)),
        ("deals/migrations/0001_initial.py", (OTHERS, ANEW)),
    ],
)
def test_file_that_goes_does_what_it_must(tree, file, expected):
    (tree / file).unlink()

    assert outlook(tree) == expected


def test_nothing_changed_and_nothing_is_done(tree):
    assert outlook(tree) == STAYS


def test_other_version_of_django_brings_its_own_migrations_without_a_word(tree, monkeypatch):
    monkeypatch.setattr("django.get_version", lambda: "5.2.99")

    assert outlook(tree) == ("", ["forward"])


def test_another_scale_and_a_wish_begin_it_anew(tree):
    assert outlook(tree, scale=10) == ("The demo was loaded at scale 1, not 10", ANEW)
    assert outlook(tree, fresh=True) == ("A fresh demo was asked for", ANEW)


@pytest.mark.parametrize("stamp", ["3f" * 32, "12", ""])
def test_demo_of_an_earlier_version_is_kept_beside_a_new_one(tree, stamp):
    write(tree / "expo.sqlite3.made-from", stamp)

    assert outlook(tree) == ("The demo was loaded by an earlier version of the project", ANEW)


def test_database_is_kept_whole_and_the_one_kept_before_goes(tree):
    write(tree / "expo-before-2026-01-01-000000.sqlite3", "older")
    found = DemoDatabase(tree / "expo.sqlite3", 1).outlook(fresh=True)
    assert (tree / "expo-before-2026-01-01-000000.sqlite3").exists()
    assert found.why.endswith("The one kept there before goes.")

    with closing(sqlite3.connect(tree / "expo.sqlite3")) as open_elsewhere:
        open_elsewhere.execute("PRAGMA journal_mode=WAL")
        open_elsewhere.execute("INSERT INTO entered VALUES (1)")
        open_elsewhere.commit()
        found.jobs[0].work()

    (aside,) = tree.glob("expo-before-*.sqlite3")
    with closing(sqlite3.connect(aside)) as kept:
        assert kept.execute("SELECT * FROM entered").fetchall() == [(1,)]
    assert not (tree / "expo.sqlite3").exists()


def test_what_changes_during_the_loading_is_not_noted(tree):
    found = DemoDatabase(tree / "expo.sqlite3", 1).outlook(fresh=True)
    write(tree / "deals/demo/desk.py", "as it is now")
    found.then()

    assert json.loads((tree / "expo.sqlite3.made-from").read_text())["data"]
    assert outlook(tree) == (DATA, ANEW)


def test_garbage_is_looked_for_seldom_while_the_demo_is_loaded_and_as_before_afterwards():
    usual = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    try:
        with seldom_collecting():
            meanwhile = gc.get_threshold()
        assert (meanwhile, gc.get_threshold()) == ((100_000, 20, 100), (700, 10, 10))
    finally:
        gc.set_threshold(*usual)
