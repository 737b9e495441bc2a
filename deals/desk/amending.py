"""Amending a deal: the next version of its terms."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from deals import chain, ledger
from deals.forms import SigningForms, StepForm, carried_over
from deals.models import Deal, Terms

from .guards import RECORD, may
from .recording import render_form


@may(RECORD)
@require_http_methods(["GET", "POST"])
def amend(request: HttpRequest, number: str) -> HttpResponse:
    """The next version of a deal; it goes back to be verified, and the public keeps what was announced."""
    deal = get_object_or_404(Deal.objects.numbered(number).select_related("edition", "project"))
    terms = deal.versions.get(number=deal.version)
    data = request.POST if request.method == "POST" else None
    forms = SigningForms(data, deal.edition, terms=terms)
    # It is the project's, which an amendment of the deal does not change.
    forms.terms.fields["kind"].disabled = True
    asked = StepForm(data, initial={"version": deal.version})
    if data is not None and forms.is_valid() & asked.is_valid():
        try:
            write_amendment(terms, forms, asked, request)
        except ValidationError as error:
            forms.terms.add_error(None, error.messages)
        else:
            return redirect("desk:deal", number)
    return render_form(request, forms, status=422 if forms.is_bound else 200, deal=deal, asked=asked)


@transaction.atomic
def write_amendment(terms: Terms, forms: SigningForms, asked: StepForm, request: HttpRequest) -> None:
    chain.lock()
    draft = carried_over(forms.draft(project=terms.deal.project), terms)
    ledger.amend(
        terms.deal, draft, version=asked.cleaned_data["version"], by=request.user, reason=asked.cleaned_data["reason"]
    )
