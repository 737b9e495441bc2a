"""Recording a deal: the form, and what happens when it is sent."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from deals import chain, ledger
from deals.forms import DealForm, PartyFormSet, parties_of, placed_in
from deals.models import Deal, Terms
from expo.models import Edition

from .guards import RECORD, may

KEPT = ("signed_on", "place", "ceremony", "instrument")
TWO_SIDES = [{"side": "A", "role": "host"}, {"side": "B", "role": "investor"}]


@may(RECORD)
@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, edition: str) -> HttpResponse:
    row = get_object_or_404(Edition, slug=edition)
    form, rows = bound(request, row, kept(request))
    if request.method == "POST" and form.is_valid() & rows.is_valid():
        try:
            deal, _created = write(form, rows, request)
        except ledger.KeyReused as reused:
            return render_form(request, form, rows, status=409, reused=reused.deal)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return redirect("desk:deal", deal.number)
    return render_form(request, form, rows, status=422 if form.is_bound else 200)


def bound(request: HttpRequest, edition: Edition, initial: dict | None = None, terms: Terms | None = None) -> Any:
    """The deal's form and the rows of its parties, filled with what was sent, else with what they begin with.

    `terms`: those that are to be amended.
    """
    data = request.POST if request.method == "POST" else None
    # A bound row that equals its beginning counts as left empty, so beginnings are for unbound rows only.
    beginnings = None if data is not None else parties_of(terms) if terms else TWO_SIDES
    placed = {"placed": placed_in(terms)} if terms else None
    rows = PartyFormSet(data, prefix="parties", initial=beginnings, form_kwargs=placed)
    return DealForm(data, edition=edition, initial=initial), rows


def kept(request: HttpRequest) -> dict[str, str]:
    """What the next deal shares with the last one: day, place, ceremony, instrument."""
    return {name: request.GET[name] for name in KEPT if name in request.GET}


@transaction.atomic
def write(form: DealForm, rows: Any, request: HttpRequest) -> tuple[Deal, bool]:
    """Record the form. The lock comes first, so that two desks do not make one organisation twice."""
    chain.lock()
    return ledger.record(form.draft(rows.drafts()), key=form.cleaned_data["key"], by=request.user)


def render_form(request: HttpRequest, form: DealForm, rows: Any, *, status: int, **more: Any) -> HttpResponse:
    context = {"edition": form.edition, "form": form, "parties": rows, "fresh_key": uuid.uuid4()} | more
    return render(request, "deals/desk/record.html", context, status=status)
