"""Sessions as iCalendar (RFC 5545), in UTC. Written here rather than by a library: docs/decisions/0008."""

import datetime as dt
from collections.abc import Iterable, Iterator

from agenda.exports.occurrences import Occurrence, occurrences, place_text, plain_text, session_pages_url
from agenda.exports.session_details import ExportedName
from agenda.models import Session, SessionKind
from expo.i18n.characters import printable_line
from expo.models import Edition

PRODUCER = "-//Smart China Expo//Agenda//EN"
Areas = dict[int, list[ExportedName]]
OCTETS = 75
# The two bits by which UTF-8 marks an octet in the middle of a character.
CONTINUES, BEGUN = 0b11000000, 0b10000000
# A calendar needs something in it (RFC 5545, 3.6), and without a session there is nothing else to put there.
UTC_ZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
)
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def render_calendar(
    sessions: Iterable[Session], edition: Edition, *, areas: Areas, name: str, note: str, site: str
) -> bytes:
    """The sessions that have hours. `note` tells of the others, `site` is like https://example.org."""
    found = occurrences(sessions, edition)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCER}", "CALSCALE:GREGORIAN"]
    lines += [f"X-WR-CALNAME:{escape_text(name)}", f"X-WR-TIMEZONE:{edition.timezone}", "X-PUBLISHED-TTL:PT5M"]
    if note:
        lines.append(f"X-WR-CALDESC:{escape_text(note)}")
    if found:
        kinds = {value: escape_text(str(label)) for value, label in SessionKind.choices}
        pages = session_pages_url(edition, site)
        for one in found:
            lines.extend(event_lines(one, edition, kinds, areas, pages))
    else:
        lines += UTC_ZONE
    return "".join(map(fold_line, [*lines, "END:VCALENDAR"])).encode()


def event_lines(one: Occurrence, edition: Edition, kinds: dict[str, str], areas: Areas, pages: str) -> Iterator[str]:
    session, status = one.session, "CONFIRMED"
    if session.cancelled:
        status = "CANCELLED"
    yield "BEGIN:VEVENT"
    yield f"UID:{one.uid}"
    yield f"DTSTAMP:{format_utc(session.changed_at)}"
    yield f"DTSTART:{format_utc(one.starts_at)}"
    yield f"DTEND:{format_utc(one.ends_at)}"
    yield f"SEQUENCE:{session.sequence}"
    yield f"STATUS:{status}"
    yield f"SUMMARY:{escape_text(plain_text(session, 'name'))}"
    yield f"LOCATION:{escape_text(place_text(session, edition))}"
    if about := plain_text(session, "abstract"):
        yield f"DESCRIPTION:{escape_text(about)}"
    named = [escape_text(plain_text(area, "name")) for area in areas.get(session.pk, ())]
    yield f"CATEGORIES:{','.join([kinds[session.kind], *named])}"
    yield f"URL:{pages}{session.slug}/"
    yield "END:VEVENT"


def format_utc(moment: dt.datetime) -> str:
    return f"{moment.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def escape_text(text: str) -> str:
    """A TEXT value; commas between several are the caller's (3.3.11)."""
    return text.translate(ESCAPES)


def fold_line(line: str) -> str:
    """With its line break, and cut into lines of at most 75 octets, never within a character (3.1)."""
    line = printable_line(line)
    if len(line) * 3 <= OCTETS or len(line.encode()) <= OCTETS:
        return line + "\r\n"
    octets, begin, end, parts = line.encode(), 0, OCTETS, []
    while end < len(octets):
        while octets[end] & CONTINUES == BEGUN:
            end -= 1
        parts.append(octets[begin:end].decode())
        begin, end = end, end + OCTETS - 1
    return "\r\n ".join([*parts, octets[begin:].decode()]) + "\r\n"
