"""The demo command, run as a user runs it."""

import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from tests.support.patience import PATIENCE
from tests.support.ports import free_port

# The files of the first run serve them all.
pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.thorough, pytest.mark.own_database]


@contextmanager
def running(folder: Path, *options: str, **environment: str) -> Iterator[subprocess.Popen]:
    """The command in a process group of its own, as in a terminal; what is left of it goes at the end."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "demo", *options],
        cwd=settings.BASE_DIR,
        env={**os.environ, "VAR_DIR": str(folder), **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with process:
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def run(folder: Path, *options: str, **environment: str) -> subprocess.CompletedProcess:
    with running(folder, *options, **environment) as process:
        output, errors = process.communicate(timeout=PATIENCE)
    return subprocess.CompletedProcess(process.args, process.returncode, output, errors)


def read_until(process: subprocess.Popen, words: str) -> str:
    """What the command says up to the line with these words."""
    said = ""
    for line in process.stdout:
        said += line
        if words in line:
            return said
    raise AssertionError(f"It ended with {process.wait()}: {said}{process.stderr.read()}")


@pytest.fixture(scope="module")
def first_run(tmp_path_factory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("demo")
    done = run(folder, "--no-serve", DATABASE_URL="postgres://nobody@127.0.0.1:1/nothing")
    assert done.returncode == 0, done.stderr
    return folder, done.stdout


@pytest.fixture
def folder(first_run, tmp_path) -> Path:
    """The files of a demo that has run once."""
    return shutil.copytree(first_run[0], tmp_path / "var")


def test_first_run_loads_everything_whatever_database_the_user_works_with(first_run):
    said = [re.sub(r"[\d.]+ s$", "n s", line) for line in first_run[1].splitlines()]
    jobs = [line for line in said if line.endswith("n s") and "..." not in line and "translations" not in line]
    assert said[0] == "Starting the demo ..."
    assert [line.partition("] ")[2] for line in jobs] == [
        "Making the tables: n s",
        "Loading both editions: expo and exhibition: n s",
        "Loading both editions: agenda: n s",
        "Loading both editions: deals: n s",
        "Making the search ready: n s",
        "Collecting static files: n s",
    ]


def test_second_run_does_none_of_it_again(folder):
    done = run(folder, "--no-serve")

    assert done.returncode == 0
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["Starting", "All", *["as"] * 5, "with"]


def test_password_is_new_at_each_run_unless_the_environment_sets_it(folder):
    said = [
        run(folder, "--no-serve", **environment).stdout.split()[-1]
        for environment in ({"DEMO_PASSWORD": ""}, {"DEMO_PASSWORD": ""}, {"DEMO_PASSWORD": "three little words"})
    ]

    assert said[0] != said[1]
    assert said[2] == "words"


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_demo_serves_until_it_is_stopped_and_leaves_no_process_behind(folder, name):
    port = free_port()
    with running(folder, "--port", str(port)) as demo:
        said = read_until(demo, "Ctrl-C ends it.")
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/en/", timeout=PATIENCE) as answer:
            status = answer.status
        demo.send_signal(getattr(signal, name))
        code = demo.wait(timeout=PATIENCE)

    assert f"http://127.0.0.1:{port}/" in said
    assert (status, code) == (200, 0)
    with pytest.raises(ProcessLookupError):
        os.killpg(demo.pid, 0)


def test_port_that_is_taken_is_said_in_one_sentence(folder):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run(folder, "--port", str(port))

    assert done.returncode == 1
    assert done.stderr == (
        f"CommandError: Port {port} cannot be used: Address already in use. "
        f"Choose another one, such as --port {port + 1}\n"
    )


@pytest.mark.parametrize(("option", "bounds"), [("--port", "1 to 65535"), ("--scale", "1 to 100")])
def test_number_out_of_bounds_is_refused_in_a_sentence(folder, option, bounds):
    done = run(folder, option, "70000")

    assert done.returncode == 2
    assert done.stderr.endswith(f"error: argument {option}: 70000 is no whole number from {bounds}\n")


def test_second_demo_on_the_same_files_is_refused_in_one_sentence(folder):
    with running(folder, "--port", str(free_port())) as first:
        read_until(first, "Ctrl-C ends it.")
        done = run(folder, "--fresh", "--no-serve")
        first.terminate()

    assert done.returncode == 1
    assert done.stderr.startswith("CommandError: A demo is running here already.")
    assert done.stderr.count("\n") == 1


def database(folder: Path) -> Path:
    return folder / "demo" / "expo.sqlite3"


def write_a_note(folder: Path) -> None:
    execute(folder, "CREATE TABLE note (id)")


def execute(folder: Path, *statements: str) -> None:
    with closing(sqlite3.connect(database(folder))) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def has_the_note(folder: Path, file: Path | None = None) -> bool:
    with closing(sqlite3.connect(file or database(folder))) as connection:
        return bool(connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'note'").fetchone()[0])


def kept_aside(folder: Path) -> list[Path]:
    return list((folder / "demo").glob("expo-before-*.sqlite3"))


def change_stamp(folder: Path, **changes) -> None:
    """Let the database look as if it were made from something else."""
    stamp = database(folder).with_name("expo.sqlite3.made-from")
    stamp.write_text(json.dumps(json.loads(stamp.read_text()) | changes))


def test_what_was_entered_stays_for_the_next_run(folder):
    write_a_note(folder)
    run(folder, "--no-serve")

    assert has_the_note(folder)
    assert kept_aside(folder) == []


# A migration of Django's stands for one of the project's: the squashed ones make all tables at once.
BEFORE_SESSIONS = ("DROP TABLE django_session", "DELETE FROM django_migrations WHERE app = 'sessions'")


def test_new_migrations_are_run_on_what_was_entered(folder):
    write_a_note(folder)
    execute(folder, *BEFORE_SESSIONS)
    change_stamp(folder, migrations={})
    done = run(folder, "--no-serve")

    assert re.sub(r"\d+", "n", done.stdout.splitlines()[1]) == (
        "New migrations of the project: n. The demo is brought up to date, and what was entered stays."
    )
    assert has_the_note(folder)
    execute(folder, "SELECT * FROM django_session")
    assert run(folder, "--no-serve").stdout.splitlines()[1] == "All is ready. Staff log in"


def test_database_that_a_new_migration_does_not_fit_is_kept_beside_a_new_one(folder):
    write_a_note(folder)
    execute(folder, BEFORE_SESSIONS[1])
    change_stamp(folder, migrations={})
    done = run(folder, "--no-serve")

    (aside,) = kept_aside(folder)
    assert done.returncode == 0
    assert (
        'The demo could not be brought up to date (table "django_session" already exists): the demo begins anew, '
        f"and the database before, with what was entered, is kept in {aside}.\n"
    ) in done.stdout
    assert (has_the_note(folder), has_the_note(folder, aside)) == (False, True)


def test_fresh_start_that_was_killed_while_loading_is_finished_by_the_next_run(folder):
    write_a_note(folder)
    with running(folder, "--no-serve", "--fresh") as killed:
        read_until(killed, "Loading both editions: agenda ...")
        os.killpg(killed.pid, signal.SIGKILL)
    done = run(folder, "--no-serve")

    (aside,) = kept_aside(folder)
    assert done.returncode == 0
    assert done.stdout.splitlines()[1] == (
        "The last loading was cut off before anything could be entered; it begins anew."
    )
    assert (has_the_note(folder), has_the_note(folder, aside)) == (False, True)


def test_demo_refuses_settings_that_are_not_its_own():
    with pytest.raises(CommandError, match=r"^The demo brings settings of its own"):
        call_command("demo", "--no-serve")
