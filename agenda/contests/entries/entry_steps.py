"""What staff decide about entries: accept, let in late, disqualify; and what a team decides: withdraw."""

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.models.contests import Contest, Entry, EntryStatus, FrozenRanking, RoundEntry


@transaction.atomic
def accept_entry(entry: Entry, by: User, *, late_reason: str = "") -> Entry:
    """Give it the next number of its contest, and put it into the first round where there is one.

    Raises ValidationError for one that does not wait for it, or has no team; `late_reason`: why one that came after
    the deadline is let in, where no permission says so.
    """
    permitted_by = by
    contests = Contest.objects.select_for_update(no_key=True, of=("self",)).select_related("edition")
    contest = contests.get(pk=entry.contest_id)
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    late = contest.entries_close_at and (entry.applied_at or contest.edition.now()) > contest.entries_close_at
    if entry.status != EntryStatus.APPLIED:
        raise ValidationError(_("Only an entry that nobody has decided on or taken back can be accepted."))
    if entry.team_id is None:
        raise ValidationError(_("An entry needs its team to be accepted."))
    permission = entry.late_permissions.filter(revoked_at=None).order_by("-permitted_at", "-pk").first()
    if late and permission is not None:
        late_reason, permitted_by = permission.reason, permission.permitted_by
    elif late and not late_reason.strip():
        raise ValidationError(_("It came after the deadline: say why it is let in."))
    if entry.number is None:
        entry.number = (contest.entries.aggregate(last=Max("number"))["last"] or 0) + 1
    entry.status, entry.reason = EntryStatus.ACCEPTED, ""
    entry.accepted_at, entry.accepted_by = timezone.now(), by
    entry.save()
    first = contest.rounds.order_by("number").first()
    if first is not None:
        permitted = (
            {"late_reason": late_reason, "late_permitted_by": permitted_by} if late and late_reason.strip() else {}
        )
        RoundEntry.objects.get_or_create(round=first, entry=entry, defaults=permitted)
    return entry


def withdraw_entry(entry: Entry, *, reason: str) -> Entry:
    """By the team. Raises ValidationError once a published ranking or award names the entry."""
    require_unnamed(entry)
    return leave_contest(entry, EntryStatus.WITHDRAWN, reason)


def disqualify_entry(entry: Entry, *, reason: str) -> Entry:
    return leave_contest(entry, EntryStatus.DISQUALIFIED, reason)


def require_unnamed(entry: Entry) -> None:
    if is_named(entry):
        raise ValidationError(
            _("A published result names this entry, so it is not withdrawn here any more. Write to the organisers.")
        )


def is_named(entry: Entry) -> bool:
    """Whether a published ranking, or an award that stands, names it."""
    published = FrozenRanking.objects.published().filter(rows__entry=entry)
    return published.exists() or entry.awards.filter(published_at__isnull=False, withdrawn_at=None).exists()


@transaction.atomic
def leave_contest(entry: Entry, status: EntryStatus, reason: str) -> Entry:
    """Its scores stay, and count no more; a ranking that is frozen already needs a correction."""
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    if not reason.strip():
        raise ValidationError(_("Say why the entry was withdrawn or disqualified."))
    entry.status, entry.reason = status, reason
    entry.save(update_fields=["status", "reason"])
    return entry
