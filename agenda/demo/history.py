"""How the rehearsal's agenda came to be: a first release, a second after changes, and a hot fix on the day."""

import datetime as dt
from collections.abc import Iterable

from agenda.models import Session, SessionStatus
from agenda.releases import publication
from expo.demo.words import rehearsal_data
from expo.i18n.instants import shift_moment
from expo.models import Edition
from expo.presence import require_value

REASON = "The first plan of the rehearsal: its clashes are solved in the second."


def publish_releases(edition: Edition) -> None:
    """Publish the plan as it was, as it became, and as it is; the plan itself ends as it was loaded."""
    told = rehearsal_data("programme")["releases"]
    rows = {row.slug: row for row in edition.sessions.working()}
    cancelled = [rows[slug] for slug in rehearsal_data("programme")["cancelled"]]
    moved = [(rows[slug], dt.timedelta(minutes=minutes)) for slug, minutes in told["moved"].items()]
    fixed, room = rows[told["hot_fix"]["session"]], rows[told["hot_fix"]["session"]].room
    fixed.room = edition.rooms.get(slug=told["hot_fix"]["before"])
    save_sessions(fixed)
    change_sessions(cancelled, SessionStatus.CONFIRMED, [(row, -by) for row, by in moved])
    publication.publish(edition, by=None, **told["first"], overridden=REASON)
    change_sessions(cancelled, SessionStatus.CANCELLED, moved)
    publication.publish(edition, by=None, **told["second"])
    fixed.room = room
    save_sessions(fixed)
    publication.publish_hot_fix(fixed, by=None, **told["hot_fix"]["words"])


def change_sessions(
    cancelled: list[Session], status: SessionStatus, moved: Iterable[tuple[Session, dt.timedelta]]
) -> None:
    changed = list(cancelled)
    for row in cancelled:
        row.status = status
    for row, by in moved:
        row.starts_at = shift_moment(require_value(row.starts_at), by)
        row.ends_at = shift_moment(require_value(row.ends_at), by)
        changed.append(row)
    save_sessions(*changed)


def save_sessions(*rows: Session) -> None:
    Session.objects.bulk_update(rows, ["status", "starts_at", "ends_at", "room"])
