"""What exports tell of many sessions, as plain values: a model instance for each role would take most of the time."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db.models import QuerySet

from agenda.models import Session, SessionQuerySet, SessionRole


class ExportedName(NamedTuple):
    """A person or an area, as far as exports name it; only people have a `uid`."""

    key: int
    name_en: str
    name_zh: str
    uid: uuid.UUID | None = None


def people_by_session(sessions: SessionQuerySet) -> dict[int, list[ExportedName]]:
    """Who is in each session, each once and in protocol order, by the session's key; one query."""
    roles = SessionRole.objects.filter(session__in=session_keys(sessions), person__isnull=False).order_by("order", "pk")
    return group_by_session(roles.values_list("session", "person", "person__name_en", "person__name_zh", "person__uid"))


def areas_by_session(sessions: SessionQuerySet) -> dict[int, list[ExportedName]]:
    """The technology areas of each session in their order, by the session's key; one query."""
    links = Session.areas.through.objects.filter(session__in=session_keys(sessions))
    ordered = links.order_by("technologyarea__order", "technologyarea__slug")
    fields = ("technologyarea", "technologyarea__name_en", "technologyarea__name_zh")
    return group_by_session(ordered.values_list("session", *fields))


def session_keys(sessions: SessionQuerySet) -> QuerySet:
    return sessions.order_by().values("pk")


def group_by_session(rows: Iterable[Sequence[Any]]) -> dict[int, list[ExportedName]]:
    found: dict[int, dict[int, ExportedName]] = defaultdict(dict)
    for session, *linked in rows:
        found[session].setdefault(linked[0], ExportedName(*linked))
    return {session: list(linked.values()) for session, linked in found.items()}
