"""Bulletins at the desk: written, edited, counted again, frozen and proved; who may read the ledger may read them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deals import bulletins
from deals.bulletins import presentation, proof
from deals.forms.bulletins import BulletinDraftForm, BulletinTextForm
from deals.models import Bulletin
from expo.accounts.access import require_permission
from expo.models import Edition

from .permissions import ANNOUNCE, READ


def bulletin_or_404(edition: str, pk: int) -> Bulletin:
    rows = Bulletin.objects.select_related("edition", "definition", "corrects", "written_by", "frozen_by")
    return get_object_or_404(rows, edition__slug=edition, pk=pk)


@require_permission(READ)
@require_http_methods(["GET", "POST"])
def bulletins_page(request: HttpRequest, edition: str) -> HttpResponse:
    """The bulletins of an edition, and the form that writes a draft."""
    row = get_object_or_404(Edition, slug=edition)
    form = BulletinDraftForm(request.POST if request.method == "POST" else None, edition=row)
    try:
        if form.is_valid():
            made = bulletins.write_draft(row, by=request.user, **form.cleaned_data)
            return redirect("desk:bulletin", edition, made.pk)
    except ValidationError as error:
        form.add_error(None, error.messages)
    rows = Bulletin.objects.of(row).newest_first().select_related("edition", "written_by")
    pairs = [
        (bulletin, presentation.bulletin_name(bulletin), bulletins.fill_text(bulletin, "title")) for bulletin in rows
    ]
    context = {"edition": row, "bulletins": pairs, "form": form}
    return render(request, "deals/desk/bulletins.html", context, status=422 if form.errors else 200)


@require_permission(READ)
@require_http_methods(["GET", "POST"])
def bulletin_page(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    """One bulletin; a draft with its texts to edit."""
    row = bulletin_or_404(edition, pk)
    form = BulletinTextForm(request.POST if request.method == "POST" else None, bulletin=row)
    try:
        if form.is_valid():
            texts = dict(form.cleaned_data)
            bulletins.edit(row, texts, version=texts.pop("version"), by=request.user)
            messages.success(request, _("The texts are saved."))
            return redirect("desk:bulletin", edition, pk)
    except ValidationError as error:
        form.add_error(None, error.messages)
    return render_bulletin(request, row, form)


def render_bulletin(request: HttpRequest, row: Bulletin, form: BulletinTextForm) -> HttpResponse:
    context = {
        "edition": row.edition,
        "bulletin": row,
        "name": presentation.bulletin_name(row),
        "title": bulletins.fill_text(row, "title"),
        "shown": presentation.bulletin_display(row),
        "form": form,
        "faults": [] if row.is_frozen else bulletins.text_problems(row),
        "figures": row.figures["figures"],
    }
    return render(request, "deals/desk/bulletin.html", context, status=422 if form.errors else 200)


def bulletin_step(verb: Any, done: Any, **more: Any) -> Any:
    @require_permission(ANNOUNCE)
    @require_POST
    def take(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
        row, version = bulletin_or_404(edition, pk), request.POST.get("version", "")
        try:
            verb(row, version=int(version) if version.isdecimal() and len(version) < 10 else 0, by=request.user, **more)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, done())
        return redirect("desk:bulletin", edition, pk)

    return take


freeze = bulletin_step(bulletins.freeze, lambda: _("The bulletin is frozen and numbered."))
count = bulletin_step(bulletins.count_again, lambda: _("Counted again."))
anew = bulletin_step(bulletins.count_again, lambda: _("Counted again and written anew."), anew=True)


@require_permission(READ)
@require_safe
def figure_page(request: HttpRequest, edition: str, pk: int, key: str) -> HttpResponse:
    """Every deal behind a figure."""
    row = bulletin_or_404(edition, pk)
    sequences = bulletins.figure_sequences(row, key)
    if sequences is None:
        raise Http404
    deals = proof.deals_by_sequence(row, sequences).select_related("edition")
    context = {"edition": row.edition, "bulletin": row, "name": presentation.bulletin_name(row), "deals": deals}
    versions = dict(row.figures["counted"])
    context |= {
        "figure": presentation.figure_text(row, key),
        "rows": [(deal, versions.get(deal.sequence)) for deal in deals],
    }
    return render(request, "deals/desk/bulletin_figure.html", context)


@require_permission(READ)
@require_safe
def proof_page(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    """Every figure counted again from the deals behind it, and what has changed since."""
    row = bulletin_or_404(edition, pk)
    proved = bulletins.prove(row)
    since = {
        name: proof.deals_by_sequence(row, getattr(proved.since, name)).select_related("edition")
        for name in proof.SINCE
    }
    context = {
        "edition": row.edition,
        "bulletin": row,
        "name": presentation.bulletin_name(row),
        "proof": proved,
        "since": since,
    }
    return render(request, "deals/desk/bulletin_proof.html", context)
