"""The public agenda at the programming interface."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import OuterRef, Prefetch, Subquery

from agenda import former_addresses
from agenda.facets import condition
from agenda.models import Session, SessionKind, SessionRole
from expo.api.described import DAY, MOMENT, Described, both, listing, maybe, page_of, reading, shape, text
from expo.api.fields import Choice, Day, Field, Text
from expo.api.reading import PAGE, Asked, Content, names, page, reads
from expo.former_addresses import area_in
from expo.models import Edition

SESSIONS: dict[str, Field] = {
    "day": Day("Those on this day."),
    "kind": Choice(SessionKind.values),
    "room": Text(80, "The short address of a room."),
    "area": Text(50, "The short address of a technology area."),
    **PAGE,
}


@reads(SESSIONS, {"room": former_addresses.room, "area": area_in})
def sessions(asked: Asked, edition: Edition) -> Content:
    rows = edition.sessions.public()
    if "day" in asked:
        rows = rows.on(dt.date.fromisoformat(asked["day"]))
    for name in ("kind", "room", "area"):
        if name in asked:
            rows = rows.filter(condition(name, asked[name]))
    whole = Session.objects.public().filter(origin=OuterRef("parent")).values("public_number")[:1]
    roles = Prefetch("roles", SessionRole.objects.select_related("person", "organisation"))
    shown = rows.in_order().select_related("room__hall").prefetch_related(roles, "areas")
    return page(shown.annotate(whole=Subquery(whole)), asked, lambda found: of_sessions(found, edition))


def of_sessions(rows: Iterable[Session], edition: Edition) -> list[Content]:
    return [of_session(row, edition.tz) for row in rows]


def of_session(row: Session, zone: dt.tzinfo) -> Content:
    return {
        "id": row.public_number,
        "slug": row.slug,
        "kind": row.kind,
        "status": row.status,
        **names(row),
        **names(row, "abstract"),
        "day": row.day.isoformat() if row.day else None,
        "last_day": row.last_day.isoformat() if row.last_day else None,
        "starts_at": row.starts_at.astimezone(zone).isoformat() if row.starts_at else None,
        "ends_at": row.ends_at.astimezone(zone).isoformat() if row.ends_at else None,
        "room": {"slug": row.room.slug, "hall": row.room.hall.code if row.room.hall else None} | names(row.room)
        if row.room
        else None,
        "part_of": row.whole,
        "areas": [area.slug for area in row.areas.all()],
        "languages": row.spoken,
        "interpretation": row.interpretation,
        "roles": [of_role(role) for role in row.roles.all()],
        "stream_url": row.stream_url or None,
    }


def of_role(role: SessionRole) -> Content:
    return {
        "role": role.role,
        "person": {"slug": role.person.slug} | names(role.person) if role.person else None,
        "organisation": names(role.organisation) if role.organisation else None,
        **names(role, "title"),
    }


SESSION = shape(
    id={"type": "integer", "description": "The same in every release."},
    slug=text(),
    kind=text(),
    status=text("confirmed or cancelled"),
    **both(),
    **both("abstract"),
    day=maybe(DAY),
    last_day=maybe(DAY),
    starts_at=maybe(MOMENT),
    ends_at=maybe(MOMENT),
    room=maybe(shape(slug=text(), hall=maybe(text()), **both())),
    part_of=maybe({"type": "integer", "description": "The id of the session that this one is a part of."}),
    areas=listing(text()),
    languages=listing(text()),
    interpretation={"type": "boolean"},
    roles=listing(
        shape(
            role=text(),
            person=maybe(shape(slug=text(), **both())),
            organisation=maybe(shape(**both())),
            **both("title"),
        )
    ),
    stream_url=maybe(text()),
)
DOCUMENTED: Described = {
    "/editions/{edition}/sessions": reading("listSessions", "The public agenda", page_of(SESSION), SESSIONS)
}
