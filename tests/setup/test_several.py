"""The steps of deploy/several, with servers that only note what is asked of them."""

import sys
from subprocess import PIPE, Popen

import pytest
from django.conf import settings

RECIPE = settings.BASE_DIR / "deploy" / "several"


class FakeServer:
    """`runs`, and `copies`: whether it follows another one."""

    def __init__(self, name, runs=True, copies=True):
        self.name, self.runs, self.copies = name, runs, copies

    def follows(self):
        return self.runs and self.copies

    def fence(self):
        self.runs = False

    def promote(self):
        self.copies = False

    def copy(self, _primary):
        self.runs = self.copies = True


@pytest.fixture
def several(monkeypatch, tmp_path):
    monkeypatch.syspath_prepend(RECIPE)
    import machines

    servers = {"one": FakeServer("one", copies=False), "two": FakeServer("two"), "replica": FakeServer("replica")}
    several = machines.Machines(tmp_path)
    several.state = {"primary": "one"}
    monkeypatch.setattr(several, "cluster", servers.get)
    monkeypatch.setattr(several, "point_pools", lambda: None)
    yield several
    for name in ("machines", "databases", "clusters", "processes"):
        sys.modules.pop(name)


def test_a_fail_over_makes_the_standby_the_primary(several):
    several.fail_over()

    assert (several.primary.name, several.primary.runs, several.standby.runs) == ("two", True, False)


def test_a_fail_over_that_is_pressed_twice_leaves_the_new_primary(several):
    several.fail_over()
    with pytest.raises(SystemExit, match="one does not run as a standby, so two stays the primary"):
        several.fail_over()

    assert (several.primary.name, several.primary.runs) == ("two", True)


def test_without_a_standby_that_follows_the_primary_is_left_alone(several):
    several.standby.promote()
    with pytest.raises(SystemExit, match="Nothing was done"):
        several.fail_over()

    assert (several.primary.name, several.primary.runs) == ("one", True)


@pytest.fixture
def killed(several, monkeypatch, tmp_path):
    """A server whose folder tells of a process; what starts it is only noted."""
    import clusters

    cluster = clusters.Cluster(tmp_path, "one", 20_000)
    cluster.data.mkdir()
    cluster.started = []
    cluster.number, cluster.lock = cluster.data / "postmaster.pid", tmp_path / ".s.PGSQL.20000.lock"
    files = (cluster.number, cluster.lock)
    monkeypatch.setattr(cluster, "run", lambda *command: cluster.started.append([file.exists() for file in files]))
    return cluster


# Ends what it is told to wait for only when it is told so.
WAITING = [sys.executable, "-c", "import sys; sys.stdin.read()"]
# Tells of a child that has ended, and leaves it in the list of processes.
NOT_REAPING = """
import os, sys
pid = os.fork() or os._exit(0)
os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
print(pid, flush=True)
sys.stdin.read()
"""


def test_a_server_that_was_killed_starts_again_before_anybody_has_reaped_it(killed):
    with Popen([sys.executable, "-c", NOT_REAPING], stdin=PIPE, stdout=PIPE, text=True) as process:
        number = process.stdout.readline()
        for file in (killed.number, killed.lock):
            file.write_text(f"{number}{killed.data}\n")
        killed.start()
        process.communicate()

    assert killed.started == [[False, False]]


def test_a_server_that_runs_keeps_its_number(killed):
    with Popen(WAITING, stdin=PIPE) as process:
        for file in (killed.number, killed.lock):
            file.write_text(f"{process.pid}\n")
        killed.start()
        process.communicate()

    assert killed.started == [[True, True]]


def test_what_a_killed_server_has_left_ends_before_it_starts_again(killed, monkeypatch):
    import clusters

    ended = Popen(["true"])
    ended.wait()
    killed.number.write_text(f"{ended.pid}\n")
    with Popen(WAITING, stdin=PIPE, cwd=killed.data) as left:
        waited = []

        def end_meanwhile(gone, _otherwise):
            waited.append(gone())
            left.communicate()
            waited.append(gone())

        monkeypatch.setattr(clusters, "wait_until", end_meanwhile)
        killed.start()

    assert (waited, killed.started) == ([False, True], [[False, False]])
