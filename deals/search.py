"""What the search of an edition finds among its announced deals: never by what of them is masked."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from deals.models import Terms
from deals.public import masking
from deals.public.filter_form import words_condition
from expo.i18n import dates
from expo.models import Edition
from expo.search.site_search import SearchHit, SearchKind


def search_deals(edition: Edition, words: str) -> QuerySet:
    found = Terms.objects.public().of(edition).filter(words_condition(words))
    return found.select_related("deal__edition").order_by(*masking.NEWEST_FIRST)


def deal_hit(row: Terms) -> SearchHit:
    about = [row.get_instrument_display(), dates.format_day(row.signed_on, dates.SHORT), row.get_place_display()]
    return SearchHit(row.get_absolute_url(), masking.public_title(row), about)


KINDS = [SearchKind("deals", _("Deals"), search_deals, deal_hit)]
