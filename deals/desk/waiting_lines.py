"""The lines in which deals wait: one after the other, oldest first, never one's own entry to be verified."""

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from deals.models import Deal, Terms
from expo.accounts.access import require_permission, staff_member
from expo.models import Edition
from expo.web.desk_page import bring_edition

from .permissions import READ

LINES = ("verify", "announce")


def current_line(request: HttpRequest) -> str:
    """The line that is being worked through, if any."""
    line = request.POST.get("line") or request.GET.get("line", "")
    if line not in LINES:
        return ""
    return line


def waiting_deals(edition: Edition, line: str, by: User) -> QuerySet[Deal]:
    deals = Deal.objects.filter(edition=edition).order_by("sequence")
    if line == "announce":
        return deals.to_announce()
    own = Terms.objects.filter(deal=OuterRef("pk"), entered_by=by)
    return deals.to_verify().filter(~Exists(own))


@require_permission(READ)
@require_safe
@bring_edition
def next_deal(request: HttpRequest, edition: Edition, line: str) -> HttpResponse:
    """On to the deal that waits longest, or behind `?after=` a running number; back to the desk where none is left."""
    if line not in LINES:
        raise Http404
    deals = waiting_deals(edition, line, staff_member(request))
    after = request.GET.get("after", "")
    if after.isdecimal() and len(after) < 10:
        deals = deals.filter(sequence__gt=int(after))
    deal = deals.select_related("edition").first()
    if deal is None:
        return redirect("desk:queue", edition.slug)
    return redirect(f"{deal.get_absolute_url()}?line={line}")
