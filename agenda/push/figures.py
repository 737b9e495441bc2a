"""What staff and a monitor are told of web push: how many browsers, how many messages wait or were given up."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agenda.models import PushMessage, PushSubscription
from expo.monitoring.metrics import Metric
from expo.monitoring.site_status import Part
from expo.web_push import vapid


def count_browsers() -> int:
    return PushSubscription.objects.count()


def count_waiting() -> int:
    return PushMessage.objects.waiting().count()


def count_failed() -> int:
    return PushMessage.objects.failed().count()


METRICS = [
    Metric("expo_push_subscriptions", "gauge", "Browsers that are told when a session moves.", count_browsers),
    Metric("expo_push_waiting", "gauge", "Messages that are still to be sent.", count_waiting),
    Metric("expo_push_failed", "gauge", "Messages that were given up in the last week.", count_failed),
]


def status_part() -> Part:
    name = _("Notices that a session has moved")
    if not vapid.public_key():
        return Part(name, [_("off: this installation has no key for web push")])
    browsers, waiting, failed = count_browsers(), count_waiting(), count_failed()
    lines = [
        ngettext("%(count)d browser is told", "%(count)d browsers are told", browsers) % {"count": browsers},
        ngettext("%(count)d message waits", "%(count)d messages wait", waiting) % {"count": waiting},
    ]
    trouble = ""
    if failed:
        trouble = ngettext(
            "%(count)d message was given up in the last week",
            "%(count)d messages were given up in the last week",
            failed,
        ) % {"count": failed}
    return Part(name, lines, trouble)
