"""A session as schema.org has it: https://schema.org/Event."""

from typing import Any

from django.utils.timezone import localtime

from agenda.models import Session, SessionStatus
from expo.exhibition.linked_data import edition_facts, names, venue_facts
from expo.i18n.bilingual import localised_text

STATUS = {SessionStatus.CANCELLED: "https://schema.org/EventCancelled"}
AS_PLANNED = "https://schema.org/EventScheduled"


def session_facts(session: Session) -> dict[str, Any]:
    """Its hours at the venue, or only its day where no hours are known; its speakers are those of `cast`."""
    facts = {
        "@type": "Event",
        **names(session),
        "startDate": session.day.isoformat() if session.day else "",
        "eventStatus": STATUS.get(SessionStatus(session.status), AS_PLANNED),
        "location": place_facts(session),
        "superEvent": {"@type": "ExhibitionEvent", "name": edition_facts(session.edition)["name"]},
        "performer": performers(session),
    }
    if session.starts_at and session.ends_at:
        facts["startDate"] = localtime(session.starts_at).isoformat()
        facts["endDate"] = localtime(session.ends_at).isoformat()
    return facts


def place_facts(session: Session) -> dict[str, Any]:
    """The room within the venue."""
    venue = venue_facts(session.edition)
    if not session.room:
        return venue
    return {"@type": "Place", "name": localised_text(session.room, "name").value, "containedInPlace": venue}


def performers(session: Session) -> list[dict[str, str]]:
    found = []
    for role in session.cast:
        if role.person:
            found.append({"@type": "Person", "name": localised_text(role.person, "name").value})
        elif role.organisation:
            found.append({"@type": "Organization", "name": localised_text(role.organisation, "name").value})
    return found
