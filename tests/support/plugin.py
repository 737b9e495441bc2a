"""What the tests run in, loaded by pytest before the settings: their environment, database, static files, browser."""

import functools
import gc
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from expo.setup import environment
from tests.support import changed, chromium
from tests.support.side_by_side import keep_together, longest_first, lost_groups

environment.prepare_tests()
if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    # Tests that run side by side write into folders of their own.
    folder = Path(os.environ["VAR_DIR"]) / worker
    folder.mkdir(exist_ok=True)
    os.environ["VAR_DIR"] = str(folder)

# Folders of tests that a fast run leaves out, whatever it is asked for.
SLOW_FOLDERS = ("browser", "chaos")
# Of tests that touch the database of the run, or start servers of its make.
DATABASE_MARKS = ("django_db", "several_machines")
# Of tests that find the same whichever database the run is on, though they may touch one.
SAME_MARKS = ("own_database", "same_on_any")
NAMES_DATABASE = re.compile(r"DATABASE_URL|^from django\.db import (?:\([^)]*|.*)\bconnections?\b", re.MULTILINE)
HASTE = "PRAGMA synchronous=OFF;"
LEFT_OUT = pytest.StashKey[int]()
PICKED = pytest.StashKey[changed.Choice]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--cpu-throttle", type=float, default=1, help="have the browser's pages run this many times slower (1)"
    )
    parser.addoption(
        "--fast", action="store_true", help="no browser, no chaos, few examples and few cases of each table"
    )
    parser.addoption(
        "--changed", action="store_true", help="as --fast, and only tests of what has changed, as git says"
    )
    parser.addoption(
        "--database",
        action="store_true",
        help="only tests that touch the database; others find the same on any",
    )


def is_fast(config: pytest.Config) -> bool:
    return config.getoption("fast") or config.getoption("changed")


def pytest_configure(config: pytest.Config) -> None:
    from django.conf import settings

    # No manifest in a fresh clone: names stay as they are.
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    database = settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        # In memory, SQLite locks otherwise than in a file, and a race would prove nothing.
        database.setdefault("TEST", {})["NAME"] = str(Path(settings.VAR_DIR) / "tests.sqlite3")
        # No test pulls the plug of the machine: a commit need not wait for the disk.
        database["OPTIONS"] = {**database["OPTIONS"], "init_command": f"{database['OPTIONS']['init_command']} {HASTE}"}
    # Slow hashes protect passwords; there are none here.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if config.getoption("changed"):
        config.args = picked_tests(config)


def picked_tests(config: pytest.Config) -> list[str]:
    """Paths of modules: picked once a run, and its workers are told."""
    if hasattr(config, "workerinput"):
        return config.workerinput["paths"]
    choice = changed.pick_tests(changed.changed_files())
    config.stash[PICKED] = choice
    return choice.paths or pytest.exit(" ".join(choice.sentences()), returncode=0)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """A worker begins from the command line, which names no module that was picked."""
    node.workerinput["paths"] = node.config.args


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    return True if is_fast(config) and collection_path.name in SLOW_FOLDERS else None


def pytest_collection_finish(session: pytest.Session) -> None:
    """What stands after collecting stands to the end, and is not worth going over again and again."""
    if session.config.getoption("loadgroup", False) and (lost := lost_groups(session.items)):
        raise pytest.UsageError(f"pytest-xdist keeps no groups of tests together any more: {lost[0]}")
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Iterator[None]:
    """Groups before pytest-xdist reads them; then which tests run, and in what order."""
    side_by_side = hasattr(config, "workerinput")
    if side_by_side:
        keep_together(items, config.workerinput["workercount"])
    yield
    pick(config, items)
    if side_by_side:
        items[:] = longest_first(items)


def pick(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Browser tests only where a browser can be driven."""
    if is_fast(config):
        quick = [item for item in items if item.path.parent.name not in SLOW_FOLDERS and not is_thorough(item)]
        items[:] = ends_of_tables(quick)
    if config.getoption("database"):
        config.hook.pytest_deselected(items=[item for item in items if not touches_database(item)])
        items[:] = [item for item in items if touches_database(item)]
    browser = [item for item in items if item.get_closest_marker("browser")]
    if browser and chromium.trouble():
        config.stash[LEFT_OUT] = len(browser)
        items[:] = [item for item in items if item not in browser]
        config.hook.pytest_deselected(items=browser)


def is_thorough(item: pytest.Item) -> bool:
    return item.get_closest_marker("thorough") is not None


def touches_database(item: pytest.Item) -> bool:
    """By a fixture or a mark, or by what it starts: modules that do so name the database's address or connection."""
    if any(map(item.get_closest_marker, SAME_MARKS)):
        return False
    fixtures = {"db", "transactional_db", "live_server", "make_once"}
    if fixtures.intersection(item.fixturenames) or any(map(item.get_closest_marker, DATABASE_MARKS)):
        return True
    return names_database(item.path)


@functools.cache
def names_database(module: Path) -> bool:
    return NAMES_DATABASE.search(module.read_text()) is not None


def ends_of_tables(items: list[pytest.Item]) -> list[pytest.Item]:
    """Of each function's cases, whatever order they are in, the first and the last that come."""
    first = {item.nodeid.partition("[")[0]: item for item in reversed(items)}
    last = {item.nodeid.partition("[")[0]: item for item in items}
    kept = {item.nodeid for item in (*first.values(), *last.values())}
    return [item for item in items if item.nodeid in kept]


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_out"] = session.config.stash.get(LEFT_OUT, 0)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Every worker collects all tests, so that what one of them left out, all did."""
    node.config.stash[LEFT_OUT] = getattr(node, "workeroutput", {}).get("left_out", 0)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if count := config.stash.get(LEFT_OUT, 0):
        line = f"{count} browser tests left out: {chromium.trouble()}. {chromium.HOW_TO_GET_IT}"
        terminalreporter.write_line(line, yellow=True)
    if choice := config.stash.get(PICKED, None):
        for sentence in choice.sentences():
            terminalreporter.write_line(sentence)
