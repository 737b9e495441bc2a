"""A storm on the deal desk: submissions over HTTP with retries and double clicks, while its processes are killed.

Afterwards every acknowledged deal must stand in the ledger once, with its amount, and nothing else, and the log must
verify. By hand: `python bench/storm.py [--number 100000] [--postgresql]`. With `--guard-off` the server ignores the
forms' keys, and the storm must fail. `--resume FOLDER` keeps its database and what was told: the next sitting with
the same folder sends so many more, and in the end all that was ever told must stand.
"""

import argparse
import contextlib
import json
import os
import random
import secrets
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from storm_clients import Client, Told, names
from storm_servers import ROOT, Postgresql, Site
from storm_visitors import visiting

TOLD = "told.json"
PASSWORD = secrets.token_urlsafe(16)
SITE = """
import datetime as dt, json, sys
from django.contrib.auth.models import Permission, User
from django.core.management import call_command
from django.db import connection
from expo.db.new_tables import make_tables
from expo.models import Edition, Organisation
told = json.load(sys.stdin)
if "expo_edition" in connection.introspection.table_names():
    pass
elif connection.vendor == "sqlite":
    make_tables()
else:
    call_command("migrate", verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
day = dt.date(2019, 8, 26)
if not Edition.objects.exists():
    Edition.objects.create(slug="2019", name_en="Storm", starts_on=day, ends_on=day + dt.timedelta(3), published=True)
    Organisation.objects.bulk_create(Organisation(name_zh=name) for name in told["organisations"])
for name in told["clerks"]:
    user, _new = User.objects.get_or_create(username=name, defaults={"is_staff": True})
    user.set_password(told["password"])
    user.save()
    user.user_permissions.set(Permission.objects.filter(codename__in=["record_deal", "view_ledger"]))
"""
STATE = """
import json
from deals.ledger import hash_chain
from deals.models import Amount, Deal, Event, Party, Terms
deals = Deal.objects.select_related("edition").order_by("sequence")
amounts = Amount.objects.filter(headline=True).values_list("terms__deal__submission_key", "minor")
print(json.dumps({
    "deals": [[str(deal.submission_key), deal.number, deal.sequence] for deal in deals],
    "minor": [[str(key), minor] for key, minor in amounts],
    "terms": Terms.objects.count(), "parties": Party.objects.count(),
    "events": Event.objects.filter(verb="recorded").count(), "all_events": Event.objects.count(),
    "breaks": [str(broken) for broken in hash_chain.find_breaks()],
}))
"""


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--number", type=int, default=5_000, help="submissions (5000)")
    parser.add_argument("--clients", type=int, default=8, help="at the same time (8)")
    parser.add_argument("--kills", type=int, default=40, help="of workers (40)")
    parser.add_argument("--database-kills", type=int, default=5, help="of PostgreSQL (5)")
    parser.add_argument("--postgresql", action="store_true", help="a cluster of the storm's own instead of SQLite")
    parser.add_argument("--visitors", type=int, default=0, help="who read meanwhile (0)")
    parser.add_argument(
        "--guard-off", dest="module", action="store_const", const="storm_unguarded", default="expo.wsgi"
    )
    parser.set_defaults(module="expo.wsgi")
    parser.add_argument("--resume", type=Path, help="a folder to go on with, or to begin in")
    parser.add_argument("--seed", type=int, default=2019)
    return parser.parse_args()


def manage(*command: str, told: object = None) -> str:
    command = [sys.executable, str(ROOT / "manage.py"), *command]
    done = subprocess.run(command, check=True, capture_output=True, text=True, input=json.dumps(told))
    return done.stdout


def make_site(clerks: list[str]) -> None:
    told = {"clerks": clerks, "password": PASSWORD, "organisations": list(names())}
    manage("shell", "-v0", "-c", SITE, told=told)


class Killer(threading.Thread):
    """Kills at moments spread over the submissions, so that every machine sees as many."""

    def __init__(self, site: Site, cluster: Postgresql | None, told: Told, asked: argparse.Namespace) -> None:
        super().__init__(daemon=True)
        self.site, self.cluster, self.told, self.chance = site, cluster, told, random.Random(asked.seed)  # noqa: S311
        databases = asked.database_kills if cluster else 0
        moments = [(self.chance.uniform(0.02, 0.95), False) for _kill in range(asked.kills)]
        moments += [(self.chance.uniform(0.05, 0.95), True) for _kill in range(databases)]
        self.plan = sorted((int(share * asked.number), database) for share, database in moments)
        self.over = threading.Event()

    def run(self) -> None:
        for moment, database in self.plan:
            while len(self.told.moments) < moment and not self.over.is_set():
                time.sleep(0.01)
            time.sleep(self.chance.uniform(0, 0.1))
            if self.over.is_set():
                return
            if database:
                self.cluster.kill()
                self.told.count("database kills")
            elif self.site.kill_a_worker(self.chance):
                self.told.count("worker kills")


