"""A restore drill: a backup put into a scratch place by the very commands that would be used, and looked at there."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection, connections

from expo.backup.errors import BackupError
from expo.backup.heads import Anchor, read_anchors
from expo.backup.retention import list_archives

DATABASE = "{}_restore_drill"


def newest_archive() -> Path:
    archives = list_archives(settings.BACKUP_DIR)
    if not archives:
        raise BackupError(f"There is no backup in {settings.BACKUP_DIR}.")
    return archives[-1]


def drill(archive: Path) -> Iterator[str]:
    """Restore the archive into a scratch place; yields what was proved, step by step. Raises BackupError."""
    anchor = anchor_of(archive)
    with scratch_place() as place:
        yield from run_manage(place, "restore", str(archive))
        for head in anchor.heads.values():
            ends = run_manage(place, "verify_ledger", "--head", head)
            if not any(line.endswith(f" {head}") for line in ends):
                said = " ".join(ends)
                raise BackupError(f"The restored log does not end at {head}, which was written down elsewhere: {said}")
        yield f"The log ends where {settings.BACKUP_HEADS} says that it did."


def anchor_of(archive: Path) -> Anchor:
    """What was written elsewhere when this archive was made. Raises BackupError where nothing was."""
    for anchor in reversed(read_anchors(settings.BACKUP_HEADS)):
        if anchor.archive == archive.name:
            return anchor
    raise BackupError(f"{settings.BACKUP_HEADS} has no line for {archive.name}.")


@contextmanager
def scratch_place() -> Iterator[dict[str, str]]:
    """The environment of an installation that has nothing yet; all of it is gone afterwards."""
    with tempfile.TemporaryDirectory() as var:
        common = {"VAR_DIR": var, "BACKUP_DIR": str(settings.BACKUP_DIR), "BACKUP_HEADS": str(settings.BACKUP_HEADS)}
        if connection.vendor == "sqlite":
            yield os.environ | common | {"DATABASE_URL": f"sqlite:///{var}/expo.sqlite3"}
            return
        name = DATABASE.format(connection.settings_dict["NAME"])
        with scratch_database(name) as url:
            yield os.environ | common | {"DATABASE_URL": url}


@contextmanager
def scratch_database(name: str) -> Iterator[str]:
    """An empty database on the same server, and its address; dropped afterwards, and before if one was left."""
    quoted = connection.ops.quote_name(name)
    run_alone(f"DROP DATABASE IF EXISTS {quoted}", f"CREATE DATABASE {quoted}")
    try:
        yield address_of_database(name)
    finally:
        run_alone(f"DROP DATABASE IF EXISTS {quoted}")


def run_alone(*statements: str) -> None:
    """Each outside any transaction, on a connection of its own."""
    apart = connections.create_connection("default")
    try:
        with apart.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
    finally:
        apart.close()


def address_of_database(name: str) -> str:
    known = {key: quote(str(value), safe="") for key, value in connection.settings_dict.items() if value}
    user = known.get("USER", "") + (f":{known['PASSWORD']}" if "PASSWORD" in known else "")
    return f"postgres://{user}@{known.get('HOST', '')}:{known.get('PORT', '')}/{quote(name, safe='')}"


def run_manage(place: dict[str, str], *command: str) -> list[str]:
    """What a management command says in the scratch place. Raises BackupError with its last words where it fails."""
    line = [sys.executable, str(settings.BASE_DIR / "manage.py"), *command]
    done = subprocess.run(line, env=place, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BackupError(f"{command[0]} failed in the drill: {done.stderr.strip()[-400:]}")
    return done.stdout.strip().splitlines()
