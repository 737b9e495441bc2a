"""The doctor on web push: a key that is broken, nobody who answers for it, and messages that nothing sends."""

import datetime as dt
from collections.abc import Iterator

from django.conf import settings
from django.utils import timezone

from agenda.models import PushMessage
from expo.doctor.faults import Fault
from expo.web_push import vapid

# The timer comes every half minute, and a claim lasts five.
LATEST = dt.timedelta(minutes=15)


def push_key() -> Iterator[Fault]:
    if not settings.WEB_PUSH_PRIVATE_KEY:
        return
    try:
        vapid.read_key(settings.WEB_PUSH_PRIVATE_KEY)
    except ValueError:
        said = "WEB_PUSH_PRIVATE_KEY is no key: visitors are not offered to be told when a session moves."
        yield Fault(
            "push-key-broken", said, "Take it from where it was kept, or make a new one: manage.py web_push_key"
        )


def push_contact() -> Iterator[Fault]:
    if settings.WEB_PUSH_PRIVATE_KEY and not vapid.is_contact(settings.WEB_PUSH_CONTACT):
        said = "WEB_PUSH_CONTACT names nobody whom a push service can turn to, so web push is off."
        yield Fault("push-contact-unnamed", said, "Write an address there that begins with mailto: or https://.")


def push_timer() -> Iterator[Fault]:
    """Whoever tries puts a message off first: one that is long due nobody has tried."""
    if vapid.public_key() and PushMessage.objects.due(timezone.now() - LATEST).exists():
        said = "Messages to browsers wait, and nothing sends them."
        yield Fault("push-unsent", said, "Enable the timer: systemctl enable --now expo-push.timer")


CHECKS = [push_key, push_contact, push_timer]
