"""What the record form asks while somebody types."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from deals import parties
from deals.money import AmountError, echo, parse

from .guards import READ, RECORD, may


@may(READ)
@require_safe
def amount(request: HttpRequest) -> HttpResponse:
    """How an amount reads: figures, both languages and capitals; or the sentence that says why it does not."""
    context: dict[str, Any] = {}
    try:
        context["echo"] = echo(parse(request.GET.get("text", ""), currency=request.GET.get("currency", "CNY")[:3]))
    except AmountError as error:
        context["error"] = error.messages[0]
    return render(request, "deals/desk/amount.html", context)


@may(RECORD)
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """Options for what is typed so far."""
    return render(request, "deals/desk/organisations.html", {"found": parties.suggest(request.GET.get("q", "")[:80])})
