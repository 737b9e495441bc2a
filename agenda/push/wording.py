"""What a message says: where the sessions stand now that somebody keeps, against where they stood before a release."""

from collections.abc import Iterable
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agenda.models import Release, Session
from agenda.releases.diff import WHEN, WHERE
from expo.db.columns import find_column
from expo.i18n import dates
from expo.i18n.bilingual import localised_text
from expo.models import Edition
from expo.presence import require_value

# A notification shows little more; a message has room for some four thousand bytes.
MOST_LINES, LONGEST_NAME = 4, 120


class SessionMove(NamedTuple):
    """A session as it was before a release, and as the public sees it now; None where it has left the agenda."""

    before: Session
    now: Session | None

    @property
    def session(self) -> Session:
        return self.now or self.before

    @property
    def another_time(self) -> bool:
        return is_differing(self.before, require_value(self.now), WHEN)

    @property
    def another_place(self) -> bool:
        return is_differing(self.before, require_value(self.now), WHERE)

    @property
    def is_told(self) -> bool:
        """Not where a later release has put it back, and not once it is past."""
        if is_past(self.before) or (self.now and is_past(self.now)):
            return False
        if self.now is None:
            return not self.before.cancelled
        if self.now.cancelled:
            return not self.before.cancelled
        return self.before.cancelled or self.another_time or self.another_place


def is_differing(one: Session, other: Session, names: Iterable[str]) -> bool:
    columns = [find_column(Session, name).attname for name in names]
    return any(getattr(one, column) != getattr(other, column) for column in columns)


def is_past(session: Session) -> bool:
    now = session.edition.now()
    if session.ends_at and not session.last_day:
        return session.ends_at <= now
    day = session.last_day or session.day
    return day is not None and day < now.date()


def write_message(release: Release, moves: list[SessionMove]) -> dict[str, str] | None:
    """Title, text and address in the active language, at the venue's time; None where there is nothing to tell."""
    told = [move for move in moves if move.is_told]
    if not told:
        return None
    edition = release.edition
    return {
        "title": write_title(told),
        "body": write_body(told),
        "url": page_address(edition, told),
        "tag": f"{edition.identifier}-{release.number}",
    }


def page_address(edition: Edition, told: list[SessionMove]) -> str:
    """Of the one session that is told of, where it has a page still; of the whole visit else."""
    if len(told) == 1 and told[0].now:
        return told[0].now.get_absolute_url()
    return reverse("agenda:mine", args=[edition.slug])


def write_title(told: list[SessionMove]) -> str:
    if len(told) == 1:
        return headline(told[0])
    text = ngettext("%(n)d session that you keep has changed", "%(n)d sessions that you keep have changed", len(told))
    return text % {"n": len(told)}


def write_body(told: list[SessionMove]) -> str:
    if len(told) == 1:
        return write_detail(told[0])
    lines = []
    for move in told[:MOST_LINES]:
        lines.append(join_facts(headline(move), write_detail(move)))
    if len(told) > MOST_LINES:
        left = len(told) - MOST_LINES
        lines.append(ngettext("and %(n)d more", "and %(n)d more", left) % {"n": left})
    return "\n".join(lines)


def headline(move: SessionMove) -> str:
    name = shorten(localised_text(move.session, "name").value)
    if move.now is None:
        return _("Taken off the agenda: %(name)s") % {"name": name}
    if move.now.cancelled:
        return _("Cancelled: %(name)s") % {"name": name}
    if move.before.cancelled:
        return _("Takes place after all: %(name)s") % {"name": name}
    if move.another_time:
        return _("Moved: %(name)s") % {"name": name}
    return _("Another room: %(name)s") % {"name": name}


def shorten(text: str) -> str:
    if len(text) <= LONGEST_NAME:
        return text
    return f"{text[: LONGEST_NAME - 1]}…"


def write_detail(move: SessionMove) -> str:
    """From when to when and where, as far as that is known; of what does not take place, when it would have been."""
    if move.now is None or move.now.cancelled or move.before.cancelled:
        return join_facts(write_time(move.session, with_day=True), write_place(move.session))
    times = write_times(move.before, move.now) if move.another_time else write_time(move.now, with_day=True)
    places = [write_place(move.now)]
    if move.another_place:
        places.insert(0, write_place(move.before))
    return join_facts(times, " → ".join(filter(None, places)))


def write_times(before: Session, now: Session) -> str:
    with_day = before.day != now.day
    first = write_time(before, with_day=True)
    second = write_time(now, with_day=with_day)
    return f"{first} → {second}"


def join_facts(*facts: str) -> str:
    return _(", ").join(filter(None, facts))


def write_time(session: Session, *, with_day: bool) -> str:
    if session.day is None:
        return _("time to be announced")
    parts = []
    if session.last_day:
        parts.append(dates.date_range(session.day, session.last_day))
    elif with_day or not session.starts_at:
        parts.append(dates.format_day(session.day, dates.SHORT))
    if session.starts_at:
        parts.append(dates.time_of_day(session.starts_at))
    return " ".join(parts)


def write_place(session: Session) -> str:
    if session.room:
        return shorten(localised_text(session.room, "name").value)
    return shorten(localised_text(session, "place_note").value)
