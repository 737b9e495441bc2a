"""What every export has in common: when a session takes place, its words, its version, its address."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.urls import reverse

from agenda.models import Session
from expo.i18n.bilingual import localised_text
from expo.models import Edition


class Occurrence(NamedTuple):
    """A session from one moment to another, in UTC; `uid` differs for each of several days."""

    session: Session
    uid: uuid.UUID
    starts_at: dt.datetime
    ends_at: dt.datetime


def occurrences(sessions: Iterable[Session], edition: Edition) -> list[Occurrence]:
    """In order of time. A session without hours has none; one of several days has one on each day."""
    zone, days = edition.tz, edition.days
    found: list[Occurrence] = []
    for session in sessions:
        found.extend(session_occurrences(session, zone, days))
    return sorted(found, key=lambda one: (one.starts_at, one.uid))


def session_occurrences(session: Session, zone: dt.tzinfo, days: list[dt.date]) -> Iterator[Occurrence]:
    if session.last_day is None:
        if hours := session.hours_on(session.day, zone):
            yield Occurrence(session, session.uid, *hours)
        return
    for day in days:
        if session.day and session.day <= day <= session.last_day and (hours := session.hours_on(day, zone)):
            yield Occurrence(session, uuid.uuid5(session.uid, day.isoformat()), *hours)


def plain_text(row: object, field: str) -> str:
    """The text of `field` in the active language or the other one."""
    if not row:
        return ""
    return localised_text(row, field).value


def place_text(session: Session, edition: Edition) -> str:
    """Room and hall; else the note on the place; else the venue."""
    if session.room is None:
        return plain_text(session, "place_note") or plain_text(edition, "venue") or plain_text(edition, "city")
    hall = session.room.hall
    names = [plain_text(session.room, "name")]
    if hall:
        names.append(f"{hall.code} {plain_text(hall, 'name')}".strip())
    return ", ".join(names)


def session_pages_url(edition: Edition, site: str) -> str:
    """Where the sessions' pages are in the active language, to be followed by a slug and a slash."""
    return site + reverse("agenda:session", args=[edition.slug, "x"]).removesuffix("x/")


def export_version(contents: str, edition: Edition) -> str:
    """What an app compares to see whether anything is new: the release, and a mark of the contents.

    Names of rooms and people are not part of a release, and change without one. One query.
    """
    release = edition.releases.newest_first().first()
    mark = hashlib.sha256(contents.encode()).hexdigest()[:12]
    number = "0.0"
    if release:
        number = release.number
    return f"{number}-{mark}"
