"""The primary is lost under load, by the runbook: what was acknowledged stands, and visitors notice nothing."""

import http.client
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings

from tests.chaos.clerks import clerk_at_work, lost, stored_deals, wait_for_deals
from tests.chaos.conftest import PAGES, SEVERAL
from tests.support.machines import fenced_commands, visitors, wait_until

pytestmark = SEVERAL
FAIL_OVER = "fail-over.md"
LOOK, PROMOTE, REJOIN, BACK, ALONE = fenced_commands(settings.BASE_DIR / "docs" / "runbooks" / FAIL_OVER)
# Commits that are not acknowledged yet.
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
# More than the processes for staff have threads.
STAFF_WAITING = 64
SENT = {"Authorization": "Bearer none", "Content-Type": "application/json"}


@contextmanager
def staff_waiting(ports: list[int], number: int = STAFF_WAITING) -> Iterator[None]:
    """So many at each of these ports who ask for what only the primary can answer, until they are answered."""
    links = [http.client.HTTPConnection("127.0.0.1", port) for port in ports for _place in range(number)]
    for link in links:
        link.request(
            "POST", "/api/v1/deals", "{}", {"Authorization": "Bearer none", "Content-Type": "application/json"}
        )
    yield
    for link in links:
        link.close()


def is_silent(port: int) -> bool:
    """Whether a page does not come within seconds."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=3)
    link.request("GET", "/en/2019/")
    try:
        link.getresponse()
    except TimeoutError:
        return True
    finally:
        link.close()
    return False


def ports_of(machines, kind):
    return [ports[kind] for ports in machines.state["nodes"].values()]


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGSTOP], ids=["killed", "frozen"])
def test_a_primary_that_is_lost_takes_no_deal_along_and_no_page(machines, end):
    before, pids = stored_deals(machines), machines.pids()
    with visitors(machines, PAGES) as visits, clerk_at_work(machines) as told:
        wait_until(lambda: len(told.numbers) > 1)
        machines.signal_server("one", end)
        with staff_waiting(ports_of(machines, "staff")):
            visits.wait_for(40)
            machines.carry_out(LOOK, PROMOTE)
        wait_for_deals(told, 2)
        machines.carry_out(REJOIN)
        wait_for_deals(told, 2)
        machines.carry_out(BACK)
        wait_for_deals(told, 2)
        visits.wait_for(20)
    stored = stored_deals(machines)

    assert (list(visits.answers), machines.pids()) == ([200], pids)
    assert (lost(told, stored), stored.keys() - before.keys()) == ([], told.minor.keys())
    assert machines.state["primary"] == "one"
    assert machines.roles() == {"two": "sync"}


def test_without_processes_for_staff_a_frozen_primary_leaves_nobody_to_answer_visitors(machines):
    machines.signal_server("one", signal.SIGSTOP)
    with staff_waiting(ports_of(machines, "public")):
        silent = [is_silent(port) for port in ports_of(machines, "public")]
    machines.signal_server("one", signal.SIGCONT)
    wait_until(lambda: machines.ask("/readyz")[0] == 200)

    assert silent == [True, True]


@pytest.mark.parametrize("alone", [False, True], ids=["waiting", "alone"])
def test_what_the_standby_never_had_was_told_to_nobody_unless_the_primary_answers_alone(machines, alone):
    """The standby is cut off before the primary is lost."""
    with clerk_at_work(machines) as told:
        wait_for_deals(told, 1)
        machines.sql("two", "ALTER SYSTEM SET primary_conninfo = ''")
        machines.sql("two", "SELECT pg_reload_conf()")
        wait_until(lambda: machines.roles() == {})
        if alone:
            machines.carry_out(ALONE.splitlines()[0])
            wait_for_deals(told, 2)
        wait_until(lambda: alone or machines.sql("one", WAITING) != "0")
        machines.signal_server("one", signal.SIGKILL)
        machines.carry_out(PROMOTE, REJOIN, BACK)

    assert (lost(told, stored_deals(machines)) != []) is alone
