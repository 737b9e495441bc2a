"""A file's bytes as a programme: its entries one by one, each with what is odd about it."""

import datetime as dt
import hashlib
import zoneinfo
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from babel import Locale
from django.utils.text import slugify

from agenda.imports import formats
from agenda.imports.cleaning import LONGEST, is_chinese, plain
from agenda.imports.clock import Moment, moment
from agenda.imports.kinds import kind_of
from agenda.imports.oddities import Kind, Oddity
from agenda.imports.raw import RawEntry, RawPerson, RawProgramme
from expo.instants import duration

TITLE, NAME, KEY = 250, 200, 100
NO_TIME = dt.timedelta(0)


@dataclass(frozen=True)
class Person:
    """`key` tells one from another within the source: the guid, else the name."""

    key: str
    name: str


@dataclass(frozen=True)
class Entry:
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
    people: tuple[Person, ...]


@dataclass(frozen=True)
class Programme:
    source: str
    days: int
    rooms: list[str]
    entries: list[Entry]
    oddities: list[Oddity]
    beside: dict[str, int]


def read(data: bytes, zone: zoneinfo.ZoneInfo, source: str = "") -> Programme:
    """The programme in the file; what has no time zone of its own is meant by the clock of `zone`.

    `source` names the system that the file is from, by default as the file itself does. Raises Unreadable.
    """
    raw = formats.read(data)
    oddities: list[Oddity] = []
    zone = zone_of(raw, zone, oddities)
    entries = [read_entry(each, key, zone, oddities) for each, key in keyed(raw.entries, oddities)]
    oddities += overlaps(entries)
    beside: Counter[str] = Counter()
    for each in raw.entries:
        beside.update(dict(each.beside))
    rooms = list(dict.fromkeys(filter(None, chain(map(shown, raw.rooms), (entry.room for entry in entries)))))
    days = raw.days or len({entry.when.day for entry in entries if entry.when.day})
    return Programme(source_of(source, raw), days, rooms, entries, oddities, dict(beside))


def source_of(given: str, raw: RawProgramme) -> str:
    return next((name for each in (given, raw.acronym, raw.title) if (name := slugify(each)[:60])), "schedule")


def zone_of(raw: RawProgramme, zone: zoneinfo.ZoneInfo, oddities: list[Oddity]) -> zoneinfo.ZoneInfo:
    if not raw.zone or raw.zone == zone.key:
        return zone
    if raw.zone not in zoneinfo.available_timezones():
        oddities.append(Oddity(Kind.ZONE_UNKNOWN, detail=plain(raw.zone, longest=60, lines=False)[0]))
        return zone
    oddities.append(Oddity(Kind.ZONE_DIFFERS, detail=f"{raw.zone} ≠ {zone.key}"))
    return zoneinfo.ZoneInfo(raw.zone)


def keyed(entries: list[RawEntry], oddities: list[Oddity]) -> Iterator[tuple[RawEntry, str]]:
    """Each with its key. What comes again under the same one gets a number, in the order of the file."""
    seen: Counter[str] = Counter()
    ids: Counter[str] = Counter()
    for each in entries:
        stem = stem_of(each)
        seen[stem] += 1
        key = stem if seen[stem] == 1 else f"{stem}#{seen[stem]}"
        title = plain(each.title, longest=TITLE, lines=False)[0]
        if not each.guid and not each.id:
            oddities.append(Oddity(Kind.ID_MISSING, key, title))
        if each.guid and seen[stem] > 1:
            oddities.append(Oddity(Kind.GUID_REPEATED, key, title, shown(each.guid)))
        ids[each.id] += 1
        if each.id and ids[each.id] > 1:
            oddities.append(Oddity(Kind.ID_REPEATED, key, title, shown(each.id)))
        yield each, key


def stem_of(entry: RawEntry) -> str:
    if entry.guid:
        return short(shown(entry.guid.lower()))
    if entry.id:
        return short(f"id:{shown(entry.id)}")
    return f"title:{digest(entry.slug + ' ' + entry.title)}"


def short(key: str) -> str:
    return key if key and len(key) <= KEY else digest(key)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="backslashreplace")).hexdigest()[:40]


def shown(text: str, longest: int = NAME) -> str:
    return plain(text, longest=longest, lines=False)[0]


