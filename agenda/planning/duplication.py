"""A session once more, at another time: a draft with what makes sense there, without what has become of the first."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID, uuid5

from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth.models import User
from django.db import transaction

from agenda.models import Session, SessionRole, SessionStatus
from agenda.planning.addresses import free_addresses
from agenda.planning.copy_edition import ABSTRACT, KEPT, copy_row
from agenda.planning.moves import Placement, shift_daily_hours
from expo.db.constraints import races_as_validation
from expo.i18n.instants import duration, moment_at, shift_moment, wall_clock_time
from expo.models import Edition
from expo.presence import require_value
from expo.web.slugs import Addresses

# An address is of one session, and what visitors watch or read of one is not of another.
COPIED = tuple(name for name in (*KEPT, *ABSTRACT) if name != "slug")
LINKED = ("areas", "scenarios")
# What somebody must be allowed who makes one.
PERMISSIONS = ("agenda.add_session", "agenda.change_session", "agenda.add_sessionrole")


@transaction.atomic
def duplicate_session(
    session: Session, to: Placement, *, key: UUID, by: User, with_roles: bool = True, with_parts: bool = False
) -> Session:
    """The new draft; of a key that came with just this before, the one it made. Raises ValidationError where none may
    stand.

    Its parts but cancelled ones come with it, as much later as itself, in its new room where they were in its old one.
    """
    edition = Edition.objects.select_for_update().get(pk=session.edition_id)
    # Of what was asked as well: another time of the same page is another draft, and no other session is called so.
    uid = uuid5(key, f"duplicate:{session.pk}/{to.token}/{with_roles:d}/{with_parts:d}")
    if there := Session.objects.working().filter(edition=edition, uid=uid).first():
        return there
    addresses = free_addresses(edition)
    draft = draft_of(session, to, addresses)
    draft.uid = uid
    made = [write_draft(draft, session, with_roles)]
    for part in living_parts(session) if with_parts else ():
        copy = draft_of(part, shifted_placement(part, session, to), addresses)
        copy.parent = draft
        made.append(write_draft(copy, part, with_roles))
    LogEntry.objects.log_actions(by.pk, made, ADDITION, change_message=[{"added": {}}])
    return draft


def living_parts(session: Session) -> Iterable[Session]:
    return session.parts.working().exclude(status=SessionStatus.CANCELLED)


def draft_of(session: Session, to: Placement, addresses: Addresses) -> Session:
    """Unsaved."""
    draft = Session(edition=session.edition, parent=session.parent, status=SessionStatus.DRAFT)
    for name in COPIED:
        setattr(draft, name, getattr(session, name))
    names = {"name_en": session.name_en, "name_zh": session.name_zh}
    draft.slug = addresses.free(names, "session")
    draft.day, draft.last_day, draft.starts_at, draft.ends_at, draft.room_id = to
    if session.day and to.day and to.last_day:
        draft.daily_hours = shift_daily_hours(session.daily_hours, to.day - session.day)
    return draft


def write_draft(draft: Session, session: Session, with_roles: bool) -> Session:
    draft.full_clean()
    with races_as_validation(Session):
        draft.save()
    for name in LINKED:
        getattr(draft, name).set(getattr(session, name).all())
    if with_roles:
        roles = [copy_row(role, session=draft) for role in session.roles.all()]
        SessionRole.objects.bulk_create(roles)
    return draft


def shifted_placement(part: Session, session: Session, to: Placement) -> Placement:
    """Where a part stands beside the draft of its whole, by the clock; without hours where the draft has none."""
    room_id = part.room_id
    if room_id == session.room_id:
        room_id = to.room_id
    zone = session.edition.tz
    if not (part.starts_at and session.starts_at and to.starts_at):
        day = shift_day(part.day, session.day, to.day) or to.day
        return Placement(day, shift_day(part.last_day, session.day, to.day), None, None, room_id)
    later = wall_clock_time(to.starts_at, zone) - wall_clock_time(session.starts_at, zone)
    starts_at, ends_at = part_moments(part, later, zone)
    day = wall_clock_time(starts_at, zone).date()
    return Placement(day, shift_day(part.last_day, part.day, day), starts_at, ends_at, room_id)


def shift_day(day: dt.date | None, old: dt.date | None, new: dt.date | None) -> dt.date | None:
    """As many days after the new one as it was after the old one; None where one of them is not known."""
    if day is None or old is None or new is None:
        return None
    return day + (new - old)


def part_moments(part: Session, later: dt.timedelta, zone: dt.tzinfo) -> tuple[dt.datetime, dt.datetime]:
    begins, ends = require_value(part.starts_at), require_value(part.ends_at)
    shown = wall_clock_time(begins, zone) + later
    starts_at = moment_at(shown.date(), shown.time(), zone)
    return starts_at, shift_moment(starts_at, duration(begins, ends))
