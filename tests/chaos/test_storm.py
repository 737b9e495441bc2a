"""A short storm on the deal desk over HTTP, on the database of the run: bench/storm.py is where it grows."""

import subprocess
import sys
from pathlib import Path

from django.db import connection

STORM = Path(__file__).parents[2] / "bench" / "storm.py"


def storm(*options: str) -> subprocess.CompletedProcess:
    """With PostgreSQL it has a cluster of its own, which it may kill."""
    where = ["--postgresql"] if connection.vendor == "postgresql" else []
    command = [
        sys.executable,
        str(STORM),
        "--clients",
        "4",
        "--number",
        "40",
        "--kills",
        "2",
        "--database-kills",
        "1",
        *where,
        *options,
    ]
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=600)


def test_what_is_sent_in_a_storm_of_retries_and_kills_is_recorded_once():
    done = storm()

    assert done.stdout.splitlines()[-1:] == ["none lost, none doubled, the log verifies"], done.stdout + done.stderr
    assert "acknowledged 40, stored 40" in done.stdout


def test_without_the_submission_key_the_same_storm_records_twice():
    done = storm("--guard-off")

    assert "keys were told two numbers" in done.stdout, done.stderr
    assert done.returncode == 1
