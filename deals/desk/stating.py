"""What was said in public against the ledger, as the desk works it off: what waits here, and who owes a list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from deals import comparing
from deals.models import Batch
from deals.totals import gaps
from expo.models import Edition

from .guards import READ, may
from .queue import standing


@may(READ)
@require_safe
def stated(request: HttpRequest, edition: str) -> HttpResponse:
    row = get_object_or_404(Edition, slug=edition)
    open_batches = Batch.objects.of(row).open().select_related("edition", "district", "recorded_by")
    context = {
        "edition": row,
        "against": comparing.shown(gaps.against(row)),
        "batches": open_batches.order_by("signed_on", "sequence"),
        "standing": standing(row),
    }
    return render(request, "deals/desk/stated.html", context)
