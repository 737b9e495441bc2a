"""The released sessions of an edition and their rooms, as the search finds them."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from django.db.models import Exists
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agenda.models import Release, Room, Session, SessionRole
from agenda.models.contests import Contest
from expo.i18n import dates
from expo.search.site_page import OF_ANY, STATUS_PUBLISHED, SitePage
from expo.search_index.kinds import (
    NAMES,
    OF_EDITION,
    OWN,
    Pair,
    SearchKind,
    SearchObject,
    SearchPart,
    Watch,
    rows_with_keys,
    spoken_pair,
    text_pair,
    text_parts,
    watched_name,
)
from expo.visit.ways import exists_of_edition

OF_SESSION = Watch("SELECT {row}.session_id")
# Only of copies that releases have made: what is planned notes nothing.
RELEASED_ROLE = (
    "SELECT s.id FROM agenda_sessionrole AS r JOIN agenda_session AS s ON s.id = r.session_id "
    "WHERE s.since_id IS NOT NULL AND "
)
RELEASED = "FROM agenda_session WHERE since_id IS NOT NULL AND room_id = {row}.id"
AT_HALL = (
    "FROM agenda_session WHERE since_id IS NOT NULL AND room_id IN "
    "(SELECT id FROM agenda_room WHERE hall_id = {row}.id)"
)
IS_RELEASED = "bearer.since_id IS NOT NULL"
SESSIONS_WATCHED = {
    "agenda.Session": OWN,
    "agenda.Session_areas": OF_SESSION,
    "agenda.Session_scenarios": OF_SESSION,
    "agenda.SessionRole": OF_SESSION,
    "expo.Person": Watch(RELEASED_ROLE + "r.person_id = {row}.id").reading(*NAMES),
    "expo.Organisation": Watch(RELEASED_ROLE + "r.organisation_id = {row}.id").reading(*NAMES, "short_en", "short_zh"),
    "agenda.Room": Watch(f"SELECT id {RELEASED}", inserts=False).reading(*NAMES, "hall_id"),
    "expo.Hall": Watch(f"SELECT id {AT_HALL}", inserts=False).reading("code", names=NAMES),
    "expo.TechnologyArea": watched_name(Session.areas.field, IS_RELEASED),
    "expo.Scenario": watched_name(Session.scenarios.field, IS_RELEASED),
    "expo.Edition": OF_EDITION.reading(*OF_EDITION.columns, "timezone", "starts_on"),
}
ROOMS_WATCHED = {
    "agenda.Room": Watch(f"SELECT room_id {RELEASED}"),
    "agenda.Session": Watch("SELECT {row}.room_id"),
    "expo.Hall": Watch(f"SELECT room_id {AT_HALL}", inserts=False).reading("code", names=NAMES),
    "expo.Edition": OF_EDITION,
}

# Whether the pages of lists are empty.
ROOM_PAGE_WATCHED = {
    "agenda.Room": replace(OF_ANY, inserts=False).reading("edition_id"),
    "agenda.Session": Watch("SELECT {page} WHERE {row}.since_id IS NOT NULL", adds=True),
}
RELEASES_WATCHED = {"agenda.Release": OF_ANY}
CONTESTS_WATCHED = {"agenda.Contest": STATUS_PUBLISHED.reading("status", "edition_id")}


def session_objects(keys: Collection[int] | None) -> Iterator[SearchObject]:
    rows = Session.objects.public().select_related("room__hall", "edition").prefetch_related("areas", "scenarios")
    rows = rows_with_keys(rows, keys)
    roles: dict[int, list[SessionRole]] = {}
    for role in SessionRole.objects.filter(session__in=rows.values("pk")).select_related("person", "organisation"):
        roles.setdefault(role.session_id, []).append(role)
    for row in rows.order_by("pk"):
        with timezone.override(row.edition.tz):
            yield session_object(row, roles.get(row.pk, []))


def session_object(row: Session, roles: list[SessionRole]) -> SearchObject:
    return SearchObject(
        edition=row.edition_id,
        key=row.pk,
        url=row.get_absolute_url(),
        title=text_pair(row, "name"),
        parts=session_parts(row, roles),
        about=spoken_texts(row),
        place=minutes_since_start(row),
    )


def session_parts(row: Session, roles: list[SessionRole]) -> list[SearchPart]:
    parts = text_parts("kind", spoken_pair(row.get_kind_display))
    for role in roles:
        if role.person:
            parts += text_parts("person", text_pair(role.person, "name"))
        if role.organisation:
            short = (role.organisation.short_en, role.organisation.short_zh)
            parts += text_parts("organisation", text_pair(role.organisation, "name"), short)
    if row.room:
        parts += text_parts("room", text_pair(row.room, "name"))
        if row.room.hall:
            code = row.room.hall.code
            parts += text_parts("hall", (code, code), text_pair(row.room.hall, "name"))
    parts += text_parts("place", text_pair(row, "place_note"))
    parts += text_parts("area", *(text_pair(area, "name") for area in row.areas.all()))
    parts += text_parts("scenario", *(text_pair(scenario, "name") for scenario in row.scenarios.all()))
    return parts + text_parts("text", text_pair(row, "abstract"))


def minutes_since_start(row: Session) -> int:
    """Of the edition; what has no hours stands before the rest of its day, what has no day at the end."""
    if row.day is None:
        return 1_000_000
    minutes = (row.day - row.edition.starts_on).days * 1440
    if row.starts_at:
        local = row.starts_at.astimezone(row.edition.tz)
        minutes += local.hour * 60 + local.minute + 1
    return max(0, minutes)


def spoken_texts(row: Session) -> list[Pair]:
    """When and where, in both languages."""
    lines = [spoken_pair(lambda: " · ".join(time_texts(row)))]
    if row.room:
        lines.append(text_pair(row.room, "name"))
    else:
        lines.append(text_pair(row, "place_note"))
    return [line for line in lines if any(line)]


def time_texts(row: Session) -> list[str]:
    """Its day and hours as far as they are known; that it is cancelled comes first."""
    texts = []
    if row.cancelled:
        texts.append(str(row.get_status_display()))
    if row.day is None:
        return [*texts, _("Day not known")]
    if row.last_day:
        return [*texts, dates.date_range(row.day, row.last_day)]
    texts.append(dates.format_day(row.day, dates.SHORT))
    if hours := hours_text(row):
        texts.append(hours)
    return texts


def hours_text(row: Session) -> str:
    """Its hours, or else the part of the day; empty where neither is known."""
    if row.starts_at and row.ends_at:
        return dates.format_hours(row.starts_at, row.ends_at)
    if row.part_of_day:
        return str(row.get_part_of_day_display())
    return ""


def room_objects(keys: Collection[int] | None) -> Iterator[SearchObject]:
    rows = Room.objects.public().select_related("edition", "hall").order_by("pk")
    rows = rows_with_keys(rows, keys)
    for row in rows:
        parts, about = [], []
        if row.hall:
            parts = text_parts("hall", (row.hall.code, row.hall.code), text_pair(row.hall, "name"))
            about = [(row.hall.name_en or row.hall.code, row.hall.name_zh or row.hall.code)]
        yield SearchObject(
            row.edition_id, row.pk, row.get_absolute_url(), text_pair(row, "name"), parts=parts, about=about
        )


KINDS = [
    SearchKind("sessions", 3, gettext_lazy("Sessions"), session_objects, SESSIONS_WATCHED),
    SearchKind("rooms", 12, gettext_lazy("Rooms"), room_objects, ROOMS_WATCHED),
]


def rooms_shown() -> Exists:
    return exists_of_edition(Room.objects.public())


def releases_shown() -> Exists:
    return exists_of_edition(Release.objects.public())


def contests_shown() -> Exists:
    return exists_of_edition(Contest.objects.public())


PAGES = [
    SitePage("agenda:rooms", gettext_lazy("Rooms"), rooms_shown, ROOM_PAGE_WATCHED),
    SitePage("agenda:releases", gettext_lazy("Changes of the agenda"), releases_shown, RELEASES_WATCHED),
    SitePage("contests:index", gettext_lazy("Contests"), contests_shown, CONTESTS_WATCHED),
]
