"""The ends that the logs had at each backup, signed, in a file that lies elsewhere: whoever changes a database and all
its backups cannot change what was written there.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from expo.backup.errors import BackupError
from expo.backup.manifest import Manifest, sign_text, verified_text


@dataclass(frozen=True)
class Anchor:
    """One line: when, of which archive, and the heads as `label=position:digest`."""

    made_at: str
    archive: str
    heads: dict[str, str]


def append_anchor(path: Path, archive: Path, contents: Manifest) -> None:
    """Write one line at the end, on the disk before this returns."""
    heads = " ".join(f"{label}={head}" for label, head in sorted(contents.heads.items()))
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(sign_text(f"{contents.made_at} {archive.name} {heads}") + "\n")
        file.flush()
        os.fsync(file.fileno())


def read_anchors(path: Path) -> list[Anchor]:
    """All lines, oldest first. Raises BackupError where one was changed, or there is no such file."""
    if not path.is_file():
        raise BackupError(f"There is no file {path}, in which the log's heads are kept (BACKUP_HEADS).")
    return [read_anchor(line) for line in path.read_text(encoding="utf-8").splitlines()]


def read_anchor(line: str) -> Anchor:
    made_at, archive, *heads = verified_text(line).split()
    return Anchor(made_at, archive, dict(head.split("=", 1) for head in heads))