class Reader:
    """Takes one entry apart and notes beside it what is odd."""

    def __init__(self, raw: RawEntry, key: str, oddities: list[Oddity]) -> None:
        self.raw, self.key, self.oddities = raw, key, oddities
        self.title = plain(raw.title, longest=TITLE, lines=False)[0]

    def note(self, kind: Kind, detail: str = "") -> None:
        self.oddities.append(Oddity(kind, self.key, self.title, detail))

    def text(self, text: str, *, longest: int, lines: bool = False) -> str:
        cleaned, found = plain(text, longest=longest, lines=lines)
        for kind, detail in found:
            self.note(kind, detail)
        return cleaned

    def abstract(self) -> str:
        """Subtitle, abstract and description below each other, each once."""
        parts = (self.raw.subtitle, self.raw.abstract, self.raw.description)
        cleaned = (self.text(part, longest=LONGEST, lines=True) for part in dict.fromkeys(parts) if part)
        return "\n\n".join(part for part in cleaned if part)

    def language(self) -> str:
        """The code, or several with commas, the spoken one first; Chinese of any kind is `zh`."""
        written = self.raw.language.lower().replace("_", "-")
        codes = [code.strip() for code in written.replace("/", ",").replace(";", ",").split(",") if code.strip()]
        if not codes:
            self.note(Kind.LANGUAGE_MISSING)
        known = [code for code in codes if code.partition("-")[0] in languages() and len(code) <= 10]
        if len(known) < len(codes):
            self.note(Kind.LANGUAGE_UNKNOWN, shown(self.raw.language, 40))
        return ",".join(dict.fromkeys("zh" if code.startswith("zh") else code for code in known[:3]))

    def room(self) -> str:
        name = shown(self.raw.room)
        if not name:
            self.note(Kind.ROOM_MISSING)
        elif name.endswith("…"):
            self.text(self.raw.room, longest=NAME)
        if self.raw.other_room:
            self.note(Kind.ROOM_DISAGREES, f"{shown(self.raw.other_room, 60)} ≠ {name[:60]}")
        return name

    def people(self) -> tuple[Person, ...]:
        found: dict[str, Person] = {}
        for person in map(self.person, self.raw.people):
            if person and person.key in found:
                self.note(Kind.PERSON_TWICE, person.name)
            elif person:
                found[person.key] = person
        return tuple(found.values())

    def person(self, raw: RawPerson) -> Person | None:
        name = self.text(raw.name, longest=NAME)
        if not name:
            self.note(Kind.PERSON_NAMELESS, shown(raw.guid, 60))
            return None
        return Person(short(shown(raw.guid.lower()) or f"name:{name.casefold()}"), name)

    def when(self, zone: zoneinfo.ZoneInfo) -> Moment:
        found: list[tuple[Kind, str]] = []
        when = moment(self.raw.said, zone, found)
        for kind, detail in found:
            self.note(kind, shown(detail, 60))
        return when


def read_entry(raw: RawEntry, key: str, zone: zoneinfo.ZoneInfo, oddities: list[Oddity]) -> Entry:
    reader = Reader(raw, key, oddities)
    title = reader.text(raw.title, longest=TITLE)
    codes = reader.language()
    return Entry(
        key=key,
        title=title,
        abstract=reader.abstract(),
        # Where the file does not say, the title shows it.
        chinese=codes.startswith("zh") if codes else is_chinese(title),
        languages=codes,
        kind=kind_of(raw.kind),
        written_kind=shown(raw.kind, 80),
        room=reader.room(),
        when=reader.when(zone),
        people=reader.people(),
    )


def overlaps(entries: Iterable[Entry]) -> Iterator[Oddity]:
    """Every entry that begins while an earlier one still has its room, with the one that has it longest."""
    rooms: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.room and entry.when.starts_at:
            rooms.setdefault(entry.room, []).append(entry)
    for room, inside in rooms.items():
        last: Entry | None = None
        for entry in sorted(inside, key=lambda each: each.when.starts_at.astimezone(dt.UTC)):
            if last and duration(entry.when.starts_at, last.when.ends_at) > NO_TIME:
                yield Oddity(Kind.ROOM_OVERLAP, entry.key, entry.title, f"{room}: {last.title}"[:200])
            if last is None or duration(last.when.ends_at, entry.when.ends_at) > NO_TIME:
                last = entry


@lru_cache(maxsize=1)
def languages() -> frozenset[str]:
    """The codes of all languages that have a name, like `en`, `zh`, `yue`."""
    return frozenset(code.lower() for code in Locale("en").languages)
