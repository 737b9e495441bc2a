"""What a judge is shown of an entry: nothing that a blind contest hides."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from agenda.contests.entries.masking import TEXTS, masked_copy, shown_attachments
from agenda.models.contests import Entry, EntryFile, EntryPicture


class JudgedEntry(NamedTuple):
    """All that pages of the jury may say of an entry. `links`: name and address."""

    code: str
    name_en: str
    name_zh: str
    summary_en: str
    summary_zh: str
    people: list[str]
    links: list[tuple[str, str]]
    pictures: list[EntryPicture]
    files: list[EntryFile]


def show_entry(entry: Entry) -> JudgedEntry:
    """`entry` with its contest, team, the members of it, their people and organisations, pictures and files loaded."""
    blind = entry.contest.is_blind_now
    source = masked_copy(entry) if blind else entry
    texts = {field: getattr(source, field) for field in TEXTS}
    return JudgedEntry(
        code=entry.code,
        people=[] if blind else people_of(entry),
        links=[] if blind else links_of(entry),
        pictures=shown_attachments(entry, entry.shown_pictures.all()),
        files=shown_attachments(entry, entry.files.all()),
        **texts,
    )


def people_of(entry: Entry) -> list[str]:
    if entry.team is None:
        return []
    return [str(entry.team), *map(str, entry.team.members.all())]


def links_of(entry: Entry) -> list[tuple[str, str]]:
    links = [(_("Website"), entry.website), (_("Video"), entry.video_url), (_("Source code"), entry.code_url)]
    return [link for link in links if link[1]]
