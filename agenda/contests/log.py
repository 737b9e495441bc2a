"""The log of contests, a hash chain of its own, and which of their tables only grow."""

from typing import Any

from django.apps import AppConfig
from django.contrib.auth.models import User
from django.db import connections
from django.db.models import Q, QuerySet

from agenda.models.contests import Contest, ContestEvent, ContestLogEnd, ContestVerb, Round
from expo.event_log.address import WHERE
from expo.event_log.chain import EventLog
from expo.event_log.triggers import AppendOnlyTables
from expo.models import Edition

LOG = EventLog("contests", ContestEvent, ContestLogEnd)
TABLES = AppendOnlyTables(
    "agenda",
    {
        "agenda_contestevent": "",
        "agenda_scorechange": "",
        "agenda_resultrow": "",
        "agenda_frozenranking": "",
        "agenda_award": "OLD.published_at IS NOT NULL",
    },
    # A ranking is confirmed and published after it is frozen; an award is withdrawn, or its session goes.
    {
        "agenda_frozenranking": {
            "confirmed_by_id": "OLD.confirmed_at IS NULL",
            "confirmed_at": "OLD.confirmed_at IS NULL",
            "published_at": "OLD.final_at IS NULL",
            "objections_until": "OLD.final_at IS NULL",
            "final_at": "OLD.final_at IS NULL",
        },
        "agenda_award": {
            "session_id": "",
            "withdrawn_at": "OLD.withdrawn_at IS NULL",
            "withdrawn_reason": "OLD.withdrawn_at IS NULL",
        },
    },
)


def append_event(verb: ContestVerb, about: Contest | Round, by: User | None, **told: Any) -> ContestEvent:
    """Write what happened, inside the transaction in which it does. `by` is nobody where the clock alone did it."""
    actor = by.get_username() if by else ""
    return LOG.append(LOG.lock(), verb, subject=subject_of(about), actor=actor, told=told | {"from": WHERE.get()})


def subject_of(about: Contest | Round) -> str:
    """Like 2026/innovation or, of its second round, 2026/innovation/2."""
    if isinstance(about, Round):
        return f"{subject_of(about.contest)}/{about.number}"
    return f"{about.edition.identifier}/{about.slug}"


def events_of(edition: Edition, slug: str) -> QuerySet[ContestEvent]:
    """Of the contest with this address and its rounds; also of one that had it before and is gone."""
    subject = f"{edition.identifier}/{slug}"
    return ContestEvent.objects.filter(Q(subject=subject) | Q(subject__startswith=f"{subject}/"))


def restore_guards(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """After each migrate: the log's first link and its guards stand (again)."""
    connection = connections[using]
    if "agenda_contestevent" in connection.introspection.table_names():
        TABLES.create_triggers(connection)
        LOG.begin(using)
