"""CPU milliseconds, queries and bytes of each export of the rehearsal edition, at one or more scales.

    python bench/exports.py [SCALE ...] [--keep FOLDER]        default: 1 10

Each scale (240 sessions a step) is loaded into a database of its own and asked in a process of its own. CPU is the
process's, the median of five. --keep writes the files there, with those of 2019 and of an empty edition beside them.
"""

import argparse
import statistics
import sys
import time
from pathlib import Path

from apart import run_again, told

ROOT = Path(__file__).resolve().parent.parent
FILES = ["agenda.ics", "agenda.ics?kind=forum", "schedule.xml", "schedule.json"]
KEPT = ["agenda.ics", "schedule.xml", "schedule.json"]
LANGUAGES = ["en", "zh-hans"]


def measure(scale: int, keep: str) -> None:
    """Load the demo at this scale, print a line for each file, and keep the files where asked to."""
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.utils.module_loading import import_string

    call_command("migrate", verbosity=0)
    for loader in settings.EXPO_DEMO:
        import_string(loader)(scale=scale)
    print(f"\nscale {scale}\n{'file':<44}{'queries':>8}{'bytes':>10}{'CPU ms':>8}")
    for path in [*FILES, *samples()]:
        print(line(f"/rehearsal/{path}"))
    if keep:
        write(Path(keep), scale)


def samples() -> list[str]:
    """A session with its own file, and the person with the most to do."""
    from django.db.models import Count

    from agenda.models import Session
    from expo.models import Edition, Person

    edition = Edition.objects.get(slug="rehearsal")
    session = Session.objects.public().filter(edition=edition).exclude(starts_at=None).first()
    busy = Person.objects.filter(attendances__edition=edition).annotate(n=Count("session_roles")).order_by("-n").first()
    return [f"agenda/sessions/{session.slug}.ics", f"people/{busy.slug}.ics"]


def line(path: str) -> str:
    from django.db import connection, reset_queries
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client, took = Client(), []
    for _ in range(5):
        reset_queries()
        started = time.process_time()
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(path)
        took.append(1000 * (time.process_time() - started))
    if answer.status_code != 200:
        raise SystemExit(f"{path} answers {answer.status_code}")
    return f"{path:<44}{len(queries):>8}{len(answer.content):>10}{statistics.median(took):>8.0f}"


def write(folder: Path, scale: int) -> None:
    import datetime as dt

    from django.test import Client

    from expo.models import Edition

    day = dt.date(2021, 8, 23)
    Edition.objects.get_or_create(
        slug="empty", defaults={"name_en": "Empty", "starts_on": day, "ends_on": day, "published": True}
    )
    folder.mkdir(parents=True, exist_ok=True)
    for edition in ["empty", "2019", "rehearsal"]:
        for language in LANGUAGES:
            for name in KEPT:
                answer = Client().get(f"/{edition}/{name}?lang={language}")
                (folder / f"{edition}-{scale}-{language}-{name}").write_bytes(answer.content)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("scales", nargs="*", default=["1", "10"])
    parser.add_argument("--keep", default="")
    given = parser.parse_args()
    for scale in given.scales:
        run_again(__file__, scale=scale, keep=given.keep)


if __name__ == "__main__":
    if scale := told("scale"):
        measure(int(scale), told("keep"))
    else:
        main()
