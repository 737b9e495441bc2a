"""What the search of an edition finds among its announced deals: never by what of them is masked."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from deals import public
from deals.filters import containing
from deals.models import Terms
from expo import dates
from expo.models import Edition
from expo.search import Hit, Kind


def deals(edition: Edition, words: str) -> QuerySet:
    found = Terms.objects.public().of(edition).filter(containing(words))
    return found.select_related("deal__edition").order_by(*public.NEWEST_FIRST)


def deal(row: Terms) -> Hit:
    about = [row.get_instrument_display(), dates.written(row.signed_on, dates.SHORT), row.get_place_display()]
    return Hit(row.get_absolute_url(), public.title(row), about)


KINDS = [Kind("deals", _("Deals"), deals, deal)]
