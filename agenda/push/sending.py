"""The outbox emptied: claimed in parts, so that two senders share it, and sent several at a time."""

import datetime as dt
import json
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus

from cryptography.hazmat.primitives.asymmetric import ec
from django.db import transaction
from django.utils import timezone

from agenda.models import PushMessage, PushSubscription
from agenda.push.outcomes import TOLD_FOR, Outcome, Totals, record_outcomes
from agenda.push.parcels import Parcel, write_parcels
from agenda.push.subscriptions import is_over
from expo.models import Edition
from expo.web_push import vapid
from expo.web_push.delivery import NoAnswer, ServiceAnswer, deliver
from expo.web_push.encryption import encrypt
from expo.web_push.endpoints import RefusedEndpoint

PART, AT_A_TIME = 100, 8
# Longer than a part can take: PART / AT_A_TIME exchanges one after the other, each with its deadline.
CLAIMED_FOR = dt.timedelta(minutes=5)
FAILURES_KEPT = dt.timedelta(days=7)


def send_messages() -> Totals:
    """Send all that is due. Nothing is sent while web push is off."""
    clear_away(timezone.now())
    key, totals = vapid.installed_key(), Totals()
    while key and (messages := claim_part(timezone.now())):
        outcomes = send_parcels(write_parcels(messages), key)
        totals = totals.add(record_outcomes(outcomes, timezone.now()))
    return totals


@transaction.atomic
def claim_part(now: dt.datetime) -> list[PushMessage]:
    """Some messages that are due, put off for whoever else looks; who dies with them leaves them to the next."""
    due = PushMessage.objects.due(now).order_by("due_at", "pk").select_for_update(skip_locked=True, of=("self",))
    messages = list(due.select_related("subscription__edition", "release__edition")[:PART])
    PushMessage.objects.filter(pk__in=[message.pk for message in messages]).update(due_at=now + CLAIMED_FOR)
    return messages


def clear_away(now: dt.datetime) -> None:
    """Browsers of an expo that is over or that trust another key, and failures that are old."""
    for edition in Edition.objects.filter(push_subscriptions__isnull=False).distinct():
        if is_over(edition):
            edition.push_subscriptions.all().delete()
    if key := vapid.public_key():
        PushSubscription.objects.exclude(application_key=key).delete()
    PushMessage.objects.failed().filter(failed_at__lt=now - FAILURES_KEPT).delete()


def send_parcels(parcels: list[Parcel], key: ec.EllipticCurvePrivateKey) -> list[Outcome]:
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        return list(pool.map(lambda parcel: send_parcel(parcel, key), parcels))


def send_parcel(parcel: Parcel, key: ec.EllipticCurvePrivateKey) -> Outcome:
    """Touches no database: several of these run at a time."""
    message, text = parcel
    if text is None:
        return Outcome(message, ServiceAnswer(HTTPStatus.CREATED))
    browser = message.subscription
    content = json.dumps(text | {"lang": browser.language}, ensure_ascii=False).encode()
    body = encrypt(content, bytes(browser.receiver_key), bytes(browser.secret))
    try:
        return Outcome(message, deliver(browser.endpoint, body, message_headers(browser.endpoint, key)))
    except NoAnswer as error:
        return Outcome(message, None, str(error))
    except RefusedEndpoint as error:
        return Outcome(message, None, str(error), refused=True)


def message_headers(endpoint: str, key: ec.EllipticCurvePrivateKey) -> dict[str, str]:
    return {
        "Authorization": vapid.authorisation(endpoint, key),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(int(TOLD_FOR.total_seconds())),
        "Urgency": "high",
    }
