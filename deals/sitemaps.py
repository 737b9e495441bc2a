"""The public pages of deals as search engines ask for them: of a deal only that it is announced."""

from django.db.models import QuerySet

from deals.models import Bulletin, Terms
from expo.sitemaps import InBothLanguages, Pages, listed


def deals() -> QuerySet[Terms]:
    """In the order of their references, which tells nothing of when they were recorded."""
    found = Terms.objects.public().filter(deal__edition__in=listed()).select_related("deal__edition")
    return found.order_by("deal__reference")


def bulletins() -> QuerySet[Bulletin]:
    return Bulletin.objects.public().filter(edition__in=listed()).select_related("edition").order_by("pk")


SITEMAPS = {
    "totals": Pages("deals:index", "deals:breakdowns", "bulletins:index"),
    "deals": InBothLanguages(deals),
    "bulletins": InBothLanguages(bulletins),
}
