"""What was said in public against the ledger, as the desk works it off: what waits here, and who owes a list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from deals.models import Batch
from deals.totals import comparison, stated_vs_counted
from expo.accounts.access import require_permission
from expo.models import Edition
from expo.web.desk_page import bring_edition

from .permissions import READ
from .queue import count_by_status


@require_permission(READ)
@require_safe
@bring_edition
def stated_figures_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    open_batches = Batch.objects.of(edition).open().select_related("edition", "district", "recorded_by")
    context = {
        "edition": edition,
        "against": comparison.stated_comparison(stated_vs_counted.stated_gaps(edition)),
        "batches": open_batches.order_by("signed_on", "sequence"),
        "standing": count_by_status(edition),
    }
    return render(request, "deals/desk/stated.html", context)
