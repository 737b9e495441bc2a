"""The only way in which a team writes its entry: applied once for each key, changed and withdrawn until entries close.

Writers of one contest queue at its row, so that what is sent twice at once finds what the first of the two wrote.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from agenda.contests.entering.hours import WRITING, contests_with_clock, phase_of_key
from agenda.contests.entering.keys import find_entry, is_taken, key_digest
from agenda.contests.entering.late import use_permission
from agenda.contests.entering.members import name_fields, shown_name, shown_row, stored_members, write_members
from agenda.models.contests import Contest, Entry, EntryStatus, Team, Track


class EntriesClosed(Exception):
    """The contest takes no entries now, whatever it did when the form was opened."""


class EntrySettled(Exception):
    """Staff have accepted the entry, or it was withdrawn or disqualified: the team changes it no more."""


class KeyElsewhere(Exception):
    """The key opens an entry of another contest."""


class SentBefore(Exception):
    """The very same was sent by another form: a page that was gone back to is one with a new key."""


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
    members = tuple(shown_row(member) for member in stored_members(entry.team))
    team = shown_name(entry.team) if entry.team else ""
    fields = {name: getattr(entry, name) for name in FIELDS}
    return Application(entry.track, fields, team, members)


@transaction.atomic
def apply_once(contest: Contest, application: Application, key: str) -> tuple[Entry, bool]:
    """Write the entry once for its key; a repeated key answers with the entry that it made before, and False.

    Raises EntriesClosed, KeyElsewhere, SentBefore.
    """
    applied_at = lock_open_contest(contest, key)
    if before := find_entry(contest, key):
        return before, False
    refuse_same(contest, application)
    team = Team.objects.create(contest=contest, **name_fields(application.team))
    write_members(team, (), application.members)
    entry = Entry(contest=contest, team=team, status=EntryStatus.APPLIED, applied_at=applied_at)
    entry.key_digest = key_digest(key)
    write_fields(entry, application)
    insert_entry(entry, key)
    use_permission(entry, key)
    return entry, True


def refuse_same(contest: Contest, application: Application) -> None:
    """Whoever has typed all of an entry that waits or was accepted, its contact too, learns that it is there."""
    standing = (EntryStatus.APPLIED, EntryStatus.ACCEPTED)
    same = contest.entries.filter(status__in=standing, track=application.track, **application.fields)
    for entry in same.select_related("team", "track"):
        if stored_application(entry) == application:
            raise SentBefore


@transaction.atomic
def change(contest: Contest, application: Application, key: str, version: int) -> Entry:
    """Write what the team changed. Raises EntriesClosed, EntrySettled, StaleEntry, and Entry.DoesNotExist."""
    entry = lock_entry(contest, key, version)
    if entry.status != EntryStatus.APPLIED:
        raise EntrySettled
    write_team(entry, application)
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


def lock_open_contest(contest: Contest, key: str) -> dt.datetime:
    """Now, by the clock of its edition. Raises EntriesClosed."""
    standing = contests_with_clock().select_for_update(no_key=True, of=("self",)).filter(pk=contest.pk).first()
    if standing is None or phase_of_key(standing, key) not in WRITING:
        raise EntriesClosed
    clock: dt.datetime = standing.clock
    return clock


def lock_entry(contest: Contest, key: str, version: int) -> Any:
    lock_open_contest(contest, key)
    entry = find_entry(contest, key)
    if entry is None:
        raise Entry.DoesNotExist
    if entry.version != version:
        raise StaleEntry(entry)
    return entry


def write_team(entry: Entry, application: Application) -> None:
    members = stored_members(entry.team)
    entry.team = own_team(entry)
    if application.team != shown_name(entry.team):
        for name, value in name_fields(application.team).items():
            setattr(entry.team, name, value)
    entry.team.save()
    write_members(entry.team, members, application.members)


def own_team(entry: Entry) -> Team:
    """The team that the entry's link writes: of this entry alone, so that no link rewrites another entry's team.

    Staff may have taken the team off the entry, or put one team on several: then it gets one of its own, so called.
    """
    team = entry.team
    if team is None:
        return Team(contest=entry.contest)
    if team.entries.exclude(pk=entry.pk).exists():
        return Team(contest=entry.contest, name_en=team.name_en, name_zh=team.name_zh)
    return team


def write_fields(entry: Entry, application: Application) -> None:
    entry.track = application.track
    for name, value in application.fields.items():
        setattr(entry, name, value)
