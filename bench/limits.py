"""How long a clerk waits for a signing to be recorded: alone, and while 64 connections ask the public pool for pages.

By hand: `python bench/limits.py [--number 200] [--connections 64] [--one-pool]`. Both pools run by the lines of their
units in deploy/systemd/, on a PostgreSQL of their own. With `--one-pool` the desk shares the public one, as a
comparison. Goal: the slow hundredth under the crowd at most 5 times the idle one, and no errors. The crowd, which would
be on other machines, runs with the lowest priority.
"""

import argparse
import http.client
import multiprocessing
import os
import re
import secrets
import shlex
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import storm
from storm_clients import Client, Told, fields, filled
from storm_servers import ROOT, Postgresql, Site, free_port

PAGES = ("/en/2019/", "/zh-hans/2019/deals/", "/en/2019/deals/totals/", "/en/2019/agenda/", "/2019/data/deals.csv")
SEARCH = "/en/2019/search/?q=works{}"
GOAL = 5


class Pool(Site):
    """One of the two services, by its unit's own line and priority."""

    def __init__(self, unit: str, log: Path) -> None:
        text = (ROOT / "deploy" / "systemd" / f"{unit}.service").read_text()
        line = re.search(r"^ExecStart=\S+ (.*)$", text, re.MULTILINE)[1]
        nice = re.search(r"^Nice=(\d+)$", text, re.MULTILINE)
        self.port, self.log = free_port(), log
        line = re.sub(r"127\.0\.0\.1:\d+", f"127.0.0.1:{self.port}", line)
        command = ["nice", "-n", nice[1] if nice else "0", sys.executable, "-m", "gunicorn", *shlex.split(line)]
        with log.open("ab") as out:
            self.master = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out)
        self.wait()


class Clerk(Client):
    """Records one signing after the other; `seconds` of each, from the press of the button to its number."""

    def record_in_seconds(self, count: int) -> list[float]:
        self.log_in()
        page, lasted = "/desk/2019/record/", []
        for number in range(count + 5):
            form = fields(self.insist("GET", page)[2])
            form |= filled(self.chance, self.chance.randint(1_000_000, 2_000_000_000))
            began = time.monotonic()
            page = self.until_told(form)
            # The first ones open connections and compile what they need.
            if number >= 5:
                lasted.append(time.monotonic() - began)
        return lasted


def crowd(port: int, connections: int, over: multiprocessing.Event, told: multiprocessing.Queue) -> None:
    """Ask for pages on so many connections, each kept open, until it is over."""
    os.nice(19)
    counted, lock = Counter(), threading.Lock()

    def visit(seat: int) -> None:
        mine, number = Counter(), seat
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        while not over.is_set():
            number += 1
            path = SEARCH.format(number) if number % 6 == 0 else PAGES[number % len(PAGES)]
            try:
                connection.request("GET", path)
                answer = connection.getresponse()
                answer.read()
                mine[answer.status] += 1
            except (OSError, http.client.HTTPException) as error:
                mine[type(error).__name__] += 1
                connection.close()
        with lock:
            counted.update(mine)

    visitors = [threading.Thread(target=visit, args=(seat,)) for seat in range(connections)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    told.put(counted)


def slow_hundredth(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=100, method="inclusive")[98]


def measure(public: Site, desk: Site, asked: argparse.Namespace) -> bool:
    told = Told()
    idle = Clerk(desk.port, "clerk-0", storm.PASSWORD, told, 1).record_in_seconds(asked.number)
    over, crowds = multiprocessing.Event(), multiprocessing.Queue()
    visitors = multiprocessing.Process(target=crowd, args=(public.port, asked.connections, over, crowds))
    visitors.start()
    busy = Clerk(desk.port, "clerk-1", storm.PASSWORD, told, 2).record_in_seconds(asked.number)
    over.set()
    served = crowds.get()
    visitors.join()
    errors = told.counts["server error"] + told.counts["no answer"]
    ratio = slow_hundredth(busy) / slow_hundredth(idle)
    for name, seconds in (("idle", idle), (f"{asked.connections} connections", busy)):
        half, slow = statistics.median(seconds), slow_hundredth(seconds)
        print(f"{name:>15}: p50 {half * 1000:6.1f} ms, p99 {slow * 1000:6.1f} ms, {len(seconds)} recorded")
    print(f"the crowd was told {dict(sorted(served.items(), key=str))}")
    print(f"p99 x {ratio:.2f} (goal {GOAL}), {errors} errors of the desk (goal 0)")
    return ratio <= GOAL and not errors


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--number", type=int, default=200, help="signings recorded in each half (200)")
    parser.add_argument("--connections", type=int, default=64, help="of visitors (64)")
    parser.add_argument("--one-pool", action="store_true", help="visitors and desk share the public pool")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="limits-") as folder, ExitStack() as stack:
        os.environ |= {"DEBUG": "0", "HTTPS": "0", "SECRET_KEY": secrets.token_urlsafe(50), "VAR_DIR": folder}
        cluster = Postgresql(Path(folder))
        stack.callback(cluster.stop)
        os.environ["DATABASE_URL"] = cluster.url
        storm.make_site(["clerk-0", "clerk-1"])
        public = Pool("expo", Path(folder) / "public.log")
        stack.callback(public.stop)
        desk = public
        if not asked.one_pool:
            desk = Pool("expo-staff", Path(folder) / "staff.log")
            stack.callback(desk.stop)
        reached = measure(public, desk, asked)
    sys.exit(not reached)


if __name__ == "__main__":
    main()
