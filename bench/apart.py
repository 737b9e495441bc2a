"""A benchmark's other half: the same file again, in a process of its own whose database lies in a temporary folder."""

import os
import subprocess
import sys
import tempfile

PREFIX = "BENCH_"


def run_again(script: str, **words: str) -> None:
    """Run the script once more, with an empty database; `told` says what it was told."""
    with tempfile.TemporaryDirectory() as folder:
        surroundings = {
            "VAR_DIR": folder,
            "SECRET_KEY": "bench",
            "HTTPS": "0",
            "ALLOWED_HOSTS": "testserver",
            "DEBUG": "0",
            "DJANGO_SETTINGS_MODULE": "expo.settings",
            "PATH": os.environ["PATH"],
        }
        surroundings |= {PREFIX + name.upper(): value for name, value in words.items()}
        subprocess.run([sys.executable, script], env=surroundings, check=True)


def told(name: str) -> str | None:
    """What this process was told; None where it is the first one."""
    return os.environ.get(PREFIX + name.upper())
