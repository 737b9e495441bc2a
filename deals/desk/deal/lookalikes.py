"""Deals that resemble what is being typed, and what the clerk says of them."""

import re
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from deals.desk.permissions import RECORD
from deals.duplicates import fingerprint, marks, search
from deals.duplicates.marks import LookalikeAnswers
from deals.duplicates.scoring import ComparedParty, Fingerprint
from deals.forms import DealForm
from deals.ledger import organisation_lookup
from deals.money import AmountError, parse
from expo.accounts.access import require_permission
from expo.i18n.numbers import short_number
from expo.models import Edition
from expo.web.desk_page import bring_edition

PARTY = re.compile(r"parties-\d+-name")
MOST_PARTIES = 12


@require_permission(RECORD)
@require_safe
@bring_edition
def lookalikes(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What may be the same signing as the form holds so far, each to be answered. The fields are those of the form."""
    # Before the search: what is recorded meanwhile was not seen.
    seen, rates = marks.last_sequence(edition), fingerprint.NewestRates(edition)
    found = search.find_lookalikes(form_sketch(request.GET, edition, rates), edition)
    context = {"found": found, "seen": seen, "answered": request.GET.getlist("another")}
    return render(request, "deals/desk/lookalikes.html", context)


def lookalike_answers(sent: QueryDict) -> LookalikeAnswers:
    """What the form says of lookalikes. Without it, as from an old tab, nothing was seen: what is alike is marked."""
    return LookalikeAnswers(frozenset(sent.getlist("another")), short_number(sent.get("seen", "")))


def form_sketch(sent: QueryDict, edition: Edition, rates: fingerprint.Worths) -> Fingerprint:
    """What a form that is half filled says; what cannot be read yet is not known yet."""
    form = DealForm(None, edition=edition)
    destination = clean_or_none(form, "destination", sent.get("destination", ""))
    if destination:
        destination = destination.pk
    names = [sent.get(name, "").strip()[:200] for name in sent if PARTY.fullmatch(name)]
    return Fingerprint(
        parties=tuple(party_sides(filter(None, names))),
        title_en=sent.get("name_en", "")[:250],
        title_zh=sent.get("name_zh", "")[:250],
        amount=sketch_amount(sent.get("amount", ""), rates),
        signed_on=clean_or_none(form, "signed_on", sent.get("signed_on", "")),
        contract_number=sent.get("contract_number", "")[:100],
        destination=destination,
    )


def clean_or_none(form: DealForm, name: str, text: str) -> Any:
    try:
        return form.fields[name].clean(text)
    except ValidationError:
        return None


def party_sides(names: Iterable[str]) -> Iterable[ComparedParty]:
    for name in list(names)[:MOST_PARTIES]:
        try:
            known = organisation_lookup.find_organisation(name.replace("\0", ""))
        except ValidationError:
            known = None
        if known:
            yield fingerprint.compared_party(known)
        else:
            yield ComparedParty((name,))


def sketch_amount(text: str, rates: fingerprint.Worths) -> Any:
    try:
        return fingerprint.compared_amount(parse(text, currency="CNY"), rates)
    except AmountError:
        return None
