"""Where to go on when nothing is found: to the lists of an edition that are not empty."""

from typing import NamedTuple

from django.db.models import Exists, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from expo.i18n.lazy_text import LazyText
from expo.models import Edition, StatedFigure
from expo.models.facts import Figure
from expo.models.search import SearchEntry
from expo.search_index.kinds import search_kinds
from expo.search_index.numbers import KIND_SHIFT
from expo.search_index.readiness import Waiting


class WayOn(NamedTuple):
    url: str
    label: LazyText


# By the kind of which the list is.
LISTS: dict[str, tuple[str, LazyText]] = {
    "exhibitors": ("expo:exhibitors", _("Exhibitors")),
    "sessions": ("agenda:overview", _("Agenda")),
    "halls": ("expo:halls", _("Halls")),
    "people": ("expo:people", _("People")),
    "deals": ("deals:index", _("Deals")),
}


def ways_on(edition: Edition, waiting: Waiting) -> list[WayOn]:
    """One query. The home page where all lists are empty, but for what may be hidden by now."""
    there = [Exists(entries_of(edition, kind, waiting)) for kind in LISTS]
    asked = Edition.objects.filter(pk=edition.pk).values_list(*there, Exists(stated_deals(edition)))
    *found, stated = asked.get()
    shown = []
    for kind, is_there in zip(LISTS, found, strict=True):
        if is_there or (kind == "deals" and stated):
            shown.append(LISTS[kind])
    return [WayOn(reverse(route, args=[edition.slug]), label) for route, label in shown or [("expo:home", _("Home"))]]


def entries_of(edition: Edition, kind: str, waiting: Waiting) -> QuerySet[SearchEntry]:
    """By their numbers, which have an index."""
    if waiting.has_kind(kind):
        return SearchEntry.objects.none()
    code = search_kinds()[kind].code
    numbers = {"number__gte": code << KIND_SHIFT, "number__lt": (code + 1) << KIND_SHIFT}
    return SearchEntry.objects.filter(edition=edition.pk, **numbers).exclude(number__in=waiting.numbers)


def stated_deals(edition: Edition) -> QuerySet[StatedFigure]:
    """What the page of deals tells where none of them is listed."""
    amount = Q(figure=Figure.AMOUNT, currency=edition.reporting_currency)
    rows = StatedFigure.objects.public().headline().filter(edition=edition, value__isnull=False)
    return rows.filter(amount | Q(figure=Figure.PROJECTS))
