"""The public pages of deals as search engines ask for them: of a deal only that it is announced."""

from django.db.models import QuerySet

from deals.models import Bulletin, Terms
from expo.models import Edition
from expo.search.sitemaps import BilingualSitemap, PageSitemap, listed_editions


def public_deals() -> QuerySet[Terms]:
    """In the order of their references, which tells nothing of when they were recorded."""
    found = Terms.objects.public().filter(deal__edition__in=listed_editions()).select_related("deal__edition")
    return found.order_by("deal__reference")


def public_bulletins() -> QuerySet[Bulletin]:
    return Bulletin.objects.public().filter(edition__in=listed_editions()).select_related("edition").order_by("pk")


def editions_with_bulletins() -> QuerySet[Edition]:
    return listed_editions().filter(pk__in=Bulletin.objects.public().order_by().values("edition"))


SITEMAPS = {
    "totals": PageSitemap("deals:index", "deals:breakdowns"),
    "lists-of-bulletins": PageSitemap("bulletins:index", editions=editions_with_bulletins),
    "deals": BilingualSitemap(public_deals),
    "bulletins": BilingualSitemap(public_bulletins),
}
