"""What a blind contest hides of its entries, for judges and the public alike: names, organisations and addresses."""

import copy
import re
from collections.abc import Iterable

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _

from agenda.models.contests import Entry, TeamMember

TEXTS = ("name_en", "name_zh", "summary_en", "summary_zh")
# Shorter ones stand inside of other words.
SHORTEST_NAME = 2
ADDRESS = re.compile(r"(https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.-]+", re.IGNORECASE)
MEMBERS = Prefetch("team__members", TeamMember.objects.select_related("person", "organisation").order_by("order", "pk"))


def load_names(entries: Iterable[Entry]) -> None:
    """What masking asks of entries of blind contests, in one query; none where there is no such entry."""
    blind = [entry for entry in entries if entry.contest.is_blind_now and entry.team_id]
    if blind:
        prefetch_related_objects(blind, MEMBERS)


def masked_copy(entry: Entry) -> Entry:
    """The entry with texts that do not tell whose it is; its contest, team and members are loaded (`load_names`)."""
    masked, names = copy.copy(entry), names_of(entry)
    for field in TEXTS:
        setattr(masked, field, mask_text(getattr(entry, field), names))
    return masked


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
