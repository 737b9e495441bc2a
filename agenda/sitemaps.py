"""The public pages of the agenda as search engines ask for them."""

import datetime as dt

from django.db.models import QuerySet
from django.urls import reverse

from agenda.models import Room, Session
from expo.sitemaps import InBothLanguages, Pages, listed


class Days(InBothLanguages):
    """The days of each edition."""

    def location(self, item: tuple[str, dt.date]) -> str:
        edition, day = item
        return reverse("agenda:day", args=[edition, day.isoformat()])


def days() -> list[tuple[str, dt.date]]:
    return [(edition.slug, day) for edition in listed().order_by("slug") for day in edition.days]


def sessions() -> QuerySet[Session]:
    found = Session.objects.public().filter(edition__in=listed()).select_related("edition")
    return found.only("slug", "edition__slug").order_by("origin_id")


def rooms() -> QuerySet[Room]:
    return Room.objects.public().filter(edition__in=listed()).select_related("edition").order_by("pk")


SITEMAPS = {
    "agenda": Pages("agenda:overview", "agenda:rooms", "agenda:releases"),
    "days": Days(days),
    "sessions": InBothLanguages(sessions),
    "rooms": InBothLanguages(rooms),
}
