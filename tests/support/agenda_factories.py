"""Rows of the agenda with valid defaults: confirmed, in both languages, in the edition of 2019."""

import datetime as dt
from typing import Any

from agenda.models import ChangeKind, OpeningHours, Release, Room, Session, SessionRole, Walk
from agenda.releases import publication
from agenda.releases.diff import SessionChange
from expo.i18n.instants import moment_at, shift_moment
from expo.models import Edition, Person
from tests.support.factories import make_hall, numbers, the_edition


def make_room(**fields: Any) -> Room:
    number = next(numbers)
    edition = fields.get("edition") or the_edition()
    defaults = {"edition": edition, "slug": f"room-{number}", "name_en": f"Room {number}", "name_zh": f"会议室{number}"}
    if "hall" not in fields:
        fields["hall"] = make_hall(edition=edition)
    return Room.objects.create(**(defaults | fields))


def make_opening(**fields: Any) -> OpeningHours:
    """The whole venue from nine to five on the first day; give `hall` for the hours of one."""
    edition = fields.get("edition") or the_edition()
    defaults = {"edition": edition, "day": edition.starts_on, "opens": dt.time(9), "closes": dt.time(17)}
    return OpeningHours.objects.create(**(defaults | fields))


def make_walk(**fields: Any) -> Walk:
    one = fields.pop("one", None) or make_hall()
    return Walk.objects.create(**({"one": one, "other": fields.get("other") or make_hall(), "minutes": 12} | fields))


def make_session(*, roles: list = (), hour: int = 10, minutes: int = 60, **fields: Any) -> Session:
    """A confirmed forum at `hour` of the first day, at the venue's time; `starts_at=None` takes its hours away.

    `roles`: people or organisations, each as a speaker, or pairs of such and a role. Many-to-many fields are lists.
    """
    number = next(numbers)
    edition = fields.get("edition") or the_edition()
    linked = {name: fields.pop(name, ()) for name in ("areas", "scenarios", "launches", "letters", "sources")}
    defaults = {
        "edition": edition,
        "slug": f"session-{number}",
        "kind": "forum",
        "name_en": f"Session {number:04}",
        "name_zh": f"场次{number:04}",
        "abstract_en": f"Abstract {number}.",
        "abstract_zh": f"摘要{number}。",
        "day": edition.starts_on,
        "languages": "zh,en",
        "interpretation": True,
        "status": "confirmed",
    }
    if "room" not in fields:
        fields["room"] = make_room(edition=edition)
    session = Session(**(defaults | fields))
    if session.day and "starts_at" not in fields:
        session.starts_at = moment_at(session.day, dt.time(hour), edition.tz)
    if session.starts_at and not session.ends_at:
        session.ends_at = shift_moment(session.starts_at, dt.timedelta(minutes=minutes))
    session.save()
    for name, rows in linked.items():
        if rows:
            getattr(session, name).set(rows)
    for order, given in enumerate(roles):
        make_role(session, given, order=order, public=False)
    if planned := Session.objects.releasable().filter(pk=session.pk).order_by("pk").first():
        copy_new(planned, the_release(edition), with_roles=bool(roles), with_links=any(linked.values()))
    return session


def copy_new(planned: Session, release: Release, *, with_roles: bool, with_links: bool) -> None:
    """What make_public does, for a session made just now: it has no copies, and what it has none of is not asked."""
    copy = publication.copy_session(SessionChange([ChangeKind.NEW], None, planned), release, {})
    Session.objects.bulk_create([copy])
    if with_roles:
        publication.copy_roles({planned.pk: copy})
    if with_links:
        publication.copy_links({planned.pk: copy})


def make_public(*sessions: Session) -> None:
    """Copy the sessions into version 1.0 as they are now, in place of the copies there: nothing has ever changed."""
    for session in sessions:
        release = the_release(session.edition)
        session.copies.all().delete()
        planned = Session.objects.get(pk=session.pk)
        publication.copy_sessions([SessionChange([ChangeKind.NEW], None, planned)], release)


def the_release(edition: Edition) -> Release:
    now = dt.datetime(2019, 8, 1, tzinfo=dt.UTC)
    return Release.objects.get_or_create(
        edition=edition, major=1, minor=0, defaults={"ordinal": 1, "released_at": now}
    )[0]


def make_role(session: Session, given: Any, public: bool = True, **fields: Any) -> SessionRole:
    """Give a person or an organisation, or a pair of such and a role, a part in the session, and tell the public."""
    who, role = given if isinstance(given, tuple) else (given, "speaker")
    field = "person" if isinstance(who, Person) else "organisation"
    defaults = {"role": role, field: who, "title_en": "Speaker's title", "title_zh": "当时的职务"}
    made = SessionRole.objects.create(session=session, **(defaults | fields))
    if public and session.copies.exists():
        make_public(session)
    return made
