"""The demo's deals enter the ledger as everyone's do: recorded, verified by a second person, announced."""

import uuid
from collections.abc import Sequence
from typing import Any, NamedTuple

from deals import ledger
from deals.duplicates.marks import open_marks
from deals.ledger import bulk_transitions
from deals.ledger.bulk_recording import BulkRecorder, RecordAnswer, RecordRequest
from deals.ledger.bulk_transitions import StepAnswer, StepRequest
from deals.ledger.deal_data import DealData
from deals.models import Deal
from deals.models.ceremonies import ceremony_rows
from deals.models.deal import Channel, DealStatus
from deals.money import Money
from expo.demo.staff import ensure_member
from expo.models import Edition
from expo.presence import require_value

NAMESPACE = uuid.UUID("5ce2019a-0826-4829-8530-816900000000")

ANOTHER = "The signed papers are two."
CHUNK = 250


class DemoEntry(NamedTuple):
    """A deal of the demo: `name` tells it from the others of its edition, `until` is how far it comes."""

    draft: DealData
    name: str
    channel: str = Channel.DESK
    until: str = DealStatus.ANNOUNCED


def demo_key(edition: Edition, name: str) -> uuid.UUID:
    """The submission key of a deal of the demo: the same at each load, so that none is recorded twice."""
    return uuid.uuid5(NAMESPACE, f"{edition.slug}/{name}")


def ceremonies_by_slug(edition: Edition) -> dict[str, Any]:
    """The edition's sessions by short address. They are the agenda's: reached by the ledger's own key to them."""
    sessions = ceremony_rows().working()
    return {session.slug: session for session in sessions.filter(edition=edition)}


def headline_money(draft: DealData) -> Money | None:
    """The headline amount, as the reviewer reads it off the signed paper."""
    for amount in draft.amounts:
        if amount.headline:
            return amount.money
    return None


def accepted_deal(answer: RecordAnswer | StepAnswer) -> Deal:
    """The deal; nothing of the demo is refused."""
    if answer.error is not None:
        raise answer.error
    return require_value(answer.deal)


class Desk:
    """The three people a deal passes; each is looked up once."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.clerk, self.reviewer, self.press = (
            ensure_member("clerk"),
            ensure_member("reviewer"),
            ensure_member("press"),
        )
        self.recorder = BulkRecorder(edition, by=self.clerk, channel=Channel.DESK)

    def enter(self, entries: Sequence[DemoEntry]) -> list[Deal]:
        """Record deals and bring each to its standing; one that is there already stays as it is."""
        deals: list[Deal] = []
        for first in range(0, len(entries), CHUNK):
            deals += self.enter_chunk(entries[first : first + CHUNK])
        return deals

    def enter_chunk(self, entries: Sequence[DemoEntry]) -> list[Deal]:
        asked = []
        for entry in entries:
            asked.append(RecordRequest(entry.draft, demo_key(self.edition, entry.name), entry.channel))
        deals, verified, announced = [], [], []
        for entry, answer in zip(entries, self.recorder.record(asked), strict=True):
            deal = accepted_deal(answer)
            deals.append(deal)
            request = StepRequest(deal, 1, headline_money(entry.draft))
            if answer.created and entry.until != DealStatus.SUBMITTED:
                verified.append(request)
            if answer.created and entry.until == DealStatus.ANNOUNCED:
                announced.append(request)
        self.verify(verified)
        self.announce(announced)
        return deals

    def verify(self, requests: Sequence[StepRequest]) -> None:
        """Few bear a mark, and these are looked at one by one."""
        marked = open_marks([request.deal for request in requests])
        for deal in Deal.objects.filter(pk__in=marked).order_by("sequence"):
            ledger.tell_apart(deal, version=1, by=self.reviewer, reason=ANOTHER)
        for answer in bulk_transitions.verify_deals(requests, by=self.reviewer):
            accepted_deal(answer)

    def announce(self, requests: Sequence[StepRequest]) -> None:
        for answer in bulk_transitions.announce_deals(requests, by=self.press):
            accepted_deal(answer)
