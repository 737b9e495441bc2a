"""What pages of technology areas, regions, scenarios, halls and organisations show of the agenda."""

import datetime as dt
from dataclasses import dataclass

from django import template
from django.db.models import Count, QuerySet

from agenda.models import Session, SessionRole
from agenda.models.sessions import SessionQuerySet
from agenda.schedule.subjects import address_of_sessions, listed_rows, roles_of_organisation, sessions_of
from expo.db.compiled_rows import CompiledRows
from expo.models import Attendance, Edition, Hall, Organisation, Scenario, TechnologyArea
from expo.models.organisations import name_ordering

register = template.Library()

SHOWN, SHOWN_IN_HALL = 6, 2
# Behind a fold stand no more than these; of a longer list, its days or the whole agenda are the way to all.
MOST_FOLDED = 24
MOST_PEOPLE = 60


@dataclass(frozen=True)
class SubjectSessions:
    """The first sessions of so many and, where they are few, those behind them; else the days on which they are.

    `url`: of the page of all of them, where there is one.
    """

    first: list[Session]
    rest: list[Session]
    number: int
    days: list[dt.date]
    people: list[Attendance]
    more_people: list[Attendance]
    url: str = ""

    @property
    def people_number(self) -> int:
        return len(self.people) + len(self.more_people)

    @property
    def is_long(self) -> bool:
        return self.number > len(self.first) + len(self.rest)


def sessions_in_hall(edition: int, hall: int) -> SessionQuerySet:
    """By the keys of both."""
    return Session.objects.public().filter(edition=edition, room__hall=hall)


def count_in_hall(edition: int, hall: int) -> QuerySet:
    """How many; no row where there are none."""
    found = sessions_in_hall(edition, hall).order_by().values("edition")
    return found.annotate(number=Count("pk")).values_list("number", flat=True)


first_in_hall: CompiledRows[Session] = CompiledRows(
    lambda edition, hall: listed_rows(sessions_in_hall(edition, hall))[:SHOWN_IN_HALL], int, int
)
number_in_hall: CompiledRows[int] = CompiledRows(count_in_hall, int, int)


@register.simple_tag
def sessions_about(edition: Edition, subject: object, exhibitor: str = "") -> SubjectSessions:
    """`{% sessions_about edition area as sessions %}`: public sessions of it, and who has a role in them.

    Of a region, those with people or bodies from there; of an organisation, those in which it has a role: `exhibitor`
    is the short address of an exhibitor that it is.
    """
    if isinstance(subject, Hall):
        # Its page is long with its plan, and its rooms lead to all.
        keys = edition.pk, subject.pk
        return SubjectSessions(first_in_hall(*keys), [], sum(number_in_hall(*keys)), [], [], [])
    found = sessions_of(edition, subject)
    number, rest, days = found.count(), [], []
    rows = listed_rows(found)
    first = list(rows[:SHOWN])
    if len(first) < number <= SHOWN + MOST_FOLDED:
        rest = list(rows[SHOWN : SHOWN + MOST_FOLDED])
    elif len(first) < number and isinstance(subject, TechnologyArea):
        days = sorted(filter(None, found.order_by().values_list("day", flat=True).distinct()))
    people: list[Attendance] = []
    if isinstance(subject, TechnologyArea | Scenario):
        people = people_in(edition, found)
    url = address_of_sessions(edition, subject, exhibitor)
    return SubjectSessions(first, rest, number, days, people[:SHOWN], people[SHOWN:], url)


@register.simple_tag
def sessions_with_roles(edition: Edition, organisation: Organisation) -> SubjectSessions:
    """`{% sessions_with_roles edition firm as sessions %}`: the first ones, each with the names of its `own_roles`."""
    found = sessions_of(edition, organisation)
    first = list(listed_rows(found)[:SHOWN])
    roles: dict[int, list[str]] = {session.pk: [] for session in first}
    for role in roles_of_organisation(organisation).filter(session__in=first).order_by("order", "pk"):
        name = str(role.get_role_display())
        if name not in roles[role.session_id]:
            roles[role.session_id].append(name)
    for session in first:
        session.own_roles = roles[session.pk]
    return SubjectSessions(first, [], found.count(), [], [], [])


def people_in(edition: Edition, sessions: SessionQuerySet) -> list[Attendance]:
    """Those of the public list with a role in one of these sessions, in protocol order."""
    roles = SessionRole.objects.filter(session__in=sessions.order_by().values("pk"), person__isnull=False)
    found = edition.attendances.public().filter(person__in=roles.values("person")).for_cards()
    ordered = found.order_by("order", *name_ordering("person__"))
    return list(ordered.defer("person__biography_en", "person__biography_zh")[: SHOWN + MOST_PEOPLE])
