"""Bulletins at the desk: written, edited, counted again, frozen and proved; who may read the ledger may read them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deals import bulletins
from deals.bulletins import presentation, proof
from deals.forms.bulletins import BulletinDraftForm, BulletinTextForm
from deals.models import Bulletin
from expo.accounts.access import require_permission, staff_member
from expo.i18n.numbers import short_number
from expo.models import Edition
from expo.web.desk_page import bring_edition, bring_row, posted_data

from .form_page import render_form
from .permissions import ANNOUNCE, READ


def all_bulletins() -> QuerySet[Bulletin]:
    return Bulletin.objects.select_related("edition", "definition", "corrects", "written_by", "frozen_by")


@require_permission(READ)
@require_http_methods(["GET", "POST"])
@bring_edition
def bulletins_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The bulletins of an edition, and the form that writes a draft."""
    form = BulletinDraftForm(posted_data(request), edition=edition)
    try:
        if form.is_valid():
            made = bulletins.write_draft(edition, by=staff_member(request), **form.cleaned_data)
            return redirect("desk:bulletin", edition.slug, made.pk)
    except ValidationError as error:
        form.add_error(None, error.messages)
    rows = Bulletin.objects.of(edition).newest_first().select_related("edition", "written_by")
    named = []
    for bulletin in rows:
        title = bulletins.fill_text(bulletin, "title")
        named.append((bulletin, presentation.bulletin_name(bulletin), title))
    return render_form(request, "deals/desk/bulletins.html", {"edition": edition, "bulletins": named, "form": form})


@require_permission(READ)
@require_http_methods(["GET", "POST"])
@bring_row(all_bulletins, "pk")
def bulletin_page(request: HttpRequest, bulletin: Bulletin) -> HttpResponse:
    """One bulletin; a draft with its texts to edit."""
    form = BulletinTextForm(posted_data(request), bulletin=bulletin)
    try:
        if form.is_valid():
            texts = dict(form.cleaned_data)
            bulletins.edit(bulletin, texts, version=texts.pop("version"), by=staff_member(request))
            messages.success(request, _("The texts are saved."))
            return redirect("desk:bulletin", bulletin.edition.slug, bulletin.pk)
    except ValidationError as error:
        form.add_error(None, error.messages)
    return render_bulletin(request, bulletin, form)


def render_bulletin(request: HttpRequest, bulletin: Bulletin, form: BulletinTextForm) -> HttpResponse:
    faults = []
    if not bulletin.is_frozen:
        faults = bulletins.text_problems(bulletin)
    context = {
        "edition": bulletin.edition,
        "bulletin": bulletin,
        "name": presentation.bulletin_name(bulletin),
        "title": bulletins.fill_text(bulletin, "title"),
        "shown": presentation.bulletin_display(bulletin),
        "form": form,
        "faults": faults,
        "figures": bulletin.figures["figures"],
    }
    return render_form(request, "deals/desk/bulletin.html", context)


def bulletin_step(verb: Any, done: Any, **more: Any) -> Any:
    @require_permission(ANNOUNCE)
    @require_POST
    @bring_row(all_bulletins, "pk")
    def take(request: HttpRequest, bulletin: Bulletin) -> HttpResponse:
        version = short_number(request.POST.get("version", ""))
        try:
            verb(bulletin, version=version, by=request.user, **more)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, done())
        return redirect("desk:bulletin", bulletin.edition.slug, bulletin.pk)

    return take


freeze = bulletin_step(bulletins.freeze, lambda: _("The bulletin is frozen and numbered."))
count = bulletin_step(bulletins.count_again, lambda: _("Counted again."))
anew = bulletin_step(bulletins.count_again, lambda: _("Counted again and written anew."), anew=True)


@require_permission(READ)
@require_safe
@bring_row(all_bulletins, "pk")
def figure_page(request: HttpRequest, bulletin: Bulletin, key: str) -> HttpResponse:
    """Every deal behind a figure."""
    sequences = bulletins.figure_sequences(bulletin, key)
    if sequences is None:
        raise Http404
    deals = proof.deals_by_sequence(bulletin, sequences).select_related("edition")
    context = {
        "edition": bulletin.edition,
        "bulletin": bulletin,
        "name": presentation.bulletin_name(bulletin),
        "deals": deals,
    }
    versions = dict(bulletin.figures["counted"])
    context |= {
        "figure": presentation.figure_text(bulletin, key),
        "rows": [(deal, versions.get(deal.sequence)) for deal in deals],
    }
    return render(request, "deals/desk/bulletin_figure.html", context)


@require_permission(READ)
@require_safe
@bring_row(all_bulletins, "pk")
def proof_page(request: HttpRequest, bulletin: Bulletin) -> HttpResponse:
    """Every figure counted again from the deals behind it, and what has changed since."""
    proved = bulletins.prove(bulletin)
    since = {}
    for name in proof.SINCE:
        deals = proof.deals_by_sequence(bulletin, getattr(proved.since, name))
        since[name] = deals.select_related("edition")
    context = {
        "edition": bulletin.edition,
        "bulletin": bulletin,
        "name": presentation.bulletin_name(bulletin),
        "proof": proved,
        "since": since,
    }
    return render(request, "deals/desk/bulletin_proof.html", context)
