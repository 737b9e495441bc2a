"""How far a whole import has come, for other pages and processes: a file that is locked as long as the import lives.

Not in the database: on SQLite nobody else can write there until the import ends.
"""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from django.conf import settings
from django.db import connection

from expo.models.imports import ImportedFile

# So many bytes hold what is told. The one behind them is there once somebody has cancelled.
TOLD = 100


# A page that asks whether a run is held locks its file for less than a moment; so often, and so many seconds apart, an
# import that begins just then tries again. Whoever really imports the run holds it for longer.
LOOKS, PAUSE = 10, 0.02


class RunCancelled(Exception):
    """Somebody has said that an import is to end: what it wrote is taken back."""


class RunHeld(Exception):
    """Another process or thread of this machine is importing the run."""


@dataclass(frozen=True)
class RunProgress:
    """`seconds`: since it began; `cancelled`: whether it is about to end."""

    done: int
    rows: int
    seconds: float
    cancelled: bool


class ProgressFile:
    """The file of an import that is under way here."""

    def __init__(self, number: int, rows: int) -> None:
        self.number, self.rows, self.began = number, rows, time.time()

    def tell(self, done: int) -> None:
        """Raises RunCancelled."""
        told = json.dumps({"done": done, "rows": self.rows, "began": self.began})
        os.pwrite(self.number, told.encode().ljust(TOLD), 0)
        if os.pread(self.number, 1, TOLD):
            raise RunCancelled


@contextmanager
def hold_file(run: ImportedFile) -> Iterator[ProgressFile]:
    """The run's file, as long as it is imported; a process that dies lets go of it. Raises RunHeld."""
    path = file_path(run)
    path.parent.mkdir(exist_ok=True)
    with path.open("a+b") as file:
        lock_alone(file.fileno())
        os.ftruncate(file.fileno(), 0)
        # Opened anew: what is opened to be appended to is always written at its end.
        with path.open("r+b") as told:
            yield ProgressFile(told.fileno(), run.rows)


def lock_alone(number: int) -> None:
    """Raises RunHeld where others have not let go of the file after LOOKS pauses."""
    for _look in range(LOOKS):
        if try_lock(number, fcntl.LOCK_EX):
            return
        time.sleep(PAUSE)
    if not try_lock(number, fcntl.LOCK_EX):
        raise RunHeld


def find_progress(run: ImportedFile) -> RunProgress | None:
    """None of a run that nobody on this machine is importing."""
    try:
        with file_path(run).open("rb") as file:
            if not is_held(file.fileno()):
                return None
            told = os.pread(file.fileno(), TOLD + 1, 0)
    except FileNotFoundError:
        return None
    cancelled = len(told) > TOLD
    # Cancelled before anything was told, it is empty but for that.
    if not told[:TOLD].strip(b"\0"):
        return RunProgress(0, run.rows, 0, cancelled)
    said = json.loads(told[:TOLD])
    return RunProgress(said["done"], said["rows"], time.time() - said["began"], cancelled)


def cancel_progress(run: ImportedFile) -> bool:
    """Let an import that is under way on this machine end, and write nothing; False where there is none."""
    if find_progress(run) is None:
        return False
    with file_path(run).open("r+b") as file:
        os.pwrite(file.fileno(), b"x", TOLD)
    return True


def is_held(number: int) -> bool:
    return not try_lock(number, fcntl.LOCK_SH)


def try_lock(number: int, kind: int) -> bool:
    """Whether the file could be locked at once; it is until it is closed."""
    try:
        fcntl.flock(number, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def file_path(run: ImportedFile) -> Path:
    database = crc32(str(connection.settings_dict["NAME"]).encode())
    return settings.VAR_DIR / "imports" / f"{database:08x}-{run.pk}"
