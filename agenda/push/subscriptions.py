"""Browsers that asked to be told: taken in, changed, let go."""

import hashlib
from typing import Any

from django.db import transaction
from django.utils import timezone

from agenda.models import KeptSession, PushSubscription
from agenda.schedule.visit.sessions import SessionChoice
from expo.models import Edition
from expo.web_push import vapid


def endpoint_digest(endpoint: str) -> str:
    return hashlib.sha256(endpoint.encode()).hexdigest()


def find_subscription(edition: Edition, endpoint: str) -> PushSubscription | None:
    return PushSubscription.objects.filter(edition=edition, endpoint_digest=endpoint_digest(endpoint)).first()


@transaction.atomic
def save_subscription(edition: Edition, sent: dict[str, Any]) -> PushSubscription:
    """Keep what `SubscriptionForm` has cleaned; the sessions take the place of those before.

    Only sessions that the public may see are kept; of others it is not told whether they are any.
    """
    subscription, _new = PushSubscription.objects.update_or_create(
        edition=edition,
        endpoint_digest=endpoint_digest(sent["endpoint"]),
        defaults={
            "endpoint": sent["endpoint"],
            "receiver_key": sent["p256dh"],
            "secret": sent["auth"],
            "application_key": vapid.public_key(),
            "language": sent["language"],
            "saved_at": timezone.now(),
        },
    )
    subscription.kept_sessions.all().delete()
    numbers = SessionChoice(edition, sent["sessions"]).sessions.values_list("public_number", flat=True)
    KeptSession.objects.bulk_create([KeptSession(subscription=subscription, number=number) for number in numbers])
    return subscription


def delete_subscription(edition: Edition, endpoint: str) -> None:
    """And whatever waits to be told to it."""
    PushSubscription.objects.filter(edition=edition, endpoint_digest=endpoint_digest(endpoint)).delete()


def is_over(edition: Edition) -> bool:
    """Whether nothing of it can move any more: by its status, or by the calendar of the venue."""
    return edition.phase == "after" or edition.now().date() > edition.ends_on
