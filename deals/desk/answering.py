"""Deals that resemble what is being typed, and what the clerk says of them."""

import re
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from deals import parties
from deals.forms import DealForm
from deals.lookalikes import marking, searching, sketches
from deals.lookalikes.marking import Answers
from deals.lookalikes.scoring import Side, Sketch
from deals.money import AmountError, parse
from expo.models import Edition

from .guards import RECORD, may

PARTY = re.compile(r"parties-\d+-name")
MOST_PARTIES = 12


@may(RECORD)
@require_safe
def lookalikes(request: HttpRequest, edition: str) -> HttpResponse:
    """What may be the same signing as the form holds so far, each to be answered. The fields are those of the form."""
    row = get_object_or_404(Edition, slug=edition)
    # Before the search: what is recorded meanwhile was not seen.
    seen, rates = marking.last_of(row), sketches.rates_of(row)
    found = searching.of(typed(request.GET, row, rates), row, rates)
    context = {"found": found, "seen": seen, "answered": request.GET.getlist("another")}
    return render(request, "deals/desk/lookalikes.html", context)


def answers(sent: QueryDict) -> Answers:
    """What the form says of lookalikes. Without it, as from an old tab, nothing was seen: what is alike is marked."""
    seen = sent.get("seen", "")
    number = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else 0
    return Answers(frozenset(sent.getlist("another")), number)


def typed(sent: QueryDict, edition: Edition, rates: sketches.Rates) -> Sketch:
    """What a form that is half filled says; what cannot be read yet is not known yet."""
    form = DealForm(None, edition=edition)
    values = {name: understood(form, name, sent.get(name, "")) for name in ("signed_on", "destination")}
    names = [sent[name].strip()[:200] for name in sent if PARTY.fullmatch(name)]
    return Sketch(
        parties=tuple(sides(name for name in names if name)),
        title_en=sent.get("name_en", "")[:250],
        title_zh=sent.get("name_zh", "")[:250],
        amount=amount(sent.get("amount", ""), rates),
        signed_on=values["signed_on"],
        contract_number=sent.get("contract_number", "")[:100],
        destination=values["destination"].pk if values["destination"] else None,
    )


def understood(form: DealForm, name: str, text: str) -> Any:
    try:
        return form.fields[name].clean(text)
    except ValidationError:
        return None


def sides(names: Iterable[str]) -> Iterable[Side]:
    for name in list(names)[:MOST_PARTIES]:
        try:
            known = parties.find(name.replace("\0", ""))
        except ValidationError:
            known = None
        yield sketches.side(known) if known else Side((name,))


def amount(text: str, rates: sketches.Rates) -> Any:
    try:
        return sketches.amount(parse(text, currency="CNY"), rates)
    except AmountError:
        return None
