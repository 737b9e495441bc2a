"""Totals of any definition, for the desk: also of what is verified and not announced yet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from deals import charts, totals
from deals.models import Definition
from deals.models.definitions import Statuses
from deals.totals import Scope
from expo.models import Edition

from .guards import READ, may

ON_PAGE = ("place", "area", "ceremony", "day", "country", "instrument", "band")


@may(READ)
@require_safe
def counted(request: HttpRequest, edition: str) -> HttpResponse:
    """What the total is by the chosen definition, beside the public one; an unknown definition counts as none."""
    row = get_object_or_404(Edition, slug=edition)
    definitions = list(Definition.objects.of(row))
    chosen = next((each for each in definitions if each.slug == request.GET.get("definition")), verified())
    scope = Scope(row, chosen, desk=True)
    read = totals.read(scope, ON_PAGE)
    context = {
        "edition": row,
        "definitions": definitions,
        "chosen": chosen,
        "announced": totals.counted(row),
        "total": read.headline,
        "charts": [charts.chart(read.breakdowns[name], scope) for name in ON_PAGE if read.breakdowns[name].rows],
    }
    return render(request, "deals/desk/totals.html", context)


def verified() -> Definition:
    """What the total will be once everything is announced that waits for it."""
    return Definition(name_en=_("verified or announced"), statuses=Statuses.VERIFIED)
