"""A deal's page: its receipt, the evidence beside its figures, its log, and the steps one may take."""

from itertools import chain
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from deals.desk.permissions import READ
from deals.desk.waiting_lines import current_line
from deals.forms import VersionForm, step_forms
from deals.ledger import diff, transitions
from deals.ledger.workflow import is_own_entry, possible_steps
from deals.models import Batch, Deal, Event, Lookalike, Terms
from deals.verification import amount_confirmation
from expo.accounts.access import require_permission, staff_member
from expo.differences import FieldDifference
from expo.presence import require_value


@require_permission(READ)
@require_safe
def deal_page(request: HttpRequest, number: str) -> HttpResponse:
    return render_deal(request, get_object_or_404(Deal.objects.numbered(number)))


def render_deal(request: HttpRequest, deal: Deal, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page of a deal. `error`: why a step was refused; `taken`: its form; `seen`: the version that was in view."""
    terms = require_value(deal_version(deal, deal.version))
    meanwhile = []
    seen = more.pop("seen", None)
    if seen:
        meanwhile = terms_changes(deal_version(deal, seen), terms)
    before = baseline_terms(deal)
    forms = step_forms(deal, available_steps(deal, terms, staff_member(request)), more.pop("taken", None))
    context = {
        "edition": deal.edition,
        "deal": deal,
        "terms": terms,
        "own": is_own_entry(deal, staff_member(request)),
        "masked": "verify" in forms and amount_confirmation.is_retyping_due(terms),
        "before": before,
        "changes": terms_changes(before, terms),
        "meanwhile": meanwhile,
        "events": Event.objects.filter(deal_number=deal.number).order_by("-position"),
        "steps": forms,
        "next_form": next_form_url(deal, terms),
        "marks": Lookalike.objects.of(deal),
        "line": current_line(request),
    }
    with timezone.override(deal.edition.tz):
        return render(request, "deals/desk/deal.html", context | more, status=status)


def next_form_url(deal: Deal, terms: Terms) -> str:
    """The form for the next deal, filled in with what that shares with this one."""
    shared: dict[str, Any] = {"signed_on": terms.signed_on, "place": terms.place}
    if terms.ceremony_id:
        shared["ceremony"] = terms.ceremony_id
    return f"{reverse('desk:record', args=[deal.edition.slug])}?{urlencode(shared | {'instrument': terms.instrument})}"


def deal_version(deal: Deal, number: int) -> Terms | None:
    """The terms of this number, with all that a page tells of them; None where the deal has no such version."""
    return (
        Terms.objects.for_cards()
        .select_related("ceremony", "entered_by", "verified_by", "deal__project", "deal__supersedes__edition")
        .prefetch_related("signatories__party__organisation")
        .filter(deal=deal, number=number)
        .first()
    )


def baseline_terms(deal: Deal) -> Terms | None:
    """What a reviewer compares the latest version with: the one the public knows, else the one before."""
    if deal.announced_version and deal.announced_version != deal.version:
        return deal_version(deal, deal.announced_version)
    return deal_version(deal, deal.version - 1)


def terms_changes(before: Terms | None, after: Terms) -> list[FieldDifference]:
    if before is None or before.number == after.number:
        return []
    return diff.field_differences(diff.deal_data_from_terms(before), diff.deal_data_from_terms(after))


def available_steps(deal: Deal, terms: Terms, by: User) -> set[str]:
    """The steps that make sense on this page now; the ledger itself decides when one is taken."""
    found = possible_steps(deal, by)
    shown = Terms.objects.public().filter(deal=deal, number=deal.version).exists()
    if shown or not terms.embargo_until:
        found -= {"lift"}
    if shown:
        found -= {"embargo"}
    if deal.supersedes_id:
        found -= {"supersede"}
    if not deal.lookalikes.open().exists():
        found -= {"tell_apart"}
    if not Batch.objects.of(deal.edition).exists():
        found -= {"draw"}
    if not transitions.has_missing_rate(deal):
        found -= {"convert"}
    return found


def form_error(form: VersionForm) -> list[str]:
    return list(map(str, chain.from_iterable(form.errors.values())))
