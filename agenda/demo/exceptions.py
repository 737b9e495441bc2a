"""What never goes to plan: sessions cancelled, without a time or a day, in one language, or not for the public."""

import datetime as dt
from collections.abc import Iterable

from agenda.models import PartOfDay, Session, SessionStatus
from agenda.models.sessions import session_uid
from expo.demo.words import rehearsal_data
from expo.i18n.instants import moment_at, shift_moment
from expo.models import Edition
from expo.presence import require_value


def apply_exceptions(sessions: Iterable[Session]) -> None:
    """Change those, not saved yet, that the programme's lists name by their short address."""
    named = {session.slug: session for session in sessions}
    lists = rehearsal_data("programme")
    for slug in lists["cancelled"]:
        named[slug].status = SessionStatus.CANCELLED
    for slug in lists["without_hours"] + lists["without_day"]:
        remove_hours(named[slug])
    for slug in lists["without_day"]:
        named[slug].day, named[slug].part_of_day = None, PartOfDay.UNKNOWN
    for slug in lists["only_chinese"]:
        named[slug].name_en = named[slug].abstract_en = ""
        named[slug].languages, named[slug].interpretation = "zh", False
    for slug in lists["only_english"]:
        named[slug].name_zh = named[slug].abstract_zh = ""
        named[slug].languages, named[slug].interpretation = "en", False


def remove_hours(session: Session) -> None:
    """To be announced: only the part of the day is known."""
    session.part_of_day = PartOfDay.AFTERNOON
    if require_value(session.starts_at).hour >= 18:
        session.part_of_day = PartOfDay.EVENING
    session.starts_at = session.ends_at = None


def hidden_sessions(edition: Edition) -> list[Session]:
    """Drafts, and sessions for staff only, on the second day: no public page may tell of them."""
    starts_at = moment_at(edition.starts_on + dt.timedelta(1), dt.time(8), edition.tz).astimezone(edition.tz)
    sessions = []
    for row in rehearsal_data("programme")["never_shown"]:
        session = Session(edition=edition, uid=session_uid(edition.slug, row["slug"]), **row)
        session.day, session.starts_at = starts_at.date(), starts_at
        session.ends_at = shift_moment(starts_at, dt.timedelta(hours=1))
        sessions.append(session)
    return sessions
