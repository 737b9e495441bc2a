"""The sessions of a list by kind, room, area and language: what may be chosen, and how many each choice leaves."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from agenda.models import Session, SessionKind, SessionQuerySet, SessionRole, SessionStatus
from expo.exhibition.facets import Option
from expo.i18n.bilingual import Text, contains_words, localised_text
from expo.models import Organisation

NAMES = ("name_en", "name_zh")


class SessionRow(NamedTuple):
    """What of a session decides where it stands in a list; `fits` names the filters that it passes."""

    pk: int
    kind: str
    day: dt.date
    last_day: dt.date | None
    starts_at: dt.datetime | None
    ends_at: dt.datetime | None
    part_of_day: str
    status: str
    languages: str
    room_id: int | None
    room: str | None
    name_en: str | None
    name_zh: str | None
    fits: frozenset[str] = frozenset()

    def under_way(self, now: dt.datetime) -> bool:
        """By its hours; what lasts several days is not, and what is cancelled never."""
        if self.last_day or self.starts_at is None or self.ends_at is None or self.status == SessionStatus.CANCELLED:
            return False
        return self.starts_at <= now < self.ends_at

    def ahead(self, now: dt.datetime) -> bool:
        return bool(self.starts_at and self.starts_at > now and self.status != SessionStatus.CANCELLED)


class AreaTag(NamedTuple):
    """A technology area that a session bears."""

    session_id: int
    slug: str
    name_en: str
    name_zh: str


PLAIN = tuple(name for name in SessionRow._fields if name not in ("room", *NAMES, "fits"))
OF_ROOM = {"room_slug": F("room__slug"), "room_en": F("room__name_en"), "room_zh": F("room__name_zh")}
# From this column on a row tells which filters it passes.
PASSED = len(PLAIN) + len(OF_ROOM)


def filter_condition(name: str, value: str) -> Q:
    """Which sessions a filter leaves; never one twice."""
    if name == "q":
        return text_condition(value)
    if name == "area":
        return Q(pk__in=Session.areas.through.objects.filter(technologyarea__slug=value).values("session"))
    if name == "language":
        return Q(languages__regex=rf"(^|[, ]){re.escape(value)}([, ]|$)")
    return Q(room__slug=value) if name == "room" else Q(kind=value)


def text_condition(words: str) -> Q:
    """Sessions that say the words in title, abstract or room, or whose people or organisations bear them."""
    own = contains_words(words, "name", "abstract", "room__name", "place_note")
    people = [f"person__{field}__says" for field in (*NAMES, "pinyin")]
    called = Q(*[(field, words) for field in people], _connector=Q.OR)
    roles = SessionRole.objects.filter(called | Q(organisation__in=Organisation.objects.matching(words)))
    return own | Q(pk__in=roles.values("session"))


@dataclass
class Facets:
    """Sessions in order, and what is asked of them: `q` for a search, the others by the facet's value."""

    sessions: SessionQuerySet
    asked: dict[str, str]

    @cached_property
    def rows(self) -> list[SessionRow]:
        """All the sessions, each with the filters that it passes; one query."""
        tests = {f"fits_{name}": filter_condition(name, value) for name, value in self.asked.items()}
        found = self.sessions.in_order().annotate(**tests)
        columns = found.annotate(**OF_ROOM).values_list(*PLAIN, *OF_ROOM, *tests)
        return [SessionRow._make((*row[:PASSED], self.passed(row[PASSED:]))) for row in columns]

    def passed(self, answers: tuple[bool, ...]) -> frozenset[str]:
        return frozenset(name for name, passes in zip(self.asked, answers, strict=True) if passes)

    @cached_property
    def areas(self) -> dict[int, list[AreaTag]]:
        """The technology areas by the key of the session; one query."""
        links = Session.areas.through.objects.filter(session__in=[row.pk for row in self.rows])
        columns = [f"technologyarea__{name}" for name in AreaTag._fields[1:]]
        found: dict[int, list[AreaTag]] = {}
        for tag in map(AreaTag._make, links.order_by("technologyarea").values_list("session", *columns)):
            found.setdefault(tag.session_id, []).append(tag)
        return found

    def found(self, wanted: dict[str, str], without: str = "") -> list[SessionRow]:
        """Those that all the wanted filters leave, or all but one."""
        needed = self.needed(wanted, without)
        return [row for row in self.rows if needed <= row.fits]

    def needed(self, wanted: dict[str, str], without: str = "") -> set[str]:
        return (set(wanted) & set(self.asked)) - {without}

    def options(self, wanted: dict[str, str]) -> dict[str, list[Option]]:
        """Each facet's choices that leave something under the other filters, and the one that is chosen."""
        return {name: list(self.counted(name, wanted)) for name in FACETS}

    def counted(self, name: str, wanted: dict[str, str]) -> Iterator[Option]:
        values, called = FACETS[name]
        known: dict[str, SessionRow] = {}
        left: Counter[str] = Counter()
        needed = self.needed(wanted, name)
        for row in self.rows:
            for value in values(self, row):
                known[value] = row
                left[value] += needed <= row.fits
        for value, row in sorted(known.items(), key=lambda one: option_rank(name, one[0], left)):
            if left[value] or value == self.asked.get(name):
                label = called(self, row, value)
                yield Option(value, str(label), left[value], getattr(label, "lang", ""))

    def kinds_of(self, row: SessionRow) -> list[str]:
        return [row.kind]

    def kind_called(self, row: SessionRow, value: str) -> Promise:
        return SessionKind(value).label

    def rooms_of(self, row: SessionRow) -> list[str]:
        return [row.room] if row.room else []

    def room_called(self, row: SessionRow, value: str) -> Text:
        return localised_text(row, "name")

    def areas_of(self, row: SessionRow) -> list[str]:
        return [area.slug for area in self.areas.get(row.pk, ())]

    def area_called(self, row: SessionRow, value: str) -> Text:
        return next(localised_text(area, "name") for area in self.areas[row.pk] if area.slug == value)

    def languages_of(self, row: SessionRow) -> list[str]:
        return list(dict.fromkeys(code.strip() for code in row.languages.split(",") if code.strip()))

    def language_called(self, row: SessionRow, value: str) -> str:
        return {"zh": _("Chinese"), "en": _("English")}.get(value, value)


# What each facet knows a session by, and what such a value is called, as one of the sessions that have it tells.
FACETS = {
    "kind": (Facets.kinds_of, Facets.kind_called),
    "room": (Facets.rooms_of, Facets.room_called),
    "area": (Facets.areas_of, Facets.area_called),
    "language": (Facets.languages_of, Facets.language_called),
}


def option_rank(name: str, value: str, left: Counter[str]) -> tuple:
    """Kinds in the order of their importance; everything else by how much there is of it."""
    return (SessionKind.values.index(value),) if name == "kind" else (-left[value], value)
