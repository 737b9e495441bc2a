"""One part after the other is killed or frozen under load: visitors go on, what was acknowledged stands, all heals."""

import os
import signal
import subprocess
from contextlib import contextmanager

import pytest

from tests.chaos.clerks import clerk_at_work, lost, stored_deals, wait_for_deals
from tests.chaos.conftest import PAGES, SEVERAL
from tests.support.machines import children, visitors, wait_until

pytestmark = SEVERAL
# Answers while the part is gone, of three visitors.
ANSWERS = 30


@contextmanager
def frozen_server(machines, name):
    machines.signal_server(name, signal.SIGSTOP)
    yield
    machines.signal_server(name, signal.SIGCONT)


@contextmanager
def killed_server(machines, name):
    machines.signal_server(name, signal.SIGKILL)
    yield
    machines.run("start-server", name)


@contextmanager
def frozen_node(machines, name):
    """It takes what is asked, and says nothing."""
    pids = node_pids(machines, name)
    signal_all(pids, signal.SIGSTOP)
    yield
    signal_all(pids, signal.SIGCONT)


@contextmanager
def killed_workers(machines, name):
    """Of a node; its master begins others."""
    _master, *workers = node_pids(machines, name)
    signal_all(workers, signal.SIGKILL)
    yield


@contextmanager
def killed_pool(machines, name):
    started = int((machines.folder / f"{name}.pid").read_text())
    # Started by root it is the child of what gave it its user.
    signal_all([*children(started), started], signal.SIGKILL)
    wait_until(lambda: not machines.listens(name))
    yield
    machines.run("start-pools")


def node_pids(machines, name):
    master = int((machines.folder / f"{name}-public.pid").read_text())
    return [master, *children(master)]


def signal_all(pids, number):
    for pid in pids:
        os.kill(pid, number)


@pytest.mark.parametrize(
    ("lose", "name"),
    [
        (killed_server, "replica"),
        (frozen_server, "replica"),
        (frozen_server, "two"),
        (frozen_node, "node-1"),
        (killed_workers, "node-1"),
        (killed_pool, "reads"),
        (killed_pool, "writes"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_a_part_that_is_lost_is_noticed_by_no_visitor_and_takes_no_deal_along(machines, lose, name):
    before = stored_deals(machines)
    with visitors(machines, PAGES) as visits, clerk_at_work(machines) as told:
        wait_for_deals(told, 1)
        with lose(machines, name):
            visits.wait_for(ANSWERS)
        wait_for_deals(told, 2)
        wait_until(lambda: machines.ask("/readyz")[0] == 200)
    stored = stored_deals(machines)

    assert list(visits.answers) == [200]
    assert (lost(told, stored), stored.keys() - before.keys()) == ([], told.minor.keys())


def test_while_the_servers_are_all_gone_visitors_are_told_when_to_ask_again_and_need_nothing_afterwards(machines):
    pids = machines.pids()
    for name in ("replica", "one", "two"):
        machines.signal_server(name, signal.SIGKILL)
    status, headers = machines.head("/en/2019/exhibitors/")
    for name in ("one", "two", "replica"):
        machines.run("start-server", name)
    wait_until(lambda: machines.ask("/readyz")[0] == 200)

    assert (status, headers["Retry-After"].isdecimal()) == (503, True)
    assert (machines.ask("/en/2019/exhibitors/")[0], machines.pids()) == (200, pids)


@contextmanager
def stopped_node(machines, name):
    """All of it, though nginx still counts on it."""
    machines.run("stop-node", name)
    yield
    machines.run("start-node", name)


@contextmanager
def front_without_a_second_try(machines):
    """The guard off: what one machine does not answer, nginx asks no other."""
    file = machines.folder / "nginx.conf"
    text = file.read_text()
    assert "proxy_next_upstream error timeout;" in text
    file.write_text(text.replace("proxy_next_upstream error timeout;", "proxy_next_upstream off;"))
    reload = ["nginx", "-c", str(file), "-p", str(machines.folder), "-s", "reload"]
    subprocess.run(reload, check=True)
    yield
    machines.run("tell-front")


def test_a_machine_that_is_gone_is_noticed_by_no_visitor(machines):
    with visitors(machines, PAGES) as visits, stopped_node(machines, "node-1"):
        visits.wait_for(ANSWERS)

    assert list(visits.answers) == [200]


def test_without_a_second_try_visitors_notice_that_a_machine_is_gone(machines):
    with front_without_a_second_try(machines), visitors(machines, PAGES) as visits, stopped_node(machines, "node-1"):
        wait_until(lambda: 503 in visits.answers)

    wait_until(lambda: machines.ask("/readyz")[0] == 200)
    assert sorted(visits.answers) == [200, 503]
