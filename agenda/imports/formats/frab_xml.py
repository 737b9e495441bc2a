"""A programme in XML as it is written, by a parser that takes no document type and so no entities.

frab's, Pentabarf's and pretalx's nest in different ways: day, room and time are found by what they mean, in the entry
itself or in the nearest element around it.
"""

from collections.abc import Iterator
from typing import NamedTuple, NoReturn, Self
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from django.utils.translation import gettext_lazy as _

from agenda.imports.formats import synonyms
from agenda.imports.formats.file_kinds import WEB_PAGE, refuse_without_entries
from agenda.imports.formats.raw import RawEntry, RawPerson, RawProgramme, UnreadableProgramme, stated_other_room
from agenda.imports.formats.synonyms import build_stated_moment, fold_name
from agenda.imports.formats.times import StatedMoment, is_date

DEEPEST = 60
BESIDE = {"track": "track", "link": "links/link", "attachment": "attachments/attachment"}


class SafeXmlParser:
    """The elements of a file. Where a document type would be declared, reading ends: no entity is ever expanded."""

    def __init__(self) -> None:
        self.builder = TreeBuilder()
        self.depth = 0

    def read(self, data: bytes) -> Element:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self.refuse
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.builder.data
        try:
            parser.Parse(data, True)
        except (expat.ExpatError, LookupError, ValueError) as error:
            why = {"error": str(error)[:200]}
            raise UnreadableProgramme(_("The file is not complete XML: %(error)s"), params=why) from error
        return self.builder.close()

    def refuse(self, name: str, *_declared: object) -> NoReturn:
        if name.lower() == "html":
            raise UnreadableProgramme(WEB_PAGE)
        raise UnreadableProgramme(
            _("The file declares a document type. Remove it: such files can hide what they contain.")
        )

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise UnreadableProgramme(_("The file is nested too deeply to be a programme."))
        named = {}
        for key, value in attributes.items():
            if not key.startswith("xmlns"):
                named[local_name(key)] = value
        self.builder.start(local_name(name), named)

    def end(self, name: str) -> None:
        self.depth -= 1
        self.builder.end(local_name(name))


def local_name(name: str) -> str:
    """Without the prefix of a namespace, and without capitals."""
    return name.rpartition(":")[2].lower()


class XmlContext(NamedTuple):
    """What the elements around an entry say of it, the nearest of each kind."""

    day: str = ""
    opens: str = ""
    room: str = ""

    def within(self, element: Element) -> Self:
        place = self
        if day := day_of(element):
            place = place._replace(day=day, opens=element.get("start", "").strip())
        if fold_name(element.tag) in synonyms.ROOM:
            place = place._replace(room=name_of(element))
        return place


def day_of(element: Element) -> str:
    """The date that an element around entries stands for; what a day says of it even where that is no date."""
    for name in synonyms.DATE:
        written = first_text(element, (name,), attributes_first=True)
        if is_date(written):
            return written
    if fold_name(element.tag) != "day":
        return ""
    for value in element.attrib.values():
        if is_date(value) and not value.isdecimal():
            return value
    return element.get("date", "").strip()


def name_of(element: Element) -> str:
    return first_text(element, synonyms.NAME, attributes_first=True) or (element.text or "").strip()


def read_raw_programme(data: bytes) -> RawProgramme:
    root = SafeXmlParser().read(data)
    entries = list(parse_entries(root, XmlContext(), under=""))
    days = [element for element in elements_named(root, "day") if len(element)]
    if not entries:
        refuse_without_entries(root.tag, (element.tag for element in root.iter()))
    conference = next(elements_named(root, "conference"), root)
    rooms: list[str] = []
    for day in days:
        rooms.extend(room.get("name", "").strip() for room in day.findall("room"))
    return RawProgramme(
        acronym=child_text(conference, "acronym"),
        title=child_text(conference, "title"),
        zone=first_text(conference, synonyms.ZONE),
        days=len(days),
        rooms=rooms,
        entries=entries,
    )


