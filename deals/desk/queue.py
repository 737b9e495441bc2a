"""What waits at the desk, and what was recorded last."""

from collections import Counter
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from deals.models import Deal, Terms
from deals.models.terms import TermsQuerySet
from deals.verification.amount_confirmation import is_above
from expo.accounts.access import require_permission, staff_member
from expo.i18n.bilingual import localised_text
from expo.models import Edition
from expo.spreadsheets.downloads import table_download
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
    terms = listed_terms(edition).with_marks()
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


def listed_terms(edition: Edition) -> TermsQuerySet:
    """What the desk's lists show of every deal of the edition, in no order yet."""
    return Terms.objects.latest().of(edition).for_cards().select_related("deal__edition", "entered_by")


@require_permission(READ)
@require_safe
@bring_edition
def queue_file(request: HttpRequest, edition: Edition, form: str) -> HttpResponse:
    """All deals, newest first, as the desk's list shows them to this person: what is masked there is masked here."""
    masked_above = mask_threshold(edition, staff_member(request))
    head = ["deal", "status", "name_zh", "name_en", "parties", "amount_minor", "currency", "amount_note"]
    rows = [head]
    for terms in listed_terms(edition).order_by("-deal__sequence"):
        rows.append([terms.deal.number, terms.deal.status, terms.name_zh, terms.name_en, party_names(terms)])
        rows[-1] += amount_cells(terms, masked_above)
    return table_download(rows, f"deals-{edition.slug}", form)


def party_names(terms: Terms) -> str:
    """As the list names them; of one that is not named no more than where it is from."""
    names = []
    for party in terms.parties.all():
        if party.organisation:
            names.append(localised_text(party.organisation, "name").value)
        else:
            names.append(f"{_('not named,')} {localised_text(party.region, 'name').value}")
    return " × ".join(names)


def amount_cells(terms: Terms, masked_above: int | None) -> list[Any]:
    """Minor units, currency, and why there are none."""
    for amount in terms.amounts.all():
        if amount.headline and terms.deal.status == "submitted" and is_above(amount, masked_above):
            return ["", "", _("to be typed again")]
        if amount.headline:
            return [amount.minor, amount.currency, ""]
    return ["", "", _("not disclosed")]


def mask_threshold(edition: Edition, by: User) -> int | None:
    """From which amount on, in minor units, lists show no amount that `by` may have to type again; None: all."""
    if not by.has_perm(VERIFY):
        return None
    return edition.retype_above


def count_by_status(edition: Edition) -> dict[str, int]:
    """How many deals stand where, by status, with `all` of them."""
    counts = Counter(Deal.objects.filter(edition=edition).values_list("status", flat=True))
    return {"all": counts.total(), **counts}
