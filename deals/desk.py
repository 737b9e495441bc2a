"""The deal desk: record, look, verify, announce, amend, withdraw."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deals import chain, ledger, parties
from deals.forms import DealForm, PartyFormSet, StepForm, carried_over, initial_of, parties_of, placed_in
from deals.models import Deal, Event, Terms
from deals.money import AmountError, echo, parse
from expo.models import Edition

View = Callable[..., HttpResponse]
KEPT = ("signed_on", "place", "ceremony", "instrument")
TWO_SIDES = [{"side": "A", "role": "host"}, {"side": "B", "role": "investor"}]
READ, RECORD, VERIFY, ANNOUNCE = (
    f"deals.{name}" for name in ("view_ledger", "record_deal", "verify_deal", "announce_deal")
)


def may(permission: str) -> Callable[[View], View]:
    """Whoever lacks the permission learns nothing: 404, as though there were no such page."""

    def guard(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.has_perm(permission):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return guard


@may(READ)
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """The desk of the edition that runs now."""
    edition = Edition.objects.current() or Edition.objects.first()
    if edition is None:
        raise Http404
    return redirect("desk:queue", edition.slug)


@may(READ)
@require_safe
def queue(request: HttpRequest, edition: str) -> HttpResponse:
    """What waits, oldest first, and what was recorded last."""
    row = get_object_or_404(Edition, slug=edition)
    terms = Terms.objects.latest().of(row).for_cards().select_related("deal__edition", "entered_by")
    page = Paginator(terms.order_by("-deal__sequence"), 40).get_page(request.GET.get("page"))
    context = {
        "edition": row,
        "editions": Edition.objects.all(),
        "to_verify": terms.filter(deal__status="submitted").order_by("deal__sequence")[:40],
        "to_announce": terms.filter(deal__status="verified").order_by("deal__sequence")[:40],
        "standing": standing(row),
        "page": page,
    }
    return render(request, "deals/desk/queue.html", context)


def standing(edition: Edition) -> dict[str, int]:
    """How many deals stand where, by status, with `all` of them."""
    statuses = list(Deal.objects.filter(edition=edition).values_list("status", flat=True))
    return {"all": len(statuses)} | {status: statuses.count(status) for status in set(statuses)}


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


@may(READ)
@require_safe
def amount(request: HttpRequest) -> HttpResponse:
    """How an amount reads: figures, both languages and capitals; or the sentence that says why it does not."""
    context: dict[str, Any] = {}
    try:
        context["echo"] = echo(parse(request.GET.get("text", ""), currency=request.GET.get("currency", "CNY")[:3]))
    except AmountError as error:
        context["error"] = error.messages[0]
    return render(request, "deals/desk/amount.html", context)


@may(RECORD)
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """Options for what is typed so far."""
    return render(request, "deals/desk/organisations.html", {"found": parties.suggest(request.GET.get("q", "")[:80])})
