"""A reviewer has looked at a marked deal and at those it resembles: it is another signing."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deals.ledger.event_log import append_event
from deals.ledger.workflow import StepRefusal, begin_step, is_own_entry
from deals.models import Deal
from deals.models.events import Verb


@transaction.atomic
def tell_apart(deal: Deal, *, version: int, by: User, reason: str) -> Deal:
    """Take the marks off the deal, for a reason; they stay readable. Whoever entered it does not clear it."""
    head, deal, reason = begin_step("tell_apart", deal, version, by, reason)
    if is_own_entry(deal, by):
        raise StepRefusal(_("You entered this deal: somebody else compares it with what it resembles."), code="own")
    others = [mark.other.number for mark in deal.lookalikes.open().select_related("other__edition")]
    if not others:
        raise StepRefusal(_("This deal bears no mark."), code="mark")
    deal.lookalikes.open().update(cleared_by=by, cleared_at=timezone.now(), cleared_because=reason)
    append_event(
        head, Verb.CLEARED, deal, by, terms=deal.versions.get(number=version), reason=reason, another_than=others
    )
    return deal
