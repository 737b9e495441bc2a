"""Amending a deal: the next version of its terms."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from deals import ledger
from deals.desk.permissions import RECORD
from deals.forms import SigningForms, StepForm, carry_over_unasked
from deals.ledger import diff, hash_chain
from deals.ledger.deal_data import DealData
from deals.models import Deal, Terms
from expo.accounts.access import require_permission, staff_member
from expo.presence import require_value
from expo.web.desk_page import posted_data

from .page import deal_version, form_error
from .record import render_signing_form


@require_permission(RECORD)
@require_http_methods(["GET", "POST"])
def amend_deal(request: HttpRequest, number: str) -> HttpResponse:
    """The next version of a deal; it goes back to be verified, and the public keeps what was announced."""
    deal = get_object_or_404(Deal.objects.numbered(number).select_related("edition", "project"))
    terms = require_value(deal_version(deal, deal.version))
    data = posted_data(request)
    forms = SigningForms(data, deal.edition, terms=terms)
    # It is the project's, which an amendment of the deal does not change.
    forms.terms.fields["kind"].disabled = True
    asked = StepForm(data, initial={"version": deal.version})
    if data is None:
        return render_signing_form(request, forms, deal=deal, asked=asked)
    return save_amendment(request, terms, forms, asked)


def save_amendment(request: HttpRequest, terms: Terms, forms: SigningForms, asked: StepForm) -> HttpResponse:
    more: dict[str, Any] = {}
    if forms.is_valid() & asked.is_valid():
        draft: DealData | None = None
        try:
            with transaction.atomic():
                hash_chain.lock()
                draft = carry_over_unasked(forms.draft(project=terms.deal.project), terms)
                ledger.amend(terms.deal, draft, by=staff_member(request), **asked.cleaned_data)
        except ledger.StaleVersion as stale:
            forms.terms.add_error(None, stale.messages)
            more = three_versions(terms, asked.cleaned_data["version"], require_value(draft))
            # What was typed stays, and the next press puts it on top of the version that is shown beside it now.
            asked.show_version(terms.deal.version)
        except ValidationError as error:
            forms.terms.add_error(None, error.messages)
        else:
            return redirect("desk:deal", terms.deal.number)
    elif asked.errors:
        forms.terms.add_error(None, form_error(asked))
    return render_signing_form(request, forms, status=422, deal=terms.deal, asked=asked, **more)


def three_versions(terms: Terms, seen: int, draft: DealData) -> dict[str, Any]:
    """What the form began with, what somebody saved meanwhile and what was typed, where they differ."""
    number = Deal.objects.values_list("version", flat=True).get(pk=terms.deal_id)
    latest = require_value(deal_version(terms.deal, number))
    began = deal_version(terms.deal, seen) or latest
    terms.deal.version = latest.number
    rows = diff.field_differences(diff.deal_data_from_terms(began), diff.deal_data_from_terms(latest), draft)
    return {"began": began, "latest": latest, "three": rows}
