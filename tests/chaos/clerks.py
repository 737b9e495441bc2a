"""A clerk who records deals over HTTP while parts are lost, and what stands of them afterwards."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from bench.storm_clients import Client, Told
from deals.models.deal import format_number
from tests.support.machines import SeveralMachines, wait_until

NAME, PASSWORD = "clerk", "Nine-Bridges-41"
CLERKS = f"""
from django.contrib.auth.models import Permission, User
from bench.storm_clients import names
from expo.models import Organisation
Organisation.objects.bulk_create(Organisation(name_zh=name) for name in names())
user = User.objects.create_user("{NAME}", password="{PASSWORD}", is_staff=True)
user.user_permissions.set(Permission.objects.filter(codename__in=["record_deal", "view_ledger"]))
"""


@contextmanager
def clerk(machines: SeveralMachines) -> Iterator[Client]:
    """At the desk, logged in; what she was told is her own."""
    desk = Client(machines.port("front"), NAME, PASSWORD, Told(), seed=17)
    desk.log_in()
    yield desk
    for press in desk.pressed:
        press.join()


@contextmanager
def clerk_at_work(machines: SeveralMachines) -> Iterator[Told]:
    """Who records one deal after the other, each until she is told its number."""
    over = threading.Event()
    with clerk(machines) as desk:
        work = threading.Thread(target=record_until, args=(desk, over))
        work.start()
        try:
            yield desk.told
        finally:
            over.set()
            work.join()


def record_until(desk: Client, over: threading.Event) -> None:
    page = "/desk/2019/record/"
    while not over.is_set():
        page = desk.submit(page)


def wait_for_deals(told: Told, more: int) -> None:
    """Until so many more were told their number."""
    before = len(told.numbers)
    wait_until(lambda: len(told.numbers) >= before + more)


def stored_deals(machines: SeveralMachines) -> dict[str, str]:
    """Numbers by the keys of the forms that they were sent with, in today's primary."""
    rows = machines.sql(machines.state["primary"], "SELECT submission_key, sequence FROM deals_deal")
    numbers = (row.split("|") for row in rows.splitlines())
    return {key: format_number("2019", int(sequence)) for key, sequence in numbers}


def lost(told: Told, stored: dict[str, str]) -> list[str]:
    """Keys whose number was told, and that do not stand under it."""
    return [key for key, numbers in told.numbers.items() if {stored.get(key)} != numbers]
