"""A file's bytes as a programme: its entries one by one, each with what is odd about it."""

import datetime as dt
import hashlib
import re
import zoneinfo
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale
from django.utils.text import slugify

from agenda.imports.formats import detection
from agenda.imports.formats.plain_text import LONGEST, clean_text, is_chinese
from agenda.imports.formats.raw import RawEntry, RawPerson, RawProgramme
from agenda.imports.formats.times import Moment, read_moment
from agenda.imports.session_kinds import session_kind
from agenda.imports.warnings import FileWarning, WarningKind
from expo.i18n.instants import duration
from expo.presence import require_value

TITLE, NAME, KEY = 250, 200, 100
NO_TIME = dt.timedelta(0)


@dataclass(frozen=True)
class ProgrammePerson:
    """`key` tells one from another within the source: the guid, else the name."""

    key: str
    name: str


@dataclass(frozen=True)
class ProgrammeEntry:
    """One item of a programme, in plain text. `key` recognises it at the next import."""

    key: str
    title: str
    abstract: str
    chinese: bool
    languages: str
    kind: str
    written_kind: str
    room: str
    when: Moment
    people: tuple[ProgrammePerson, ...]


@dataclass(frozen=True)
class ProgrammeReading:
    source: str
    days: int
    rooms: list[str]
    entries: list[ProgrammeEntry]
    oddities: list[FileWarning]
    beside: dict[str, int]


def read_programme(data: bytes, zone: zoneinfo.ZoneInfo, source: str = "") -> ProgrammeReading:
    """The programme in the file; what has no time zone of its own is meant by the clock of `zone`.

    `source` names the system that the file is from, by default as the file itself does. Raises UnreadableProgramme.
    """
    raw = detection.read_raw_programme(data)
    oddities: list[FileWarning] = []
    zone = programme_zone(raw, zone, oddities)
    entries = [read_entry(each, key, zone, oddities) for each, key in assign_keys(raw.entries, oddities)]
    oddities += room_overlap_warnings(entries)
    beside: Counter[str] = Counter()
    for each in raw.entries:
        beside.update(dict(each.beside))
    names = [*map(clean_line, raw.rooms), *(entry.room for entry in entries)]
    rooms = list(dict.fromkeys(filter(None, names)))
    days = raw.days or len({entry.when.day for entry in entries if entry.when.day})
    return ProgrammeReading(source_slug(source, raw), days, rooms, entries, oddities, dict(beside))


def source_slug(given: str, raw: RawProgramme) -> str:
    for each in (given, raw.acronym, raw.title):
        if name := slugify(each)[:60]:
            return name
    return "schedule"


def programme_zone(raw: RawProgramme, zone: zoneinfo.ZoneInfo, oddities: list[FileWarning]) -> zoneinfo.ZoneInfo:
    if not raw.zone or raw.zone == zone.key:
        return zone
    if raw.zone not in zoneinfo.available_timezones():
        oddities.append(FileWarning(WarningKind.ZONE_UNKNOWN, detail=clean_text(raw.zone, longest=60, lines=False)[0]))
        return zone
    oddities.append(FileWarning(WarningKind.ZONE_DIFFERS, detail=f"{raw.zone} ≠ {zone.key}"))
    return zoneinfo.ZoneInfo(raw.zone)


def assign_keys(entries: list[RawEntry], oddities: list[FileWarning]) -> Iterator[tuple[RawEntry, str]]:
    """Each with its key. What comes again under the same one gets a number, in the order of the file."""
    seen: Counter[str] = Counter()
    ids: Counter[str] = Counter()
    for each in entries:
        stem = key_stem(each)
        seen[stem] += 1
        key = stem
        if seen[stem] > 1:
            key = f"{stem}#{seen[stem]}"
        title = clean_text(each.title, longest=TITLE, lines=False)[0]
        if not each.guid and not each.id:
            oddities.append(FileWarning(WarningKind.ID_MISSING, key, title))
        if each.guid and seen[stem] > 1:
            oddities.append(FileWarning(WarningKind.GUID_REPEATED, key, title, clean_line(each.guid)))
        ids[each.id] += 1
        if each.id and ids[each.id] > 1:
            oddities.append(FileWarning(WarningKind.ID_REPEATED, key, title, clean_line(each.id)))
        yield each, key


def key_stem(entry: RawEntry) -> str:
    if entry.guid:
        return shorten_key(clean_line(entry.guid.lower()))
    if entry.id:
        return shorten_key(f"id:{clean_line(entry.id)}")
    return f"title:{text_digest(entry.slug + ' ' + entry.title)}"


def shorten_key(key: str) -> str:
    if key and len(key) <= KEY:
        return key
    return text_digest(key)


def text_digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="backslashreplace")).hexdigest()[:40]


def clean_line(text: str, longest: int = NAME) -> str:
    return clean_text(text, longest=longest, lines=False)[0]


