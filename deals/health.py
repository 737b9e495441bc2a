"""What the doctor looks for in the ledger."""

from collections.abc import Iterator

from django.db import connection
from django.utils import timezone

from deals.ledger.triggers import KEPT, trigger_names
from deals.models import ChainHead, Event
from expo.doctor.faults import Fault


def guards() -> Iterator[Fault]:
    """The triggers that keep the log as it is written."""
    table, column = ("sqlite_master", "name") if connection.vendor == "sqlite" else ("pg_trigger", "tgname")
    enabled = "type = 'trigger'" if connection.vendor == "sqlite" else "tgenabled <> 'D'"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} WHERE {enabled}")  # noqa: S608, names of our own
        there = {name for (name,) in cursor.fetchall()}
    missing = sorted({name for kept in KEPT for name in trigger_names(connection.vendor, kept)} - there)
    if missing:
        said = f"The trigger {missing[0]} does not stand: rows of the log could be changed."
        yield Fault("guards-missing", said, "Find out who took it away; python3 manage.py migrate puts it back.")


def log_end() -> Iterator[Fault]:
    head, last = ChainHead.objects.filter(pk=1).first(), Event.objects.order_by("-position").first()
    if head is None or (last and (head.position, head.digest) != (last.position, last.digest)):
        said = "The log does not end where it says that it does."
        yield Fault("log-end", said, "Run python3 manage.py verify_ledger, and compare with BACKUP_HEADS.")
    if last and last.at > timezone.now():
        said = "The newest entry of the log lies in the future: the clock of this machine has gone back."
        yield Fault("clock-back", said, "Let it take the time from a server (timedatectl set-ntp true).")


CHECKS = [guards, log_end]
