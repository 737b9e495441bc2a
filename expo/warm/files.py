"""What the processes of a machine share: finished answers as files, and who of them makes one that is missing.

Losing all of it costs time only. A key has one place of so many, so that the folder never grows beyond them.
"""

import fcntl
import hashlib
import os
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

import django
from django.conf import settings

from expo.warm.answers import Answer, read_answer, write_answer
from expo.web_push import vapid

PLACES = 4096
LARGEST = 4 << 20
# For how long, in seconds, the code of before and that of after an upgrade may run side by side.
OVERLAP = 3600
SOURCES = ("*.py", "*.html", "*.svg", "*.mo", "*.js", "*.css", "*.xml", "*.json")


@cache
def code_mark() -> str:
    """Another one for other code, or other settings: what those of before made is not shown."""
    told = [django.__version__, repr((settings.HTTPS, settings.ALLOWED_HOSTS, settings.DATABASES["default"]["NAME"]))]
    told.append(vapid.public_key())
    for folder in ("expo", "agenda", "deals", "templates"):
        for pattern in SOURCES:
            for path in sorted((settings.BASE_DIR / folder).rglob(pattern)):
                seen = path.stat()
                told.append(f"{path} {seen.st_size} {seen.st_mtime_ns}")
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def folder_of_answers() -> Path:
    return Path(settings.WARM_FILES) / code_mark()


def file_of(key: str, ending: str) -> Path:
    """Addresses with a query have a quarter of the places, and never take those of pages."""
    number = int.from_bytes(hashlib.blake2b(key.encode(), digest_size=4).digest()) % PLACES
    asked = not key.endswith("?")
    name = f"q{number % (PLACES // 4):04x}" if asked else f"p{number:04x}"
    return folder_of_answers() / f"{name}.{ending}"


def load_answer(key: str) -> Answer | None:
    try:
        content = file_of(key, "answer").read_bytes()
    except OSError:
        return None
    return read_answer(key, content)


def save_answer(key: str, answer: Answer) -> None:
    """There as a whole or not at all, for nobody else on the machine; where the disk is full, not at all."""
    if answer.size > LARGEST:
        return
    path = file_of(key, "answer")
    fresh = path.with_suffix(f".{uuid.uuid4().hex}")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(write_answer(key, answer))
        fresh.replace(path)
    except OSError:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def remove_older_folders(folder: Path) -> None:
    """What other code made, unless it may still be running beside this: into such a folder it still writes."""
    for other in folder.parent.iterdir():
        if other.stat().st_mtime < time.time() - OVERLAP:
            shutil.rmtree(other, ignore_errors=True)


@contextmanager
def only_one(key: str) -> Iterator[None]:
    """One at a time on this machine, whichever process and thread; all at once where its disk takes no file."""
    path = file_of(key, "lock")
    try:
        if not path.parent.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            remove_older_folders(path.parent)
        lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        yield
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)
