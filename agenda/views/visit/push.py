"""Where a browser asks to be told when a session moves that its visitor keeps; no page, and stored by nobody."""

import datetime as dt
import json
import math
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from agenda.push import bounds, subscriptions
from agenda.push.form import EndpointForm, SubscriptionForm, first_sentence
from expo.accounts.login_throttle import client_address
from expo.accounts.resubmit import is_own_form
from expo.i18n.bilingual import SUFFIXES
from expo.models import Edition
from expo.web_push import vapid

# An address, two keys and a hundred sessions.
MOST_BYTES = 16_384


def push_address(view: Callable[[HttpRequest, Edition, dict[str, Any]], HttpResponse]) -> Callable[..., HttpResponse]:
    """Give an address its public Edition and what was sent as JSON; 404 where web push is off.

    No cookie reaches it, and what pages of other sites send is refused.
    """

    @csrf_exempt
    @require_POST
    @wraps(view)
    def answer(request: HttpRequest, edition: str) -> HttpResponse:
        if not is_own_form(request):
            raise PermissionDenied
        row = get_object_or_404(Edition.objects.public(), slug=edition)
        if not vapid.public_key():
            raise Http404
        sent = read_json(request)
        with translation.override(sent_language(sent)):
            response = view(request, row, sent)
            response.headers["Content-Language"] = translation.get_language()
        return response

    return answer


def read_json(request: HttpRequest) -> dict[str, Any]:
    """Empty where it is nothing that a browser of ours sends."""
    if len(request.body) > MOST_BYTES:
        return {}
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(sent, dict):
        return {}
    return {name: value for name, value in sent.items() if isinstance(value, str)}


def sent_language(sent: dict[str, Any]) -> str:
    language = sent.get("language", "")
    return language if language in SUFFIXES else translation.get_language()


def refusal(sentence: str, status: HTTPStatus, wait: dt.timedelta | None = None) -> JsonResponse:
    response = JsonResponse({"detail": sentence}, status=status, json_dumps_params={"ensure_ascii": False})
    if wait:
        response.headers["Retry-After"] = str(math.ceil(wait.total_seconds()))
    return response


@push_address
def subscribe(request: HttpRequest, edition: Edition, sent: dict[str, Any]) -> HttpResponse:
    """204 once it is kept; the same address again replaces what was kept of it."""
    if subscriptions.is_over(edition):
        return refusal(_("This expo is over, so nothing of it moves any more."), HTTPStatus.GONE)
    form = SubscriptionForm(sent)
    if not form.is_valid():
        return refusal(first_sentence(form), HTTPStatus.UNPROCESSABLE_ENTITY)
    wait = count_subscription(request, edition, form.cleaned_data["endpoint"])
    if wait:
        return refusal(_("Too many at once. Try again in a few minutes."), HTTPStatus.TOO_MANY_REQUESTS, wait)
    subscriptions.save_subscription(edition, form.cleaned_data)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def count_subscription(request: HttpRequest, edition: Edition, endpoint: str) -> dt.timedelta:
    known = subscriptions.find_subscription(edition, endpoint)
    if known:
        return bounds.count_change(known.endpoint_digest)
    return bounds.count_new(edition, client_address(request))


@push_address
def unsubscribe(request: HttpRequest, edition: Edition, sent: dict[str, Any]) -> HttpResponse:
    """204, whether it was there or not: whoever does not know the address learns nothing."""
    form = EndpointForm(sent)
    if not form.is_valid():
        return refusal(first_sentence(form), HTTPStatus.UNPROCESSABLE_ENTITY)
    subscriptions.delete_subscription(edition, form.cleaned_data["endpoint"])
    return HttpResponse(status=HTTPStatus.NO_CONTENT)
