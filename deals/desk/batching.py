"""Batches at the desk: record one, verify, announce or withdraw it, and see what is left of each."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from deals import batches
from deals.forms import BatchForm
from deals.models import Batch
from deals.standing import ANNOUNCE, VERIFY
from expo.models import Edition

from .guards import READ, View, may


@may(READ)
@require_http_methods(["GET", "POST"])
def listed(request: HttpRequest, edition: str) -> HttpResponse:
    """The batches of an edition, and the form to record one."""
    row = get_object_or_404(Edition, slug=edition)
    form = BatchForm(request.POST if request.method == "POST" else None, edition=row)
    try:
        if form.is_valid():
            batch, _created = batches.record(form.draft(), key=form.cleaned_data["key"], by=request.user)
            messages.success(request, _("%(number)s is recorded.") % {"number": batch.number})
            return redirect("desk:batches", edition)
    except ValidationError as error:
        form.add_error(None, error.messages)
    rows = Batch.objects.of(row).select_related("edition", "district", "recorded_by", "verified_by")
    context = {"edition": row, "batches": rows.order_by("-sequence"), "form": form}
    return render(request, "deals/desk/batches.html", context, status=422 if form.errors else 200)


def step(permission: str, verb: Callable[..., Batch], done: Callable[[], str], *, reasoned: bool = False) -> View:
    @may(permission)
    @require_POST
    def take(request: HttpRequest, edition: str, sequence: int) -> HttpResponse:
        batch = get_object_or_404(Batch.objects.select_related("edition"), edition__slug=edition, sequence=sequence)
        more = {"reason": request.POST.get("reason", "")[:500]} if reasoned else {}
        try:
            verb(batch, by=request.user, **more)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, done() % {"number": batch.number})
        return redirect("desk:batches", edition)

    return take


verify = step(VERIFY, batches.verify, lambda: _("%(number)s is verified."))
announce = step(ANNOUNCE, batches.announce, lambda: _("%(number)s is announced."))
withdraw = step(ANNOUNCE, batches.withdraw, lambda: _("%(number)s is withdrawn."), reasoned=True)
