"""What a judge is shown of an entry; the one place where a blind contest's people, organisations and links go."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from agenda.models.contests import Entry, TeamMember

# Shorter ones stand inside of other words.
SHORTEST_NAME = 2
ADDRESS = re.compile(r"(https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.-]+", re.IGNORECASE)


class JudgedEntry(NamedTuple):
    """All that pages of the jury may say of an entry. `links`: name and address."""

    code: str
    name_en: str
    name_zh: str
    summary_en: str
    summary_zh: str
    people: list[str]
    links: list[tuple[str, str]]


def show_entry(entry: Entry) -> JudgedEntry:
    """`entry` with its contest, team and the members of it, their people and organisations loaded."""
    texts = {field: getattr(entry, field) for field in ("name_en", "name_zh", "summary_en", "summary_zh")}
    if not entry.contest.is_blind_now:
        return JudgedEntry(code=entry.code, people=people_of(entry), links=links_of(entry), **texts)
    names = names_of(entry)
    masked = {field: mask_text(text, names) for field, text in texts.items()}
    return JudgedEntry(code=entry.code, people=[], links=[], **masked)


def people_of(entry: Entry) -> list[str]:
    if entry.team is None:
        return []
    return [str(entry.team), *map(str, entry.team.members.all())]


def links_of(entry: Entry) -> list[tuple[str, str]]:
    links = [(_("Website"), entry.website), (_("Video"), entry.video_url), (_("Source code"), entry.code_url)]
    return [link for link in links if link[1]]


def names_of(entry: Entry) -> set[str]:
    """Every name by which the text could tell whose the entry is."""
    rows: list[object] = [entry.team, *(entry.team.members.all() if entry.team else [])]
    names = {entry.contact_name}
    for row in list(rows):
        if isinstance(row, TeamMember):
            rows += [row.person, row.organisation]
            names.add(row.organisation_name)
    for row in rows:
        names |= {getattr(row, "name_en", ""), getattr(row, "name_zh", "")}
    return {name.strip() for name in names if len(name.strip()) >= SHORTEST_NAME}


def mask_text(text: str, names: Iterable[str]) -> str:
    """Without names, addresses of the web and of e-mail; however the blanks inside a name are written."""
    masked = ADDRESS.sub(_("[hidden]"), text)
    for name in sorted(names, key=lambda name: (-len(name), name)):
        pattern = r"\s*".join(map(re.escape, name.split()))
        if name.isascii():
            pattern = rf"(?<![A-Za-z0-9]){pattern}(?![A-Za-z0-9])"
        masked = re.sub(pattern, lambda _found: _("[hidden]"), masked, flags=re.IGNORECASE)
    return masked
