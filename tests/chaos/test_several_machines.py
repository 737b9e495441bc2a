"""Several machines on this one, by deploy/several: what is public meanwhile, and what stands once a part was lost."""

import time

import psycopg2
import pytest
from django.conf import settings

from tests.chaos.clerks import clerk, stored_deals
from tests.chaos.conftest import PAGES, SEVERAL
from tests.support.machines import fenced_commands, visitors, wait_until

BOOKS = settings.BASE_DIR / "docs" / "runbooks"
MORE_MACHINES = "machines.md"
pytestmark = SEVERAL
LATEST_SECONDS = 2


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


@pytest.mark.parametrize(("delay", "name"), [("1500ms", "Behind"), ("8s", "Far")])
def test_a_change_is_public_within_two_seconds_however_far_the_replica_is_behind(machines, delay, name):
    delay_replica(machines, delay)
    machines.ask("/en/2019/")
    latest = latest_old_answer(machines, name, name_edition(machines, name))
    delay_replica(machines, "0")

    assert latest <= LATEST_SECONDS


def test_a_clerk_sees_what_she_saved_however_far_the_replica_is_behind(machines):
    delay_replica(machines, "8s")
    with clerk(machines) as desk:
        desk.submit("/desk/2019/record/")
        [[number]] = desk.told.numbers.values()
        seen = desk.insist("GET", f"/desk/deals/{number}/")[2]
    delay_replica(machines, "0")

    assert number in seen


def test_public_pages_are_read_from_the_replica(machines):
    before = replica_reads(machines)
    wait_until(lambda: machines.ask("/en/2019/")[0] == 200 and replica_reads(machines) > before)


def test_what_takes_too_long_of_the_public_is_ended_by_the_server_itself_and_so_not_taken_for_a_lost_replica(machines):
    limits = {name: machines.sql(name, "SHOW statement_timeout") for name in ("reads", "writes")}
    with pytest.raises(psycopg2.errors.QueryCanceled):
        connect(machines, "reads").cursor().execute("SELECT pg_sleep(60)")

    assert limits == {"reads": "5s", "writes": "0"}


def test_machines_are_restarted_one_after_the_other_without_one_error(machines):
    before = machines.pids()
    with visitors(machines, PAGES) as visits:
        machines.carry_out(fenced_commands(BOOKS / MORE_MACHINES)[1])

    assert list(visits.answers) == [200]
    assert set(machines.pids()) & set(before) == set()


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


def test_all_of_it_is_stopped_and_started_again_with_what_it_holds(machines):
    with clerk(machines) as desk:
        desk.submit("/desk/2019/record/")
    before = stored_deals(machines)
    machines.run("stop")
    machines.run("start-again")
    wait_until(lambda: machines.ask("/readyz")[0] == 200)
    wait_until(lambda: machines.roles() == {"two": "sync"})

    assert (stored_deals(machines), desk.told.numbers.keys() <= before.keys()) == (before, True)
