"""A deal's page: its receipt, the evidence beside its figures, its log, and the steps one may take."""

from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from deals import differences, retyping, steps
from deals.forms import VersionForm, step_forms
from deals.models import Batch, Deal, Event, Lookalike, Terms
from deals.standing import entered, possible

from .guards import READ, may
from .lines import line_of


@may(READ)
@require_safe
def deal(request: HttpRequest, number: str) -> HttpResponse:
    return render_deal(request, get_object_or_404(Deal.objects.numbered(number)))


def render_deal(request: HttpRequest, deal: Deal, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page of a deal. `error`: why a step was refused; `taken`: its form; `seen`: the version that was in view."""
    terms = version(deal, deal.version)
    seen = more.pop("seen", None)
    forms = step_forms(deal, offered(deal, terms, request.user), more.pop("taken", None))
    context = {
        "edition": deal.edition,
        "deal": deal,
        "terms": terms,
        "own": entered(deal, request.user),
        "masked": "verify" in forms and retyping.due(terms),
        "before": (before := compared_with(deal)),
        "changes": changes(before, terms),
        "meanwhile": changes(version(deal, seen), terms) if seen else [],
        "events": Event.objects.filter(deal_number=deal.number).order_by("-position"),
        "steps": forms,
        "marks": Lookalike.objects.of(deal),
        "line": line_of(request),
    }
    with timezone.override(deal.edition.tz):
        return render(request, "deals/desk/deal.html", context | more, status=status)


def version(deal: Deal, number: int) -> Terms | None:
    """The terms of this number, with all that a page tells of them; None where the deal has no such version."""
    return (
        Terms.objects.for_cards()
        .select_related("ceremony", "entered_by", "verified_by", "deal__project", "deal__supersedes__edition")
        .prefetch_related("signatories__party__organisation")
        .filter(deal=deal, number=number)
        .first()
    )


def compared_with(deal: Deal) -> Terms | None:
    """What a reviewer compares the latest version with: the one the public knows, else the one before."""
    known = deal.announced_version if deal.announced_version != deal.version else None
    return version(deal, known or deal.version - 1)


def changes(before: Terms | None, after: Terms) -> list[differences.Difference]:
    if before is None or before.number == after.number:
        return []
    return differences.between(differences.draft_of(before), differences.draft_of(after))


def offered(deal: Deal, terms: Terms, by: User) -> set[str]:
    """The steps that make sense on this page now; the ledger itself decides when one is taken."""
    found = possible(deal, by)
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
    return found if steps.lacks_a_rate(deal) else found - {"convert"}


def form_error(form: VersionForm) -> list[str]:
    return [line for field in form.errors.values() for line in field]
