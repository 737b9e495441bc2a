"""`--fast` and `--changed` run few of the tests, and the right ones."""

import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from expo.management.commands.test import SIDE_BY_SIDE, Command, asks_for_many
from tests.support import changed
from tests.support.chance import examples
from tests.support.patience import PATIENCE
from tests.support.plugin import ends_of_tables
from tests.support.side_by_side import browser_groups, lost_groups

FOLDER = "tests/setup/test_waits.py"


def collect(*arguments: str) -> list[str]:
    """The tests that a run would be of, by their names."""
    command = [sys.executable, "manage.py", "test", "--collect-only", "-q", *arguments]
    environment = {name: value for name, value in os.environ.items() if name != "PYTEST_XDIST_WORKER"}
    run = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False)
    return [line for line in run.stdout.splitlines() if "::" in line]


@pytest.mark.thorough
def test_a_fast_run_has_no_browser_and_of_each_table_of_cases_the_first_and_the_last():
    paths = ["tests/chaos", "tests/browser/test_door.py", FOLDER]

    everything, few = collect(*paths), collect("--fast", *paths)

    assert {name.split("::")[0] for name in few} == {FOLDER}
    assert len([name for name in everything if name.startswith(FOLDER)]) == 13
    assert len(few) == 6


@pytest.mark.thorough
def test_side_by_side_too_only_what_is_picked_is_run():
    command = [sys.executable, "manage.py", "test", "--changed", "-n", "2", "-q", "-p", "tests.setup.one_change"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}

    run = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE
    )

    assert (run.returncode, re.findall(r"(\d+) (\w+) in", run.stdout)) == (0, [("6", "passed")])


@pytest.mark.thorough
def test_a_run_on_another_database_is_of_the_tests_that_touch_it():
    several = [
        "tests/chaos/test_fail_over.py",
        "tests/chaos/test_lost_parts.py",
        "tests/chaos/test_several_machines.py",
    ]
    untouched = [FOLDER, "tests/expo/web_push/test_delivery.py", "tests/deals/totals/test_no_part.py"]
    paths = [
        *untouched,
        *several,
        "tests/chaos/test_storm.py",
        "tests/deals/ledger/test_chain.py",
        "tests/setup/test_production.py",
    ]

    everything, few = collect(*paths), collect("--database", *paths)

    assert {name.split("::")[0] for name in few} == set(paths) - set(untouched)
    assert {name for name in everything if not name.startswith(tuple(untouched))} == set(few)


@pytest.mark.parametrize(
    ("names", "kept"),
    [
        (["a"], ["a"]),
        (["a[1]", "a[2]"], ["a[1]", "a[2]"]),
        (["a[1]", "a[2]", "a[3]", "b", "c[x]"], ["a[1]", "a[3]", "b", "c[x]"]),
        (["a[2]", "c[x]", "a[3]", "b", "a[1]"], ["a[2]", "c[x]", "b", "a[1]"]),
    ],
)
def test_a_table_of_cases_is_known_by_its_function(names, kept):
    class Case:
        def __init__(self, nodeid):
            self.nodeid = nodeid

    assert [case.nodeid for case in ends_of_tables([Case(name) for name in names])] == kept


@pytest.mark.parametrize(("lines", "of_b"), [(1, "browser-1"), (2, "browser-2")])
def test_browser_tests_run_in_lines_of_as_many_and_no_module_is_in_two(lines, of_b):
    tests = Counter({Path("a"): 9, Path("b"): 4, Path("c"): 4, Path("d"): 1})

    assert browser_groups(tests, lines) == {
        Path("a"): "browser-1",
        Path("b"): of_b,
        Path("c"): of_b,
        Path("d"): of_b,
    }


@pytest.mark.thorough
def test_what_a_module_makes_once_is_made_in_one_process():
    module = "tests/expo/search_index/test_news.py"
    command = [sys.executable, "manage.py", "test", "-v", "-n", "2", "--dist", "loadgroup", module]
    environment = {name: value for name, value in os.environ.items() if name != "PYTEST_XDIST_WORKER"}

    run = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False)

    ran_in = re.findall(r"\[(gw\d)\].* PASSED", run.stdout)
    assert (len(ran_in) > 1, len(set(ran_in))) == (True, 1)


def test_groups_that_are_no_longer_kept_are_found():
    kept, lost, single = (FakeItem(name, group) for name, group in (("a[1@2]@g", "g"), ("b[1@2]", "g"), ("c", "")))

    assert lost_groups([kept, lost, single]) == ["b[1@2]"]


class FakeItem:
    def __init__(self, nodeid, group):
        self.nodeid, self.group = nodeid, group

    def get_closest_marker(self, name):
        return self.group or None


def test_where_the_profile_draws_fewer_examples_so_do_those_that_ask_for_many():
    usual = examples(400).max_examples

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.support.chance.USUAL", 1000)
        assert (examples(400).max_examples * 10, examples(3).max_examples) == (usual, 1)


