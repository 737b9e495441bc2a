"""The steps to production in README.md, carried out as they stand there, in a fresh copy of the project."""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings
from django.core.management import get_commands

from tests.support.patience import PATIENCE
from tests.support.ports import free_port

# Side by side, each worker would set up the same again.
pytestmark = [pytest.mark.xdist_group("production"), pytest.mark.thorough]

ROOT = settings.BASE_DIR
PARTS = ("agenda", "deals", "expo", "templates", "manage.py", "requirements.lock", "requirements-dev.lock")
MADE_LATER = shutil.ignore_patterns("__pycache__", "*.mo")


def steps() -> list[str]:
    """The lines of the block of commands below "In production"."""
    section = (ROOT / "README.md").read_text(encoding="utf-8").split("\n## In production\n")[1].split("\n## ")[0]
    return re.search(r"```sh\n(.*?)```", section, re.DOTALL)[1].splitlines()


@pytest.fixture(scope="module")
def clone(tmp_path_factory) -> Path:
    """What a clone holds, and nothing that an earlier run made; its .venv is the Python of the tests."""
    folder = tmp_path_factory.mktemp("clone")
    for part in PARTS:
        source = ROOT / part
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, folder / part, **({"ignore": MADE_LATER} if source.is_dir() else {}))
    bin_folder = folder / ".venv" / "bin"
    bin_folder.mkdir(parents=True)
    python = f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n'
    for name, script in (("python3", python), ("gunicorn", python.replace('"$@"', '-m gunicorn "$@"'))):
        (bin_folder / name).write_text(script)
        (bin_folder / name).chmod(0o755)
    return folder


@pytest.fixture(scope="module")
def database_url() -> Iterator[str]:
    """An empty database of its own on the server that the tests run on; none with SQLite, where the default serves."""
    server = settings.DATABASES["default"]
    if "postgresql" not in server["ENGINE"]:
        yield ""
        return
    name = f"production_{os.getpid()}"
    login = {"user": server["USER"], "password": server["PASSWORD"], "host": server["HOST"], "port": server["PORT"]}
    connection = psycopg2.connect(dbname="postgres", **login)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
        yield "postgres://{user}:{password}@{host}:{port}/".format(**login) + name
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
    connection.close()


def script(database_url: str, port: int) -> str:
    """The README's lines with this machine's database, host and port, and nobody asked anything."""
    lines = "\n".join(["set -e", *steps()])
    database = f"export DATABASE_URL={shlex.quote(database_url)}" if database_url else ""
    lines = re.sub("^export DATABASE_URL=.*$", database, lines, flags=re.MULTILINE)
    lines = lines.replace("expo.example.org", "127.0.0.1").replace("127.0.0.1:8000", f"127.0.0.1:{port}")
    lines = lines.replace("createsuperuser\n", "createsuperuser --noinput --username chief --email chief@example.org\n")
    return lines.replace(".venv/bin/gunicorn", "exec .venv/bin/gunicorn")


@pytest.fixture(scope="module")
def site(clone, database_url) -> Iterator[str]:
    """The address of the site that the README's steps start."""
    port = free_port()
    kept = ("HOME", "LANG", "TMPDIR")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    environment["PATH"] = f"{clone / '.venv' / 'bin'}:{os.environ['PATH']}"
    server = subprocess.Popen(
        ["bash", "-c", script(database_url, port)],
        cwd=clone,
        env={**environment, "DJANGO_SUPERUSER_PASSWORD": "only for this test"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    with server:
        try:
            read_until_listening(server)
            yield f"http://127.0.0.1:{port}"
        finally:
            with suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGTERM)


def read_until_listening(server: subprocess.Popen) -> None:
    said = ""
    for line in server.stdout:
        said += line
        if "Listening at" in line:
            return
    raise AssertionError(said)


def ask(address: str) -> tuple[int, str]:
    request = urllib.request.Request(address, headers={"X-Forwarded-Proto": "https"})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read().decode()


@pytest.mark.parametrize(("language", "words"), [("en", "Skip to the content"), ("zh-hans", "跳至正文")])
def test_the_steps_of_the_readme_lead_to_a_site_in_both_languages(site, language, words):
    status, page = ask(f"{site}/{language}/")

    assert (status, page.count(words)) == (200, 1)


def test_the_style_sheet_of_the_first_page_is_served(site):
    _status, page = ask(f"{site}/en/")

    status, sheet = ask(site + re.search(r'rel="stylesheet" href="([^"]+)"', page)[1])

    assert status == 200
    assert "@layer" in sheet


def test_what_does_not_exist_is_a_404_page_of_our_own(site):
    status, page = ask(f"{site}/en/nowhere/")

    assert (status, "There is no such page." in page, "没有这个页面。" in page) == (404, True, True)


def test_the_site_says_that_it_is_ready(site):
    assert (ask(f"{site}/healthz"), ask(f"{site}/readyz")) == ((200, "ok\n"), (200, "ready\n"))


def test_the_first_account_can_log_in(site):
    status, page = ask(f"{site}/accounts/login/")

    assert (status, 'name="password"' in page) == (200, True)


def manage(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "SECRET_KEY": "long enough and only for this test, twice over", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_command_of_the_project_stands_in_the_readme():
    ours = {name for name, app in get_commands().items() if app in ("expo", "agenda", "deals")}
    told = set(re.findall(r"manage\.py (\w+)|`(\w+_token) NAME`", (ROOT / "README.md").read_text(encoding="utf-8")))

    assert ours - {name for pair in told for name in pair} == set()


def test_the_database_file_is_its_owner_s_alone(tmp_path):
    made = manage(ROOT, "migrate", "contenttypes", VAR_DIR=str(tmp_path / "new" / "var"))

    rights = {path.name: oct(path.stat().st_mode & 0o777) for path in (tmp_path / "new" / "var").glob("expo.sqlite3*")}
    assert (made.returncode, set(rights.values())) == (0, {"0o600"}), made.stderr


def test_a_database_file_that_others_could_read_is_closed_to_them(tmp_path):
    file = tmp_path / "expo.sqlite3"
    file.touch(mode=0o644)

    manage(ROOT, "migrate", "contenttypes", VAR_DIR=str(tmp_path))

    assert oct(file.stat().st_mode & 0o777) == "0o600"


def test_a_folder_that_cannot_be_made_is_said_in_a_sentence(tmp_path):
    (tmp_path / "file").touch()

    refused = manage(ROOT, "check", VAR_DIR=str(tmp_path / "file" / "var"))

    assert refused.stderr.splitlines()[-1].endswith(
        f"The folder {tmp_path}/file/var, which VAR_DIR names, cannot be made: Not a directory."
    )


def test_the_check_of_a_deployment_names_static_files_that_are_missing(tmp_path):
    told = manage(ROOT, "check", "--deploy", VAR_DIR=str(tmp_path))

    assert told.returncode == 1
    assert f"No static files in {tmp_path}/static: run python3 manage.py collectstatic --noinput" in told.stderr
