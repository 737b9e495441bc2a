"""Drafts: what a page saves while somebody types, and throws away when asked to."""

import datetime as dt
import json
import uuid

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from deals.desk.permissions import RECORD
from deals.models import Deal, Draft
from expo.accounts.access import require_permission, staff_member
from expo.models import Edition
from expo.web.desk_page import bring_edition

from .record import parse_key

LARGEST, MOST = 64 * 1024, 100
KEPT_FOR = dt.timedelta(days=30)
NEVER_KEPT = ("csrfmiddlewaretoken", "key")


@require_permission(RECORD)
@require_POST
@bring_edition
def save_draft(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Keep the fields as they stand. 409 for a key that has recorded a deal, or is somebody else's."""
    key, fields = parse_key(request.POST.get("key", "")), typed_fields(request.POST)
    if key is None or len(json.dumps(fields)) > LARGEST:
        return HttpResponseBadRequest()
    if is_key_taken(key, request):
        return JsonResponse({}, status=409)
    Draft.objects.filter(saved_at__lt=timezone.now() - KEPT_FOR).delete()
    draft, _made = Draft.objects.update_or_create(
        key=key, owner=request.user, defaults={"edition": edition, "fields": fields, "saved_at": timezone.now()}
    )
    return JsonResponse({"saved_at": timezone.localtime(draft.saved_at, edition.tz).strftime("%H:%M:%S")})


def typed_fields(sent: QueryDict) -> list[list[str]]:
    """What was typed, field by field, without the NUL that PostgreSQL does not store."""
    fields = []
    for name, values in sent.lists():
        if name in NEVER_KEPT:
            continue
        for value in values:
            fields.append([name.replace("\0", ""), value.replace("\0", "")])
    return fields


def is_key_taken(key: uuid.UUID, request: HttpRequest) -> bool:
    of_others = Draft.objects.filter(key=key).exclude(owner=request.user).exists()
    too_many = Draft.objects.filter(owner=staff_member(request)).exclude(key=key).count() >= MOST
    return of_others or too_many or Deal.objects.filter(submission_key=key).exists()


@require_permission(RECORD)
@require_POST
@bring_edition
def drop_draft(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Throw a draft of one's own away."""
    key = parse_key(request.POST.get("key", ""))
    Draft.objects.filter(Q(key=key), owner=staff_member(request)).delete()
    return redirect("desk:record", edition.slug)
