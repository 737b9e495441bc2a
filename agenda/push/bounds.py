"""How often one network may subscribe and one browser change what it keeps, before it has to wait."""

import datetime as dt

from django.utils import timezone

from agenda.models import PushSubscription
from expo.accounts.login_throttle import FailureCounter, count_attempt, network_of
from expo.models import Edition

# A whole hall stands behind one address. Names of accounts hold no slash, so none can be called so.
NEW, CHANGED = "/push/", "/push/again/"
FREE_SUBSCRIPTIONS, FREE_CHANGES = 2_000, 200
# More than ever come; what an attacker with many networks could fill the table with.
MOST_BROWSERS = 200_000


def count_new(edition: Edition, address: str) -> dt.timedelta:
    """Count one more browser of this network, or say how long it has to wait."""
    if PushSubscription.objects.filter(edition=edition).count() >= MOST_BROWSERS:
        return dt.timedelta(hours=1)
    return count_attempt([FailureCounter(NEW, network_of(address), FREE_SUBSCRIPTIONS)], timezone.now())


def count_change(digest: str) -> dt.timedelta:
    """Count one more list of this browser."""
    return count_attempt([FailureCounter(CHANGED + digest[:40], "", FREE_CHANGES)], timezone.now())
