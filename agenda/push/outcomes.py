"""What became of messages: sent and gone, put off, or given up; and browsers that are gone themselves."""

import datetime as dt
from http import HTTPStatus
from typing import NamedTuple

from django.db import transaction

from agenda.models import PushMessage, PushSubscription
from expo.web_push.delivery import ServiceAnswer

# After so long a move is no news; a push service keeps it no longer for a browser that is off.
TOLD_FOR = dt.timedelta(hours=24)
FIRST_WAIT, LONGEST_WAIT = dt.timedelta(seconds=30), dt.timedelta(hours=1)
GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)


class Outcome(NamedTuple):
    """`answer` is missing where the service gave none; `refused`: nothing may ever be sent to that address."""

    message: PushMessage
    answer: ServiceAnswer | None
    reason: str = ""
    refused: bool = False

    @property
    def status(self) -> int:
        return self.answer.status if self.answer else 0

    @property
    def is_passing(self) -> bool:
        """Whether another try may do better: the service was not there, busy, or broken."""
        return not self.refused and (self.status in (0, HTTPStatus.TOO_MANY_REQUESTS) or self.status >= 500)


class Totals(NamedTuple):
    """How many messages were sent, had no one to go to, wait for another try, and were given up."""

    sent: int = 0
    gone: int = 0
    waiting: int = 0
    failed: int = 0

    def add(self, other: "Totals") -> "Totals":
        return Totals(*map(sum, zip(self, other, strict=True)))


@transaction.atomic
def record_outcomes(outcomes: list[Outcome], now: dt.datetime) -> Totals:
    """What was taken leaves the outbox; a browser that is gone leaves with all that waits for it."""
    sent = [one.message.pk for one in outcomes if 200 <= one.status < 300]
    gone = [one.message.subscription_id for one in outcomes if one.status in GONE]
    others = [one for one in outcomes if not 200 <= one.status < 300 and one.status not in GONE]
    failed = 0
    for outcome in others:
        note_try(outcome, now)
        failed += outcome.message.failed_at is not None
    PushMessage.objects.bulk_update([one.message for one in others], ["attempts", "due_at", "failed_at", "reason"])
    PushMessage.objects.filter(pk__in=sent).delete()
    PushSubscription.objects.filter(pk__in=gone).delete()
    return Totals(len(sent), len(gone), len(others) - failed, failed)


def note_try(outcome: Outcome, now: dt.datetime) -> None:
    """Put it off, longer each time, or give it up."""
    message = outcome.message
    message.attempts += 1
    message.reason = (outcome.reason or f"HTTP {outcome.status}")[:200]
    message.due_at = now + wait_before_next(message.attempts, outcome.answer)
    if not outcome.is_passing or message.due_at > message.release.released_at + TOLD_FOR:
        message.failed_at = now


def wait_before_next(attempts: int, answer: ServiceAnswer | None) -> dt.timedelta:
    """30 seconds, a minute, two …, an hour at most; longer where the service asks for it (RFC 8030, 8.4)."""
    wait = min(FIRST_WAIT * 2 ** min(attempts - 1, 12), LONGEST_WAIT)
    if answer and answer.retry_after:
        return max(wait, dt.timedelta(seconds=answer.retry_after))
    return wait
