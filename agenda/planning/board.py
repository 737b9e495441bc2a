"""What the planning board shows: a day by rooms, and what is not scheduled yet."""

import datetime as dt
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import NamedTuple, Self

from django.db.models import Q

from agenda.models import Room
from agenda.planning.card import Card, cards_of, mark_problems
from agenda.planning.plan_tally import UNSCHEDULED, Tally, planned_sessions, tally_plan
from expo.models import Edition
from expo.versions.row_memory import PLAN_ROWS

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


class DrawnCard(NamedTuple):
    """A card as the board holds it: in which part and room it stands, from which minute to which, and its HTML."""

    session: int
    where: str
    room: int | None
    start: int | None
    end: int | None
    clashing: bool
    twice: bool
    html: str


class RoomColumn(NamedTuple):
    """A room, or None for what takes place elsewhere; and its sessions by start."""

    room: Room | None
    cards: list[DrawnCard]


@dataclass
class Board:
    edition: Edition
    day: dt.date
    recall_cards: Callable[[], Sequence[DrawnCard]]
    tabs: list[DayTab]
    tally: Tally

    @cached_property
    def cards(self) -> Sequence[DrawnCard]:
        return self.recall_cards()

    @cached_property
    def rooms(self) -> dict[int, Room]:
        return rooms_of(self.edition)

    def read_again(self) -> Self:
        """The same with cards and rooms of this moment, for what is remembered of them."""
        return replace(self)

    def standing(self, where: str) -> list[DrawnCard]:
        return [card for card in self.cards if card.where == where]

    @property
    def tray(self) -> list[DrawnCard]:
        return self.standing("tray")

    @property
    def days(self) -> list[DrawnCard]:
        return self.standing("days")

    @cached_property
    def columns(self) -> list[RoomColumn]:
        found: dict[int | None, list[DrawnCard]] = {pk: [] for pk in (*self.rooms, None)}
        for card in self.standing("grid"):
            found[card.room].append(card)
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
    def listed(self) -> list[DrawnCard]:
        return [card for card in self.cards if card.where != "tray"]


def rooms_of(edition: Edition) -> dict[int, Room]:
    return {room.pk: room for room in edition.rooms.select_related("hall").order_by("order", "slug")}


def find_cards(edition: Edition, day: dt.date) -> list[Card]:
    """The cards of a day and of the tray, in four queries however many."""
    waiting = planned_sessions(edition).filter(UNSCHEDULED).in_order().values("pk")[:TRAY_SHOWS]
    placed = planned_sessions(edition).on(day).exclude(UNSCHEDULED).values("pk")
    shown = planned_sessions(edition).filter(Q(pk__in=placed) | Q(pk__in=waiting)).in_order()
    return mark_problems(cards_of(edition, shown, rooms_of(edition)))


def build_board(edition: Edition, day: dt.date, draw: Callable[[Card], str], drawn_as: Hashable) -> Board:
    """The board of a day. Its cards are drawn once, until somebody writes what they are made of.

    `drawn_as`: by what else than the edition and the day it differs what `draw` makes of a card.
    """
    key = "board", drawn_as, day, edition.pk, edition.slug, edition.timezone
    recall_cards = partial(PLAN_ROWS.recall, key, partial(draw_cards, edition, day, draw))
    found = tally_plan(edition)
    tabs = [DayTab(each, found.days[each], each == day) for each in edition.days]
    return Board(edition, day, recall_cards, tabs, found)


def draw_cards(edition: Edition, day: dt.date, draw: Callable[[Card], str]) -> tuple[DrawnCard, ...]:
    return tuple(drawn_card(card, draw(card)) for card in find_cards(edition, day))


def drawn_card(card: Card, html: str) -> DrawnCard:
    session = card.session
    return DrawnCard(session.pk, card.where, session.room_id, card.start, card.end, card.clashing, card.twice, html)
