"""Which addresses of sessions are free in an edition."""

from agenda.models import Session
from expo.models import Edition, FormerAddress
from expo.web.slugs import Addresses

LONGEST = 80


def free_addresses(edition: Edition) -> Addresses:
    """Hands out those that no session of its plan bears, and that no session ever had."""
    borne = edition.sessions.working().values_list("slug", flat=True)
    return Addresses([*borne, *FormerAddress.objects.of(Session)], LONGEST)
