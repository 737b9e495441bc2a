"""What the record form asks while somebody types."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from deals.desk.permissions import READ, RECORD
from deals.ledger import organisation_lookup
from deals.models.deal import ProjectKind
from deals.models.terms import Instrument
from deals.money import AmountError, Money, echo, parse
from deals.verification import amount_check
from expo.accounts.access import require_permission
from expo.forms.list_filters import query_value
from expo.models import Edition


@require_permission(READ)
@require_safe
def amount_echo(request: HttpRequest) -> HttpResponse:
    """How an amount reads: figures, both languages and capitals; or the sentence that says why it does not.

    Where edition, kind and instrument are known, also whether its unit may have slipped.
    """
    asked = request.GET
    currency, dollar = asked.get("currency", "CNY")[:3], asked.get("dollar", "")[:3] or None
    context: dict[str, Any] = {}
    try:
        money = parse(asked.get("text", ""), currency=currency, dollar=dollar)
    except AmountError as error:
        context["error"] = error.messages[0]
    else:
        context |= {"echo": echo(money), "slip": suspect_slip(money, request)}
    return render(request, "deals/desk/amount.html", context)


def suspect_slip(money: Money, request: HttpRequest) -> amount_check.Slip | None:
    kind, instrument = request.GET.get("kind", ""), request.GET.get("instrument", "")
    edition = Edition.objects.filter(slug=query_value(request.GET, "edition")).first()
    if edition is None or kind not in ProjectKind or instrument not in ("", *Instrument):
        return None
    return amount_check.find_slip(money, edition, kind, instrument)


@require_permission(RECORD)
@require_safe
def organisation_options(request: HttpRequest) -> HttpResponse:
    """Options for what is typed so far."""
    typed = query_value(request.GET, "q")[:80]
    return render(
        request,
        "deals/desk/organisations.html",
        {"found": organisation_lookup.suggest_organisations(typed), "typed": typed},
    )
