"""How long somebody who could not log in waits before the next try."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from expo.models import LoginAttempts

# Whoever mistypes a password does so a few times; from then on the wait doubles.
FREE = 4
LONGEST = dt.timedelta(minutes=15)
KEPT_FOR = dt.timedelta(days=1)


def wait_after(failures: int) -> dt.timedelta:
    """None at first, then 2, 4, 8 … seconds, at most a quarter of an hour."""
    return dt.timedelta() if failures <= FREE else min(dt.timedelta(seconds=2 ** min(failures - FREE, 20)), LONGEST)


@transaction.atomic
def begin(name: str, address: str, now: dt.datetime) -> dt.timedelta:
    """Count a try before its password is looked at, so that many at once gain nothing; or say how long to wait."""
    LoginAttempts.objects.filter(tried_at__lt=now - KEPT_FOR).delete()
    tried, _new = LoginAttempts.objects.select_for_update().get_or_create(
        name=folded(name), address=address, defaults={"tried_at": now, "not_before": now}
    )
    if now < tried.not_before:
        return tried.not_before - now
    tried.failures += 1
    tried.tried_at, tried.not_before = now, now + wait_after(tried.failures)
    tried.save()
    return dt.timedelta()


def forget(name: str, address: str) -> None:
    """After a success: the next mistake is the first again."""
    LoginAttempts.objects.filter(name=folded(name), address=address).delete()


def folded(name: str) -> str:
    return name.casefold()[:150]


def address_of(request: HttpRequest) -> str:
    """Where a request comes from: behind the proxy, what the proxy itself added last."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    return (forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", ""))[:45]
