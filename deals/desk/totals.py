"""Totals of any definition, for the desk: also of what is verified and not announced yet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from deals import totals
from deals.models import Definition
from deals.models.definitions import CountedStatuses
from deals.totals import Scope, charts
from expo.accounts.access import require_permission
from expo.models import Edition
from expo.web.desk_page import bring_edition

from .permissions import READ

ON_PAGE = ("place", "area", "ceremony", "day", "country", "instrument", "band")


@require_permission(READ)
@require_safe
@bring_edition
def totals_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What the total is by the chosen definition, beside the public one; an unknown definition counts as none."""
    definitions = list(Definition.objects.of(edition))
    by_slug = {definition.slug: definition for definition in definitions}
    chosen = by_slug.get(request.GET.get("definition")) or verified_definition()
    scope = Scope(edition, chosen, desk=True)
    read = totals.read_totals(scope, ON_PAGE)
    breakdowns = [read.breakdowns[name] for name in ON_PAGE]
    context = {
        "edition": edition,
        "definitions": definitions,
        "chosen": chosen,
        "announced": totals.counted_headline(edition),
        "total": read.headline,
        "charts": [charts.breakdown_chart(breakdown, scope) for breakdown in breakdowns if breakdown.rows],
    }
    return render(request, "deals/desk/totals.html", context)


def verified_definition() -> Definition:
    """What the total will be once everything is announced that waits for it."""
    return Definition(name_en=_("verified or announced"), statuses=CountedStatuses.VERIFIED)
