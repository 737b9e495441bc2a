"""A storm on the deal desk: submissions over HTTP with retries and double clicks, while its processes are killed.

Afterwards every acknowledged deal must stand in the ledger once, with its amount, and nothing else, and the log must
verify. By hand: `python bench/storm.py [--number 100000] [--postgresql] [--fail-overs 1] [--minutes 25]`. With
`--guard-off` the server ignores the forms' keys, and the storm must fail. `--resume FOLDER` keeps its database and what
was told: the next sitting with the same folder goes on, and in the end all that was ever told must stand. A sitting
ends with its number, its minutes, or SIGTERM, each time with what it has shown; one that is killed can be resumed too.
One that had fewer kills or fail-overs than it was asked for fails, and so does one that kills nothing and refuses
somebody.
"""

import argparse
import contextlib
import os
import secrets
import signal
import sys
import tempfile
import time
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from storm_clients import Client
from storm_kills import Killer
from storm_ledger import PASSWORD, make_site, read_ledger, summary, wrongs
from storm_servers import Postgresql, Site
from storm_told import KILLS, Told, missed
from storm_visitors import visiting

JOURNAL = "told.jsonl"
# What is off: the keys of forms, or SQLite's one queue of those who write.
UNGUARDED = {"keys": "storm_unguarded", "locks": "storm_unlocked"}


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--number", type=int, default=5_000, help="submissions (5000)")
    parser.add_argument("--minutes", type=float, default=0, help="after which nothing more is begun (no limit)")
    parser.add_argument("--clients", type=int, default=8, help="at the same time (8)")
    parser.add_argument("--kills", type=int, default=40, help="of workers (40)")
    parser.add_argument("--database-kills", type=int, default=5, help="of PostgreSQL (5)")
    parser.add_argument("--fail-overs", type=int, default=0, help="from a primary that is frozen (0)")
    parser.add_argument("--postgresql", action="store_true", help="a cluster of the storm's own instead of SQLite")
    parser.add_argument("--several", action="store_true", help="several machines by deploy/several, as with fail-overs")
    parser.add_argument("--visitors", type=int, default=0, help="who read meanwhile (0)")
    parser.add_argument("--guard-off", nargs="?", const="keys", choices=UNGUARDED, help="as a control (keys)")
    parser.add_argument("--resume", type=Path, help="a folder to go on with, or to begin in")
    parser.add_argument("--seed", type=int, default=2019)
    asked = parser.parse_args()
    asked.several = asked.several or bool(asked.fail_overs)
    if asked.several and asked.guard_off:
        parser.error("the guard is off on one machine alone")
    return asked


def rage(site: Any, database: Any, clerks: list[str], told: Told, asked: argparse.Namespace) -> float:
    """Seconds until each clerk has sent their share, or nothing more is begun."""
    began, seed = time.monotonic(), asked.seed + 1_000 * len(told.sittings)
    killer = Killer(site, database, told, asked)
    with visiting(site.port, asked.visitors, told), ThreadPoolExecutor(len(clerks) + 1) as pool:
        shares = [asked.number // len(clerks) + (place < asked.number % len(clerks)) for place in range(len(clerks))]
        desks = [Client(site.port, name, PASSWORD, told, seed + place) for place, name in enumerate(clerks)]
        kills = pool.submit(killer.run)
        ends = [pool.submit(desk.record, share) for desk, share in zip(desks, shares, strict=True)]
        # The others would wait for kills that never come due.
        wait(ends, return_when=FIRST_EXCEPTION)
        lasted = time.monotonic() - began
        told.over.set()
        for end in [kills, *ends]:
            end.result()
    return lasted


def main() -> None:
    asked, told = options(), Told()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_caught: told.over.set())
    with contextlib.ExitStack() as stack:
        folder = asked.resume or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="storm-")))
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)
        told.go_on_in(folder / JOURNAL)
        stack.callback(told.close)
        alone = {"DEBUG": "0", "HTTPS": "0", "SECRET_KEY": secrets.token_urlsafe(50), "LOG_LEVEL": "CRITICAL"}
        os.environ.update(alone, VAR_DIR=str(folder))
        os.environ.pop("DATABASE_URL", None)
        state, lasted, sent = storm(told, folder, asked, stack)
    found = [*wrongs(told, state, len(told.minor)), *missed(told, asked_kills(asked))]
    report(asked, told, sent, lasted)
    print(f"acknowledged {len(told.numbers)}, stored {len(state['deals'])}")
    print(summary(told, state))
    print("\n".join(found) or "none lost, none doubled, the log verifies")
    sys.exit(bool(found))


def asked_kills(asked: argparse.Namespace) -> dict[str, int]:
    """How many of each sort; SQLite has no process that could be killed."""
    database_kills = asked.database_kills if asked.postgresql or asked.several else 0
    return dict(zip(KILLS, (asked.kills, database_kills, asked.fail_overs), strict=True))


def storm(told: Told, folder: Path, asked: argparse.Namespace, stack: contextlib.ExitStack) -> tuple[dict, float, int]:
    """What the ledger holds when all is quiet again, the seconds between, and how many were sent meanwhile."""
    clerks = [f"clerk-{place}" for place in range(asked.clients)]
    database = start_database(folder, asked, stack)
    make_site(clerks)
    if told.minor.keys() - told.numbers.keys():
        told.settle(read_ledger()["deals"])
    before = len(told.minor)
    site = (
        database
        if asked.several
        else Site(f"{UNGUARDED.get(asked.guard_off, 'expo.wsgi')}:application", folder / "server.log")
    )
    try:
        lasted = rage(site, database, clerks, told, asked)
    finally:
        if site is not database:
            site.stop()
    sent = len(told.minor) - before
    told.end_sitting(sent, lasted)
    return read_ledger(), lasted, sent


def start_database(folder: Path, asked: argparse.Namespace, stack: contextlib.ExitStack) -> Any:
    """What can be killed beside workers; nothing with SQLite. It ends with the stack."""
    if asked.several:
        # Programs of tests and of the recipe are there for nobody who storms one machine.
        from storm_machines import Several

        machines = Several(folder)
        stack.callback(machines.stop)
        os.environ.update(machines.environment(), VAR_DIR=str(folder / "desk"))
        return machines
    if not asked.postgresql:
        return None
    cluster = Postgresql(folder)
    stack.callback(cluster.stop)
    os.environ["DATABASE_URL"] = cluster.url
    return cluster


def report(asked: argparse.Namespace, told: Told, sent: int, lasted: float) -> None:
    """Of this sitting; what is counted is counted over all of them."""
    where = "several machines" if asked.several else "PostgreSQL" if asked.postgresql else "SQLite"
    first, last = told.seconds_per_thousand()
    print(f"{sent} submissions by {asked.clients} clients on {where}: {lasted:.0f} s, {sent / lasted:.1f}/s")
    print(f"seconds per 1,000: {first:.0f} at the beginning, {last:.0f} at the end")
    print(", ".join(f"{count} {what}" for what, count in sorted(told.counts.items())))


if __name__ == "__main__":
    main()
