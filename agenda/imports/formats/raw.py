"""What the two formats have in common: a programme as it is written, nothing of it judged yet."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from agenda.imports.formats.times import StatedMoment


class UnreadableProgramme(ValidationError):
    """The file as a whole cannot be read; its message says why, to whoever brought it."""


@dataclass(frozen=True)
class RawPerson:
    name: str
    guid: str = ""


@dataclass(frozen=True)
class RawEntry:
    """Texts as they stand in the file, empty where there are none."""

    guid: str = ""
    id: str = ""
    slug: str = ""
    title: str = ""
    subtitle: str = ""
    abstract: str = ""
    description: str = ""
    language: str = ""
    kind: str = ""
    room: str = ""
    # The room that the entry itself names, where that is another than the one it stands under.
    other_room: str = ""
    said: StatedMoment = field(default_factory=StatedMoment)
    people: tuple[RawPerson, ...] = ()
    # What an edition has no place for, like links: how many of each.
    beside: tuple[tuple[str, int], ...] = ()


@dataclass
class RawProgramme:
    acronym: str = ""
    title: str = ""
    zone: str = ""
    days: int = 0
    rooms: list[str] = field(default_factory=list)
    entries: list[RawEntry] = field(default_factory=list)


def stated_other_room(stands_under: str, named: str) -> str:
    """The room that an entry itself names, where it stands under another one."""
    if stands_under and named != stands_under:
        return named
    return ""