class EntryReader:
    """Takes one entry apart and notes beside it what is odd."""

    def __init__(self, raw: RawEntry, key: str, oddities: list[FileWarning]) -> None:
        self.raw, self.key, self.oddities = raw, key, oddities
        self.title = clean_text(raw.title, longest=TITLE, lines=False)[0]

    def note(self, kind: WarningKind, detail: str = "") -> None:
        self.oddities.append(FileWarning(kind, self.key, self.title, detail))

    def text(self, text: str, *, longest: int, lines: bool = False) -> str:
        cleaned, found = clean_text(text, longest=longest, lines=lines)
        for kind, detail in found:
            self.note(kind, detail)
        return cleaned

    def abstract(self) -> str:
        """Subtitle, abstract and description below each other, each once."""
        parts = (self.raw.subtitle, self.raw.abstract, self.raw.description)
        cleaned = []
        for part in filter(None, dict.fromkeys(parts)):
            cleaned.append(self.text(part, longest=LONGEST, lines=True))
        return "\n\n".join(filter(None, cleaned))

    def language(self) -> str:
        """The code, or several with commas, the spoken one first; Chinese of any kind is `zh`."""
        written = self.raw.language.lower().replace("_", "-")
        codes = list(filter(None, map(str.strip, re.split("[/;,]", written))))
        if not codes:
            self.note(WarningKind.LANGUAGE_MISSING)
        known = list(filter(is_known_code, codes))
        if len(known) < len(codes):
            self.note(WarningKind.LANGUAGE_UNKNOWN, clean_line(self.raw.language, 40))
        return ",".join(dict.fromkeys(map(shorten_code, known[:3])))

    def room(self) -> str:
        name = clean_line(self.raw.room)
        if not name:
            self.note(WarningKind.ROOM_MISSING)
        elif name.endswith("…"):
            self.text(self.raw.room, longest=NAME)
        if self.raw.other_room:
            self.note(WarningKind.ROOM_DISAGREES, f"{clean_line(self.raw.other_room, 60)} ≠ {name[:60]}")
        return name

    def people(self) -> tuple[ProgrammePerson, ...]:
        found: dict[str, ProgrammePerson] = {}
        for person in map(self.person, self.raw.people):
            if person and person.key in found:
                self.note(WarningKind.PERSON_TWICE, person.name)
            elif person:
                found[person.key] = person
        return tuple(found.values())

    def person(self, raw: RawPerson) -> ProgrammePerson | None:
        name = self.text(raw.name, longest=NAME)
        if not name:
            self.note(WarningKind.PERSON_NAMELESS, clean_line(raw.guid, 60))
            return None
        return ProgrammePerson(shorten_key(clean_line(raw.guid.lower()) or f"name:{name.casefold()}"), name)

    def when(self, zone: zoneinfo.ZoneInfo) -> Moment:
        found: list[tuple[WarningKind, str]] = []
        when = read_moment(self.raw.said, zone, found)
        for kind, detail in found:
            self.note(kind, clean_line(detail, 60))
        return when


def read_entry(raw: RawEntry, key: str, zone: zoneinfo.ZoneInfo, oddities: list[FileWarning]) -> ProgrammeEntry:
    reader = EntryReader(raw, key, oddities)
    title = reader.text(raw.title, longest=TITLE)
    codes = reader.language()
    chinese = codes.startswith("zh")
    if not codes:
        # Where the file does not say, the title shows it.
        chinese = is_chinese(title)
    return ProgrammeEntry(
        key=key,
        title=title,
        abstract=reader.abstract(),
        chinese=chinese,
        languages=codes,
        kind=session_kind(raw.kind),
        written_kind=clean_line(raw.kind, 80),
        room=reader.room(),
        when=reader.when(zone),
        people=reader.people(),
    )


def room_overlap_warnings(entries: Iterable[ProgrammeEntry]) -> Iterator[FileWarning]:
    """Every entry that begins while an earlier one still has its room, with the one that has it longest."""
    rooms: dict[str, list[ProgrammeEntry]] = {}
    for entry in entries:
        if entry.room and entry.when.starts_at:
            rooms.setdefault(entry.room, []).append(entry)
    for room, inside in rooms.items():
        last: ProgrammeEntry | None = None
        for entry in sorted(inside, key=lambda each: require_value(each.when.starts_at).astimezone(dt.UTC)):
            starts_at, ends_at = require_value(entry.when.starts_at), require_value(entry.when.ends_at)
            if last and duration(starts_at, require_value(last.when.ends_at)) > NO_TIME:
                yield FileWarning(WarningKind.ROOM_OVERLAP, entry.key, entry.title, f"{room}: {last.title}"[:200])
            if last is None or duration(require_value(last.when.ends_at), ends_at) > NO_TIME:
                last = entry


def is_known_code(code: str) -> bool:
    return code.partition("-")[0] in language_codes() and len(code) <= 10


def shorten_code(code: str) -> str:
    """`zh` for Chinese of any kind."""
    if code.startswith("zh"):
        return "zh"
    return code


@lru_cache(maxsize=1)
def language_codes() -> frozenset[str]:
    """The codes of all languages that have a name, like `en`, `zh`, `yue`."""
    return frozenset(map(str.lower, Locale("en").languages))
