"""What happens at the rehearsal: fills the slots with sessions, and forums with talks."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from agenda.demo.timetable import TimetableSlot, timetable_slots
from agenda.models import Room, Session, SessionStatus
from agenda.models import SessionKind as Kind
from agenda.models.sessions import session_uid
from expo.demo.words import random_generator, rehearsal_data, slug_of, unique_slug
from expo.i18n.instants import shift_moment
from expo.models import Edition
from expo.presence import require_value

WELCOME = dt.timedelta(minutes=10)
TALK = {2: dt.timedelta(minutes=45), 3: dt.timedelta(minutes=35)}
# Of the 46 forums, seven have two talks; the others have three.
EVERY_SEVENTH = 7
LANGUAGES = [("zh,en", True)] * 12 + [("en,zh", True)] * 3 + [("zh", False)] * 4 + [("en", False)]
WITHOUT_SPEECH = (Kind.BREAK, Kind.EXHIBITION)


@dataclass
class ProgrammeItem:
    """A session that is not saved yet, with the technology it is about and the talks it contains."""

    session: Session
    areas: list[str] = field(default_factory=list)
    talks: list["ProgrammeItem"] = field(default_factory=list)
    number: int = 0


class WingProgramme:
    """The sessions of one wing: twelve rooms and four days. From the second wing on, titles carry its number."""

    def __init__(self, edition: Edition, wing: int, rooms: dict[str, Room], slugs: set[str]) -> None:
        self.edition = edition
        self.wing = wing
        self.rooms = rooms
        self.slugs = slugs
        self.rng = random_generator(f"programme {wing}")
        self.words = rehearsal_data("programme")
        self.talks = {area: iter(self.mixed(titles)) for area, titles in rehearsal_data("talks").items()}
        self.contents = {kind: self.of_kind(kind) for kind in Kind}

    def items(self) -> list[ProgrammeItem]:
        """In the order in which they begin; those of several days first."""
        found: list[ProgrammeItem] = []
        for kind in (Kind.EXHIBITION, Kind.CONTEST):
            found.extend(self.lasting(kind))
        for slot in timetable_slots(self.edition):
            found.append(self.item(slot))
        return found

    def mixed(self, rows: list[Any]) -> list[Any]:
        return self.rng.sample(rows, len(rows))

    def of_kind(self, kind: Kind) -> Iterator[tuple[int, dict[str, Any]]]:
        """What the sessions of a kind are about, one after the other, numbered."""
        if kind == Kind.FORUM:
            return enumerate(self.mixed(rehearsal_data("forums")))
        rows = [self.row(kind, row) for row in self.words.get(kind, [])]
        if kind == Kind.BREAK:
            rows *= 4
        return enumerate(rows)

    def row(self, kind: Kind, row: list[str]) -> dict[str, Any]:
        """The lists of the programme as what the forums' list says by name; signings and ceremonies have addresses."""
        if kind in (Kind.CEREMONY, Kind.SIGNING):
            slug, (en, zh, *more) = row[0], row[1:]
        else:
            slug, (en, zh, *more) = slug_of(row[0]), row
        areas = []
        if kind == Kind.CONTEST:
            areas = [more.pop()]
        found = {"slug": slug, "en": en, "zh": zh, "areas": areas}
        if about := self.words.get(f"{kind}_about"):
            more = self.rng.choice(about)
        return found | dict(zip(("about_en", "about_zh"), more, strict=False))

    def item(self, slot: TimetableSlot) -> ProgrammeItem:
        number, row = next(self.contents[slot.kind])
        session = self.session(slot.kind, row, self.rooms[slot.room], slot.starts_at, slot.ends_at)
        item = ProgrammeItem(session, row["areas"], number=number)
        if slot.kind == Kind.FORUM:
            talks = 3
            if number % EVERY_SEVENTH == 3:
                talks = 2
            self.fill(item, talks)
        return item

    def fill(self, forum: ProgrammeItem, talks: int) -> None:
        """Talks one after the other, after a welcome; what is left is for the panel."""
        room = require_value(forum.session.room)
        starts_at = shift_moment(require_value(forum.session.starts_at), WELCOME)
        for _ in range(talks):
            en, zh = next(self.talks[forum.areas[0]])
            about = self.rng.choice(self.words["talk_about"])
            row = {"slug": slug_of(en), "en": en, "zh": zh, "about_en": about[0], "about_zh": about[1]}
            ends_at = shift_moment(starts_at, TALK[talks])
            session = self.session(Kind.FORUM, row, room, starts_at, ends_at)
            session.parent = forum.session
            session.languages, session.interpretation = forum.session.languages, forum.session.interpretation
            forum.talks.append(ProgrammeItem(session, forum.areas))
            starts_at = ends_at

    def lasting(self, kind: Kind) -> Iterator[ProgrammeItem]:
        """What goes on through all days, some with hours of each day: the exhibitions, and the last of the contests."""
        rows, room = [self.row(kind, row) for row in self.words[kind]], self.rooms["exhibition-floor"]
        if kind == Kind.CONTEST:
            rows, room = rows[-1:], self.rooms["contest-arena"]
        for number, row in enumerate(rows):
            session = self.session(kind, row, room, None, None)
            session.day, session.last_day = self.edition.starts_on, self.edition.ends_on
            hours = self.words["daily_hours"].get(row["slug"], [])
            session.daily_hours = {day.isoformat(): pair for day, pair in zip(self.edition.days, hours, strict=False)}
            yield ProgrammeItem(session, row["areas"], number=number)

    def session(
        self, kind: Kind, row: dict[str, Any], room: Room, starts_at: dt.datetime | None, ends_at: dt.datetime | None
    ) -> Session:
        languages, interpretation = self.spoken(kind)
        slug = row.get("slug") or slug_of(row["en"])
        if self.wing > 1:
            slug = f"{slug}-{self.wing}"
        slug = unique_slug(slug, self.slugs)
        day = None
        if starts_at:
            day = starts_at.date()
        return Session(
            edition=self.edition,
            slug=slug,
            uid=session_uid(self.edition.slug, slug),
            kind=kind,
            name_en=self.numbered(row["en"]),
            name_zh=self.numbered(row["zh"]),
            abstract_en=row.get("about_en", ""),
            abstract_zh=row.get("about_zh", ""),
            room=room,
            day=day,
            starts_at=starts_at,
            ends_at=ends_at,
            languages=languages,
            interpretation=interpretation,
            status=SessionStatus.CONFIRMED,
        )

    def spoken(self, kind: Kind) -> tuple[str, bool]:
        """The languages, and whether there is interpretation; only forums differ among themselves."""
        if kind in WITHOUT_SPEECH:
            return "", False
        if kind == Kind.FORUM:
            return self.rng.choice(LANGUAGES)
        return LANGUAGES[0]

    def numbered(self, title: str) -> str:
        if self.wing == 1:
            return title
        return f"{title} ({self.wing})"
