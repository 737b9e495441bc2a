"""A deal's page: its receipt, its log, and the steps one may take."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from deals import ledger
from deals.forms import StepForm
from deals.models import Deal, Event, Terms

from .guards import ANNOUNCE, READ, VERIFY, View, may


@may(READ)
@require_safe
def deal(request: HttpRequest, number: str) -> HttpResponse:
    return render_deal(request, get_object_or_404(Deal.objects.numbered(number)))


def render_deal(request: HttpRequest, deal: Deal, *, status: int = 200, **more: Any) -> HttpResponse:
    """The receipt: number, standing, terms with their evidence, the log, and the steps one may take.

    `error`: why a step was refused; `step`: what was typed for it.
    """
    terms = (
        Terms.objects.for_cards()
        .select_related("ceremony", "entered_by", "verified_by")
        .get(deal=deal, number=deal.version)
    )
    context = {
        "edition": deal.edition,
        "deal": deal,
        "terms": terms,
        "own": deal.versions.filter(entered_by=request.user).exists(),
        "events": Event.objects.filter(deal_number=deal.number).order_by("position"),
        "step": StepForm(),
    }
    return render(request, "deals/desk/deal.html", context | more, status=status)


def step(permission: str, verb: Callable[..., Deal], done: Callable[[], str], *, with_reason: bool = False) -> View:
    """A view that takes one step on a deal and goes back to its page; what is refused is said there."""

    @may(permission)
    @require_POST
    def take(request: HttpRequest, number: str) -> HttpResponse:
        deal = get_object_or_404(Deal.objects.numbered(number))
        form = StepForm(request.POST)
        try:
            if not form.is_valid():
                raise ValidationError(form.errors.get("reason") or _("This page was incomplete. Try again from here."))
            more = {"reason": form.cleaned_data["reason"]} if with_reason else {}
            verb(deal, version=form.cleaned_data["version"], by=request.user, **more)
        except ValidationError as error:
            deal.refresh_from_db()
            return render_deal(request, deal, status=409, error=error.messages, step=form)
        messages.success(request, done() % {"number": number})
        return redirect("desk:deal", number)

    return take


verify = step(VERIFY, ledger.verify, lambda: _("%(number)s is verified."))
announce = step(ANNOUNCE, ledger.announce, lambda: _("%(number)s is announced."))
withdraw = step(ANNOUNCE, ledger.withdraw, lambda: _("%(number)s is withdrawn."), with_reason=True)
