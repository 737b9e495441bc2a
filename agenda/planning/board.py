"""What the planning board shows: a day by rooms, and what is not scheduled yet."""

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from agenda.checks import problems
from agenda.checks.kinds import FATAL
from agenda.models import Room, Session, SessionKind
from agenda.planning.moves import Placement
from agenda.planning.plan_tally import UNSCHEDULED, Tally, planned_sessions, tally_plan
from expo.i18n import dates
from expo.i18n.bilingual import Text, localised_text
from expo.i18n.instants import clock_minutes, minutes_between, repeated_hour_note
from expo.models import Edition
from expo.presence import require_value
from expo.versions.row_memory import PLAN_ROWS

MIDNIGHT = 24 * 60
# The kinds of problem that a card is marked with.
MARKED = [kind for kind in FATAL if kind.key in ("room", "person")]
# The hours that a day shows however early it ends.
DAY_FROM, DAY_TO = 9 * 60, 18 * 60
TRAY_SHOWS = 150
CARD = (
    *("edition_id", "name_en", "name_zh", "kind", "status", "day", "last_day", "starts_at", "ends_at", "room_id"),
    *("place_note_en", "place_note_zh", "part_of_day", "changed_at", "parent_id", "daily_hours"),
)


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


class Card:
    """A session as the board shows it, by the clock of its edition."""

    clashing = twice = False

    def __init__(self, session: Session, edition: Edition, rooms: dict[int, Room]) -> None:
        self.session, self.edition = session, edition
        session.edition = edition
        self.room = rooms.get(session.room_id) if session.room_id else None

    @property
    def name(self) -> Text:
        return localised_text(self.session, "name")

    @property
    def token(self) -> str:
        return Placement.of(self.session).token

    @property
    def stamp(self) -> str:
        """Another one each time it is saved."""
        return f"{self.session.changed_at.timestamp() * 1_000_000:.0f}"

    def minute(self, moment: dt.datetime) -> int:
        """By the clock, from the midnight with which the session's day begins."""
        return clock_minutes(moment, require_value(self.session.day), self.edition.tz)

    @cached_property
    def start(self) -> int | None:
        if self.session.starts_at is None:
            return None
        return self.minute(self.session.starts_at)

    @cached_property
    def end(self) -> int | None:
        if self.session.ends_at is None:
            return None
        return self.minute(self.session.ends_at)

    @property
    def turned(self) -> int:
        """By how many minutes it lasts longer than the clock shows, because the clocks are turned meanwhile."""
        starts_at, ends_at = self.session.starts_at, self.session.ends_at
        if starts_at is None or ends_at is None or self.spans_days:
            return 0
        return minutes_between(starts_at, ends_at) - (self.minute(ends_at) - self.minute(starts_at))

    @property
    def notes(self) -> list[str]:
        """Which one is meant of an hour that comes twice."""
        notes = []
        for moment in filter(None, (self.session.starts_at, self.session.ends_at)):
            if note := repeated_hour_note(moment, self.edition.tz):
                notes.append(note)
        return notes

    @property
    def hours(self) -> str:
        if self.session.daily_hours:
            return _("hours of each day")
        if self.start is None and self.session.part_of_day:
            return str(self.session.get_part_of_day_display())
        if self.start is None:
            return _("hours to be announced")
        session = self.session
        if session.starts_at is None or session.ends_at is None:
            part = session.part_of_day
            return str(session.get_part_of_day_display()) if part else _("hours to be announced")
        return dates.format_hours(session.starts_at, session.ends_at, zone=self.edition.tz, daily=self.spans_days)

    @property
    def place(self) -> str:
        """Where it stands, in words: 26 August, 10:00–11:00, Hall 3."""
        room = self.room or localised_text(self.session, "place_note").value or _("no room")
        if not self.session.day:
            day = _("no day")
            return f"{day}, {room}"
        day = dates.format_day(self.session.day, dates.SHORT)
        return f"{day}, {self.hours}, {room}"

    @property
    def spans_days(self) -> bool:
        return bool(self.session.last_day)

    @property
    def elsewhere(self) -> bool:
        session = self.session
        return session.kind == SessionKind.BREAK or bool(session.place_note_en or session.place_note_zh)

    @property
    def unscheduled(self) -> bool:
        """As UNSCHEDULED asks it of the database."""
        session = self.session
        hourless = session.starts_at is None and session.last_day is None
        return session.day is None or hourless or (session.room_id is None and not self.elsewhere)

    @property
    def where(self) -> str:
        """In which part of the board it stands: `tray`, `days` for what lasts several, or `grid`."""
        if self.unscheduled:
            return "tray"
        if self.spans_days:
            return "days"
        return "grid"


@dataclass
class Board:
    edition: Edition
    day: dt.date
    rooms: dict[int, Room]
    cards: Sequence[DrawnCard]
    tabs: list[DayTab]
    tally: Tally

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


def cards_of(edition: Edition, sessions: QuerySet[Session], rooms: dict[int, Room]) -> list[Card]:
    """The sessions as cards, in one query."""
    return [Card(session, edition, rooms) for session in sessions.only(*CARD)]


def mark_problems(cards: list[Card]) -> list[Card]:
    """With what must not be released as it is, in two queries."""
    found = problems.kinds_by_session([card.session for card in cards], MARKED)
    for card in cards:
        keys = {kind.key for kind in found.get(card.session.pk, ())}
        card.clashing, card.twice = "room" in keys, "person" in keys
    return cards


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
    cards = PLAN_ROWS.recall(key, partial(draw_cards, edition, day, draw))
    found = tally_plan(edition)
    tabs = [DayTab(each, found.days[each], each == day) for each in edition.days]
    return Board(edition, day, rooms_of(edition), cards, tabs, found)


def draw_cards(edition: Edition, day: dt.date, draw: Callable[[Card], str]) -> tuple[DrawnCard, ...]:
    return tuple(drawn_card(card, draw(card)) for card in find_cards(edition, day))


def drawn_card(card: Card, html: str) -> DrawnCard:
    session = card.session
    return DrawnCard(session.pk, card.where, session.room_id, card.start, card.end, card.clashing, card.twice, html)


def card_sentences(cards: Iterable[Card]) -> list[str]:
    return [_("“%(name)s”: %(place)s.") % {"name": card.name, "place": card.place} for card in cards]
