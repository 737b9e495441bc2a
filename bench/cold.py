"""What one render, one file and one step of staff costs, at two scales in one run: CPU and statements.

    python bench/cold.py FOLDER             makes FOLDER/x1 and FOLDER/x10 if they are missing, and measures both
    DATABASE_URL=postgres://…/name python bench/cold.py FOLDER 1      one scale, in an empty database of its own

CPU is the process's, the least of five in milliseconds, and relative to a floor measured in between: 200 rows read
and rendered in a bare template = 1. Files that are streamed are read to their end. Steps of staff are taken back.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from apart import PREFIX, told

ROOT = Path(__file__).resolve().parent.parent
TIMES = 5
CELLS = ("name_en", "name_zh", "day|date:'j F Y'", "starts_at|date:'H:i'", "room.name_en")
PUBLIC = {
    "home": "/en/rehearsal/",
    "agenda day": "/en/rehearsal/agenda/{day}/",
    "agenda grid": "/en/rehearsal/agenda/{day}/?view=grid",
    "session": "/en/rehearsal/agenda/sessions/{session}/",
    "signing session": "/en/rehearsal/agenda/sessions/{signing}/",
    "exhibitors": "/en/rehearsal/exhibitors/",
    "halls": "/en/rehearsal/halls/",
    "hall plan": "/en/rehearsal/halls/{hall}/",
    "search": "/en/rehearsal/search/?q=5G",
    "deals": "/en/rehearsal/deals/",
    "totals": "/en/rehearsal/deals/totals/",
    "deals.csv": "/rehearsal/data/deals.csv",
    "totals.csv": "/rehearsal/data/totals.csv",
    "API deals page": "/api/v1/editions/rehearsal/deals",
    "API totals": "/api/v1/editions/rehearsal/totals?by=area",
}
STAFF = {
    "admin index": "/admin/",
    "session list": "/admin/agenda/session/",
    "board": "/desk/agenda/rehearsal/board/{day}/",
    "release form": "/desk/agenda/rehearsal/release/",
    "release of one: form": "/desk/agenda/rehearsal/release/{planned}/",
    "problems": "/desk/agenda/rehearsal/problems/",
}


def measure(scale: int) -> None:
    """Print a line for each page, file and step."""
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    make_every_page_anew()
    load(scale)
    print(f"\nscale {scale}: {database_size()}")
    print(f"{'what':<24}{'statements':>11}{'bytes':>10}{'CPU ms':>9}{'relative':>9}")
    places = samples()
    visitor, staff = make_clients()
    for name, path in PUBLIC.items():
        print_line(name, page_reader(visitor, path.format(**places)))
    for name, path in STAFF.items():
        print_line(name, page_reader(staff, path.format(**places)))
    for name, step in staff_steps(places).items():
        print_line(name, taken_back(step))


def make_every_page_anew() -> None:
    """Without the store of finished pages."""
    from django.conf import settings

    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith("expo.warm.")]


def load(scale: int) -> None:
    """The demo at this scale, where the database is empty."""
    from django.conf import settings
    from django.core.management import call_command
    from django.utils.module_loading import import_string

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    from expo.models import Edition

    if not Edition.objects.filter(slug="rehearsal").exists():
        for loader in settings.EXPO_DEMO:
            import_string(loader)(scale=scale)
        import_string("expo.demo.staff.make_staff")("bench")
    import_string("expo.demo.clock.set_moment")("midday")


def database_size() -> str:
    from agenda.models import Session
    from deals.models import Deal
    from expo.models import Participation

    counts = {model._meta.verbose_name_plural: model.objects.count() for model in (Session, Deal, Participation)}
    return ", ".join(f"{number} {name}" for name, number in counts.items())


def samples() -> dict[str, str]:
    """A full example of each kind of page."""
    from django.db.models import Count

    from agenda.models import Session
    from expo.models import Edition, Hall

    edition = Edition.objects.get(slug="rehearsal")
    sessions = Session.objects.public().filter(edition=edition)
    day = sessions.exclude(day=None).values("day").annotate(n=Count("pk")).order_by("-n").first()["day"]
    cast = sessions.exclude(kind="signing").annotate(n=Count("roles")).order_by("-n", "pk")
    halls = Hall.objects.filter(edition=edition).annotate(n=Count("booths")).order_by("-n")
    planned = Session.objects.working().filter(edition=edition, status="confirmed").order_by("pk")
    return {
        "day": day.isoformat(),
        "session": cast.first().slug,
        "signing": sessions.filter(kind="signing").order_by("pk").first().slug,
        "hall": halls.first().code,
        "planned": str(planned.filter(day=day).first().pk),
    }


def make_clients() -> tuple:
    """A visitor, and a member of staff who may do everything."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    users = get_user_model().objects
    user = users.filter(username="bench").first() or users.create_superuser("bench")
    staff = Client()
    staff.force_login(user)
    return Client(), staff


def page_reader(client: object, path: str) -> Callable[[], int]:
    def read() -> int:
        answer = client.get(path)
        if answer.status_code != 200:
            raise SystemExit(f"{path} answers {answer.status_code}")
        return sum(len(part) for part in answer)

    return read


def taken_back(step: Callable[[], object]) -> Callable[[], int]:
    """The step in a transaction that is rolled back afterwards."""
    from django.db import transaction

    def take() -> int:
        with transaction.atomic():
            with transaction.atomic():
                step()
            transaction.set_rollback(True)
        return 0

    return take


