"""Sessions as schedule.xml and schedule.json, which conference apps read: one shape, written in two ways.

What both schemas and the apps ask of each field is told in docs/decisions/0008.
"""

import datetime as dt
import json
import re
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import gettext as _

from agenda.exports.occurrences import Occurrence, export_version, occurrences, plain_text, session_pages_url
from agenda.exports.session_details import ExportedName
from agenda.models import Room, Session
from expo.i18n.bilingual import localised_text
from expo.i18n.characters import printable, printable_json
from expo.i18n.instants import DAY, MINUTE, duration, midnight, moment_at
from expo.models import Edition

SCHEMA = "https://c3voc.de/schedule/schema.json"
GENERATOR = {"name": "smart-expo", "version": "1"}
# Apps read durations as a time of day: 24:00 makes them refuse the whole file.
LONGEST = dt.timedelta(hours=23, minutes=59)
# Apps count a day from six to six.
DAY_BEGINS = dt.time(6)
Shape = dict[str, Any]


class SessionNames(NamedTuple):
    """Who is in each session, and its areas, by the session's key."""

    people: dict[int, list[ExportedName]]
    areas: dict[int, list[ExportedName]]


def build_schedule(sessions: Iterable[Session], told: SessionNames, edition: Edition, site: str) -> Shape:
    """The public sessions with hours as schedule.json has them; `site` is like https://example.org."""
    held = [one for one in occurrences(sessions, edition) if not one.session.cancelled]
    events = Events(edition, session_pages_url(edition, site), held, told)
    conference = {
        "acronym": acronym(edition),
        "title": plain_text(edition, "name"),
        "start": edition.starts_on.isoformat(),
        "end": edition.ends_on.isoformat(),
        "daysCount": 0,
        "timeslot_duration": "00:05",
        "time_zone_name": edition.timezone,
        "url": site + edition.get_absolute_url(),
        "rooms": events.rooms(),
        "days": schedule_days(edition, events.all() or [events.notice()]),
    }
    conference["daysCount"] = len(conference["days"])
    return {"version": export_version(json.dumps(conference), edition), "conference": conference}


def render_json(found: Shape) -> bytes:
    document = printable_json({"$schema": SCHEMA, "generator": GENERATOR, "schedule": found})
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def acronym(edition: Edition) -> str:
    """Like sce2019; without a hyphen, which schedule.json refuses."""
    return ("sce" + re.sub("[^a-z0-9]", "", edition.slug.lower())).ljust(4, "0")


def schedule_days(edition: Edition, events: list[Shape]) -> list[Shape]:
    """All days of the edition, and any other on which something takes place."""
    by_day: dict[dt.date, list[Shape]] = defaultdict(list)
    for event in events:
        by_day[dt.date.fromisoformat(event["date"][:10])].append(event)
    found = []
    for index, day in enumerate(sorted({*edition.days, *by_day}), start=1):
        rooms: dict[str, list[Shape]] = {}
        for one in by_day.get(day, ()):
            rooms.setdefault(one["room"], []).append(one)
        starts_at = midnight(day, edition.tz).astimezone(edition.tz)
        ends_at = midnight(day + DAY, edition.tz).astimezone(edition.tz)
        bounds = {"day_start": starts_at.isoformat(), "day_end": ends_at.isoformat()}
        found.append({"index": index, "date": day.isoformat(), **bounds, "rooms": rooms})
    return found


