"""What schema.org has words for, of what an edition shows: as JSON-LD has it, without the address of the page.

Names are those of the active language, with the other language's beside them. https://schema.org/ExhibitionEvent,
Organization, Person, Product.
"""

from typing import Any

from expo.i18n.bilingual import language_suffix, localised_text
from expo.models import Attendance, Edition, Exhibit, Participation

Facts = dict[str, Any]


def edition_facts(edition: Edition) -> Facts:
    return {
        "@type": "ExhibitionEvent",
        **names(edition),
        "description": localised_text(edition, "theme").value,
        "startDate": edition.starts_on.isoformat(),
        "endDate": edition.ends_on.isoformat(),
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": venue_facts(edition),
        "sameAs": edition.website,
    }


def venue_facts(edition: Edition) -> Facts:
    """The place, where it has a name."""
    venue, city = localised_text(edition, "venue").value, localised_text(edition, "city").value
    if not venue and not city:
        return {}
    return {"@type": "Place", "name": venue or city, "address": city}


def exhibitor_facts(participation: Participation) -> Facts:
    firm = participation.organisation
    facts = {"@type": "Organization", **names(firm), "sameAs": firm.website}
    if firm.region:
        facts["address"] = localised_text(firm.region, "name").value
    return facts


def person_facts(attendance: Attendance) -> Facts:
    facts = {"@type": "Person", **names(attendance.person), "jobTitle": localised_text(attendance, "title").value}
    if attendance.organisation:
        facts["worksFor"] = {"@type": "Organization", "name": localised_text(attendance.organisation, "name").value}
    return facts


def exhibit_facts(exhibit: Exhibit) -> Facts:
    maker = exhibit.participation.organisation
    return {
        "@type": "Product",
        **names(exhibit),
        "brand": {"@type": "Organization", "name": localised_text(maker, "name").value},
    }


def names(row: Any) -> Facts:
    other = localised_text(row, "name", "en" if language_suffix() == "zh" else "zh-hans")
    name = localised_text(row, "name").value
    return {"name": name, "alternateName": "" if other.value == name else other.value}
