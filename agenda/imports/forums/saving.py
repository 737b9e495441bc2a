"""Saving a forum: all of it or nothing, once, as a run of a list that can be undone as a whole."""

import hashlib
from uuid import UUID

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from agenda.imports.forums.lines import read_forum
from agenda.imports.forums.look import FORUMS
from agenda.models import Session
from agenda.planning.forum import ForumData
from expo.db.columns import find_column
from expo.imports import runs
from expo.models import Edition, ImportedFile, ListedRow
from expo.presence import require_value


class SavedBefore(ValidationError):
    """Of this page something else was saved before, or by somebody else."""

    def __init__(self) -> None:
        super().__init__(_("This form was saved before. To add what stands in it now as well, save again."))


@transaction.atomic
def save_forum(data: ForumData, key: UUID, by: User) -> Session:
    """The forum that now stands with its parts, as drafts unless they say otherwise; of a key that came before, that.

    Raises SavedBefore where the key came with something else, and ValidationError where something has come in the way
    since it was looked at; then nothing is written.
    """
    # Whoever presses twice waits here, and finds it done.
    Edition.objects.select_for_update().get(pk=data.edition.pk)
    digest = hashlib.sha256(f"forum {key}".encode()).hexdigest()
    before = FORUMS.runs().filter(edition=data.edition, digest=digest, state__in=runs.CARRIED_OUT).first()
    if before is None:
        return save_first(data, digest, by)
    if (before.brought_by_id, before.options.get("said")) != (by.pk, data.said):
        raise SavedBefore
    return data.forum or forum_of(before)


def save_first(data: ForumData, digest: str, by: User) -> Session:
    """As `save_forum`, for a key that never came before; the run keeps what was said."""
    name = data.name_zh or data.name_en
    run = FORUMS.new_run(
        edition=data.edition, name=name[:200], digest=digest, options={"said": data.said}, brought_by=by
    )
    run.save()
    runs.carry_out_whole(FORUMS, run, read_forum(data), by=by)
    run.refresh_from_db()
    if run.report["rejected"] or run.report["asked"]:
        raise ValidationError(_("Somebody has changed something meanwhile: look at it again."))
    note_history(data, run, by)
    return data.forum or forum_of(run)


def note_history(data: ForumData, run: ImportedFile, by: User) -> None:
    """One entry each: of what is new, and of a forum that ends later."""
    new = []
    for session in sessions_of(run):
        if session != data.forum:
            new.append(session)
    LogEntry.objects.log_actions(by.pk, new, ADDITION, change_message=[{"added": {}}])
    if data.forum and data.late_end:
        with translation.override(None):
            name = str(find_column(data.forum, "ends_at").verbose_name)
        LogEntry.objects.log_actions(by.pk, [data.forum], CHANGE, change_message=[{"changed": {"fields": [name]}}])


def sessions_of(run: ImportedFile) -> QuerySet[Session]:
    """The sessions that a run brought, as they stand."""
    rows = ListedRow.objects.filter(kind=FORUMS.slug, run=run).values("row")
    return Session.objects.working().filter(pk__in=rows).order_by("starts_at", "pk")


def forum_of(run: ImportedFile) -> Session:
    """What the sessions of a run are part of, or the one of them that is part of nothing."""
    sessions = list(sessions_of(run).select_related("parent"))
    for session in sessions:
        if session.parent is None:
            return session
    return require_value(sessions[0].parent)


def newest_run(forum: Session, by: User) -> ImportedFile | None:
    """The last run of this person that brought the forum or parts of it, and that stands."""
    rows = ListedRow.objects.filter(kind=FORUMS.slug, run__brought_by=by, run__state__in=runs.CARRIED_OUT)
    keys = [forum.pk, *forum.parts.working().values_list("pk", flat=True)]
    newest = rows.filter(row__in=keys, edition=forum.edition_id).select_related("run").order_by("-run__pk").first()
    if newest is None or newest.run is None or not FORUMS.can_undo(newest.run):
        return None
    return newest.run
