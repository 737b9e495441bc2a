"""The sessions of a list by kind, room, area and language: what may be chosen, and how many each choice leaves."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agenda.models import Session, SessionKind, SessionQuerySet, SessionRole, SessionStatus
from expo.db.lookups import any_field
from expo.facets import Option, RowFacet, RowFacets, Wanted
from expo.i18n.bilingual import Text, contains_words, localised_text
from expo.models import Organisation
from expo.versions.row_memory import ROWS

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
    if name == "room":
        return Q(room__slug=value)
    return Q(kind=value)


def text_condition(words: str) -> Q:
    """Sessions that say the words in title, abstract or room, or whose people or organisations bear them."""
    own = contains_words(words, "name", "abstract", "room__name", "place_note")
    called = any_field(("person__name_en", "person__name_zh", "person__pinyin"), "says", words)
    roles = SessionRole.objects.filter(called | Q(organisation__in=Organisation.objects.matching(words)))
    return own | Q(pk__in=roles.values("session"))


def session_facets(sessions: SessionQuerySet, asked: dict[str, str]) -> RowFacets[SessionRow]:
    """Of the sessions in order; two queries, however much is asked."""
    rows = session_rows(sessions, asked)
    return RowFacets(rows, AreaTags(rows).facets, asked)


def day_facets(edition: int, day: dt.date, asked: dict[str, str]) -> RowFacets[SessionRow]:
    """Of the public sessions of a day, in order; where nothing is asked they are remembered."""
    if asked:
        return session_facets(sessions_of_day(edition, day), asked)
    rows = recall_rows(edition, day)
    return DayFacets(rows, AreaTags(rows).facets, {}, edition, day)


def sessions_of_day(edition: int, day: dt.date) -> SessionQuerySet:
    return Session.objects.public().filter(edition=edition).on(day)


def recall_rows(edition: int, day: dt.date) -> list[SessionRow]:
    key = ("sessions of a day", edition, day)
    return list(ROWS.recall(key, lambda: tuple(session_rows(sessions_of_day(edition, day), {}))))


@dataclass(frozen=True)
class DayFacets(RowFacets[SessionRow]):
    """Of all public sessions of a day: what may be chosen is remembered, too, in each language."""

    edition: int
    day: dt.date

    def options(self, wanted: Wanted) -> dict[str, list[Option]]:
        """As where nothing is wanted; what else a page asks for leaves every row."""
        found: dict[str, list[Option]] = {name: [] for name in self.facets}
        for name, option in ROWS.recall(("choices", get_language(), self.edition, self.day), self.read_options):
            found[name].append(option)
        return found

    def read_options(self) -> tuple[tuple[str, Option], ...]:
        """The rows are recalled once more, so that the choices stand by what these were made of."""
        rows = recall_rows(self.edition, self.day)
        options = RowFacets(rows, AreaTags(rows).facets, {}).options({})
        return tuple((name, option) for name, of_facet in options.items() for option in of_facet)


def session_rows(sessions: SessionQuerySet, asked: dict[str, str]) -> list[SessionRow]:
    """All the sessions, each with those of the filters that it passes; one query."""
    tests = {f"fits_{name}": filter_condition(name, value) for name, value in asked.items()}
    found = sessions.in_order().annotate(**tests)
    columns = found.annotate(**OF_ROOM).values_list(*PLAIN, *OF_ROOM, *tests)
    return [SessionRow._make((*row[:PASSED], passed_filters(asked, row[PASSED:]))) for row in columns]


def passed_filters(asked: Iterable[str], answers: tuple[bool, ...]) -> frozenset[str]:
    return frozenset(name for name, passes in zip(asked, answers, strict=True) if passes)


def row_kinds(row: SessionRow) -> list[str]:
    return [row.kind]


def kind_label(row: SessionRow, value: str) -> Text:
    return Text(str(SessionKind(value).label), "")


def kind_rank(option: Option) -> tuple:
    """In the order of their importance."""
    return (SessionKind.values.index(option.value),)


def row_rooms(row: SessionRow) -> list[str]:
    return list(filter(None, [row.room]))


def room_label(row: SessionRow, value: str) -> Text:
    return localised_text(row, "name")


def row_languages(row: SessionRow) -> list[str]:
    return list(dict.fromkeys(filter(None, map(str.strip, row.languages.split(",")))))


def language_label(row: SessionRow, value: str) -> Text:
    return Text({"zh": _("Chinese"), "en": _("English")}.get(value, value), "")


def number_rank(option: Option) -> tuple:
    """The choices that leave most first, else by their addresses: the same order in both languages."""
    return (-option.number, option.value)


@dataclass
class AreaTags:
    """The technology areas of sessions, read where they are asked for."""

    rows: list[SessionRow]

    @cached_property
    def by_session(self) -> dict[int, list[AreaTag]]:
        """By the key of the session; one query."""
        links = Session.areas.through.objects.filter(session__in=[row.pk for row in self.rows])
        columns = [f"technologyarea__{name}" for name in AreaTag._fields[1:]]
        tags: dict[int, list[AreaTag]] = {}
        for tag in map(AreaTag._make, links.order_by("technologyarea").values_list("session", *columns)):
            tags.setdefault(tag.session_id, []).append(tag)
        return tags

    def row_areas(self, row: SessionRow) -> list[str]:
        return [area.slug for area in self.by_session.get(row.pk, ())]

    def area_label(self, row: SessionRow, value: str) -> Text:
        for area in self.by_session[row.pk]:
            if area.slug == value:
                return localised_text(area, "name")
        raise LookupError(value)

    @property
    def facets(self) -> dict[str, RowFacet[SessionRow]]:
        return {
            "kind": RowFacet(row_kinds, kind_label, kind_rank),
            "room": RowFacet(row_rooms, room_label, number_rank),
            "area": RowFacet(self.row_areas, self.area_label, number_rank),
            "language": RowFacet(row_languages, language_label, number_rank),
        }