def staff_steps(places: dict[str, str]) -> dict[str, Callable[[], object]]:
    """Recording, verifying, announcing a deal; moving a session on the board; releasing one session."""
    from django.contrib.auth import get_user_model

    from deals import ledger
    from deals.models import Deal
    from expo.models import Edition

    edition = Edition.objects.get(slug="rehearsal")
    user = get_user_model().objects.get(username="bench")
    deals = Deal.objects.filter(edition=edition).order_by("pk")
    announced = deals.filter(status="announced", batch=None, lookalikes=None).last()
    submitted, verified = (deals.filter(status=status).first() for status in ("submitted", "verified"))
    return {
        "record": lambda: record(edition, announced, user),
        "verify": lambda: ledger.verify(submitted, version=submitted.version, by=user, retyped=headline(submitted)),
        "announce": lambda: ledger.announce(verified, version=verified.version, by=user),
        "board move": lambda: move(int(places["planned"]), user),
        "release of one": lambda: release_one(int(places["planned"]), user),
    }


def record(edition: object, like: object, user: object) -> None:
    """A deal of the same parties, of another name and worth than any."""
    import uuid

    from deals import ledger
    from deals.ledger.deal_data import AmountData, DealData, PartyData, SignatoryData, term_values
    from deals.money import Money

    terms = like.versions.get(number=like.version)
    parties = tuple(PartyData(row.side, row.role, row.organisation, row.region) for row in terms.parties.all())
    values = term_values(terms) | {
        "edition": edition,
        "parties": parties,
        "areas": tuple(terms.areas.all()),
        "amounts": (AmountData(Money(123_456_789_00, "CNY")),),
        "signatories": (SignatoryData("Wang Qiaozhi", party=0), SignatoryData("Petra Quill", party=1)),
        "name_en": "Zeppelin works in the marshes",
        "name_zh": "沼泽地飞艇制造厂",
    }
    ledger.record(DealData(**values), key=uuid.uuid4(), by=user)


def headline(deal: object) -> object:
    from deals.money import Money

    amount = deal.versions.get(number=deal.version).amounts.filter(headline=True).first()
    return Money(amount.minor, amount.currency) if amount else None


def move(key: int, user: object) -> None:
    import datetime as dt

    from agenda.models import Session
    from agenda.planning import moves
    from agenda.planning.moves import Placement

    session = Session.objects.select_related("edition", "room").get(pk=key)
    here, quarter = Placement.of(session), dt.timedelta(minutes=15)
    to = here._replace(starts_at=here.starts_at + quarter, ends_at=here.ends_at + quarter)
    moves.move_session(session, to, seen=here.token, by=user)


def release_one(key: int, user: object) -> None:
    from agenda.models import Session
    from agenda.releases import publication

    session = Session.objects.select_related("edition").get(pk=key)
    session.abstract_en += " Measured."
    session.save()
    publication.publish_hot_fix(session, by=user, overridden="measured")


def print_line(name: str, read: Callable[[], int]) -> None:
    from django.db import connection, reset_queries
    from django.test.utils import CaptureQueriesContext

    floor = bare_template()
    read(), floor()
    # Django keeps the last 9,000 queries and counts no further, and forgets them at the start of a request.
    reset_queries()
    with CaptureQueriesContext(connection) as queries:
        size = read()
    statements = len(queries)
    floors, took = [], []
    for _ in range(TIMES):
        floors.append(cpu_milliseconds(floor))
        took.append(cpu_milliseconds(read))
    print(f"{name:<24}{statements:>11}{size:>10}{min(took):>9.1f}{min(took) / min(floors):>9.2f}", flush=True)


def cpu_milliseconds(do: Callable[[], object]) -> float:
    started = time.process_time()
    do()
    return 1000 * (time.process_time() - started)


def bare_template() -> Callable[[], int]:
    """200 sessions with their rooms, read by one query and shown in five cells each, with nothing around them."""
    from django.template import Context, Engine

    from agenda.models import Session

    cells = "".join(f"<td>{{{{ row.{name} }}}}</td>" for name in CELLS)
    template = Engine().from_string(f"<table>{{% for row in rows %}}<tr>{cells}</tr>{{% endfor %}}</table>")
    rows = Session.objects.select_related("room").order_by("pk")
    return lambda: len(template.render(Context({"rows": rows[:200]})))


def main(folder: str, scales: list[str]) -> None:
    for scale in scales or ["1", "10"]:
        place = Path(folder).resolve() / f"x{scale}"
        place.mkdir(parents=True, exist_ok=True)
        surroundings = {
            "VAR_DIR": str(place),
            "SECRET_KEY": "bench",
            "HTTPS": "0",
            "ALLOWED_HOSTS": "testserver",
            "DEBUG": "0",
            "DJANGO_SETTINGS_MODULE": "expo.settings",
            f"{PREFIX}COLD": scale,
        }
        subprocess.run([sys.executable, __file__], env=os.environ | surroundings, check=True)


if __name__ == "__main__":
    if scale := told("cold"):
        measure(int(scale))
    elif len(sys.argv) > 1:
        main(sys.argv[1], sys.argv[2:])
    else:
        sys.exit(__doc__)
