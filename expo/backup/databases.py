"""The database as one file, as it was at one moment, and back; on SQLite and on PostgreSQL."""

import gzip
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from expo.backup.errors import BackupError
from expo.event_log.chain import known_logs

SQLITE, POSTGRESQL = "sqlite", "postgresql"
PARTS = {SQLITE: "database.sqlite3.gz", POSTGRESQL: "database.dump"}


def dump_database(folder: Path) -> tuple[Path, dict[str, str]]:
    """The database written to a file in this folder, and of each log the end that it has in there."""
    path = folder / PARTS[connection.vendor]
    if connection.vendor == SQLITE:
        return path, dump_sqlite(path, folder / "copy.sqlite3")
    return path, dump_postgresql(path)


def dump_sqlite(path: Path, copy: Path) -> dict[str, str]:
    """A copy made page by page by SQLite itself, which sees one moment whatever is written meanwhile."""
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as live, closing(sqlite3.connect(copy)) as made:
        live.backup(made)
        heads = read_heads(lambda sql: made.execute(sql).fetchone())
    with copy.open("rb") as plain, gzip.open(path, "wb", compresslevel=6) as packed:
        shutil.copyfileobj(plain, packed, 1 << 20)
    copy.unlink()
    return heads


def dump_postgresql(path: Path) -> dict[str, str]:
    """pg_dump in the snapshot of a transaction of ours, in which the ends of the logs are read too."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        [snapshot] = cursor.fetchone()
        run_tool(["pg_dump", "--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={path}"])

        def read_row(sql: str) -> Any:
            cursor.execute(sql)
            return cursor.fetchone()

        return read_heads(read_row)


def read_heads(read_row: Callable[[str], Any]) -> dict[str, str]:
    """Of each log its end as `verify_ledger` prints it, by its name."""
    heads = {}
    for log in known_logs():
        table = log.end._meta.db_table
        position, digest = read_row(f'SELECT position, digest FROM "{table}" WHERE id = 1')  # noqa: S608, our own name
        heads[log.name] = f"{position}:{digest}"
    return heads


def load_database(path: Path) -> None:
    """Put the file's contents into the empty database of the settings. Raises BackupError where it is not empty."""
    if tables := connection.introspection.table_names():
        raise BackupError(f"The database to restore into is not empty: it has {len(tables)} tables.")
    connection.close()
    if connection.vendor == SQLITE:
        load_sqlite(path)
    else:
        database = f"--dbname={connection.settings_dict['NAME']}"
        run_tool(["pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", database, str(path)])


def load_sqlite(path: Path) -> None:
    """Written beside it and then put in its place: there is never half a database."""
    target = Path(connection.settings_dict["NAME"])
    fresh = target.with_name(target.name + ".restoring")
    with gzip.open(path, "rb") as packed, private_file(fresh) as plain:
        shutil.copyfileobj(packed, plain, 1 << 20)
        os.fsync(plain.fileno())
    for suffix in ("-wal", "-shm"):
        target.with_name(target.name + suffix).unlink(missing_ok=True)
    fresh.replace(target)


@contextmanager
def private_file(path: Path) -> Iterator[Any]:
    """A new file that nobody but its owner can read, from its first byte on."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        yield file


def run_tool(command: Sequence[str]) -> None:
    """Run one of PostgreSQL's programs on our database. Raises BackupError with what it says."""
    known = connection.settings_dict
    access = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    environment = dict(os.environ)
    for name, key in access.items():
        if known.get(key):
            environment[name] = str(known[key])
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise BackupError(f"{command[0]} is not installed: take it from the package postgresql-client.") from error
    if done.returncode:
        raise BackupError(f"{command[0]} failed: {done.stderr.strip()[-500:]}")
