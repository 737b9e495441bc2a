"""Several machines on this one, by deploy/several: what is public meanwhile, and what stands once a part was lost."""

import shutil
import tempfile
import time
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings
from django.db import connection

from tests.support.machines import SeveralMachines, fenced_commands, visitors, wait_until

BOOKS = settings.BASE_DIR / "docs" / "runbooks"
FAIL_OVER, MORE_MACHINES = "fail-over.md", "machines.md"
MISSING = [
    program for program in ("nginx", "pgbouncer", "psql") if shutil.which(program, path="/usr/sbin:/usr/bin") is None
]
pytestmark = [
    pytest.mark.thorough,
    pytest.mark.xdist_group("several"),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="it is made of PostgreSQL's servers"),
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {MISSING}"),
]
PAGES = ["/en/2019/", "/zh-hans/2019/", "/en/2019/exhibitors/", "/en/2019/deals/", "/robots.txt"]
EDITION = """
import datetime as dt
from expo.models import Edition
day = dt.date(2019, 8, 26)
Edition.objects.create(slug="2019", name_en="First", name_zh="第一", starts_on=day, ends_on=day, published=True)
"""
LATEST_SECONDS = 2


@pytest.fixture(scope="module")
def machines():
    """In a folder that the servers' own user can reach, which one of a test run is not."""
    folder = Path(tempfile.mkdtemp(prefix="expo-several-"))
    machines = SeveralMachines(folder)
    try:
        machines.run("start", "2")
        machines.run("manage", "shell", "-v0", "-c", EDITION)
        yield machines
    finally:
        machines.run("stop")
        shutil.rmtree(folder)


def delay_replica(machines, delay):
    machines.sql("replica", f"ALTER SYSTEM SET recovery_min_apply_delay = '{delay}'")
    machines.sql("replica", "SELECT pg_reload_conf()")


def name_edition(machines, name):
    machines.sql(machines.state["primary"], f"UPDATE expo_edition SET name_en = '{name}'")
    return time.monotonic()


def latest_old_answer(machines, name, since):
    """Seconds after the change at which the last request began that was answered with what was there before."""
    latest = 0.0
    while (begun := time.monotonic()) < since + 2 * LATEST_SECONDS + 1:
        if name not in machines.ask("/en/2019/")[1]:
            latest = begun - since
    return latest


def replica_reads(machines):
    """How many rows of editions the replica has handed out so far."""
    return int(machines.sql("replica", "SELECT xact_commit FROM pg_stat_database WHERE datname = 'expo'"))


def connect(machines, pool):
    return psycopg2.connect(f"host=127.0.0.1 port={machines.port(pool)} user=expo dbname=expo")


@pytest.mark.parametrize(("delay", "name"), [("8s", "Far")])
def test_a_change_is_public_within_two_seconds_however_far_the_replica_is_behind(machines, delay, name):
    delay_replica(machines, delay)
    machines.ask("/en/2019/")
    latest = latest_old_answer(machines, name, name_edition(machines, name))
    delay_replica(machines, "0")

    assert latest <= LATEST_SECONDS


def test_public_pages_are_read_from_the_replica(machines):
    before = replica_reads(machines)
    wait_until(lambda: machines.ask("/en/2019/")[0] == 200 and replica_reads(machines) > before)


def test_what_takes_too_long_of_the_public_is_ended_by_the_server_itself_and_so_not_taken_for_a_lost_replica(machines):
    limits = {name: machines.sql(name, "SHOW statement_timeout") for name in ("reads", "writes")}
    with pytest.raises(psycopg2.errors.QueryCanceled):
        connect(machines, "reads").cursor().execute("SELECT pg_sleep(60)")

    assert limits == {"reads": "5s", "writes": "0"}


def test_machines_are_restarted_one_after_the_other_without_one_error(machines):
    before = [(machines.folder / f"{name}.pid").read_text() for name in machines.state["nodes"]]
    with visitors(machines, PAGES) as visits:
        machines.carry_out(fenced_commands(BOOKS / MORE_MACHINES)[1])

    assert list(visits.answers) == [200]
    assert all((machines.folder / f"node-{number}.pid").read_text() != pid for number, pid in enumerate(before, 1))


def test_tables_are_brought_forward_while_visitors_ask(machines):
    """The newest changes of the log of deals are taken back first, with all that the public does not read of them."""
    machines.run("migrate", "deals", "0025")
    with visitors(machines, PAGES) as visits:
        machines.carry_out(fenced_commands(BOOKS / MORE_MACHINES)[2])
    newest = machines.sql(machines.state["primary"], "SELECT max(name) FROM django_migrations WHERE app = 'deals'")

    assert (newest > "0026", list(visits.answers)) == (True, [200])


def test_a_pool_that_is_full_is_a_true_503_and_recovers_by_itself(machines):
    links = [connect(machines, "writes") for _place in range(20)]
    for link in links:
        link.cursor().execute("SELECT 1")
    full = machines.ask("/readyz")[0]
    for link in links:
        link.close()

    assert full == 503
    assert machines.ask("/readyz") == (200, "ready\n")
