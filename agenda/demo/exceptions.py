"""What never goes to plan: sessions cancelled, without a time or a day, in one language, or not for the public."""

import datetime as dt
from collections.abc import Iterable

from agenda.models import PartOfDay, Session, SessionStatus
from agenda.models.sessions import uid_of
from expo.demo.words import words
from expo.instants import moment_at, shift
from expo.models import Edition


def apply(sessions: Iterable[Session]) -> None:
    """Change those, not saved yet, that the programme's lists name by their short address."""
    named = {session.slug: session for session in sessions}
    lists = words("programme")
    for slug in lists["cancelled"]:
        named[slug].status = SessionStatus.CANCELLED
    for slug in lists["without_hours"] + lists["without_day"]:
        without_hours(named[slug])
    for slug in lists["without_day"]:
        named[slug].day, named[slug].part_of_day = None, PartOfDay.UNKNOWN
    for slug in lists["only_chinese"]:
        named[slug].name_en = named[slug].abstract_en = ""
        named[slug].languages, named[slug].interpretation = "zh", False
    for slug in lists["only_english"]:
        named[slug].name_zh = named[slug].abstract_zh = ""
        named[slug].languages, named[slug].interpretation = "en", False


def without_hours(session: Session) -> None:
    """To be announced: only the part of the day is known."""
    evening = session.starts_at.hour >= 18
    session.part_of_day = PartOfDay.EVENING if evening else PartOfDay.AFTERNOON
    session.starts_at = session.ends_at = None


def never_shown(edition: Edition) -> list[Session]:
    """Drafts, and sessions for staff only, on the second day: no public page may tell of them."""
    starts_at = moment_at(edition.starts_on + dt.timedelta(1), dt.time(8), edition.tz).astimezone(edition.tz)
    return [
        Session(
            edition=edition,
            uid=uid_of(edition.slug, row["slug"]),
            day=starts_at.date(),
            starts_at=starts_at,
            ends_at=shift(starts_at, dt.timedelta(hours=1)),
            **row,
        )
        for row in words("programme")["never_shown"]
    ]
