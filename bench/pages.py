"""Queries, bytes and CPU milliseconds of each public page of the rehearsal edition, at one or more scales.

    python bench/pages.py [SCALE ...]        default: 1 10

Each scale is loaded into a database of its own below a temporary folder and asked in a process of its own. Bytes are
those of the answer as a browser that takes gzip gets it. CPU is the process's in milliseconds, the median of nine.
"""

import statistics
import sys
import time
from pathlib import Path

from apart import run_again, told

ROOT = Path(__file__).resolve().parent.parent
PATHS = [
    "",
    "agenda/",
    "agenda/{day}/",
    "agenda/{day}/?view=grid",
    "agenda/{day}/?kind=forum&language=en&q=5G",
    "agenda/mine/?s={choice}",
    "agenda/sessions/{session}/",
    "rooms/",
    "rooms/{room}/",
    "rooms/{room}/screen/",
    "exhibitors/",
    "exhibitors/{exhibitor}/",
    "people/",
    "people/{person}/",
    "launches/",
    "scenarios/",
    "scenarios/{scenario}/",
    "letters/",
    "deals/",
    "deals/totals/",
    "deals/stated/",
    "deals/landing/",
    "deals/{deal}/",
    "bulletins/",
    "bulletins/1/",
    "bulletins/1/figures/projects/",
    "bulletins/1/card.svg",
    "wall/",
    "wall/now/",
    "sources/",
]


def measure(scale: int) -> None:
    """Load the demo at this scale and print a line for each page."""
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.utils.module_loading import import_string

    started = time.perf_counter()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    for loader in settings.EXPO_DEMO:
        import_string(loader)(scale=scale)
    import_string("expo.demo.clock.set_moment")("midday")
    print(f"\nscale {scale}: loaded in {time.perf_counter() - started:.1f} s")
    print(f"{'page':<34}{'queries':>8}{'gz bytes':>10}{'bytes':>10}{'CPU ms':>8}")
    for language in ("en", "zh-hans"):
        for path in PATHS:
            print(line(f"/{language}/rehearsal/{path.format(**samples())}"))


def samples() -> dict[str, str]:
    """A full example of each kind of page."""
    from django.db.models import Count

    from agenda.models import Session
    from agenda.schedule.visit.sessions import MOST, address_key
    from deals.models import Terms
    from expo.models import Attendance, Edition, Participation, Scenario

    edition = Edition.objects.get(slug="rehearsal")
    sessions = Session.objects.public().filter(edition=edition)
    day = sessions.exclude(day=None).values("day").annotate(n=Count("pk")).order_by("-n").first()["day"]
    return {
        "day": day.isoformat(),
        "choice": ".".join(address_key(session) for session in sessions.filter(day=day)[:MOST]),
        "room": sessions.exclude(room=None)
        .values("room__slug")
        .annotate(n=Count("pk"))
        .order_by("-n")
        .first()["room__slug"],
        "session": sessions.filter(kind="signing").first().slug,
        "exhibitor": Participation.objects.public().exhibiting().filter(edition=edition).first().slug,
        "person": Attendance.objects.public().filter(edition=edition).first().person.slug,
        "scenario": Scenario.objects.filter(edition=edition).first().slug,
        "deal": Terms.objects.public().of(edition).first().deal.reference,
    }


def line(path: str) -> str:
    from django.db import connection, reset_queries
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client, took = Client(headers={"accept-encoding": "gzip"}), []
    # Django keeps the last 9,000 queries and counts no further.
    reset_queries()
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answers {answer.status_code}")
    # Counted before the next request, at whose start Django forgets them.
    number, plain = len(queries), len(Client().get(path).content)
    for _ in range(9):
        started = time.process_time()
        client.get(path)
        took.append(1000 * (time.process_time() - started))
    return f"{path[:47]:<48}{number:>5}{len(answer.content):>10}{plain:>10}{statistics.median(took):>8.0f}"


def main(scales: list[str]) -> None:
    for scale in scales or ["1", "10"]:
        run_again(__file__, scale=scale)


if __name__ == "__main__":
    if scale := told("scale"):
        measure(int(scale))
    else:
        main(sys.argv[1:])
