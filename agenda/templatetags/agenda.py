"""What other pages show of the agenda: the seam by which templates join sessions to the rest."""

import datetime as dt
from collections.abc import Iterable
from itertools import groupby
from typing import Any, NamedTuple

from django import template
from django.db.models import Count, F, QuerySet
from django.utils.timezone import localtime

from agenda.models import Room, Session, SessionRole, daily_hours
from agenda.models.sessions import SessionQuerySet
from agenda.schedule import opening_hours, overview
from agenda.schedule.linked_data import session_facts
from agenda.schedule.visit import sessions as my_sessions
from expo.db.compiled_rows import CompiledRows
from expo.models import Edition, Hall, Launch, Person
from expo.versions.row_memory import ROWS

register = template.Library()

NOW_SHOWN = 6
NEXT_SHOWN = 3

# `{% opening_now edition as opening %}`: today's hours; None where they are not known.
register.simple_tag(opening_hours.opening_now)


@register.simple_tag
def opening_days(edition: Edition) -> list[daily_hours.DayHours]:
    """`{% opening_days edition as days %}`: the hours of the exhibition; none where they are not known."""
    return known_hours(list(opening_hours.hours_by_day(edition).values()))


# `{% session_facts session as facts %}`: for `{% linked_data facts %}`; the session has its `cast`.
register.simple_tag(session_facts)


class NowAndNext(NamedTuple):
    """What is under way, and what starts next; each a few sessions loaded for their cards."""

    current: list[Session]
    next: list[Session]


def cards(found: SessionQuerySet) -> SessionQuerySet:
    """For components/session_card.html; two queries."""
    return found.for_cards()


def rows(found: QuerySet[Session]) -> QuerySet[Session]:
    """For agenda/session/row.html; one query."""
    return found.select_related("room", "was_room", "edition").defer("abstract_en", "abstract_zh")


@register.filter
def choice_key(session: Session) -> str:
    """`{{ session|choice_key }}`: how addresses and browsers name it in a visitor's own choice."""
    return my_sessions.address_key(session)


@register.filter
def at(found: dict[int, Session], number: int) -> Session | None:
    """`{{ public|at:session.number }}`: the one of this number among them."""
    return found.get(number)


@register.filter
def open_days(session: Session) -> list[daily_hours.DayHours]:
    """`{{ session|open_days }}`: each day of what lasts several, where hours are known of any."""
    edition, found = session.edition, []
    for day in edition.days:
        if session.last_day and session.day and session.day <= day <= session.last_day:
            found.append(daily_hours.day_hours(session, day, edition.tz))
    return known_hours(found)


def known_hours(days: list[daily_hours.DayHours]) -> list[daily_hours.DayHours]:
    if not any(one.starts_at or one.closed for one in days):
        return []
    return days


@register.filter
def open_spans(session: Session) -> list[list[daily_hours.DayHours]]:
    """`{{ session|open_spans }}`: the same, days that follow each other with the same hours taken together."""
    return [list(days) for _hours, days in groupby(open_days(session), key=clock_face)]


def clock_face(one: daily_hours.DayHours) -> tuple:
    opens = one.starts_at and localtime(one.starts_at).time()
    closes = one.ends_at and localtime(one.ends_at).time()
    return one.closed, opens, closes


@register.filter
def webcal(address: str) -> str:
    """`{{ file|webcal }}`: the same address, for calendar apps to subscribe to."""
    return f"webcal:{address.partition(':')[2]}"


now_and_next_cards: CompiledRows[Session] = CompiledRows(
    lambda edition, *when: cards(overview.current_and_next(edition, NOW_SHOWN, *when)),
    int,
    dt.datetime,
    dt.date,
    dt.date,
)


@register.simple_tag
def now_and_next(edition: Edition) -> NowAndNext:
    """`{% now_and_next edition as now %}`: by the edition's own clock, without what lasts several days."""
    begun, coming, now = [], [], edition.now()
    for session in now_and_next_cards(edition.pk, now, *overview.days_around(now)):
        session.edition = edition
        if session.begun:
            begun.append(session)
        else:
            coming.append(session)
    return NowAndNext(begun, coming[:NEXT_SHOWN])


@register.simple_tag
def agenda_days(edition: Edition, per_day: int = 3) -> list[overview.DayOverview]:
    """`{% agenda_days edition 3 as days %}`: each day with `day`, `url`, `count`, `kinds` and some `sessions`."""
    return overview.days_with_highlights(edition, per_day, cards=False)


def kind_counts(edition: Edition) -> Iterable[tuple[str, int]]:
    return edition.sessions.public().order_by().values_list("kind").annotate(Count("pk"))


@register.simple_tag
def session_counts(edition: Edition) -> dict[str, int]:
    """`{% session_counts edition as sessions %}`: how many are public, by kind and as `all`."""
    kinds = dict(ROWS.recall(("session counts", edition.pk), lambda: tuple(kind_counts(edition))))
    return {**kinds, "all": sum(kinds.values())}


@register.simple_tag
def public_session(pk: int | None) -> Session | None:
    """`{% public_session deal.ceremony_id as session %}`: the session, where the public may see it."""
    if pk is None:
        return None
    return Session.objects.public().select_related("edition").filter(origin=pk).first()


@register.simple_tag
def roles_of(person: Person, edition: Edition) -> QuerySet[SessionRole]:
    """`{% roles_of person edition as roles %}`: what a person does in public sessions, each with its session."""
    public = edition.sessions.public()
    roles = SessionRole.objects.filter(person=person, session__in=public.values("pk"))
    return roles.select_related("session__edition", "session__room", "organisation").order_by(
        "session__day", "session__starts_at", "session__order", "pk"
    )


rooms_of_hall: CompiledRows[Room] = CompiledRows(lambda hall: Room.objects.public().filter(hall=hall), int)


@register.simple_tag
def rooms_in(hall: Hall) -> list[Room]:
    """`{% rooms_in hall as rooms %}`: its rooms in which the public may see something."""
    return rooms_of_hall(hall.pk)


@register.simple_tag
def with_sessions(shown: Iterable[Any]) -> list[Any]:
    """`{% with_sessions letters as letters %}`: letters or launches, each with its public sessions as `in_sessions`."""
    found = {row.pk: row for row in shown}
    for row in found.values():
        row.in_sessions = []
    for link in links(found.values()):
        found[link.row_id].in_sessions.append(link.session)
    return list(found.values())


def links(shown: Iterable[Any]) -> QuerySet:
    """The rows of the table between sessions and these letters or launches, for public sessions only."""
    field: Any = Session.letters
    if isinstance(next(iter(shown), None), Launch):
        field = Session.launches
    name = field.rel.model._meta.model_name
    public = Session.objects.public().values("pk")
    found = field.through.objects.filter(**{f"{name}__in": list(shown)}, session__in=public)
    return found.select_related("session__edition").annotate(row_id=F(f"{name}_id")).order_by("session_id")
