"""The agenda of 2019, as far as published pages tell it: days without hours, and parts only where a page names them."""

from typing import Any

from agenda.models import Session, SessionRole
from agenda.models import SessionStatus as Status
from agenda.models.sessions import session_uid
from agenda.releases import publication
from expo.data import read_data
from expo.demo.facts import FILE, ensure_organisation, omit_fields, row_areas, save_row
from expo.models import Edition, Launch, Letter, Person


def load() -> None:
    facts = read_data(FILE)
    edition = Edition.objects.get(slug=facts["edition"]["slug"])
    if edition.sessions.exists():
        return
    for order, row in enumerate(facts["sessions"]):
        plain = omit_fields(row, "roles", "launches", "letters", "areas")
        uid = session_uid(edition.slug, row["slug"])
        session = save_row(Session, plain, edition=edition, uid=uid, order=order, status=Status.CONFIRMED)
        session.areas.set(row_areas(row))
        session.launches.set(Launch.objects.filter(edition=edition, slug__in=row.get("launches", [])))
        session.letters.set(Letter.objects.filter(edition=edition, author__slug__in=row.get("letters", [])))
        for place, role in enumerate(row.get("roles", []), start=1):
            load_role(session, role, place)
    publication.publish(edition, by=None)


def load_role(session: Session, row: dict[str, Any], order: int) -> None:
    organisation = None
    if "organisation" in row:
        organisation = ensure_organisation(row["organisation"])
    SessionRole.objects.create(
        session=session,
        person=Person.objects.get(slug=row["person"]),
        organisation=organisation,
        order=order,
        **omit_fields(row, "person", "organisation"),
    )
