"""Where to go on when nothing is found: to the lists of an edition that are not empty."""

from typing import NamedTuple

from django.db.models import Exists, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from expo.i18n.lazy_text import LazyText
from expo.models import Edition
from expo.models.search import SearchEntry
from expo.search_index.kinds import search_kinds
from expo.search_index.numbers import KIND_SHIFT


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


def ways_on(edition: Edition) -> list[WayOn]:
    """One query. The home page where all lists are empty."""
    found = Edition.objects.filter(pk=edition.pk).values_list(*(Exists(entries_of(edition, kind)) for kind in LISTS))
    shown = [way for way, there in zip(LISTS.values(), found.get(), strict=True) if there]
    return [WayOn(reverse(route, args=[edition.slug]), label) for route, label in shown or [("expo:home", _("Home"))]]


def entries_of(edition: Edition, kind: str) -> QuerySet[SearchEntry]:
    """By their numbers, which have an index."""
    code = search_kinds()[kind].code
    numbers = {"number__gte": code << KIND_SHIFT, "number__lt": (code + 1) << KIND_SHIFT}
    return SearchEntry.objects.filter(edition=edition.pk, **numbers)
