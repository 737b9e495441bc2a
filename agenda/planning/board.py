"""What the planning board shows: a day by rooms, and what is not scheduled yet."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.db.models import Q

from agenda.models import Room
from agenda.planning.card import Card, cards_of, mark_problems
from agenda.planning.plan_tally import UNSCHEDULED, Tally, planned_sessions, tally_plan
from expo.models import Edition

MIDNIGHT = 24 * 60
# The hours that a day shows however early it ends.
DAY_FROM, DAY_TO = 9 * 60, 18 * 60
TRAY_SHOWS = 150


def format_minute(minute: int) -> str:
    """09:30 of the minutes since midnight, 24:00 of the next one."""
    return f"{minute // 60:02}:{minute % 60:02}"


@dataclass(frozen=True)
class DayTab:
    """A day of the edition, how many sessions it has, and whether it is the one shown."""

    day: dt.date
    count: int
    current: bool


class RoomColumn(NamedTuple):
    """A room, or None for what takes place elsewhere; and its sessions by start."""

    room: Room | None
    cards: list[Card]


@dataclass
class Board:
    edition: Edition
    day: dt.date
    rooms: dict[int, Room]
    cards: list[Card]
    tabs: list[DayTab]
    tally: Tally

    def standing(self, where: str) -> list[Card]:
        return [card for card in self.cards if card.where == where]

    @property
    def tray(self) -> list[Card]:
        return self.standing("tray")

    @property
    def days(self) -> list[Card]:
        return self.standing("days")

    @cached_property
    def columns(self) -> list[RoomColumn]:
        found: dict[int | None, list[Card]] = {pk: [] for pk in (*self.rooms, None)}
        for card in self.standing("grid"):
            found[card.session.room_id].append(card)
        nowhere = found.pop(None)
        columns = [RoomColumn(self.rooms[pk], cards) for pk, cards in found.items() if pk is not None]
        if nowhere:
            columns.append(RoomColumn(None, nowhere))
        return columns

    @cached_property
    def hours(self) -> range:
        """The hours of the time column, in minutes."""
        first, last = DAY_FROM, DAY_TO
        for card in self.standing("grid"):
            if card.start is not None and card.end is not None:
                first, last = min(first, card.start), max(last, card.end)
        return range(first // 60 * 60, min(-(-last // 60) * 60, MIDNIGHT) + 1, 60)

    @property
    def last(self) -> int:
        return self.hours[-1]

    @property
    def times(self) -> list[tuple[int, str]]:
        return [(minute, format_minute(minute)) for minute in self.hours]

    @property
    def waiting(self) -> int:
        return self.tally.waiting

    @property
    def more_waiting(self) -> int:
        return self.waiting - len(self.tray)

    @property
    def listed(self) -> list[Card]:
        return [card for card in self.cards if card.where != "tray"]


def rooms_of(edition: Edition) -> dict[int, Room]:
    return {room.pk: room for room in edition.rooms.select_related("hall").order_by("order", "slug")}


def build_board(edition: Edition, day: dt.date) -> Board:
    """The board of a day, in five queries however full it is."""
    rooms = rooms_of(edition)
    found = tally_plan(edition)
    waiting = planned_sessions(edition).filter(UNSCHEDULED).in_order().values("pk")[:TRAY_SHOWS]
    placed = planned_sessions(edition).on(day).exclude(UNSCHEDULED).values("pk")
    shown = planned_sessions(edition).filter(Q(pk__in=placed) | Q(pk__in=waiting)).in_order()
    cards = mark_problems(cards_of(edition, shown, rooms))
    tabs = [DayTab(each, found.days[each], each == day) for each in edition.days]
    return Board(edition, day, rooms, cards, tabs, found)
