"""Batches at the desk: record one, verify, announce or withdraw it, and see what is left of each."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from deals.forms import BatchForm, StepForm, VersionForm
from deals.ledger import batches
from deals.ledger.workflow import ANNOUNCE, VERIFY, StaleVersion
from deals.models import Batch
from expo.accounts.access import require_permission, staff_member
from expo.models import Edition
from expo.web.desk_page import bring_edition, bring_row, posted_data

from .deal.page import form_error
from .form_page import render_form
from .permissions import READ, RECORD, View


@require_permission(READ)
@require_http_methods(["GET", "POST"])
@bring_edition
def batches_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The batches of an edition, and the form to record one."""
    form = BatchForm(posted_data(request), edition=edition)
    try:
        if form.is_valid():
            batch, _created = batches.record(form.draft(), key=form.cleaned_data["key"], by=staff_member(request))
            messages.success(request, _("%(number)s is recorded.") % {"number": batch.number})
            return redirect("desk:batches", edition.slug)
    except ValidationError as error:
        form.add_error(None, error.messages)
    rows = Batch.objects.of(edition).select_related("edition", "district", "recorded_by", "verified_by")
    context = {"edition": edition, "batches": rows.order_by("-sequence"), "form": form}
    return render_form(request, "deals/desk/batches.html", context)


def all_batches() -> QuerySet[Batch]:
    return Batch.objects.select_related("edition", "district", "recorded_by")


@require_permission(RECORD)
@require_http_methods(["GET", "POST"])
@bring_row(all_batches, "sequence")
def amend_batch(request: HttpRequest, batch: Batch) -> HttpResponse:
    """What a batch reports, to be changed; what is saved of it stands above the form."""
    data = posted_data(request)
    form = BatchForm(data, edition=batch.edition, initial=BatchForm.initial_of(batch))
    asked = StepForm(data, initial={"version": batch.version})
    try:
        if form.is_valid() & asked.is_valid():
            batches.amend(batch, form.draft(), by=staff_member(request), **asked.cleaned_data)
            messages.success(request, _("%(number)s is amended.") % {"number": batch.number})
            return redirect("desk:batches", batch.edition.slug)
    except StaleVersion as stale:
        form.add_error(None, stale.messages)
        batch = all_batches().get(pk=batch.pk)
        # The next press puts what was typed on top of what is shown above it now.
        asked.show_version(batch.version)
    except ValidationError as error:
        form.add_error(None, error.messages)
    if asked.errors:
        form.add_error(None, form_error(asked))
    context = {"edition": batch.edition, "batch": batch, "form": form, "asked": asked}
    return render_form(request, "deals/desk/batch_amend.html", context)


def batch_step(permission: str, verb: Callable[..., Batch], done: Callable[[], str], *, reasoned: bool = False) -> View:
    form_class = VersionForm
    if reasoned:
        form_class = StepForm

    @require_permission(permission)
    @require_POST
    @bring_row(all_batches, "sequence")
    def take(request: HttpRequest, batch: Batch) -> HttpResponse:
        form = form_class(request.POST)
        try:
            if not form.is_valid():
                raise ValidationError(form_error(form))
            verb(batch, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, done() % {"number": batch.number})
        return redirect("desk:batches", batch.edition.slug)

    return take


verify = batch_step(VERIFY, batches.verify, lambda: _("%(number)s is verified."))
announce = batch_step(ANNOUNCE, batches.announce, lambda: _("%(number)s is announced."))
withdraw = batch_step(ANNOUNCE, batches.withdraw, lambda: _("%(number)s is withdrawn."), reasoned=True)
