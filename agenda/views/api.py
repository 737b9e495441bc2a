"""The public agenda at the programming interface."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import OuterRef, Prefetch, Subquery

from agenda import former_addresses
from agenda.models import Room, Session, SessionKind, SessionRole
from agenda.schedule.facets import filter_condition
from expo.api.fields import ChoiceField, DayField, Field, StringField
from expo.api.openapi import (
    DAY,
    MOMENT,
    Described,
    bilingual_schema,
    list_schema,
    nullable_schema,
    object_schema,
    page_schema,
    read_operation,
    text_schema,
)
from expo.api.pagination import PAGE, Asked, Content, SortKey, page_content, parse_moment, parse_number, parse_word
from expo.api.queries import bilingual_texts, resource_view
from expo.models import Edition
from expo.web.former_addresses import area_slug_in_edition

SESSIONS: dict[str, Field] = {
    "day": DayField("Those on this day."),
    "kind": ChoiceField(SessionKind.values),
    "room": StringField(80, "The short address of a room."),
    "area": StringField(50, "The short address of a technology area."),
    **PAGE,
}
# By start, as the agenda is, those without a day or hours first; then by address, which two may share for a while.
BY_START = [
    SortKey("day", dt.date.fromisoformat, nullable=True),
    SortKey("starts_at", parse_moment, nullable=True),
    SortKey("slug", parse_word),
    SortKey("public_number", parse_number),
]


@resource_view(SESSIONS, {"room": former_addresses.current_room_address, "area": area_slug_in_edition})
def list_sessions(asked: Asked, edition: Edition) -> Content:
    rows = edition.sessions.public()
    if "day" in asked:
        rows = rows.on(dt.date.fromisoformat(asked["day"]))
    for name in ("kind", "room", "area"):
        if name in asked:
            rows = rows.filter(filter_condition(name, asked[name]))
    whole = Session.objects.public().filter(origin=OuterRef("parent")).values("public_number")[:1]
    roles = Prefetch("roles", SessionRole.objects.select_related("person", "organisation"))
    shown = rows.select_related("room__hall").prefetch_related(roles, "areas").annotate(whole=Subquery(whole))
    return page_content(shown, BY_START, asked, lambda found: serialise_sessions(found, edition))


def serialise_sessions(rows: Iterable[Session], edition: Edition) -> list[Content]:
    return [serialise_session(row, edition.tz) for row in rows]


def serialise_session(row: Session, zone: dt.tzinfo) -> Content:
    return {
        "id": row.public_number,
        "slug": row.slug,
        "kind": row.kind,
        "status": row.status,
        **bilingual_texts(row),
        **bilingual_texts(row, "abstract"),
        **session_times(row, zone),
        "room": serialise_room(row.room),
        "part_of": row.whole,
        "areas": [area.slug for area in row.areas.all()],
        "languages": row.spoken,
        "interpretation": row.interpretation,
        "roles": [serialise_role(role) for role in row.roles.all()],
        "stream_url": row.stream_url or None,
        "recording_url": row.recording_url or None,
        "materials_url": row.materials_url or None,
        **bilingual_texts(row, "outcome"),
    }


def session_times(row: Session, zone: dt.tzinfo) -> Content:
    """Days as dates, moments by the clock of the venue; None where they are not known."""
    times: Content = {}
    for name in ("day", "last_day"):
        day = getattr(row, name)
        times[name] = day and day.isoformat()
    for name in ("starts_at", "ends_at"):
        moment = getattr(row, name)
        times[name] = moment and moment.astimezone(zone).isoformat()
    return times


def serialise_room(room: Room | None) -> Content | None:
    if room is None:
        return None
    hall = None
    if room.hall:
        hall = room.hall.code
    return {"slug": room.slug, "hall": hall} | bilingual_texts(room)


def serialise_role(role: SessionRole) -> Content:
    person = organisation = None
    if role.person:
        person = {"slug": role.person.slug} | bilingual_texts(role.person)
    if role.organisation:
        organisation = bilingual_texts(role.organisation)
    return {"role": role.role, "person": person, "organisation": organisation, **bilingual_texts(role, "title")}


SESSION = object_schema(
    id={"type": "integer", "description": "The same in every release."},
    slug=text_schema(),
    kind=text_schema(),
    status=text_schema("confirmed or cancelled"),
    **bilingual_schema(),
    **bilingual_schema("abstract"),
    day=nullable_schema(DAY),
    last_day=nullable_schema(DAY),
    starts_at=nullable_schema(MOMENT),
    ends_at=nullable_schema(MOMENT),
    room=nullable_schema(object_schema(slug=text_schema(), hall=nullable_schema(text_schema()), **bilingual_schema())),
    part_of=nullable_schema({"type": "integer", "description": "The id of the session that this one is a part of."}),
    areas=list_schema(text_schema()),
    languages=list_schema(text_schema()),
    interpretation={"type": "boolean"},
    roles=list_schema(
        object_schema(
            role=text_schema(),
            person=nullable_schema(object_schema(slug=text_schema(), **bilingual_schema())),
            organisation=nullable_schema(object_schema(**bilingual_schema())),
            **bilingual_schema("title"),
        )
    ),
    stream_url=nullable_schema(text_schema()),
    recording_url=nullable_schema(text_schema()),
    materials_url=nullable_schema(text_schema()),
    **bilingual_schema("outcome"),
)
DOCUMENTED: Described = {
    "/editions/{edition}/sessions": read_operation(
        "listSessions", "The public agenda, by start", page_schema(SESSION), SESSIONS
    )
}
