"""How many sessions of a plan each day has, and how many wait for a day, an hour or a room."""

import datetime as dt
from collections import Counter
from functools import partial
from typing import NamedTuple

from django.db.models import BooleanField, Count, ExpressionWrapper, Max, Q

from agenda.models import Session, SessionKind
from agenda.models.sessions import SessionQuerySet
from expo.models import Edition
from expo.versions.row_memory import PLAN_ROWS

ELSEWHERE = Q(kind=SessionKind.BREAK) | ~Q(place_note_en="", place_note_zh="")
HOURLESS = Q(starts_at=None, last_day=None)
UNSCHEDULED = Q(day=None) | HOURLESS | (Q(room=None) & ~ELSEWHERE)


class Tally(NamedTuple):
    """How many sessions each day has, how many are not scheduled, and when the plan was last changed."""

    days: Counter[dt.date]
    waiting: int
    changed_at: dt.datetime | None


def tally_plan(edition: Edition) -> Tally:
    """Of the whole plan, in one query, until somebody writes to it again."""
    days: Counter[dt.date] = Counter()
    waiting, changed = 0, []
    for day, waits, sessions, last in PLAN_ROWS.recall(("tally", edition.pk), partial(query_tally, edition)):
        changed.append(last)
        if waits:
            waiting += sessions
        else:
            days[day] += sessions
    return Tally(days, waiting, max(changed, default=None))


def query_tally(edition: Edition) -> tuple[tuple[dt.date | None, bool, int, dt.datetime], ...]:
    """By day and whether they wait for one, an hour or a room: how many sessions, and the last change of any."""
    waits = ExpressionWrapper(UNSCHEDULED, BooleanField())
    groups = planned_sessions(edition).annotate(waits=waits).order_by().values("day", "waits")
    return tuple(
        groups.annotate(sessions=Count("pk"), last=Max("changed_at")).values_list("day", "waits", "sessions", "last")
    )


def planned_sessions(edition: Edition) -> SessionQuerySet:
    return Session.objects.working().filter(edition=edition)
