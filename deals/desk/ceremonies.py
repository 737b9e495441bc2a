"""Signing ceremonies at the desk: their run sheets, table cards, order, and the tick that announces a group."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deals import ceremonies
from deals.models import Terms
from deals.models.deal import DealStatus
from expo.accounts.access import require_permission, staff_member
from expo.models import Edition
from expo.web.desk_page import bring_edition

from .permissions import ANNOUNCE, READ

HOSTS = ("host", "chair", "guest", "witness")


@require_permission(READ)
@require_safe
@bring_edition
def ceremonies_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The signing ceremonies of an edition, with how far each is."""
    numbers = (
        Terms.objects.latest().of(edition).exclude(ceremony=None).exclude(deal__status=DealStatus.WITHDRAWN).order_by()
    )
    done = Count("pk", filter=Q(deal__status=DealStatus.ANNOUNCED))
    counts = {each["ceremony"]: each for each in numbers.values("ceremony").annotate(all=Count("pk"), announced=done)}
    sessions = ceremonies.working_sessions().filter(Q(kind="signing") | Q(pk__in=counts), edition=edition)
    rows = [(session, counts.get(session.pk)) for session in sessions.select_related("room").in_order()]
    with timezone.override(edition.tz):
        return render(request, "deals/desk/ceremonies.html", {"edition": edition, "rows": rows})


def session_or_404(number: int) -> Any:
    return get_object_or_404(ceremonies.working_sessions().select_related("edition", "room"), pk=number)


@require_permission(READ)
@require_safe
def ceremony_page(request: HttpRequest, number: int) -> HttpResponse:
    """The run sheet."""
    session = session_or_404(number)
    found = ceremonies.signing_groups(session)
    context = {
        "edition": session.edition,
        "session": session,
        "roles": session.roles.filter(role__in=HOSTS).select_related("person", "organisation"),
        "groups": found,
        "order": ceremonies.order_in_view(found),
    }
    with timezone.override(session.edition.tz):
        return render(request, "deals/desk/ceremony.html", context)


@require_permission(READ)
@require_safe
def table_cards_page(request: HttpRequest, number: int) -> HttpResponse:
    """Table cards in both languages, one a page: for everybody who signs or witnesses, else for the party."""
    session = session_or_404(number)
    context = {"edition": session.edition, "session": session, "groups": ceremonies.signing_groups(session)}
    return render(request, "deals/desk/table_cards.html", context)


@require_permission(ANNOUNCE)
@require_POST
def arrange_ceremony(request: HttpRequest, number: int) -> HttpResponse:
    session, sent = session_or_404(number), request.POST
    try:
        ceremonies.arrange_groups(
            session, sent.get("verb", ""), sent.get("deal", ""), seen=sent.get("seen", ""), by=staff_member(request)
        )
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    return redirect("desk:ceremony", number)


@require_permission(ANNOUNCE)
@require_http_methods(["GET", "POST"])
def announce_group(request: HttpRequest, number: int) -> HttpResponse:
    """What a tick would announce, to be confirmed; then what it did."""
    session = session_or_404(number)
    if request.method == "POST":
        for outcome in ceremonies.announce_tickets(session, request.POST.getlist("ticket"), by=staff_member(request)):
            add_outcome_message(request, outcome)
        return redirect("desk:ceremony", number)
    groups = {group.key: group for group in ceremonies.signing_groups(session)}
    group = groups.get(request.GET.get("group", ""))
    if group is None:
        return redirect("desk:ceremony", number)
    context = {"edition": session.edition, "session": session, "group": group}
    with timezone.override(session.edition.tz):
        return render(request, "deals/desk/signed.html", context)


def add_outcome_message(request: HttpRequest, outcome: ceremonies.TickOutcome) -> None:
    said = {"number": outcome.deal.number, "why": outcome.refused}
    if outcome.refused:
        messages.warning(request, _("%(number)s stays as it is: %(why)s") % said)
    elif outcome.now:
        messages.success(request, _("%(number)s is announced.") % said)
    else:
        messages.info(request, _("%(number)s is announced already.") % said)
