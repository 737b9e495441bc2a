"""What waits at the desk, and what was recorded last."""

from collections import Counter

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from deals.models import Deal, Terms
from expo.accounts.access import require_permission, staff_member
from expo.models import Edition
from expo.web.desk_page import bring_edition
from expo.web.edition_choice import working_edition
from expo.web.paging import paginate

from .permissions import READ, VERIFY
from .waiting_lines import waiting_deals


@require_permission(READ)
@require_safe
def desk_start(request: HttpRequest) -> HttpResponse:
    """The desk of the edition that is worked on."""
    edition = working_edition(request)
    if edition is None:
        return render(request, "deals/desk/no_edition.html")
    return redirect("desk:queue", edition.slug)


@require_permission(READ)
@require_safe
@bring_edition
def queue_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What waits, oldest first, and what was recorded last."""
    terms = Terms.objects.latest().of(edition).for_cards().with_marks().select_related("deal__edition", "entered_by")
    page = paginate(terms.order_by("-deal__sequence"), request, 40)
    returned = terms.filter(deal__status="returned", entered_by=request.user)
    context = {
        "edition": edition,
        "returned": returned.order_by("deal__sequence")[:40],
        "to_verify": terms.filter(deal__status="submitted").order_by("deal__sequence")[:40],
        "to_announce": terms.filter(deal__status="verified").order_by("deal__sequence")[:40],
        "may_verify": waiting_deals(edition, "verify", staff_member(request)).count(),
        "standing": count_by_status(edition),
        "page": page,
        "masked_above": mask_threshold(edition, staff_member(request)),
    }
    return render(request, "deals/desk/queue.html", context)


def mask_threshold(edition: Edition, by: User) -> int | None:
    """From which amount on, in minor units, lists show no amount that `by` may have to type again; None: all."""
    if not by.has_perm(VERIFY):
        return None
    return edition.retype_above


def count_by_status(edition: Edition) -> dict[str, int]:
    """How many deals stand where, by status, with `all` of them."""
    counts = Counter(Deal.objects.filter(edition=edition).values_list("status", flat=True))
    return {"all": counts.total(), **counts}