class Events:
    """Occurrences as events, in the active language, under names and numbers that none of them shares."""

    def __init__(self, edition: Edition, pages: str, held: list[Occurrence], told: SessionNames) -> None:
        self.edition = edition
        self.pages = pages
        self.held = held
        self.told = told
        self.acronym = acronym(edition)
        self.numbers: set[int] = set()
        self.people: dict[int, Shape] = {}
        self.named: dict[int, str] = {}
        self.used = {one.session.room.pk: one.session.room for one in held if one.session.room}
        self.elsewhere = plain_text(edition, "venue") or plain_text(edition, "city") or plain_text(edition, "name")
        for key, room in sorted(self.used.items()):
            name = plain_text(room, "name")
            if name == self.elsewhere or name in self.named.values():
                name = f"{name} ({room.slug})"
            self.named[key] = name

    def all(self) -> list[Shape]:
        return [self.event(one) for one in self.held]

    def rooms(self) -> list[Shape]:
        found = sorted(self.used.values(), key=lambda room: (room.order, room.slug))
        rows = [{"name": self.named[room.pk], "guid": self.guid_of(room)} for room in found]
        somewhere = []
        for one in self.held:
            if not one.session.room:
                somewhere.append(self.room(one.session))
        if not self.held:
            somewhere.append(self.elsewhere)
        for name in dict.fromkeys(somewhere):
            rows.append({"name": name, "guid": self.guid("place", name)})
        return rows

    def guid_of(self, room: Room) -> str:
        return str(room.uid)

    def guid(self, *path: str) -> str:
        return str(uuid.uuid5(uuid.NAMESPACE_URL, "/".join((self.edition.identifier, *path))))

    def room(self, session: Session) -> str:
        """Its room's name; without a room the note on the place, which no room may share, or the venue."""
        if session.room:
            return self.named[session.room.pk]
        note = plain_text(session, "place_note") or self.elsewhere
        if note in self.named.values():
            return f"{note} *"
        return note

    def number(self, guid: uuid.UUID) -> int:
        """Apps know events by a 32-bit number: ten digits out of the guid, which say nothing of other sessions."""
        number = 2**30 + (guid.int >> 98)
        while number in self.numbers:
            number += 1
        self.numbers.add(number)
        return number

    def event(self, one: Occurrence) -> Shape:
        session = one.session
        areas, spoken = self.told.areas.get(session.pk), session.spoken
        track, language = "", None
        if areas:
            track = plain_text(areas[0], "name")
        if spoken:
            language = spoken[0]
        number = self.number(one.uid)
        return self.timed(one.starts_at, min(duration(one.starts_at, one.ends_at), LONGEST)) | {
            "guid": str(one.uid),
            "id": number,
            "room": self.room(session),
            "slug": f"{self.acronym}-{number}-{session.slug}".lower().rstrip("-_"),
            "url": f"{self.pages}{session.slug}/",
            "title": plain_text(session, "name"),
            "subtitle": subtitle(session),
            "track": track,
            "type": session.kind,
            "language": language,
            "abstract": plain_text(session, "abstract"),
            "persons": self.persons(session),
            "links": session_links(session),
        }

    def notice(self) -> Shape:
        """A note over the first day: apps refuse a file in which nothing takes place."""
        starts_at = moment_at(self.edition.starts_on, DAY_BEGINS, self.edition.tz)
        guid = uuid.UUID(self.guid("notice"))
        number = self.number(guid)
        return self.timed(starts_at, dt.timedelta(hours=18)) | {
            "guid": str(guid),
            "id": number,
            "room": self.elsewhere,
            "slug": f"{self.acronym}-{number}-notice",
            "url": self.pages.removesuffix("sessions/"),
            "title": _("No times have been announced"),
            "subtitle": "",
            "track": "",
            "type": "other",
            "language": None,
            "abstract": _("What is known of the agenda is on the website."),
            "persons": [],
            "links": [],
        }

    def timed(self, starts_at: dt.datetime, length: dt.timedelta) -> Shape:
        """By the clock at the venue."""
        starts_at = starts_at.astimezone(self.edition.tz)
        hours, minutes = divmod(length // MINUTE, 60)
        return {
            "date": starts_at.isoformat(),
            "start": f"{starts_at:%H:%M}",
            "duration": f"{hours:02}:{minutes:02}",
        }

    def persons(self, session: Session) -> list[Shape]:
        return [self.person(person) for person in self.told.people.get(session.pk, ())]

    def person(self, person: ExportedName) -> Shape:
        """Never with an id: guid and name are all that the schema and the apps both accept."""
        if person.key not in self.people:
            self.people[person.key] = {"guid": str(person.uid), "name": plain_text(person, "name")}
        return self.people[person.key]


def subtitle(session: Session) -> str:
    """The title in the language that the title is not in."""
    title = localised_text(session, "name").value
    other = session.name_zh
    if title == session.name_zh:
        other = session.name_en
    if other == title:
        return ""
    return other


def session_links(session: Session) -> list[Shape]:
    titled = (
        (session.stream_url, _("Live stream")),
        (session.recording_url, _("Recording")),
        (session.materials_url, _("Materials")),
    )
    return [{"type": "media", "url": url, "title": title} for url, title in titled if url]


TEXTS = (
    "room",
    "title",
    "subtitle",
    "type",
    "date",
    "start",
    "duration",
    "abstract",
    "slug",
    "track",
    "language",
    "url",
)
OF_CONFERENCE = ("acronym", "title", "start", "end", "timeslot_duration", "url", "time_zone_name")


def render_xml(found: Shape) -> bytes:
    """The shape as schedule.xml; what it does not know, it leaves out."""
    return printable("".join(['<?xml version="1.0" encoding="utf-8"?>\n', *xml_fragments(found)])).encode()


def xml_fragments(found: Shape) -> Iterator[str]:
    conference = found["conference"]
    guids = {room["name"]: room["guid"] for room in conference["rooms"]}
    yield f"<schedule>{xml_element('generator', '', GENERATOR)}{xml_element('version', found['version'])}\n<conference>"
    for name in OF_CONFERENCE:
        yield xml_element(name, conference[name])
    yield f"{xml_element('days', str(conference['daysCount']))}</conference>\n"
    for day in conference["days"]:
        yield f'<day index="{day["index"]}" date="{day["date"]}" start="{day["day_start"]}" end="{day["day_end"]}">\n'
        for name, events in day["rooms"].items():
            yield f"<room name={quoteattr(name)} guid={quoteattr(guids[name])}>\n"
            for event in events:
                yield event_xml(event)
            yield "</room>\n"
        yield "</day>\n"
    yield "</schedule>\n"


def event_xml(event: Shape) -> str:
    inside = []
    for name in TEXTS:
        if event[name] is not None:
            inside.append(xml_element(name, event[name]))
    inside.append("<persons>")
    for person in event["persons"]:
        inside.append(xml_element("person", person["name"], {"guid": person["guid"]}))
    inside.append("</persons><links>")
    for link in event["links"]:
        inside.append(xml_element("link", link["title"], {"href": link["url"], "type": link["type"]}))
    inside.append("</links>")
    return f'<event guid="{event["guid"]}" id="{event["id"]}">{"".join(inside)}</event>\n'


def xml_element(name: str, text: str, attributes: dict[str, str] | None = None) -> str:
    said = "".join([f" {key}={quoteattr(value)}" for key, value in (attributes or {}).items()])
    return f"<{name}{said}>{escape(text)}</{name}>"
