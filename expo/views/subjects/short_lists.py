"""Lists of a subject's page: the first few, their number, and the way to all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from expo.exhibition import launches
from expo.exhibition.showcase.exhibitor_cards import exhibitor_cards
from expo.models import Attendance, Edition
from expo.models.exhibition import ParticipationQuerySet
from expo.models.organisations import name_ordering
from expo.models.people import AttendanceQuerySet
from expo.models.showcase.exhibits import ExhibitQuerySet
from expo.models.showcase.launches import LaunchQuerySet

SHOWN = 6


@dataclass(frozen=True)
class ShortList:
    """The first of so many rows, and the address of the list of all of them."""

    rows: Sequence[Any]
    total: int
    url: str

    def __bool__(self) -> bool:
        return bool(self.rows)

    @property
    def is_part(self) -> bool:
        """Whether there are more than stand here."""
        return self.total > len(self.rows)


def list_url(route: str, edition: Edition, query: dict[str, str]) -> str:
    return f"{reverse(route, args=[edition.slug])}?{urlencode(query)}"


def short_exhibitors(edition: Edition, rows: ParticipationQuerySet, **query: str) -> ShortList:
    """By name; five queries."""
    cards = exhibitor_cards(rows.by_name().values_list("pk", flat=True)[:SHOWN])
    return ShortList(cards, rows.count(), list_url("expo:exhibitors", edition, query))


def short_exhibits(edition: Edition, rows: ExhibitQuerySet, shown: int = SHOWN, **query: str) -> ShortList:
    """Three queries."""
    cards = list(rows.by_exhibitor().for_cards()[:shown])
    return ShortList(cards, rows.count(), list_url("expo:exhibits", edition, query))


def short_launches(edition: Edition, rows: LaunchQuerySet, shown: int = SHOWN, **query: str) -> ShortList:
    """Two queries."""
    cards = launches.launch_cards(rows.order_by("launched_on", "hour", "slug")[:shown])
    return ShortList(cards, rows.count(), list_url("expo:launches", edition, query))


def short_people(edition: Edition, rows: AttendanceQuerySet, **query: str) -> ShortList:
    """In protocol order; two queries."""
    return ShortList(people_cards(rows, SHOWN), rows.count(), list_url("expo:people", edition, query))


def people_cards(rows: AttendanceQuerySet, most: int) -> list[Attendance]:
    """The first of them in protocol order; one query."""
    return list(rows.for_cards().order_by("order", *name_ordering("person__"))[:most])
