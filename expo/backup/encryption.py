"""Archives encrypted by GnuPG with a passphrase (AES-256), where there is one; as they are where there is none."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from expo.backup.errors import BackupError

GPG = ["gpg", "--batch", "--quiet", "--no-tty", "--pinentry-mode", "loopback"]


@contextmanager
def opened_for_writing(raw: IO[bytes], passphrase_file: Path | None) -> Iterator[IO[bytes]]:
    """What is written to it ends up in `raw`, encrypted where there is a passphrase."""
    if passphrase_file is None:
        yield raw
        return
    encrypt = ["--symmetric", "--cipher-algo", "AES256", "--compress-algo", "none"]
    with running_gpg(passphrase_file, encrypt, stdin=subprocess.PIPE, stdout=raw) as gpg:
        plain = cast(IO[bytes], gpg.stdin)
        yield plain
        plain.close()


@contextmanager
def opened_for_reading(path: Path, passphrase_file: Path | None) -> Iterator[IO[bytes]]:
    """The archive's plain bytes. Raises BackupError where it is encrypted and the passphrase is not the one."""
    with path.open("rb") as raw:
        if path.suffix != ".gpg":
            yield raw
            return
        if passphrase_file is None:
            raise BackupError(f"{path.name} is encrypted: name the file with its passphrase in BACKUP_PASSPHRASE_FILE.")
        with running_gpg(passphrase_file, ["--decrypt"], stdin=raw, stdout=subprocess.PIPE) as gpg:
            plain = cast(IO[bytes], gpg.stdout)
            yield plain
            while plain.read(1 << 20):
                pass


@contextmanager
def running_gpg(
    passphrase_file: Path, what: list[str], *, stdin: IO[bytes] | int, stdout: IO[bytes] | int
) -> Iterator[subprocess.Popen]:
    """GnuPG with a home of its own for the time being. Raises BackupError where it fails."""
    if shutil.which("gpg") is None:
        raise BackupError("gpg is not installed: take it from the package gnupg, or leave BACKUP_PASSPHRASE_FILE out.")
    if not passphrase_file.is_file():
        raise BackupError(f"There is no file {passphrase_file}, which BACKUP_PASSPHRASE_FILE names.")
    with tempfile.TemporaryDirectory() as home, tempfile.TemporaryFile() as said:
        command = [*GPG, "--homedir", home, "--passphrase-file", str(passphrase_file), *what]
        with subprocess.Popen(command, stdin=stdin, stdout=stdout, stderr=said) as gpg:
            yield gpg
        if gpg.returncode:
            said.seek(0)
            raise BackupError(f"gpg failed: {said.read().decode(errors='replace').strip()[-300:]}")
