"""The demo command, run as a user runs it."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

# The files of the first run serve them all.
pytestmark = pytest.mark.xdist_group("demo")
TIMEOUT = 120


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
        output, errors = process.communicate(timeout=TIMEOUT)
    return subprocess.CompletedProcess(process.args, process.returncode, output, errors)


def read_until(process: subprocess.Popen, words: str) -> str:
    """What the command says up to the line with these words."""
    said = ""
    for line in process.stdout:
        said += line
        if words in line:
            return said
    raise AssertionError(f"It ended with {process.wait()}: {said}{process.stderr.read()}")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


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
    assert "Loading both editions" in first_run[1]
    assert "Collecting static files" in first_run[1]


def test_second_run_does_none_of_it_again(folder):
    done = run(folder, "--no-serve")

    assert done.returncode == 0
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["All", "as", "with"]


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
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/en/", timeout=10) as answer:
            status = answer.status
        demo.send_signal(getattr(signal, name))
        code = demo.wait(timeout=15)

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


def write_a_note(folder: Path) -> None:
    with sqlite3.connect(folder / "demo" / "expo.sqlite3") as database:
        database.execute("CREATE TABLE note (id)")
    database.close()


def has_the_note(folder: Path) -> bool:
    database = sqlite3.connect(folder / "demo" / "expo.sqlite3")
    found = database.execute("SELECT count(*) FROM sqlite_master WHERE name = 'note'").fetchone()[0]
    database.close()
    return bool(found)


def test_what_was_entered_stays_for_the_next_run(folder):
    write_a_note(folder)
    run(folder, "--no-serve")

    assert has_the_note(folder)


def test_fresh_start_that_was_killed_while_loading_is_finished_by_the_next_run(folder):
    write_a_note(folder)
    with running(folder, "--no-serve", "--fresh", PYTHONUNBUFFERED="1") as killed:
        read_until_loading(killed)
        os.killpg(killed.pid, signal.SIGKILL)
    done = run(folder, "--no-serve")

    assert done.returncode == 0
    assert "Loading both editions" in done.stdout
    assert not has_the_note(folder)


def read_until_loading(process: subprocess.Popen) -> None:
    """Its line is not ended before the loading is."""
    said = ""
    while "Loading both editions ..." not in said:
        said += process.stdout.read(1)


def test_demo_refuses_settings_that_are_not_its_own():
    with pytest.raises(CommandError, match=r"^The demo brings settings of its own"):
        call_command("demo", "--no-serve")
