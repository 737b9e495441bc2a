"""The public pages of the agenda as search engines ask for them."""

import datetime as dt

from django.db.models import QuerySet
from django.urls import reverse

from agenda.models import Room, Session
from agenda.models.contests import Contest, Entry
from expo.models import Edition
from expo.search.sitemaps import BilingualSitemap, PageSitemap, listed_editions


class DaySitemap(BilingualSitemap):
    """The days of each edition."""

    def location(self, item: tuple[str, dt.date]) -> str:
        edition, day = item
        return reverse("agenda:day", args=[edition, day.isoformat()])


def sitemap_days() -> list[tuple[str, dt.date]]:
    days = []
    for edition in listed_editions().order_by("slug"):
        for day in edition.days:
            days.append((edition.slug, day))
    return days


def sitemap_sessions() -> QuerySet[Session]:
    found = Session.objects.public().filter(edition__in=listed_editions()).select_related("edition")
    return found.only("slug", "edition__slug").order_by("origin_id")


def sitemap_rooms() -> QuerySet[Room]:
    return Room.objects.public().filter(edition__in=listed_editions()).select_related("edition").order_by("pk")


def editions_with_rooms() -> QuerySet[Edition]:
    return listed_editions().filter(pk__in=Room.objects.public().order_by().values("edition"))


def editions_with_contests() -> QuerySet[Edition]:
    return listed_editions().filter(pk__in=Contest.objects.public().order_by().values("edition"))


def sitemap_contests() -> QuerySet[Contest]:
    return Contest.objects.public().filter(edition__in=listed_editions()).select_related("edition").order_by("pk")


def sitemap_entries() -> QuerySet[Entry]:
    rows = Entry.objects.public().filter(contest__edition__in=listed_editions())
    return rows.select_related("contest__edition").order_by("pk")


SITEMAPS = {
    "agenda": PageSitemap("agenda:overview", "agenda:releases"),
    "lists-of-rooms": PageSitemap("agenda:rooms", editions=editions_with_rooms),
    "days": DaySitemap(sitemap_days),
    "sessions": BilingualSitemap(sitemap_sessions),
    "rooms": BilingualSitemap(sitemap_rooms),
    "lists-of-contests": PageSitemap("contests:index", editions=editions_with_contests),
    "contests": BilingualSitemap(sitemap_contests),
    "contest-entries": BilingualSitemap(sitemap_entries),
}