@pytest.mark.parametrize(
    ("path", "picked", "not_picked"),
    [
        ("agenda/checks/occupancy.py", "tests/agenda/test_problems.py", "tests/deals/money/test_reading.py"),
        ("agenda/checks/occupancy.py", "tests/agenda/releases/test_releases.py", "tests/expo/views/test_home.py"),
        ("deals/money/capitals.py", "tests/deals/money/test_capitals.py", "tests/agenda/test_problems.py"),
        ("tests/support/schedules.py", "tests/agenda/imports/test_desk.py", "tests/deals/money/test_reading.py"),
        ("tests/setup/test_waits.py", "tests/setup/test_waits.py", "tests/setup/test_locks.py"),
        ("tests/deals/imports/conftest.py", "tests/deals/imports/test_desk.py", "tests/deals/desk/test_desk.py"),
        # By addresses that tests ask for.
        ("expo/views/home.py", "tests/expo/views/test_home.py", "tests/deals/money/test_reading.py"),
        ("agenda/admin/sessions.py", "tests/agenda/test_admin_sessions.py", "tests/deals/money/test_reading.py"),
        # By a setting, and the module that reads it.
        ("agenda/search.py", "tests/expo/views/test_search.py", "tests/agenda/test_problems.py"),
        ("agenda/push/figures.py", "tests/expo/monitoring/test_metrics.py", "tests/agenda/test_problems.py"),
        ("expo/accounts/body_limits.py", "tests/expo/accounts/test_body_limits.py", "tests/agenda/test_problems.py"),
        # By names of templates and of libraries of tags, and by the views that render them.
        ("templates/agenda/day/head.html", "tests/agenda/schedule/test_public_day.py", "tests/deals/test_wall.py"),
        (
            "agenda/templatetags/grid_cells.py",
            "tests/agenda/schedule/test_public_day.py",
            "tests/deals/money/test_reading.py",
        ),
        # By the names of commands and of files.
        ("expo/management/commands/backup.py", "tests/setup/test_backup.py", "tests/agenda/test_problems.py"),
        ("requirements-dev.lock", "tests/setup/test_locks.py", "tests/agenda/test_problems.py"),
    ],
)
def test_a_change_picks_what_refers_to_it_and_what_asks_for_its_pages(path, picked, not_picked):
    found = changed.pick_tests([path]).paths

    assert (picked in found, not_picked in found) == (True, False)


@pytest.mark.parametrize("path", ["README.md", "docs/decisions/0001-x.md"])
def test_what_no_code_stands_on_picks_nothing(path):
    assert changed.pick_tests([path]).paths == []


def test_what_stands_on_a_change_at_a_remove_is_few_and_the_rest_is_told():
    choice = changed.pick_tests(["deals/money/capitals.py"])

    assert (len(choice.paths), choice.left_out > 0) == (changed.MOST, True)
    assert f"{choice.left_out} more try what stands on it at a remove: --fast." in choice.sentences()


@pytest.mark.parametrize("path", ["agenda/urls.py", "expo/apps.py"])
def test_what_is_behind_every_page_and_named_by_no_test_picks_all_and_says_so(path):
    choice = changed.pick_tests([path])

    assert len(choice.paths) == len(changed.test_modules())
    assert f"Behind every page, and tried whole by all tests only: {path}." in choice.sentences()


def test_what_is_behind_every_page_picks_the_tests_that_name_it_and_says_that_there_are_more():
    choice = changed.pick_tests(["expo/web/middleware.py"])

    assert "tests/expo/availability/test_failures.py" in choice.paths
    assert len(choice.paths) < changed.MOST
    assert choice.behind_all == ["expo/web/middleware.py"]


@pytest.mark.thorough
def test_of_a_script_it_is_told_that_a_browser_tries_it():
    choice = changed.pick_tests(["agenda/static_src/board.js"])

    assert choice.sentences()[-1] == "Tried in a browser, -m browser tests/browser: agenda/static_src/board.js."


@pytest.mark.parametrize(
    ("arguments", "many"),
    [
        ("", True),
        ("--fast", True),
        ("--fast -q", True),
        ("--changed -q -x", True),
        ("--fast -n 0", True),
        ("-q", False),
        ("--fast -k verif", False),
        ("--fast -kverif", False),
        ("--changed --last-failed", False),
        ("--fast tests/setup", False),
        ("--fast tests/setup/test_waits.py::test_x", False),
        ("-m browser", False),
    ],
)
def test_many_tests_run_side_by_side_however_they_are_told_of(arguments, many):
    assert asks_for_many(arguments.split()) is many


def test_a_number_of_processes_that_is_asked_for_counts(monkeypatch):
    given = []
    monkeypatch.setattr("pytest.main", given.extend)

    with pytest.raises(SystemExit):
        Command().run_from_argv(["manage.py", "test", "--fast", "-n", "0"])

    assert given == [*SIDE_BY_SIDE, "--fast", "-n", "0"]


def test_what_has_changed_is_what_is_not_committed_or_else_the_branch(monkeypatch, tmp_path):
    monkeypatch.setattr(changed, "ROOT", tmp_path)
    for command in (["init", "-q", "-b", "main"], ["config", "user.name", "x"], ["config", "user.email", "x@x"]):
        changed.git(*command)
    for branch, name in (("main", "old.py"), ("new", "branch.py")):
        changed.git("checkout", "-q", "-B", branch)
        (tmp_path / name).touch()
        changed.git("add", "."), changed.git("commit", "-qm", name)

    assert changed.changed_files() == ["branch.py"]
    (tmp_path / "old.py").write_text("x = 1\n")
    (tmp_path / "fresh.py").touch()
    assert changed.changed_files() == ["old.py", "fresh.py"]
