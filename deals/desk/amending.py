"""Amending a deal: the next version of its terms."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from deals import chain, ledger
from deals.forms import DealForm, StepForm, carried_over, initial_of
from deals.models import Deal, Terms

from .guards import RECORD, may
from .recording import bound, render_form


@may(RECORD)
@require_http_methods(["GET", "POST"])
def amend(request: HttpRequest, number: str) -> HttpResponse:
    """The next version of a deal; it goes back to be verified, and the public keeps what was announced."""
    deal = get_object_or_404(Deal.objects.numbered(number).select_related("edition", "project"))
    terms = deal.versions.get(number=deal.version)
    form, rows = bound(request, deal.edition, initial_of(terms, deal), terms)
    # It is the project's, which an amendment of the deal does not change.
    form.fields["kind"].disabled = True
    asked = StepForm(request.POST if request.method == "POST" else None, initial={"version": deal.version})
    if request.method == "POST" and form.is_valid() & rows.is_valid() & asked.is_valid():
        try:
            write_amendment(terms, form, rows, asked, request)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return redirect("desk:deal", number)
    return render_form(request, form, rows, status=422 if form.is_bound else 200, deal=deal, asked=asked)


@transaction.atomic
def write_amendment(terms: Terms, form: DealForm, rows: Any, asked: StepForm, request: HttpRequest) -> None:
    chain.lock()
    draft = carried_over(form.draft(rows.drafts(), project=terms.deal.project), terms)
    ledger.amend(
        terms.deal, draft, version=asked.cleaned_data["version"], by=request.user, reason=asked.cleaned_data["reason"]
    )
