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

from deals import stage
from deals.models import Terms
from deals.models.deal import DealStatus
from expo.models import Edition

from .guards import ANNOUNCE, READ, may

HOSTS = ("host", "chair", "guest", "witness")


@may(READ)
@require_safe
def ceremonies(request: HttpRequest, edition: str) -> HttpResponse:
    """The signing ceremonies of an edition, with how far each is."""
    row = get_object_or_404(Edition, slug=edition)
    numbers = (
        Terms.objects.latest().of(row).exclude(ceremony=None).exclude(deal__status=DealStatus.WITHDRAWN).order_by()
    )
    done = Count("pk", filter=Q(deal__status=DealStatus.ANNOUNCED))
    counts = {each["ceremony"]: each for each in numbers.values("ceremony").annotate(all=Count("pk"), announced=done)}
    sessions = stage.sessions().filter(Q(kind="signing") | Q(pk__in=counts), edition=row)
    rows = [(session, counts.get(session.pk)) for session in sessions.select_related("room").in_order()]
    with timezone.override(row.tz):
        return render(request, "deals/desk/ceremonies.html", {"edition": row, "rows": rows})


def session_of(number: int) -> Any:
    return get_object_or_404(stage.sessions().select_related("edition", "room"), pk=number)


@may(READ)
@require_safe
def ceremony(request: HttpRequest, number: int) -> HttpResponse:
    """The run sheet."""
    session = session_of(number)
    found = stage.groups(session)
    context = {
        "edition": session.edition,
        "session": session,
        "roles": session.roles.filter(role__in=HOSTS).select_related("person", "organisation"),
        "groups": found,
        "order": stage.order(found),
    }
    with timezone.override(session.edition.tz):
        return render(request, "deals/desk/ceremony.html", context)


@may(READ)
@require_safe
def cards(request: HttpRequest, number: int) -> HttpResponse:
    """Table cards in both languages, one a page: for everybody who signs or witnesses, else for the party."""
    session = session_of(number)
    context = {"edition": session.edition, "session": session, "groups": stage.groups(session)}
    return render(request, "deals/desk/table_cards.html", context)


@may(ANNOUNCE)
@require_POST
def arrange(request: HttpRequest, number: int) -> HttpResponse:
    session, sent = session_of(number), request.POST
    try:
        stage.arrange(session, sent.get("verb", ""), sent.get("deal", ""), seen=sent.get("seen", ""), by=request.user)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    return redirect("desk:ceremony", number)


@may(ANNOUNCE)
@require_http_methods(["GET", "POST"])
def signed(request: HttpRequest, number: int) -> HttpResponse:
    """What a tick would announce, to be confirmed; then what it did."""
    session = session_of(number)
    if request.method == "POST":
        for outcome in stage.tick(session, request.POST.getlist("ticket"), by=request.user):
            tell(request, outcome)
        return redirect("desk:ceremony", number)
    group = next((group for group in stage.groups(session) if group.key == request.GET.get("group")), None)
    if group is None:
        return redirect("desk:ceremony", number)
    context = {"edition": session.edition, "session": session, "group": group}
    with timezone.override(session.edition.tz):
        return render(request, "deals/desk/signed.html", context)


def tell(request: HttpRequest, outcome: stage.Outcome) -> None:
    said = {"number": outcome.deal.number, "why": outcome.refused}
    if outcome.refused:
        messages.warning(request, _("%(number)s stays as it is: %(why)s") % said)
    elif outcome.now:
        messages.success(request, _("%(number)s is announced.") % said)
    else:
        messages.info(request, _("%(number)s is announced already.") % said)
