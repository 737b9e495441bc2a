"""The one door by which the planning board moves sessions, and takes moves back."""

import datetime as dt
from typing import Any, NamedTuple, Self

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from agenda.models import Move, Session
from expo.db.columns import find_column
from expo.db.constraints import refusals_as_validation
from expo.i18n.bilingual import localised_text
from expo.models import Edition

FIELDS = ("day", "last_day", "starts_at", "ends_at", "room")


class Placement(NamedTuple):
    """Where a session stands. Nothing of it known: it is not scheduled."""

    day: dt.date | None = None
    last_day: dt.date | None = None
    starts_at: dt.datetime | None = None
    ends_at: dt.datetime | None = None
    room_id: int | None = None

    @classmethod
    def of(cls, session: Session) -> Self:
        return cls(session.day, session.last_day, session.starts_at, session.ends_at, session.room_id)

    @classmethod
    def read(cls, token: str) -> Self:
        """The placement that a token stands for. Raises ValueError where it is none."""
        day, last_day, starts_at, ends_at, room = token.split("/")
        room_id = None
        if room:
            room_id = int(room)
        return cls(
            parse_day(day),
            parse_day(last_day),
            parse_moment(starts_at),
            parse_moment(ends_at),
            room_id,
        )

    @property
    def token(self) -> str:
        """What a page that showed it sends back, and what the log of moves keeps."""
        return "/".join(
            [
                format_day(self.day),
                format_day(self.last_day),
                format_moment(self.starts_at),
                format_moment(self.ends_at),
                str(self.room_id or ""),
            ]
        )


def parse_day(text: str) -> dt.date | None:
    if not text:
        return None
    return dt.date.fromisoformat(text)


def parse_moment(text: str) -> dt.datetime | None:
    if not text:
        return None
    return dt.datetime.fromisoformat(text)


def format_day(day: dt.date | None) -> str:
    if day is None:
        return ""
    return day.isoformat()


def format_moment(moment: dt.datetime | None) -> str:
    if moment is None:
        return ""
    return moment.astimezone(dt.UTC).isoformat()


class StalePlacement(Exception):
    """Somebody placed the session anew since the planner looked. `who` did so, where that is known."""

    def __init__(self, session: Session, to: Placement, seen: str, who: User | None) -> None:
        super().__init__(session.pk)
        self.session, self.to, self.seen, self.who = session, to, seen, who


@transaction.atomic
def move_session(session: Session, to: Placement, *, seen: str, by: User) -> Session:
    """Place the session anew, for a planner who saw it at the placement whose token is `seen`.

    Raises StalePlacement where it stands elsewhere by now, and ValidationError for a placement that cannot be.
    """
    row = lock_session(session.pk)
    before = Placement.of(row)
    if seen != before.token:
        raise StalePlacement(row, to, seen, last_editor(row))
    if to.token != before.token:
        write_placement(row, to, by)
        Move.objects.create(session=row, by=by, before=before.token, after=to.token)
    return row


def undo(edition: Edition, by: User) -> Session:
    """Take back the planner's last move. Raises ValidationError where there is none or somebody changed it since."""
    return undo_or_redo(edition, by, back=True)


def redo(edition: Edition, by: User) -> Session:
    """Do again what the planner took back last. Raises ValidationError as `undo` does."""
    return undo_or_redo(edition, by, back=False)


def undo_or_redo(edition: Edition, by: User, *, back: bool) -> Session:
    last = next_move(edition, by, back=back)
    if last is None and back:
        raise ValidationError(_("There is nothing to undo."))
    if last is None:
        raise ValidationError(_("There is nothing to redo."))
    try:
        return apply_move(last, by, back=back)
    except MoveAlreadyApplied:
        return undo_or_redo(edition, by, back=back)
    except MoveOvertaken as overtaken:
        # Set aside, so that the move before it can be undone all the same.
        Move.objects.filter(pk=last.pk).update(overtaken=True)
        raise ValidationError(overtaken.sentence) from overtaken


def next_move(edition: Edition, by: User, *, back: bool) -> Move | None:
    mine = Move.objects.of(by, edition)
    if back:
        return mine.standing().order_by("pk").last()
    return mine.undone().order_by("pk").first()


class MoveOvertaken(Exception):
    """The session does not stand any more where the move left it."""

    def __init__(self, row: Session, who: User | None) -> None:
        name = localised_text(row, "name").value
        self.sentence = _("“%(name)s” has been moved since; it stays where it is.") % {"name": name}
        if who:
            names = {"who": who.get_username(), "name": name}
            self.sentence = _("%(who)s has moved “%(name)s” since; it stays where it is.") % names
        super().__init__(self.sentence)


class MoveAlreadyApplied(Exception):
    """The planner pressed twice, and the first press was a moment faster: the second is for the move before."""


@transaction.atomic
def apply_move(last: Move, by: User, *, back: bool) -> Session:
    row = lock_session(last.session_id)
    here, there = last.before, last.after
    undone_at = None
    if back:
        here, there = there, here
        undone_at = timezone.now()
    fresh = Move.objects.select_for_update().get(pk=last.pk)
    if (fresh.undone_at is None) != back:
        raise MoveAlreadyApplied
    if Placement.of(row).token != here:
        raise MoveOvertaken(row, last_editor(row))
    write_placement(row, Placement.read(there), by)
    Move.objects.filter(pk=last.pk).update(undone_at=undone_at)
    return row


def lock_session(pk: int) -> Session:
    rows = Session.objects.working().select_for_update(of=("self",)).select_related("edition", "room")
    return rows.get(pk=pk)


def shift_daily_hours(hours: dict[str, Any], by: dt.timedelta) -> dict[str, Any]:
    """What lasts several days keeps the hours of its first, second and every other day, wherever those come to lie."""
    return {(dt.date.fromisoformat(day) + by).isoformat(): each for day, each in hours.items()}


def write_placement(row: Session, to: Placement, by: User) -> None:
    """Write the placement by the rules of the session, and into its history."""
    if row.day and to.day:
        row.daily_hours = shift_daily_hours(row.daily_hours, to.day - row.day)
    row.day, row.last_day, row.starts_at, row.ends_at, row.room_id = to
    others = {field.name for field in row._meta.get_fields()} - set(FIELDS)
    # The constraints are left to the database, which says the same of them and is not asked of each one first.
    row.full_clean(exclude=others, validate_unique=False, validate_constraints=False)
    with refusals_as_validation(Session):
        row.save(update_fields=[*FIELDS, "daily_hours", "changed_at"])
    with translation.override(None):
        names = [str(find_column(row, name).verbose_name) for name in FIELDS]
    changed = [{"changed": {"fields": names}}]
    LogEntry.objects.log_actions(by.pk, [row], CHANGE, change_message=changed, single_object=True)


def last_editor(row: Session) -> User | None:
    kind = ContentType.objects.get_for_model(Session)
    entry = LogEntry.objects.filter(content_type=kind, object_id=str(row.pk)).select_related("user").first()
    if entry is None:
        return None
    return entry.user
