"""Late entries, by permission and for a reason: who has one, given and taken back at the contest desk."""

import datetime as dt

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from agenda.contests.entering.keys import KEY, is_taken, key_digest, make_key
from agenda.contests.log import append_event
from agenda.models.contests import Contest, ContestVerb, Entry, EntryStatus, LatePermission
from expo.models.showcase.venue_clock import real_moment


def find_permission(contest: Contest, key: str) -> LatePermission | None:
    """The one that holds now for whoever has the key; of several the longest."""
    rows = LatePermission.objects.holding().for_key(key_digest(key)).filter(contest=contest)
    return rows.order_by("-until", "-pk").first() if key else None


def use_permission(entry: Entry, key: str) -> None:
    """The entry that came of a late link belongs to its permission from now on."""
    rows = LatePermission.objects.filter(contest=entry.contest_id, key_digest=key_digest(key), entry=None)
    rows.update(entry=entry)


@transaction.atomic
def permit_new_team(contest: Contest, team: str, reason: str, until: dt.datetime, by: User, key: str = "") -> str:
    """The key of the late link, stored nowhere. `key`: of the form, which permits once however often it is sent."""
    contest = Contest.objects.select_for_update(no_key=True).get(pk=contest.pk)
    permission = LatePermission(contest=contest, team=team, key_digest=key_digest(key), reason=reason, until=until)
    if is_given(permission):
        return key
    key = free_key(key)
    permission.key_digest = key_digest(key)
    give(permission, reason, until, by)
    return key


@transaction.atomic
def permit_entry(entry: Entry, reason: str, until: dt.datetime, by: User, key: str = "") -> str:
    """Open an entry again that waits to be accepted: to the team's own link, or where it has none to the one whose key
    is returned. `key`: of the form, which permits once however often it is sent.

    Raises ValidationError for one that was decided on.
    """
    Contest.objects.select_for_update(no_key=True).get(pk=entry.contest_id)
    entry = Entry.objects.select_for_update(of=("self",)).select_related("team").get(pk=entry.pk)
    if entry.status != EntryStatus.APPLIED:
        raise ValidationError(_("Only an entry that waits to be accepted can be opened again."))
    key = link_key(entry, key)
    team = str(entry.team or entry)
    permission = LatePermission(contest=entry.contest, entry=entry, team=team, reason=reason, until=until)
    if not is_given(permission):
        give(permission, reason, until, by)
    return key


def link_key(entry: Entry, key: str) -> str:
    """What opens the entry, where this form gives it its link; empty where its team has one."""
    if not entry.key_digest:
        key = free_key(key)
        entry.key_digest = key_digest(key)
        entry.save(update_fields=["key_digest"])
    return key if entry.key_digest == key_digest(key) else ""


@transaction.atomic
def renew_link(entry: Entry, reason: str, by: User, key: str = "") -> str:
    """The key of a new private link, for a team that lost its own, which opens nothing from now on; told in the log.
    `key`: of the form, which makes one link however often it is sent.

    Raises ValidationError for an entry of which the team can change nothing any more.
    """
    Contest.objects.select_for_update(no_key=True).get(pk=entry.contest_id)
    entry = Entry.objects.select_for_update(of=("self",)).select_related("contest__edition").get(pk=entry.pk)
    if entry.status not in (EntryStatus.APPLIED, EntryStatus.ACCEPTED):
        raise ValidationError(_("The team of an entry that was withdrawn or disqualified needs no link."))
    if entry.key_digest == key_digest(key):
        return key
    key = free_key(key)
    # The link by which it was entered late is the same: it would enter another one.
    LatePermission.objects.filter(entry=entry).update(key_digest="")
    entry.key_digest = key_digest(key)
    entry.save(update_fields=["key_digest"])
    append_event(ContestVerb.LINKED, entry.contest, by, entry=entry.pk, team=str(entry.team or entry), reason=reason)
    return key


def free_key(key: str) -> str:
    """That of the form, unless it is none or was used for something else."""
    used = is_taken(key) or LatePermission.objects.for_key(key_digest(key)).exists()
    return key if KEY.fullmatch(key) and not used else make_key()


def is_given(permission: LatePermission) -> bool:
    """Whether the same stands already, to whomever has the same key."""
    fields = ("contest", "entry", "team", "key_digest", "reason", "until")
    same = {name: getattr(permission, name) for name in fields}
    return LatePermission.objects.filter(**same, revoked_at=None).exists()


def give(permission: LatePermission, reason: str, until: dt.datetime, by: User) -> None:
    permission.reason, permission.until, permission.permitted_by = reason, until, by
    permission.save(force_insert=True)
    # Events tell real time, also where the clock at the venue shows another.
    ends = real_moment(until, permission.contest.edition).isoformat()
    told = {"permission": permission.pk, "team": permission.team, "reason": reason, "until": ends}
    append_event(ContestVerb.LATE, permission.contest, by, **told)


@transaction.atomic
def take_permission_back(permission: LatePermission, by: User) -> None:
    """What was entered by it stays. Twice is as good as once."""
    contest = Contest.objects.select_for_update(no_key=True).get(pk=permission.contest_id)
    if LatePermission.objects.filter(pk=permission.pk, revoked_at=None).update(revoked_at=Now()):
        append_event(ContestVerb.LATE_ENDED, contest, by, permission=permission.pk, team=permission.team)
