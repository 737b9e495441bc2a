"""The site of a storm, its ledger when all is quiet again, and what does not agree with what clients were told."""

import json
import secrets
import subprocess
import sys
from collections.abc import Iterator

from storm_clients import names
from storm_servers import ROOT
from storm_told import KILLS, Told, refusals

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


def manage(*command: str, told: object = None) -> str:
    command = [sys.executable, str(ROOT / "manage.py"), *command]
    done = subprocess.run(command, check=True, capture_output=True, text=True, input=json.dumps(told))
    return done.stdout


def read_ledger() -> dict:
    return json.loads(manage("shell", "-v0", "-c", STATE))


def make_site(clerks: list[str]) -> None:
    told = {"clerks": clerks, "password": PASSWORD, "organisations": list(names())}
    manage("shell", "-v0", "-c", SITE, told=told)


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


def wrong_answers(told: Told, state: dict, number: int) -> Iterator[str]:
    told_twice = [key for key, numbers in told.numbers.items() if len(numbers) > 1]
    acknowledged = {min(numbers) for numbers in told.numbers.values()}
    if told_twice:
        yield f"{len(told_twice)} keys were told two numbers"
    if len(acknowledged) != number or len(state["deals"]) != number:
        yield f"sent {number}, numbers told {len(acknowledged)}, stored {len(state['deals'])}"
    if lost := lost_keys(told, state):
        yield f"{len(lost)} acknowledged deals are not in the ledger under their key and number"


def lost_keys(told: Told, state: dict) -> list[str]:
    """Of what was acknowledged, what does not stand in the ledger under its key and number."""
    stored = {key: deal for key, deal, _sequence in state["deals"]}
    return [key for key, numbers in told.numbers.items() if stored.get(key) != min(numbers)]


def summary(told: Told, state: dict) -> str:
    """What all sittings come to, in one line that can be cited."""
    stored, sent = len(state["deals"]), sum(told.minor.values())
    kills = ", ".join(f"{told.counts[what]} {what}" for what in KILLS)
    first, last = told.sittings[0][2], told.sittings[-1][3]
    return (
        f"in all: {len(told.minor)} submissions in {len(told.sittings)} sittings of "
        f"{sum(seconds for _number, seconds, *_ends in told.sittings) / 60:.0f} minutes; {kills}; "
        f"lost {len(lost_keys(told, state))}, doubled {max(0, stored - len(told.minor))}; sum "
        f"{'exact' if sent == sum(minor for _key, minor in state['minor']) else 'wrong'} ({sent} fen); "
        f"log {'broken' if state['breaks'] else 'whole'}; "
        f"seconds per 1,000: {first:.0f} at the beginning, {last:.0f} at the end"
    )
