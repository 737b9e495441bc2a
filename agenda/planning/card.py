"""A session as a card of the planning board: where it stands, its hours by the clock, and what is wrong with it."""

import datetime as dt
from collections.abc import Iterable
from functools import cached_property

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from agenda.checks import problems
from agenda.checks.kinds import FATAL
from agenda.models import Room, Session, SessionKind
from agenda.planning.moves import Placement
from expo.i18n import dates
from expo.i18n.bilingual import Text, localised_text
from expo.i18n.instants import clock_minutes, minutes_between, repeated_hour_note
from expo.models import Edition
from expo.presence import require_value

# The kinds of problem that a card is marked with.
MARKED = [kind for kind in FATAL if kind.key in ("room", "person")]
CARD = (
    *("edition_id", "name_en", "name_zh", "kind", "status", "day", "last_day", "starts_at", "ends_at", "room_id"),
    *("place_note_en", "place_note_zh", "part_of_day", "changed_at", "parent_id", "daily_hours"),
)


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


def card_sentences(cards: Iterable[Card]) -> list[str]:
    return [_("“%(name)s”: %(place)s.") % {"name": card.name, "place": card.place} for card in cards]
