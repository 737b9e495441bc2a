"""A storm on the door for partner systems: each key sent thrice by eight clients, while workers are killed.

    python bench/api_storm.py [KEYS] [KILLS]

On SQLite, or where `DATABASE_URL` says. A client that gets no answer sends again with the same key, as it is told to.
What is stored must be as many deals as keys, each once, with the sum of their amounts.
"""

import http.client
import json
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from api_server import Site

CLIENTS, SENDS = 8, 3
STATE = """
import json
from deals.ledger import hash_chain
from deals.models import Amount, Deal, Event, Sent, Terms
rows = list(Amount.objects.values_list("minor", flat=True))
sequences = sorted(Deal.objects.values_list("sequence", flat=True))
print("STATE", json.dumps({
    "deals": Deal.objects.count(), "sent": Sent.objects.count(), "terms": Terms.objects.count(),
    "events": Event.objects.count(), "keys": Sent.objects.values("key").distinct().count(), "sum": sum(rows),
    "last": sequences[-1], "breaks": [str(broken) for broken in hash_chain.find_breaks()]}))
"""


class Storm:
    """What the clients saw: answers by status, numbers by key, and how often no answer came."""

    def __init__(self, site: Site, keys: int, kills: int) -> None:
        self.site, self.keys, self.kills = site, keys, kills
        self.statuses: Counter[int] = Counter()
        self.numbers: dict[int, set[str]] = {key: set() for key in range(keys)}
        self.unanswered = self.killed = 0
        self.milliseconds: list[float] = []
        self.lock = threading.Lock()

    def run(self) -> float:
        sends = [key for key in range(self.keys) for _ in range(SENDS)]
        random.shuffle(sends)
        began, over = time.monotonic(), threading.Event()
        killer = threading.Thread(target=self.kill, args=(over,))
        killer.start()
        with ThreadPoolExecutor(CLIENTS) as clients:
            list(clients.map(self.send, sends))
        over.set()
        killer.join()
        return time.monotonic() - began

    def kill(self, over: threading.Event) -> None:
        """Kills spread over the storm by how much of it is done, a worker of chance each."""
        for kill in range(1, self.kills + 1):
            while sum(self.statuses.values()) < self.keys * SENDS * kill / (self.kills + 1) and not over.is_set():
                time.sleep(0.01)
            self.killed += not over.is_set() and self.site.kill_a_worker(random.randrange(9))  # noqa: S311

    def send(self, key: int) -> None:
        while True:
            began = time.monotonic()
            try:
                status, told = self.ask(key)
            except (http.client.HTTPException, OSError):
                with self.lock:
                    self.unanswered += 1
                time.sleep(0.02)
                continue
            with self.lock:
                self.statuses[status] += 1
                self.milliseconds.append((time.monotonic() - began) * 1000)
                self.numbers[key].add(told["number"] if status in (200, 201) else f"{status} {told}")
            return

    def ask(self, key: int) -> tuple[int, dict]:
        connection = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=60)
        named = {"Authorization": f"Bearer {self.site.token}", "Idempotency-Key": f"storm-{key}"}
        try:
            connection.request("POST", "/api/v1/deals", json.dumps(signing(key)), named | JSON)
            response = connection.getresponse()
            return response.status, json.loads(response.read())
        finally:
            connection.close()


JSON = {"Content-Type": "application/json"}


def amount(key: int) -> int:
    """In fen, so that no two keys have the same."""
    return 100_000_000_00 + key * 1_000_001


def signing(key: int) -> dict:
    parties = [{"name": "Liangjiang New Area", "side": "A", "role": "host"}]
    parties += [{"name": f"Investor {key % 200}", "side": "B", "role": "investor", "country": "GB"}]
    yuan, fen = divmod(amount(key), 100)
    return {
        "edition": "2019",
        "title_en": f"Works number {key}",
        "place": "outside",
        "signed_on": "2019-08-26",
        "instrument": "investment",
        "parties": parties,
        "amount": {"basis": "investment", "currency": "CNY", "value": f"{yuan}.{fen:02d}"},
    }


def main() -> int:
    keys, kills = (int(text) for text in [*sys.argv[1:], *["500", "20"][len(sys.argv) - 1 :]])
    with tempfile.TemporaryDirectory() as folder, Site(Path(folder)) as site:
        storm = Storm(site, keys, kills)
        seconds = storm.run()
        told = site.manage("shell", "-v0", "-c", STATE)
        state = json.loads(next(line for line in told.splitlines() if line.startswith("STATE"))[6:])
    wanted = sum(map(amount, range(keys)))
    one_each = all(len(numbers) == 1 for numbers in storm.numbers.values())
    counts = {state[name] for name in ("deals", "sent", "terms", "events", "keys", "last")}
    whole = counts == {keys} and state["sum"] == wanted and one_each and not state["breaks"]
    times = sorted(storm.milliseconds)
    print(f"{keys} keys × {SENDS} from {CLIENTS} clients, {storm.killed} workers killed, {seconds:.1f} s")
    print(f"answers {dict(storm.statuses)}, {storm.unanswered} times none; median {times[len(times) // 2]:.0f} ms")
    print(f"stored {state['deals']}, events {state['events']}, sum {state['sum']} fen of {wanted}")
    print("every key has one number in all its answers" if one_each else "a key has several answers")
    print("WHOLE" if whole else f"NOT WHOLE {state}")
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())
