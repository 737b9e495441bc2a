"""Runbooks: their commands as they stand in the papers, carried out in a scratch installation one after the other."""

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import settings

from tests.support.collected import collected_files
from tests.support.machines import fenced_commands

pytestmark = [pytest.mark.xdist_group("runbooks"), pytest.mark.thorough, pytest.mark.own_database]
ROOT = settings.BASE_DIR
BOOKS = ROOT / "docs" / "runbooks"
# What several machines do is tried by tests/chaos.
ALONE = ("press-morning", "restore", "leak", "wrong-figure", "lost-access")
SITE = """
import datetime as dt
from django.contrib.auth.models import User
from expo.db.new_tables import make_tables
from expo.models import Edition, SecondFactor
from django.utils import timezone
make_tables()
day = dt.date(2019, 8, 26)
Edition.objects.create(slug="2019", name_en="Expo", name_zh="博览会", starts_on=day, ends_on=day, published=True)
clerk = User.objects.create_user("clerk", password="lost")
SecondFactor.objects.create(user=clerk, secret="A" * 32, confirmed_at=timezone.now(), last_period=0)
"""
LEFT = """
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from expo.models import SecondFactor
user = User.objects.get(username="clerk")
print(user.is_active, user.check_password("lost"), Session.objects.count(), SecondFactor.objects.count())
"""
# Before its last line: whether the new place is closed.
LOOK = 'ls -d "$NEW_VAR/maintenance.json" 2>/dev/null || true'


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The variables of an installation on SQLite, as whoever follows a runbook has them."""
    folder = tmp_path_factory.mktemp("runbooks")
    told = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "HOME": str(folder),
        "SECRET_KEY": "only-for-this-test" * 4,
        "VAR_DIR": f"{folder}/var",
        "BACKUP_DIR": f"{folder}/backups",
        "SITE_FILES": f"{folder}/files",
        "ORIGIN": "https://expo.example.org",
        "ALLOWED_HOSTS": "expo.example.org",
        "NEW_DATABASE": f"sqlite:///{folder}/new/expo.sqlite3",
        "NEW_VAR": f"{folder}/new",
        "EDITION": "2019",
        "ACCOUNT": "clerk",
        "NEW_PASSWORD": "Nine-Bridges-41",
    }
    shutil.copytree(collected_files(), folder / "var" / "static")
    manage(told, "shell", "--verbosity=0", "--command", SITE)
    manage(told, "collectstatic", "--noinput", "--verbosity=0")
    manage(told, "backup")
    return told


def manage(told: dict[str, str], *command: str) -> str:
    told_command = [sys.executable, "manage.py", *command]
    done = subprocess.run(told_command, cwd=ROOT, env=told, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


class Outcome(NamedTuple):
    """The lines that a runbook's commands said, and what is left of the account where they name one."""

    said: list[str]
    left: list[str]


@pytest.fixture(scope="module")
def carry_out(site) -> Callable[[str], Outcome]:
    """A function that carries out a runbook: once, however many tests look at what came of it."""
    return functools.cache(functools.partial(follow_runbook, site))


def follow_runbook(told: dict[str, str], book: str) -> Outcome:
    steps = "\n".join(fenced_commands(BOOKS / f"{book}.md")).splitlines()
    said = run_steps(told, [*steps[:-1], LOOK, steps[-1]])
    if book == "restore":
        # It leaves the place of before closed; the other runbooks begin in one that is open.
        manage(told, "maintenance", "off")
    left = manage(told, "shell", "--verbosity=0", "--command", LEFT) if "$ACCOUNT" in "".join(steps) else ""
    return Outcome(said.splitlines(), left.split())


def run_steps(told: dict[str, str], steps: list[str]) -> str:
    """All of them in one shell, which ends at the first that fails."""
    command = ["bash", "-euo", "pipefail", "-c", "\n".join(steps)]
    done = subprocess.run(command, cwd=ROOT, env=told, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("book", ALONE)
def test_the_commands_of_a_runbook_can_be_carried_out_as_they_stand(site, carry_out, book):
    said = carry_out(book).said

    assert "The log of deals is whole" in "\n".join(said)
    assert not Path(site["NEW_VAR" if book == "restore" else "VAR_DIR"], "maintenance.json").exists()


def test_what_is_restored_is_closed_until_it_is_opened(site, carry_out):
    """Its last line opens it."""
    assert f"{site['NEW_VAR']}/maintenance.json" in carry_out("restore").said
    assert not Path(site["NEW_VAR"], "maintenance.json").exists()


def test_a_lost_password_is_worth_nothing_afterwards(carry_out):
    assert carry_out("lost-access").left[1] == "False"


def test_a_lost_phone_is_asked_for_no_longer(carry_out):
    assert carry_out("lost-access").left[3] == "0"


def test_an_account_in_other_hands_is_closed_by_the_runbook_of_leaks(carry_out):
    assert carry_out("leak").left[::2] == ["False", "0"]


def test_every_runbook_is_carried_out_by_some_test():
    several = "".join(path.read_text() for path in (ROOT / "tests" / "chaos").glob("test_*.py"))
    books = {book.stem for book in BOOKS.glob("*.md")}

    assert books - set(ALONE) == {"fail-over", "machines"}
    assert [book for book in ("fail-over", "machines") if f'"{book}.md"' not in several] == []
