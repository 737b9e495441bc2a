"""A short storm on the deal desk over HTTP, on the database of the run: bench/storm.py is where it grows."""

import shutil
import subprocess
import sys
import tempfile
import uuid
from pathlib import Path

import pytest
from django.db import connection

from bench.storm_told import Told, missed, refusals

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


def test_a_storm_that_goes_on_asks_for_all_that_was_ever_told():
    folder = tempfile.mkdtemp(prefix="expo-storm-")
    try:
        told = [storm("--resume", folder, "--number", "12", "--kills", "1", "--database-kills", "0") for _part in "12"]
        lose_a_deal(Path(folder) / "told.jsonl")
        lost = storm("--resume", folder, "--number", "4", "--kills", "0", "--database-kills", "0")
    finally:
        shutil.rmtree(folder)

    assert ["acknowledged 24, stored 24" in told[1].stdout, told[1].returncode] == [True, 0], told[1].stdout
    assert "in all: 24 submissions in 2 sittings" in told[1].stdout
    assert ("sent 29, numbers told 29, stored 28" in lost.stdout, lost.returncode) == (True, 1), lost.stdout
    assert "lost 1, doubled 0" in lost.stdout


def lose_a_deal(file: Path) -> None:
    """As though one more had been acknowledged than the ledger holds."""
    key = str(uuid.UUID(int=7))
    with file.open("a") as journal:
        journal.write(f'["send", "{key}", 100]\n["acknowledge", "{key}", "2019-9999"]\n')


def test_what_was_told_is_written_at_once_and_read_again_but_for_a_line_that_was_cut(tmp_path):
    told, again = Told(), Told()
    told.go_on_in(tmp_path / "told.jsonl")
    for key in ("one", "two", "three"):
        told.send(key, 100)
    told.acknowledge("one", "2019-0001")
    told.count("worker kills")
    told.end_sitting(1, 60.0)
    told.close()
    with (tmp_path / "told.jsonl").open("a") as journal:
        journal.write('["acknowledge", "th')
    again.go_on_in(tmp_path / "told.jsonl")
    unheard = again.settle([["one", "2019-0001", 1], ["two", "2019-0002", 2]])
    again.close()
    last = Told()
    last.go_on_in(tmp_path / "told.jsonl")
    last.close()

    assert (unheard, again.minor) == (2, {"one": 100, "two": 100})
    assert last.numbers == {"one": {"2019-0001"}, "two": {"2019-0002"}}
    assert (last.minor, last.counts, len(last.sittings)) == (again.minor, {"worker kills": 1}, 1)


def resumed(tmp_path: Path, *before: str) -> Told:
    """A sitting after one in which this was counted."""
    first, told = Told(), Told()
    first.go_on_in(tmp_path / "told.jsonl")
    for what in before:
        first.count(what)
    first.close()
    told.go_on_in(tmp_path / "told.jsonl")
    told.close()
    told.journal = None
    return told


def test_refusals_are_judged_by_the_kills_of_their_own_sitting(tmp_path):
    told = resumed(tmp_path, "worker kills", "server error")
    before = list(refusals(told))
    told.count("server error")
    refused = list(refusals(told))
    told.count("database kills")

    assert (before, refused, list(refusals(told))) == ([], ["1 times: server error"], [])


@pytest.mark.parametrize("what", ["worker kills", "database kills", "fail-overs"])
def test_a_sitting_without_the_kills_that_it_was_asked_for_has_not_succeeded(tmp_path, what):
    told = resumed(tmp_path, what, what)
    had_none = list(missed(told, {what: 2}))
    told.count(what)

    assert (had_none, list(missed(told, {what: 1})), list(missed(Told(), {what: 0}))) == ([f"0 {what} of 2"], [], [])


def test_without_the_submission_key_the_same_storm_records_twice():
    done = storm("--guard-off")

    assert "keys were told two numbers" in done.stdout, done.stderr
    assert done.returncode == 1


@pytest.mark.skipif(connection.vendor != "sqlite", reason="it is of SQLite")
def test_twenty_clerks_and_two_hundred_visitors_are_all_answered_on_sqlite():
    done = storm("--clients", "20", "--number", "40", "--visitors", "200", "--kills", "0")

    assert done.stdout.splitlines()[-1:] == ["none lost, none doubled, the log verifies"], done.stdout + done.stderr


@pytest.mark.skipif(connection.vendor != "sqlite", reason="it is of SQLite")
def test_without_one_queue_of_those_who_write_some_of_them_are_refused():
    done = storm("--guard-off", "locks", "--clients", "20", "--number", "40", "--visitors", "20", "--kills", "0")

    refused = "times: server error" in done.stdout or "storm_clients.Rejected" in done.stderr
    assert (refused, done.returncode) == (True, 1), done.stdout + done.stderr