def rage(site: Site, cluster: Postgresql | None, clerks: list[str], asked: argparse.Namespace) -> tuple[Told, float]:
    told, began = told_before(asked), time.monotonic()
    killer = Killer(site, cluster, told, asked)
    killer.start()
    with visiting(site.port, asked.visitors, told), ThreadPoolExecutor(len(clerks)) as pool:
        shares = [asked.number // len(clerks) + (place < asked.number % len(clerks)) for place in range(len(clerks))]
        desks = [Client(site.port, name, PASSWORD, told, asked.seed + place) for place, name in enumerate(clerks)]
        ends: list[Future] = [pool.submit(desk.record, share) for desk, share in zip(desks, shares, strict=True)]
        for end in ends:
            end.result()
    lasted = time.monotonic() - began
    killer.over.set()
    killer.join()
    return told, lasted


def told_before(asked: argparse.Namespace) -> Told:
    told = Told()
    if asked.resume and (asked.resume / TOLD).exists():
        told.load(asked.resume / TOLD)
    return told


def wrongs(told: Told, state: dict, number: int) -> Iterator[str]:
    """What does not agree between what the clients were told and what the ledger holds, and who was refused."""
    yield from refusals(told)
    yield from wrong_answers(told, state, number)
    if [sequence for _key, _deal, sequence in state["deals"]] != list(range(1, len(state["deals"]) + 1)):
        yield "the numbers have gaps"
    if dict(state["minor"]) != told.minor or len(state["minor"]) != len(told.minor):
        yield "the amounts are not those that were sent"
    parts = (state["terms"], state["parties"], state["events"], state["all_events"])
    if parts != (number, 2 * number, number, number):
        yield f"terms, parties, recorded and all events: {parts}"
    yield from state["breaks"]


def refusals(told: Told) -> Iterator[str]:
    """Where nothing was killed, nobody is."""
    if not told.counts["worker kills"] + told.counts["database kills"]:
        for what in ("server error", "no answer", "visitors refused"):
            if told.counts[what]:
                yield f"{told.counts[what]} times: {what}"


def wrong_answers(told: Told, state: dict, number: int) -> Iterator[str]:
    stored = {key: deal for key, deal, _sequence in state["deals"]}
    told_twice = [key for key, numbers in told.numbers.items() if len(numbers) > 1]
    acknowledged = {key: min(numbers) for key, numbers in told.numbers.items()}
    if told_twice:
        yield f"{len(told_twice)} keys were told two numbers"
    if len(set(acknowledged.values())) != number or len(state["deals"]) != number:
        yield f"sent {number}, numbers told {len(set(acknowledged.values()))}, stored {len(state['deals'])}"
    if lost := [key for key in acknowledged if stored.get(key) != acknowledged[key]]:
        yield f"{len(lost)} acknowledged deals are not in the ledger under their key and number"


def main() -> None:
    asked = options()
    with contextlib.ExitStack() as stack:
        folder = asked.resume or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="storm-")))
        folder.mkdir(exist_ok=True)
        alone = {"DEBUG": "0", "HTTPS": "0", "SECRET_KEY": secrets.token_urlsafe(50), "LOG_LEVEL": "CRITICAL"}
        os.environ.update(alone, VAR_DIR=str(folder))
        os.environ.pop("DATABASE_URL", None)
        cluster = Postgresql(folder) if asked.postgresql else None
        try:
            told, state, lasted = storm(cluster, folder, asked)
        finally:
            if cluster:
                cluster.stop()
    found = list(wrongs(told, state, len(told.minor)))
    report(asked, told, state, lasted)
    print("\n".join(found) or "none lost, none doubled, the log verifies")
    sys.exit(bool(found))


def storm(cluster: Postgresql | None, folder: Path, asked: argparse.Namespace) -> tuple[Told, dict, float]:
    """What the clients were told, what the ledger holds when all is quiet again, and the seconds between."""
    clerks = [f"clerk-{place}" for place in range(asked.clients)]
    if cluster:
        os.environ["DATABASE_URL"] = cluster.url
    make_site(clerks)
    site = Site(f"{asked.module}:application", folder / "server.log")
    try:
        told, lasted = rage(site, cluster, clerks, asked)
    finally:
        site.stop()
    if asked.resume:
        told.save(asked.resume / TOLD)
    return told, json.loads(manage("shell", "-v0", "-c", STATE)), lasted


def report(asked: argparse.Namespace, told: Told, state: dict, lasted: float) -> None:
    where, rate = "PostgreSQL" if asked.postgresql else "SQLite", asked.number / lasted
    print(f"{asked.number} submissions by {asked.clients} clients on {where}: {lasted:.0f} s, {rate:.1f}/s")
    print(", ".join(f"{count} {what}" for what, count in sorted(told.counts.items())))
    sent, summed = sum(told.minor.values()), sum(minor for _key, minor in state["minor"])
    first, last = told.seconds_per_thousand()
    print(f"seconds per 1,000: {first:.0f} at the beginning, {last:.0f} at the end")
    print(f"acknowledged {len(told.numbers)}, stored {len(state['deals'])}, sent {sent} fen, summed {summed} fen")


if __name__ == "__main__":
    main()
