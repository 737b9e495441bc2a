"""Where weaknesses are reported, for whoever finds one: security.txt, RFC 9116."""

import datetime as dt

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

# What it says is believed for so many days; RFC 9116 advises less than a year.
VALID_DAYS = 180


@require_safe
def security_file(request: HttpRequest) -> HttpResponse:
    """404 where `SECURITY_CONTACTS` names nobody: an address at which nobody reads is worse than none."""
    if not settings.SECURITY_CONTACTS:
        raise Http404
    lines = [f"Contact: {contact}" for contact in settings.SECURITY_CONTACTS]
    lines += [f"Expires: {expiry_day():%Y-%m-%d}T00:00:00Z", "Preferred-Languages: en, zh"]
    lines += [f"Canonical: {request.build_absolute_uri(request.path)}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def expiry_day() -> dt.date:
    return timezone.now().astimezone(dt.UTC).date() + dt.timedelta(VALID_DAYS)
