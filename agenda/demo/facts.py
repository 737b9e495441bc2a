"""The agenda of 2019, as far as published pages tell it: days without hours, and parts only where a page names them."""

from typing import Any

from agenda import releases
from agenda.models import Session, SessionRole
from agenda.models import SessionStatus as Status
from agenda.models.sessions import uid_of
from expo.demo.facts import FILE, areas, make, organisation, without
from expo.models import Edition, Launch, Person
from expo.reference import read


def load() -> None:
    facts = read(FILE)
    edition = Edition.objects.get(slug=facts["edition"]["slug"])
    if edition.sessions.exists():
        return
    for order, row in enumerate(facts["sessions"]):
        plain = without(row, "roles", "launches", "areas")
        uid = uid_of(edition.slug, row["slug"])
        session = make(Session, plain, edition=edition, uid=uid, order=order, status=Status.CONFIRMED)
        session.areas.set(areas(row))
        session.launches.set(Launch.objects.filter(edition=edition, slug__in=row.get("launches", [])))
        for place, role in enumerate(row.get("roles", []), start=1):
            load_role(session, role, place)
    releases.publish(edition, by=None)


def load_role(session: Session, row: dict[str, Any], order: int) -> None:
    SessionRole.objects.create(
        session=session,
        person=Person.objects.get(slug=row["person"]),
        organisation=organisation(row["organisation"]) if "organisation" in row else None,
        order=order,
        **without(row, "person", "organisation"),
    )
