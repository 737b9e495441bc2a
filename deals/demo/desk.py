"""The demo's deals enter the ledger as everyone's do: recorded, verified by a second person, announced."""

import uuid
from typing import Any

from deals import ledger
from deals.drafts import DealDraft
from deals.models import Deal, Terms
from deals.models.deal import Channel, DealStatus
from deals.money import Money
from expo.demo.staff import member
from expo.models import Edition

NAMESPACE = uuid.UUID("5ce2019a-0826-4829-8530-816900000000")

ANOTHER = "The signed papers are two."


def key(edition: Edition, name: str) -> uuid.UUID:
    """The submission key of a deal of the demo: the same at each load, so that none is recorded twice."""
    return uuid.uuid5(NAMESPACE, f"{edition.slug}/{name}")


def ceremonies(edition: Edition) -> dict[str, Any]:
    """The edition's sessions by short address. They are the agenda's: reached by the ledger's own key to them."""
    sessions = Terms._meta.get_field("ceremony").related_model.objects.working()
    return {session.slug: session for session in sessions.filter(edition=edition)}


def retyped(draft: DealDraft) -> Money | None:
    """The headline amount, as the reviewer reads it off the signed paper."""
    return next((amount.money for amount in draft.amounts if amount.headline), None)


class Desk:
    """The three people a deal passes; each is looked up once."""

    def __init__(self) -> None:
        self.clerk, self.reviewer, self.press = member("clerk"), member("reviewer"), member("press")

    def enter(
        self, draft: DealDraft, name: str, *, channel: str = Channel.DESK, until: str = DealStatus.ANNOUNCED
    ) -> Deal:
        """Record a deal and bring it to the standing `until`; one that is there already stays as it is."""
        deal, created = ledger.record(draft, key=key(draft.edition, name), by=self.clerk, channel=channel)
        if created and until != DealStatus.SUBMITTED:
            if deal.lookalikes.open().exists():
                ledger.tell_apart(deal, version=1, by=self.reviewer, reason=ANOTHER)
            deal = ledger.verify(deal, version=1, by=self.reviewer, retyped=retyped(draft))
            if until == DealStatus.ANNOUNCED:
                deal = ledger.announce(deal, version=1, by=self.press)
        return deal