def elements_named(root: Element, name: str) -> Iterator[Element]:
    """It and all below it of this name, however that is written."""
    for element in root.iter():
        if fold_name(element.tag) == name:
            yield element


def parse_entries(element: Element, place: XmlContext, *, under: str) -> Iterator[RawEntry]:
    if is_entry(element, place, under):
        yield parse_entry(element, place)
        return
    around = place.within(element)
    for inside in element:
        yield from parse_entries(inside, around, under=element.tag)


def is_entry(element: Element, place: XmlContext, under: str) -> bool:
    """An <event> always is one; what others call their entries, where it has a title and is said to take place."""
    tag = fold_name(element.tag)
    if tag == "event":
        return True
    if tag not in synonyms.ITEM or under in ("feed", "channel") or not first_text(element, synonyms.TITLE):
        return False
    when = (synonyms.START, synonyms.LENGTH, ("date", "startdate"))
    return bool(place.day) or any(first_text(element, names) for names in when)


def parse_entry(event: Element, place: XmlContext) -> RawEntry:
    named = room_name(event)
    return RawEntry(
        guid=first_text(event, synonyms.GUID, attributes_first=True),
        id=first_text(event, synonyms.ID, attributes_first=True),
        title=first_text(event, synonyms.TITLE),
        kind=first_text(event, synonyms.KIND),
        room=place.room or named,
        other_room=stated_other_room(place.room, named),
        said=stated_moment(event, place),
        people=tuple(parse_people(event)),
        beside=tuple(unsupported_counts(event)),
        subtitle=child_text(event, "subtitle"),
        abstract=child_text(event, "abstract"),
        description=first_text(event, synonyms.DESCRIPTION),
        language=first_text(event, synonyms.LANGUAGE),
        slug=child_text(event, "slug"),
    )


def parse_people(event: Element) -> Iterator[RawPerson]:
    for element in event.iter():
        if fold_name(element.tag) in synonyms.PERSON:
            yield RawPerson(person_name(element), element.get("guid", "").strip())


def unsupported_counts(event: Element) -> Iterator[tuple[str, int]]:
    """What an edition has no place for, and how many of each there are."""
    for name, path in BESIDE.items():
        number = count_filled(event, path)
        if number:
            yield name, number


def stated_moment(event: Element, place: XmlContext) -> StatedMoment:
    day, opens = first_text(event, ("day",)), ""
    if not is_date(day):
        day, opens = place.day, place.opens
    return build_stated_moment(
        date=first_text(event, synonyms.DATE[:-1]),
        start=first_text(event, synonyms.START),
        length=first_text(event, synonyms.LENGTH),
        end=first_text(event, synonyms.END),
        day=day,
        opens=opens,
    )


def room_name(event: Element) -> str:
    """The name of its room, or what stands in that element."""
    for child in event:
        if fold_name(child.tag) in synonyms.ROOM:
            return first_text(child, synonyms.NAME, attributes_first=True) or "".join(child.itertext()).strip()
    return first_text(event, synonyms.ROOM)


def person_name(person: Element) -> str:
    return first_text(person, synonyms.NAME) or "".join(person.itertext()).strip()


def first_text(element: Element, names: tuple[str, ...], *, attributes_first: bool = False) -> str:
    """What it says under the first of the names, as a child or as an attribute."""
    children: dict[str, Element] = {}
    for child in element:
        children.setdefault(fold_name(child.tag), child)
    attributes = {fold_name(key): value.strip() for key, value in element.attrib.items()}
    for name in names:
        inside, attribute = "", attributes.get(name, "")
        if name in children:
            inside = "".join(children[name].itertext()).strip()
        written = inside or attribute
        if attributes_first:
            written = attribute or inside
        if written:
            return written
    return ""


def child_text(element: Element, path: str) -> str:
    """All text below it, so that markup which was not escaped loses its tags here already."""
    found = element.find(path)
    if found is None:
        return ""
    return "".join(found.itertext()).strip()


def count_filled(element: Element, path: str) -> int:
    number = 0
    for each in element.findall(path):
        if each.get("href") or (each.text or "").strip():
            number += 1
    return number
