"""What the public learns of an entry: whose it is stays masked while its contest is blind."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Model

from agenda.contests.entries.masking import load_names, masked_copy, shown_attachments
from agenda.models.contests import Entry, EntryFile, EntryStatus, Team, TeamMember
from expo.models import Picture


@dataclass(frozen=True)
class ShownEntry:
    """An entry with what may be said of it; `team` None and the rest empty where that is masked or not there.

    `gone`: it was withdrawn or disqualified since, and only its code is told.
    """

    entry: Entry
    team: Team | None = None
    members: list[TeamMember] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    files: list[EntryFile] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    masked: bool = False
    gone: bool = False

    @property
    def url(self) -> str:
        if self.gone:
            return ""
        return self.entry.get_absolute_url()


def show_entries(entries: Iterable[Entry]) -> list[ShownEntry]:
    """Their contests, tracks and teams are loaded; members and pictures are shown where they were prefetched."""
    rows = list(entries)
    load_names(rows)
    return [shown_entry(entry) for entry in rows]


def show_entry(entry: Entry) -> ShownEntry:
    return show_entries([entry])[0]


def shown_entry(entry: Entry) -> ShownEntry:
    if entry.status != EntryStatus.ACCEPTED:
        return ShownEntry(entry, masked=entry.contest.is_blind_now, gone=True)
    if entry.contest.is_blind_now:
        return ShownEntry(masked_copy(entry), pictures=loaded_pictures(entry), files=loaded_files(entry), masked=True)
    links = {name: getattr(entry, name) for name in ("website", "video_url", "code_url")}
    return ShownEntry(
        entry,
        team=entry.team,
        members=prefetched_rows(entry.team, "members"),
        pictures=loaded_pictures(entry),
        files=loaded_files(entry),
        links={name: url for name, url in links.items() if url},
    )


def loaded_pictures(entry: Entry) -> list[Picture]:
    return [shown.picture for shown in shown_attachments(entry, prefetched_rows(entry, "shown_pictures"))]


def loaded_files(entry: Entry) -> list[EntryFile]:
    return shown_attachments(entry, prefetched_rows(entry, "files"))


def prefetched_rows(row: Model | None, name: str) -> list:
    loaded = getattr(row, "_prefetched_objects_cache", {})
    return list(loaded.get(name, ()))
