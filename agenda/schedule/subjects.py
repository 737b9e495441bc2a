"""Which sessions are about an area, a region, a scenario or an organisation, and what an address calls that."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import reverse

from agenda.models import SessionRole
from agenda.models.sessions import SessionQuerySet
from expo.exhibition.subjects.sources import lies_in
from expo.models import Edition, Organisation, Region, Scenario, TechnologyArea


@dataclass(frozen=True)
class AddressedSubject:
    """What a page of sessions is about, and the page of that itself."""

    subject: Any
    url: str


def sessions_condition(subject: object) -> Q:
    match subject:
        case TechnologyArea():
            return Q(areas=subject)
        case Scenario():
            return Q(scenarios=subject)
        case Region():
            return Q(pk__in=SessionRole.objects.filter(lies_in(subject, "organisation__region")).values("session"))
        case Organisation():
            return Q(pk__in=roles_of_organisation(subject).values("session"))
    raise TypeError(f"{subject!r} is no subject of sessions")


def roles_of_organisation(organisation: Organisation) -> Any:
    return SessionRole.objects.filter(Q(organisation=organisation) | Q(organisation__merged_into=organisation))


def sessions_of(edition: Edition, subject: object) -> SessionQuerySet:
    return edition.sessions.public().filter(sessions_condition(subject))


def listed_rows(sessions: SessionQuerySet) -> SessionQuerySet:
    return sessions.in_order().select_related("room", "was_room", "edition").defer("abstract_en", "abstract_zh")


def find_area(edition: Edition, slug: str) -> AddressedSubject:
    return AddressedSubject(
        get_object_or_404(TechnologyArea, slug=slug), reverse("expo:area", args=[edition.slug, slug])
    )


def find_region(edition: Edition, code: str) -> AddressedSubject:
    return AddressedSubject(get_object_or_404(Region, code=code), reverse("expo:region", args=[edition.slug, code]))


def find_scenario(edition: Edition, slug: str) -> AddressedSubject:
    row = get_object_or_404(edition.scenarios.public(), slug=slug)
    return AddressedSubject(row, reverse("expo:scenario", args=[edition.slug, slug]))


def find_exhibitor(edition: Edition, slug: str) -> AddressedSubject:
    row = get_object_or_404(edition.participations.public().select_related("organisation"), slug=slug)
    return AddressedSubject(row.organisation, reverse("expo:exhibitor", args=[edition.slug, slug]))


FINDERS: dict[str, Callable[[Edition, str], AddressedSubject]] = {
    "areas": find_area,
    "regions": find_region,
    "scenarios": find_scenario,
    "exhibitors": find_exhibitor,
}


def address_of_sessions(edition: Edition, subject: object, exhibitor: str = "") -> str:
    """Of all sessions about it; of an organisation by the short address of an exhibitor that it is, "" without one."""
    match subject:
        case TechnologyArea():
            words = ["areas", subject.slug]
        case Scenario():
            words = ["scenarios", subject.slug]
        case Region():
            words = ["regions", subject.code]
        case _:
            words = ["exhibitors", exhibitor]
    return reverse("agenda:about", args=[edition.slug, *words]) if all(words) else ""
