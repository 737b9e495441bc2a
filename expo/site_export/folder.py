"""The folder of an export: rewritten where something has changed, and by a list of what it holds."""

import fcntl
import filecmp
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from expo.site_export.errors import ExportError

# As `sha256sum --check` reads it: a hash, two spaces, a file.
LIST = "SHA256SUMS"
SCRATCH = ".making-"


@dataclass(frozen=True)
class FileCounts:
    """How many files were written, stayed as they were, and went."""

    written: int
    unchanged: int
    removed: int


@dataclass
class Draft:
    """The files of an export while they are made, beside those that are served."""

    folder: Path
    scratch: Path
    hashes: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, body: bytes) -> None:
        """A file by its name below the folder, such as `en/2019/index.html`."""
        path = self.scratch / require_inside(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
        self.hashes[name] = hashlib.sha256(body).hexdigest()

    def put_in_place(self, first: str) -> FileCounts:
        """What begins with `first` comes first: no page is served before the styles that it names.

        Each file is replaced as a whole. The list names old and new files while it lasts, so that a run that is
        killed leaves nothing behind that a later one would not find.
        """
        before = read_list(self.folder)
        write_list(self.folder, before | self.hashes)
        written = 0
        for name in sorted(self.hashes, key=lambda name: (not name.startswith(first), name)):
            written += self.replace(name)
        gone = sorted(before.keys() - self.hashes.keys())
        for name in gone:
            remove_file(self.folder, name)
        write_list(self.folder, self.hashes)
        return FileCounts(written, len(self.hashes) - written, len(gone))

    def replace(self, name: str) -> bool:
        """Whether the file was another one before."""
        made, served = self.scratch / name, self.folder / name
        if served.is_file() and filecmp.cmp(made, served, shallow=False):
            return False
        served.parent.mkdir(parents=True, exist_ok=True)
        made.replace(served)
        return True


@contextmanager
def begin_draft(folder: Path) -> Iterator[Draft]:
    """A draft for a folder that is empty or an earlier export's; one run at a time. Raises ExportError."""
    folder.mkdir(parents=True, exist_ok=True)
    with locked_folder(folder):
        for left in folder.glob(f"{SCRATCH}*"):
            shutil.rmtree(left)
        if not (folder / LIST).is_file() and any(folder.iterdir()):
            raise ExportError(f"{folder} holds something else: an export begins in an empty folder.")
        # On the same disk, so that a file moves into its place in one step.
        with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=folder) as scratch:
            yield Draft(folder, Path(scratch))


@contextmanager
def locked_folder(folder: Path) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise ExportError(f"Another export into {folder} is running.") from None
    finally:
        os.close(handle)


def require_inside(name: str) -> str:
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or any(part in ("..", LIST) or part.startswith(SCRATCH) for part in parts):
        raise ExportError(f"{name!r} is no name for a file of an export.")
    return name


def read_list(folder: Path) -> dict[str, str]:
    """The hash of each file by its name, as the last run wrote them."""
    path = folder / LIST
    if not path.is_file():
        return {}
    hashes = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        digest, _blanks, name = line.partition("  ")
        hashes[require_inside(name)] = digest
    return hashes


def write_list(folder: Path, hashes: dict[str, str]) -> None:
    lines = [f"{digest}  {name}\n" for name, digest in sorted(hashes.items())]
    fresh = folder / f"{SCRATCH}list"
    fresh.write_text("".join(lines), encoding="utf-8")
    fresh.replace(folder / LIST)


def remove_file(folder: Path, name: str) -> None:
    """And the folders above it that are empty without it."""
    path = folder / name
    path.unlink(missing_ok=True)
    for above in path.relative_to(folder).parents:
        place = folder / above
        if place == folder or (place.exists() and any(place.iterdir())):
            return
        if place.exists():
            place.rmdir()
