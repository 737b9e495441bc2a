"""How the site stands: for a monitor on this machine or with a token, and for those who look after it."""

import ipaddress

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe

from expo.accounts.access import require_permission
from expo.monitoring.metrics import metrics_text
from expo.monitoring.site_status import site_parts

# Whoever looks after accounts looks after the site.
OPERATE = "auth.view_user"
FORMAT = "text/plain; version=0.0.4; charset=utf-8"


@require_safe
def metrics_file(request: HttpRequest) -> HttpResponse:
    """404 for everybody else, as though there were none."""
    if not (has_token(request) or is_from_this_machine(request)):
        raise Http404
    return HttpResponse(metrics_text(), content_type=FORMAT)


def has_token(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(settings.METRICS_TOKEN) and constant_time_compare(given, settings.METRICS_TOKEN)


def is_from_this_machine(request: HttpRequest) -> bool:
    """Asked directly: a proxy, whose address is this machine's too, says for whom it asks."""
    if "X-Forwarded-For" in request.headers:
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


@require_permission(OPERATE)
@require_safe
def status_page(request: HttpRequest) -> HttpResponse:
    return render(request, "expo/status.html", {"parts": list(site_parts())})
