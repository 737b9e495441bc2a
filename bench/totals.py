"""Queries, gzipped bytes and milliseconds of the pages of totals, side by side at two scales in one run.

    python bench/totals.py        530 and 5,300 announced deals; milliseconds are the median of nine, taken in turn

One announced deal of each kind is recorded through the ledger and then copied, in a database of its own.
"""

import statistics
import sys
import time
from pathlib import Path

from apart import run_again, told

ROOT = Path(__file__).resolve().parent.parent
PATHS = [
    "deals/",
    "deals/totals/",
    "deals/stated/",
    "deals/areas/area-0/",
    "deals/regions/Y3/",
    "deals/?q=works&country=Y3",
    "wall/",
    "wall/now/",
]
FILES = ["data/totals.csv"]
SEEDS, SCALES = 53, {"one": 10, "ten": 100}


def load() -> None:
    """Two editions with the same 53 kinds of deals, ten and a hundred of each."""
    from deals.ledger.deal_data import PartyData
    from tests.deals.copying import copied
    from tests.support.deal_factories import make_announced, make_rate, yuan
    from tests.support.factories import make_area, make_edition, make_organisation, make_region, make_session

    areas = [make_area(slug=f"area-{n}", strategic=n % 2 == 0) for n in range(12)]
    firms = [make_organisation(region=make_region(code=f"Y{n}"), ownership="private") for n in range(40)]
    make_rate()
    for slug, times in SCALES.items():
        edition = make_edition(slug=slug)
        ceremonies = [make_session(edition=edition, kind="signing") for _ in range(5)]
        for n in range(SEEDS):
            parties = (PartyData("A", "host", firms[0]), PartyData("B", "investor", firms[n % 39 + 1]))
            money = yuan((n + 1) ** 2 * 30_000_000)
            where = {"ceremony": ceremonies[n % 5]} if n % 6 == 0 else {"place": "outside"}
            fields = {"edition": edition, "parties": parties, "amounts": (money,), "primary_area": areas[n % 12]}
            copied(make_announced(**fields, **where), times - 1)


def measure() -> None:
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    load()
    print(f"{'page':<44}{'':>5}{'530 deals':>16}{'5,300 deals':>24}{'times':>8}")
    for address in [f"/en/{{}}/{path}" for path in PATHS] + [f"/{{}}/{path}" for path in FILES]:
        print(line(address))


def line(address: str) -> str:
    took: dict[str, list[float]] = {slug: [] for slug in SCALES}
    told: dict[str, tuple[int, int]] = {}
    for _ in range(9):
        for slug in SCALES:
            milliseconds, told[slug] = ask(address.format(slug))
            took[slug].append(milliseconds)
    one, ten = (statistics.median(took[slug]) for slug in SCALES)
    cells = [f"{told[slug][0]:>4} q {told[slug][1]:>6} B {ms:>6.0f} ms" for slug, ms in (("one", one), ("ten", ten))]
    return f"{address:<44}{cells[0]:>24}{cells[1]:>24}{ten / one:>8.2f}"


def ask(path: str) -> tuple[float, tuple[int, int]]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"accept-encoding": "gzip"})
    with CaptureQueriesContext(connection) as queries:
        started = time.perf_counter()
        answer = client.get(path)
        took = 1000 * (time.perf_counter() - started)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answers {answer.status_code}")
    return took, (len(queries), len(answer.content))


if __name__ == "__main__":
    measure() if told("totals") else run_again(__file__, totals="1")
