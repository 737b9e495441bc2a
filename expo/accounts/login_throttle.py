"""How long somebody who could not log in waits before the next try."""

import datetime as dt
import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest

from expo.models import LoginAttempts

# Whoever mistypes a password does so a few times; from then on the wait doubles.
FREE = 4
# Of one name from anywhere, and of one address under any name: an office has many people behind its address.
FREE_OF_NAME = 12
FREE_OF_ADDRESS = 24
LONGEST = dt.timedelta(minutes=15)
KEPT_FOR = dt.timedelta(days=1)
NOWHERE = "-"


@dataclass(frozen=True, order=True)
class FailureCounter:
    """What failures are counted of: a name (or none), an address (or none), and how many cost nothing."""

    name: str
    address: str
    free: int

    @property
    def row(self) -> Q:
        return Q(name=self.name, address=self.address)


def failure_counters(name: str, address: str, device: str = "") -> list[FailureCounter]:
    """By name, by address and by both; on a device that its owner has used before, by that device alone."""
    name = fold_name(name)
    if device:
        return [FailureCounter(name, f"device {device}"[:45], FREE)]
    network = network_of(address)
    return sorted(
        [
            FailureCounter(name, network, FREE),
            FailureCounter(name, "", FREE_OF_NAME),
            FailureCounter("", network, FREE_OF_ADDRESS),
        ]
    )


def wait_after(failures: int, free: int = FREE) -> dt.timedelta:
    """None at first, then 2, 4, 8 … seconds, at most a quarter of an hour."""
    if failures <= free:
        return dt.timedelta()
    return min(dt.timedelta(seconds=2 ** min(failures - free, 20)), LONGEST)


def begin_attempt(name: str, address: str, now: dt.datetime, device: str = "") -> dt.timedelta:
    """Count a try before its password is looked at, so that many at once gain nothing; or say how long to wait.

    Whoever has to wait costs a look at three rows: nothing is written, and no password is hashed.
    """
    counted = failure_counters(name, address, device)
    return remaining_wait(LoginAttempts.objects.filter(counter_condition(counted)), now) or count_attempt(counted, now)


def counter_condition(counted: list[FailureCounter]) -> Q:
    wanted = Q(pk=None)
    for counter in counted:
        wanted |= counter.row
    return wanted


def remaining_wait(rows: Iterable[LoginAttempts], now: dt.datetime) -> dt.timedelta:
    longest = dt.timedelta()
    for row in rows:
        longest = max(longest, row.not_before - now)
    return longest


@transaction.atomic
def count_attempt(counted: list[FailureCounter], now: dt.datetime) -> dt.timedelta:
    """The same in one order for everybody, or two tries at once could each wait for the other."""
    LoginAttempts.objects.filter(tried_at__lt=now - KEPT_FOR).delete()
    rows = [lock_counter_row(counter, now) for counter in counted]
    if wait := remaining_wait(rows, now):
        return wait
    for counter, row in zip(counted, rows, strict=True):
        row.failures += 1
        row.tried_at = now
        # Left as it was otherwise: whoever asked a moment before and is counted after waits for nothing.
        if wait := wait_after(row.failures, counter.free):
            row.not_before = now + wait
    LoginAttempts.objects.bulk_update(rows, ["failures", "tried_at", "not_before"])
    return dt.timedelta()


def lock_counter_row(counter: FailureCounter, now: dt.datetime) -> LoginAttempts:
    row, _new = LoginAttempts.objects.select_for_update().get_or_create(
        name=counter.name, address=counter.address, defaults={"tried_at": now, "not_before": now - KEPT_FOR}
    )
    return row


@transaction.atomic
def forget_failures(name: str, address: str, device: str = "") -> None:
    """After a success: the next mistake is the first again.

    Of its address only this try is taken back, or somebody with an account could guess at others' for ever.
    """
    for counter in failure_counters(name, address, device):
        row = LoginAttempts.objects.select_for_update().filter(counter.row).first()
        if row is None:
            continue
        if counter.name or row.failures < 2:
            row.delete()
        else:
            row.failures -= 1
            row.not_before = row.tried_at - KEPT_FOR
            row.save(update_fields=["failures", "not_before"])


def fold_name(name: str) -> str:
    return name.casefold()[:150]


def network_of(address: str) -> str:
    """The address itself; of IPv6 the network of 64 bits, all of whose addresses one line has."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address or NOWHERE
    if known.version == 6:
        return str(ipaddress.ip_network((known, 64), strict=False))
    return str(known)


def client_address(request: HttpRequest) -> str:
    """Where a request comes from: behind the proxy, what the proxy itself added last."""
    forwarded = ""
    if settings.BEHIND_PROXY:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    return (forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", ""))[:45]
