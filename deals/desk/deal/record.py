"""Recording a deal: the form, and what happens when it is sent."""

import uuid
from http import HTTPStatus
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from deals import ledger
from deals.desk.permissions import RECORD
from deals.duplicates import fingerprint, search
from deals.duplicates.marks import last_sequence
from deals.forms import SigningForms
from deals.ledger import diff, hash_chain
from deals.ledger.deal_data import DealData
from deals.models import Deal, Draft
from expo.accounts.access import require_permission, staff_member
from expo.models import Edition
from expo.web.desk_page import bring_edition

from .lookalikes import form_sketch, lookalike_answers

KEPT = ("signed_on", "place", "ceremony", "instrument", "dollar")


@require_permission(RECORD)
@require_http_methods(["GET", "POST"])
@bring_edition
def record_deal(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The form has its key in `?draft=`, so that coming back to it shows what it has recorded, or what was typed."""
    if request.method == "POST":
        return submit_form(request, edition)
    key = parse_key(request.GET.get("draft", ""))
    if key and (deal := Deal.objects.filter(submission_key=key).first()):
        return redirect("desk:deal", deal.number)
    initial = initial_values(request, edition)
    if key:
        initial["key"] = key
    draft = Draft.objects.open().of(request.user, edition).filter(key=key).first()
    return render_signing_form(request, SigningForms(None, edition, initial=initial), draft=draft)


def parse_key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def initial_values(request: HttpRequest, edition: Edition) -> dict[str, Any]:
    """What the next deal shares with the last one; the day, while the expo lasts. The place is nobody's guess."""
    values: dict[str, Any] = {}
    today = edition.now().date()
    if edition.starts_on <= today <= edition.ends_on:
        values["signed_on"] = today
    for name in KEPT:
        if name in request.GET:
            values[name] = request.GET[name]
    return values


def submit_form(request: HttpRequest, edition: Edition) -> HttpResponse:
    forms = SigningForms(request.POST, edition)
    if forms.is_valid():
        draft: DealData | None = None
        try:
            with transaction.atomic():
                # The lock comes first, so that two desks do not make one organisation twice.
                hash_chain.lock()
                draft = forms.draft()
                deal, _created = record_signing(draft, forms, request)
        except ledger.KeyReused as reused:
            return render_signing_form(
                request, forms, status=HTTPStatus.CONFLICT, **reused_key_context(reused.deal, draft)
            )
        except ValidationError as error:
            forms.terms.add_error(None, error.messages)
        else:
            return receipt_response(request, deal, forms)
    return render_refusal(request, forms)


def record_signing(draft: DealData, forms: SigningForms, request: HttpRequest) -> tuple[Deal, bool]:
    """Record the deal and drop its draft, in the transaction of the caller."""
    key = forms.terms.cleaned_data["key"]
    Draft.objects.filter(key=key, owner=staff_member(request)).delete()
    return ledger.record(draft, key=key, by=staff_member(request), answers=lookalike_answers(request.POST))


def render_refusal(request: HttpRequest, forms: SigningForms) -> HttpResponse:
    """The form with what is wrong in it, and all that resembles it: those that were answered stay answered."""
    rates = fingerprint.NewestRates(forms.edition)
    found = search.find_lookalikes(form_sketch(request.POST, forms.edition, rates), forms.edition)
    seen = max([lookalike_answers(request.POST).seen, *[row.deal.sequence for row in found]])
    said = {"found": found, "seen": seen, "answered": request.POST.getlist("another")}
    return render_signing_form(request, forms, status=HTTPStatus.UNPROCESSABLE_ENTITY, **said)


def reused_key_context(deal: Deal, draft: DealData | None) -> dict[str, Any]:
    """The deal that the key has recorded, and what is different now."""
    first = diff.deal_data_from_terms(deal.versions.select_related("deal__project", "deal__edition").get(number=1))
    differences = []
    if draft:
        differences = diff.field_differences(first, draft)
    return {"reused": deal, "differences": differences}


def receipt_response(request: HttpRequest, deal: Deal, forms: SigningForms) -> HttpResponse:
    """A page's script gets the number and where the next deal is entered; a plain form goes to the deal's page."""
    if request.get_preferred_type(["text/html", "application/json"]) != "application/json":
        return redirect("desk:deal", deal.number)
    kept = QueryDict(mutable=True)
    for name in KEPT:
        if request.POST.get(name):
            kept[name] = request.POST[name]
    kept["signed_on"], kept["after"] = forms.terms.cleaned_data["signed_on"].isoformat(), deal.number
    address = reverse("desk:record", args=[deal.edition.slug])
    return JsonResponse({"number": deal.number, "next": f"{address}?{kept.urlencode()}"})


def render_signing_form(request: HttpRequest, forms: SigningForms, *, status: int = 200, **more: Any) -> HttpResponse:
    edition = forms.edition
    own = Deal.objects.filter(edition=edition, recorded_by=staff_member(request)).select_related("edition", "project")
    context = {
        "edition": edition,
        "forms": forms,
        "fresh_key": uuid.uuid4(),
        "after": own.numbered(request.GET.get("after", "")).first(),
        "lately": own.order_by("-sequence")[:6],
        "drafts": Draft.objects.open().of(request.user, edition)[:6],
        "seen": last_sequence(edition),
    }
    with timezone.override(edition.tz):
        return render(request, "deals/desk/record.html", context | more, status=status)
