"""One archive of everything: a tar with the database, the files and, as its last part, the signed list of both.

Files of scans never change once they are written and are written before the row that names them, so they are taken
after the database: whatever a row of the copy names is among them.
"""

import datetime as dt
import hashlib
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.db import connection
from django.utils import timezone

from expo.backup import manifest
from expo.backup.databases import PARTS, dump_database, load_database, private_file
from expo.backup.encryption import opened_for_reading, opened_for_writing
from expo.backup.errors import BackupError
from expo.backup.manifest import Manifest
from expo.backup.stored_files import folders

BLOCK = 1 << 20
UNFINISHED, LONGEST = "making-", dt.timedelta(days=1)
ENDINGS = {False: ".tar", True: ".tar.gpg"}


class HashingReader:
    """A file that is read once, and the SHA-256 of what was read."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.hash = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self.file.read(size)
        self.hash.update(block)
        return block


def write_archive(folder: Path, passphrase_file: Path | None = None) -> tuple[Path, Manifest]:
    """A new archive in the folder, complete or not there at all; encrypted where there is a file with a passphrase."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    now = timezone.now()
    path = folder / f"expo-{now:%Y%m%dT%H%M%SZ}{ENDINGS[passphrase_file is not None]}"
    if path.exists():
        raise BackupError(f"{path} is there already.")
    remove_leftovers(folder, now)
    with tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=folder) as scratch:
        database, heads = dump_database(Path(scratch))
        partial = Path(scratch) / path.name
        with private_file(partial) as raw:
            with opened_for_writing(raw, passphrase_file) as packed, tarfile.open(fileobj=packed, mode="w|") as tar:
                parts = {name: add_part(tar, name, file) for name, file in part_files(database)}
                contents = Manifest(now.isoformat(), connection.vendor, heads, parts)
                add_bytes(tar, manifest.NAME, contents.to_bytes())
            raw.flush()
            os.fsync(raw.fileno())
        partial.replace(path)
    return path, contents


def remove_leftovers(folder: Path, now: dt.datetime) -> None:
    """What backups that were killed have left: each is as large as the database, and would fill the disk."""
    for left in folder.glob(f"{UNFINISHED}*"):
        if left.stat().st_mtime < now.timestamp() - LONGEST.total_seconds():
            shutil.rmtree(left, ignore_errors=True)


def part_files(database: Path) -> Iterator[tuple[str, Path]]:
    """Each part by its name in the archive: the database, then every file below the folders of files."""
    yield database.name, database
    for name, folder in folders().items():
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield f"{name}/{path.relative_to(folder).as_posix()}", path


def add_part(tar: tarfile.TarFile, name: str, path: Path) -> str:
    """Add a file; its SHA-256."""
    with path.open("rb") as file:
        info = tarfile.TarInfo(name)
        info.size = os.fstat(file.fileno()).st_size
        info.mode = 0o600
        reader = HashingReader(file)
        tar.addfile(info, reader)
    return reader.hash.hexdigest()


def add_bytes(tar: tarfile.TarFile, name: str, contents: bytes) -> None:
    with tempfile.TemporaryFile() as file:
        file.write(contents)
        file.seek(0)
        info = tarfile.TarInfo(name)
        info.size, info.mode = len(contents), 0o600
        tar.addfile(info, file)


def restore_archive(path: Path, passphrase_file: Path | None = None) -> Manifest:
    """Put an archive's contents into the empty place of the settings, after every part of it was held against its list.

    Raises BackupError where a byte differs, something is missing or too much, or the place is not empty.
    """
    for folder in folders().values():
        if Path(folder).exists() and any(Path(folder).rglob("*")):
            raise BackupError(f"The folder to restore into is not empty: {folder}")
    with tempfile.TemporaryDirectory(dir=next(iter(folders().values())).rpartition("/")[0]) as scratch:
        contents = unpack_archive(path, Path(scratch), passphrase_file)
        if contents.engine != connection.vendor:
            raise BackupError(f"The backup is of {contents.engine}; DATABASE_URL names a database of another kind.")
        load_database(Path(scratch) / PARTS[contents.engine])
        for name, folder in folders().items():
            if (unpacked := Path(scratch) / name).exists():
                Path(folder).parent.mkdir(parents=True, exist_ok=True)
                if Path(folder).exists():
                    Path(folder).rmdir()
                # It may lie on another disk.
                shutil.move(unpacked, folder)
    return contents


def unpack_archive(path: Path, folder: Path, passphrase_file: Path | None = None) -> Manifest:
    """All parts as files in the folder, each held against the signed list. Raises BackupError."""
    found, listed = {}, None
    try:
        with opened_for_reading(path, passphrase_file) as packed, tarfile.open(fileobj=packed, mode="r|") as tar:
            for info in tar:
                if info.name == manifest.NAME:
                    listed = Manifest.from_bytes(part_of(tar, info).read())
                else:
                    found[info.name] = unpack_part(tar, info, folder)
    except (tarfile.TarError, EOFError, OSError) as error:
        raise BackupError(f"{path.name} cannot be read to its end: it is cut short or broken ({error}).") from error
    if listed is None:
        raise BackupError(f"{path.name} has no list of its contents: it is cut short.")
    compare_parts(path, found, listed.parts)
    return listed


def part_of(tar: tarfile.TarFile, info: tarfile.TarInfo) -> IO[bytes]:
    file = tar.extractfile(info) if info.isfile() else None
    if file is None:
        raise BackupError(f"{info.name} in the archive is no plain file.")
    return file


def unpack_part(tar: tarfile.TarFile, info: tarfile.TarInfo, folder: Path) -> str:
    """Write one part below the folder; its SHA-256."""
    target = (folder / info.name).resolve()
    if not target.is_relative_to(folder.resolve()):
        raise BackupError(f"{info.name} in the archive leads out of it.")
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    reader = HashingReader(part_of(tar, info))
    with private_file(target) as file:
        while block := reader.read(BLOCK):
            file.write(block)
    return reader.hash.hexdigest()


def compare_parts(path: Path, found: dict[str, str], listed: dict[str, str]) -> None:
    for name in listed.keys() - found.keys():
        raise BackupError(f"{path.name} lacks {name}, which its list names.")
    for name in found.keys() - listed.keys():
        raise BackupError(f"{path.name} holds {name}, which its list does not name.")
    for name, digest in listed.items():
        if found[name] != digest:
            raise BackupError(f"{name} in {path.name} was changed: its digest is not the one that was signed.")
