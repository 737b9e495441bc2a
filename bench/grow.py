"""What a page, a search and a job costs with a hundred times the rows, made by cloning those of the demo in SQL.

    DATABASE_URL=postgres://…/empty python bench/grow.py FOLDER [TIMES]      default: 100

PostgreSQL alone, on this machine, in an empty database. Measured at once, grown, measured again. CPU is that of the
process and of its server process in milliseconds, the least of three; a job is done once. Afterwards the logs must
hold, and every statement come out again.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from apart import PREFIX, told

ROOT = Path(__file__).resolve().parent.parent
TICK = os.sysconf("SC_CLK_TCK")
PAGES = {
    "home": "/en/rehearsal/",
    "session": "/en/rehearsal/agenda/sessions/{session}/",
    "exhibitors, first page": "/en/rehearsal/exhibitors/",
    "an exhibitor": "/en/rehearsal/exhibitors/{exhibitor}/",
    "exhibits, first page": "/en/rehearsal/exhibits/",
    "search": "/en/rehearsal/search/?q=5G",
    "deals": "/en/rehearsal/deals/",
    "totals": "/en/rehearsal/deals/totals/",
    "API deals page": "/api/v1/editions/rehearsal/deals",
    "API totals": "/api/v1/editions/rehearsal/totals?by=area",
    "agenda day (lists all)": "/en/rehearsal/agenda/{day}/",
    "deals.csv (lists all)": "/rehearsal/data/deals.csv",
}
DESK = {
    "landing": "/desk/rehearsal/landing/",
    "desk list": "/desk/rehearsal/",
    "deal at the desk": "/desk/deals/{deal}/",
    "session list": "/admin/agenda/session/",
    "problems (lists all)": "/desk/agenda/rehearsal/problems/",
    "board (lists all)": "/desk/agenda/rehearsal/board/{day}/",
    "release form (lists all)": "/desk/agenda/rehearsal/release/",
}
TIMES = 3


def measure() -> dict[str, float]:
    """Milliseconds by the name of each page and step."""
    from cold import make_clients, page_reader, staff_steps, taken_back

    places, took = more_samples(), {}
    visitor, staff = make_clients()
    reads: dict[str, Callable[[], object]] = {}
    for client, pages in ((visitor, PAGES), (staff, DESK)):
        reads |= {name: page_reader(client, path.format(**places)) for name, path in pages.items()}
    reads |= {name: taken_back(step) for name, step in staff_steps(places).items()}
    for name, read in reads.items():
        read()
        took[name] = min(spent(read) for _time in range(TIMES))
        print(f"  {name:<28}{took[name]:>10.1f}", flush=True)
    return took


def more_samples() -> dict[str, str]:
    from cold import samples

    from deals.models import Deal
    from expo.models import Participation

    exhibitors = Participation.objects.filter(edition__slug="rehearsal", status="published", kind="exhibitor")
    deal = Deal.objects.filter(edition__slug="rehearsal").order_by("pk").first()
    return samples() | {"exhibitor": exhibitors.order_by("pk").first().slug, "deal": deal.number}


def spent(do: Callable[[], object]) -> float:
    """Milliseconds of CPU, here and in the server process of this connection."""
    from django.db import connection

    connection.ensure_connection()
    server = connection.connection.info.backend_pid
    before = time.process_time() + server_seconds(server)
    do()
    return 1000 * (time.process_time() + server_seconds(server) - before)


def server_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def time_jobs() -> dict[str, float]:
    """Seconds by the clock of what is done seldom."""
    took = {}
    for name, command in JOBS.items():
        began = time.monotonic()
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        took[name] = time.monotonic() - began
        print(f"  {name:<28}{took[name]:>8.1f} s", flush=True)
    return took


JOBS = {
    "verify_ledger": ["verify_ledger"],
    "recompute": ["recompute", "2019"],
    "backup": ["backup"],
    "restore drill": ["restore_drill"],
}


def run(times: int) -> None:
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from cold import database_size, load, make_every_page_anew
    from grow_rows import grow

    from expo.search_index.upkeep import catch_up

    make_every_page_anew()
    load(1)
    catch_up()
    print(f"× 1: {database_size()}", flush=True)
    before, jobs_before = measure(), time_jobs()
    began = time.monotonic()
    grow(times)
    print(f"grown in {time.monotonic() - began:.0f} s\n× {times}: {database_size()}", flush=True)
    report(before, measure(), "CPU ms")
    report(jobs_before, time_jobs(), "seconds")


def report(before: dict[str, float], after: dict[str, float], unit: str) -> None:
    print(f"\n| {unit} | × 1 | grown | times |\n|---|---|---|---|")
    for name, took in before.items():
        print(f"| {name} | {took:.1f} | {after[name]:.1f} | {after[name] / took:.1f} |")


def main(folder: str, times: str = "100") -> None:
    place = Path(folder).resolve()
    place.mkdir(parents=True, exist_ok=True)
    surroundings = {
        "VAR_DIR": str(place),
        "BACKUP_DIR": str(place / "backups"),
        "SECRET_KEY": "bench",
        "HTTPS": "0",
        "ALLOWED_HOSTS": "testserver",
        "DEBUG": "0",
        # What would be refused is measured too, and by one process of the server.
        "PUBLIC_STATEMENT_SECONDS": "600",
        "PGOPTIONS": "-c max_parallel_workers_per_gather=0",
        "DJANGO_SETTINGS_MODULE": "expo.settings",
        f"{PREFIX}GROW": times,
    }
    subprocess.run([sys.executable, __file__], env=os.environ | surroundings, check=True)


if __name__ == "__main__":
    if times := told("grow"):
        run(int(times))
    elif len(sys.argv) > 1:
        main(*sys.argv[1:])
    else:
        sys.exit(__doc__)
