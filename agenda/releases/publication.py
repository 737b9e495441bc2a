"""The only way by which the working plan becomes public: whole releases, and hot fixes of one session."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.checks import problems
from agenda.models import Change, ChangeKind, Release, Session, SessionRole, Visibility
from agenda.releases import diff
from agenda.releases.diff import LINKS, OLD, SessionChange
from agenda.releases.outbox import queue_messages
from expo.db.columns import find_column
from expo.models import Edition
from expo.presence import require_value

# SQLite takes so many values in one statement; more rows go in several.
AT_ONCE = 500


@transaction.atomic
def publish(
    edition: Edition,
    *,
    by: User | None,
    seen: str | None = None,
    looked_at: str | None = None,
    **words: str,
) -> Release:
    """Make the whole plan public as the next whole number.

    `seen` is the number of the release and `looked_at` the digest of the differences that `by` looked at; `words` are
    note_en, note_zh and overridden, the reason to release in spite of fatal problems. Raises ValidationError where
    nothing has changed, where somebody released or changed the plan in between, and where a fatal problem stands and
    no reason is given.
    """
    last = newest_release(lock_edition(edition))
    refuse_stale(last, seen)
    found = diff.pending_changes(edition)
    refuse_unseen(found, looked_at)
    refuse_problems(problems.fatal_problems(edition), words)
    major = 1
    if last:
        major = last.major + 1
    return write_release(edition, last, (major, 0), found, by, words)


@transaction.atomic
def publish_hot_fix(session: Session, *, by: User | None, looked_at: str | None = None, **words: str) -> Release:
    """Make one session of the plan public at once, as the next number after the point.

    Raises ValidationError as `publish` does, and before the first whole release.
    """
    edition = session.edition
    last = newest_release(lock_edition(edition))
    if last is None:
        raise ValidationError(_("A hot fix needs a first release of the whole agenda."), code="unreleased")
    found = diff.pending_changes(edition, only=session)
    refuse_unseen(found, looked_at)
    refuse_problems(problems.fatal_problems(edition, session), words)
    return write_release(edition, last, (last.major, last.minor + 1), found, by, words)


def lock_edition(edition: Edition) -> Edition:
    """Two people who release at once do so one after the other."""
    return Edition.objects.select_for_update().get(pk=edition.pk)


def newest_release(edition: Edition) -> Release | None:
    return edition.releases.newest_first().first()


def refuse_stale(last: Release | None, seen: str | None) -> None:
    newest = ""
    if last:
        newest = last.number
    if seen is not None and seen != newest:
        raise ValidationError(
            _("Version %(number)s was released in between. Look at what is left to release."),
            code="stale",
            params={"number": newest},
        )


def refuse_unseen(found: list[SessionChange], looked_at: str | None) -> None:
    """Nothing goes out that nobody looked at; the words told of what was looked at, too."""
    if found and looked_at is not None and looked_at != diff.digest(found):
        raise ValidationError(
            _("The plan was changed since you looked. Look again at what would go out."), code="unseen"
        )


def refuse_problems(fatal: list, words: dict[str, str]) -> None:
    if fatal and not words.get("overridden", "").strip():
        raise ValidationError(
            _("There are problems that must be solved before a release. Solve them, or write why it must go out."),
            code="problems",
        )


def write_release(
    edition: Edition,
    last: Release | None,
    number: tuple[int, int],
    found: list[SessionChange],
    by: User | None,
    words: dict[str, str],
) -> Release:
    if not found:
        raise ValidationError(_("Nothing has changed since the last release."), code="unchanged")
    major, minor = number
    ordinal = 1
    if last:
        ordinal = last.ordinal + 1
    release = Release.objects.create(
        edition=edition,
        ordinal=ordinal,
        major=major,
        minor=minor,
        released_at=timezone.now(),
        released_by=by,
        **words,
    )
    copies = copy_sessions(found, release)
    record_changes(found, copies, release)
    queue_messages(release, found)
    return release


def copy_sessions(found: list[SessionChange], release: Release) -> dict[int, Session]:
    """The new public copies, by the key of the row in the plan that each is of."""
    public: list[Session] = []
    withdrawn: list[Session] = []
    new: list[Session] = []
    planned: list[SessionChange] = []
    for change in found:
        if change.before:
            public.append(change.before)
        else:
            new.append(require_value(change.after))
        if change.after:
            planned.append(change)
        else:
            withdrawn.append(require_value(change.before))
    retire_copies(public, release)
    hide_withdrawn(withdrawn)
    before = last_sequences(new)
    copies = [copy_session(change, release, before) for change in planned]
    Session.objects.bulk_create(copies, batch_size=AT_ONCE)
    made = {require_value(row.origin_id): row for row in copies}
    copy_roles(made)
    copy_links(made)
    return made


def retire_copies(public: list[Session], release: Release) -> None:
    act_in_batches(public, lambda part: Session.objects.filter(pk__in=[row.pk for row in part]).update(until=release))


def hide_withdrawn(withdrawn: list[Session]) -> None:
    """What was made for staff only is in no earlier version either."""
    origins = [row.origin_id for row in withdrawn]
    hidden = Session.objects.working().filter(visibility=Visibility.STAFF)
    act_in_batches(
        origins,
        lambda part: Session.objects.filter(origin__in=hidden.filter(pk__in=part)).update(visibility=Visibility.STAFF),
    )


def act_in_batches(rows: list, act: Callable[[list], object]) -> None:
    for start in range(0, len(rows), AT_ONCE):
        act(rows[start : start + AT_ONCE])


def last_sequences(planned: list[Session]) -> dict[int, int]:
    """How often those that are not public now were released before."""
    if not planned:
        return {}
    rows = Session.objects.filter(edition=planned[0].edition_id, origin__isnull=False).order_by()
    if len(planned) < AT_ONCE:
        rows = rows.filter(origin__in=[row.pk for row in planned])
    return dict(rows.values_list("origin").annotate(Max("sequence")))


def copy_session(one: SessionChange, release: Release, before: dict[int, int]) -> Session:
    """Unsaved, and still without its roles and links."""
    planned, old = require_value(one.after), one.before
    made = duplicate_row(planned, origin_id=planned.pk, since_id=release.pk)
    sequence = before.get(planned.pk, -1)
    if old:
        sequence = old.sequence
    made.sequence = sequence + 1
    record_old_placement(made, one, release)
    return made


def duplicate_row(row: models.Model, **changed: Any) -> Any:
    """Unsaved, with the same values and a key of its own."""
    values = {}
    for field in row._meta.concrete_fields:
        if not field.primary_key:
            values[field.attname] = getattr(row, field.attname)
    return type(row)(**(values | changed))


def record_old_placement(made: Session, one: SessionChange, release: Release) -> None:
    """When and where it was before it moved, so that the agenda can show it in place."""
    if one.before and {ChangeKind.MOVED, ChangeKind.ROOM} & set(one.kinds):
        made.moved_at = release.released_at
        for name in OLD:
            field = find_column(Session, name).attname
            setattr(made, field, getattr(one.before, field.removeprefix("was_")))
    elif one.before:
        for name in ("moved_at", *OLD):
            field = find_column(Session, name).attname
            setattr(made, field, getattr(one.before, field))


def copy_roles(made: dict[int, Session]) -> None:
    roles: list[SessionRole] = []
    act_in_batches(
        list(made), lambda part: roles.extend(SessionRole.objects.filter(session__in=part).order_by("order", "pk"))
    )
    copies = [duplicate_row(role, session_id=made[role.session_id].pk) for role in roles]
    SessionRole.objects.bulk_create(copies, batch_size=AT_ONCE)


def copy_links(made: dict[int, Session]) -> None:
    for field in LINKS:
        copy_link_rows(require_value(field.remote_field.through), made)


def copy_link_rows(through: type[models.Model], made: dict[int, Session]) -> None:
    links: list[Any] = []
    act_in_batches(
        list(made), lambda part: links.extend(through._default_manager.filter(session__in=part).order_by("pk"))
    )
    copies = [duplicate_row(link, session_id=made[link.session_id].pk) for link in links]
    through._default_manager.bulk_create(copies, batch_size=AT_ONCE)


def record_changes(found: list[SessionChange], copies: dict[int, Session], release: Release) -> None:
    rows = []
    for change in found:
        after = None
        if change.after:
            after = copies[change.after.pk]
        for kind in change.kinds:
            rows.append(Change(release=release, kind=kind, before=change.before, after=after))
    Change.objects.bulk_create(rows, batch_size=AT_ONCE)
