"""What exports tell of many sessions, as plain values: a model instance for each role would take most of the time."""

import uuid
from collections import defaultdict
from typing import NamedTuple

from agenda.models import Session, SessionQuerySet, SessionRole


class Linked(NamedTuple):
    """A person or an area, as far as exports name it; only people have a `uid`."""

    key: int
    name_en: str
    name_zh: str
    uid: uuid.UUID | None = None


def people(sessions: SessionQuerySet) -> dict[int, list[Linked]]:
    """Who is in each session, each once and in protocol order, by the session's key; one query."""
    roles = SessionRole.objects.filter(session__in=keys(sessions), person__isnull=False).order_by("order", "pk")
    return grouped(roles.values_list("session", "person", "person__name_en", "person__name_zh", "person__uid"))


def areas(sessions: SessionQuerySet) -> dict[int, list[Linked]]:
    """The technology areas of each session in their order, by the session's key; one query."""
    links = Session.areas.through.objects.filter(session__in=keys(sessions))
    ordered = links.order_by("technologyarea__order", "technologyarea__slug")
    fields = ("technologyarea", "technologyarea__name_en", "technologyarea__name_zh")
    return grouped(ordered.values_list("session", *fields))


def keys(sessions: SessionQuerySet) -> SessionQuerySet:
    return sessions.order_by().values("pk")


def grouped(rows: SessionQuerySet) -> dict[int, list[Linked]]:
    found: dict[int, dict[int, Linked]] = defaultdict(dict)
    for session, *linked in rows:
        found[session].setdefault(linked[0], Linked(*linked))
    return {session: list(linked.values()) for session, linked in found.items()}
