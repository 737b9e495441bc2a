"""The only way in which a team writes its entry: applied once for each key, changed and withdrawn until entries close.

Writers of one contest queue at its row, so that what is sent twice at once finds what the first of the two wrote.
"""

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from agenda.contests.entering.hours import WRITING, contests_with_clock, phase_of_key
from agenda.contests.entering.keys import find_entry, is_taken, key_digest
from agenda.contests.entering.late import use_permission
from agenda.models.contests import Contest, Entry, EntryStatus, Team, TeamMember, Track
from expo.i18n.languages import is_chinese


class EntriesClosed(Exception):
    """The contest takes no entries now, whatever it did when the form was opened."""


class EntrySettled(Exception):
    """Staff have accepted the entry, or it was withdrawn or disqualified: the team changes it no more."""


class KeyElsewhere(Exception):
    """The key opens an entry of another contest."""


class StaleEntry(Exception):
    """Somebody saved the entry since the form was opened; `entry` is what stands."""

    def __init__(self, entry: Entry) -> None:
        super().__init__(entry.pk)
        self.entry = entry


@dataclass(frozen=True)
class Application:
    """What a team typed. `fields`: of Entry, by their names; `members`: name and organisation, as written."""

    track: Track
    fields: dict[str, str]
    team: str
    members: tuple[tuple[str, str], ...]


# Of Entry, what the form writes as it is.
FIELDS = (
    *("name_en", "name_zh", "summary_en", "summary_zh", "website", "video_url", "code_url"),
    *("contact_name", "contact_email", "contact_phone"),
)


def stored_application(entry: Entry) -> Application:
    """What stands, as the team would send it."""
    members: list[tuple[str, str]] = []
    for member in entry.team.members.order_by("order", "pk") if entry.team else ():
        members.append((member.name_zh or member.name_en, member.organisation_name))
    team = (entry.team.name_zh or entry.team.name_en) if entry.team else ""
    fields = {name: getattr(entry, name) for name in FIELDS}
    return Application(entry.track, fields, team, tuple(members))


@transaction.atomic
def apply_once(contest: Contest, application: Application, key: str) -> tuple[Entry, bool]:
    """Write the entry once for its key; a repeated key answers with the entry that it made before, and False.

    Raises EntriesClosed, KeyElsewhere.
    """
    lock_open_contest(contest, key)
    if before := find_entry(contest, key):
        return before, False
    team = Team.objects.create(contest=contest, **name_fields(application.team))
    write_members(team, application)
    entry = Entry(contest=contest, team=team, status=EntryStatus.APPLIED, key_digest=key_digest(key), applied_at=Now())
    write_fields(entry, application)
    insert_entry(entry, key)
    use_permission(entry, key)
    return entry, True


@transaction.atomic
def change(contest: Contest, application: Application, key: str, version: int) -> Entry:
    """Write what the team changed. Raises EntriesClosed, EntrySettled, StaleEntry, and Entry.DoesNotExist."""
    entry = lock_entry(contest, key, version)
    if entry.status != EntryStatus.APPLIED:
        raise EntrySettled
    entry.team = own_team(entry)
    for name, value in name_fields(application.team).items():
        setattr(entry.team, name, value)
    entry.team.save()
    entry.team.members.all().delete()
    write_members(entry.team, application)
    write_fields(entry, application)
    entry.version = version + 1
    entry.save()
    return entry


@transaction.atomic
def withdraw(contest: Contest, key: str, version: int, reason: str) -> Entry:
    """Take the entry back. Raises as `change` does."""
    entry = lock_entry(contest, key, version)
    if entry.status not in (EntryStatus.APPLIED, EntryStatus.ACCEPTED):
        raise EntrySettled
    entry.status, entry.reason, entry.version = EntryStatus.WITHDRAWN, reason, version + 1
    entry.save(update_fields=["status", "reason", "version"])
    return entry


def insert_entry(entry: Entry, key: str) -> None:
    """Those who write to two contests at once do not wait for each other: of one key, the database takes the first."""
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError as refusal:
        if is_taken(key):
            raise KeyElsewhere from refusal
        raise


def lock_open_contest(contest: Contest, key: str) -> None:
    standing = contests_with_clock().select_for_update(no_key=True, of=("self",)).filter(pk=contest.pk).first()
    if standing is None or phase_of_key(standing, key) not in WRITING:
        raise EntriesClosed


def lock_entry(contest: Contest, key: str, version: int) -> Any:
    lock_open_contest(contest, key)
    entry = find_entry(contest, key)
    if entry is None:
        raise Entry.DoesNotExist
    if entry.version != version:
        raise StaleEntry(entry)
    return entry


def own_team(entry: Entry) -> Team:
    """The team that the entry's link writes: of this entry alone, so that no link rewrites another entry's team.

    Staff may have taken the team off the entry, or put one team on several.
    """
    team = entry.team
    if team is None or team.entries.exclude(pk=entry.pk).exists():
        return Team(contest=entry.contest)
    return team


def write_fields(entry: Entry, application: Application) -> None:
    entry.track = application.track
    for name, value in application.fields.items():
        setattr(entry, name, value)


def write_members(team: Team, application: Application) -> None:
    """As written: whom staff know of them, staff say when they accept the entry."""
    for order, (name, organisation) in enumerate(application.members, start=1):
        TeamMember.objects.create(team=team, order=order, organisation_name=organisation, **name_fields(name))


def name_fields(name: str) -> dict[str, str]:
    """A name that somebody wrote in one box, in the field of its language."""
    if is_chinese(name):
        return {"name_en": "", "name_zh": name}
    return {"name_en": name, "name_zh": ""}
