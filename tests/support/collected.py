"""Static files as production has them, collected once for all workers of a run."""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

COLLECT = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]


def collected_files() -> Path:
    """Only to be read, or copied with the times of its files."""
    folder = Path(os.environ["VAR_DIR"])
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    with (folder / "collected.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not (folder / "collected").exists():
            subprocess.run(
                COLLECT, cwd=settings.BASE_DIR, env={**os.environ, "VAR_DIR": str(folder / "collecting")}, check=True
            )
            (folder / "collecting").rename(folder / "collected")
    return folder / "collected" / "static"
