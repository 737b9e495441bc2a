"""How much one address may enter and upload, and how many wrong keys it may try, before it has to wait."""

import datetime as dt

from django.utils import timezone

from expo.accounts.login_throttle import FailureCounter, count_attempt, network_of, remaining_wait
from expo.models import LoginAttempts

# A school has many teams behind its address. No account can be called so: names hold no slash.
ENTRIES, KEYS, UPLOADS = "/enter/", "/enter/key/", "/enter/file/"
FREE = {ENTRIES: 40, KEYS: 40, UPLOADS: 80}


def counter_of(what: str, address: str) -> FailureCounter:
    return FailureCounter(what, network_of(address), FREE[what])


def current_wait(what: str, address: str) -> dt.timedelta:
    """How long the address has to wait; costs one look."""
    return remaining_wait(LoginAttempts.objects.filter(counter_of(what, address).row), timezone.now())


def count(what: str, address: str) -> dt.timedelta:
    """Count once more, or say how long the address has to wait; who has to wait is not counted."""
    return current_wait(what, address) or count_attempt([counter_of(what, address)], timezone.now())
