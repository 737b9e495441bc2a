"""What a blind contest hides of its entries, for judges and the public alike: names, organisations and addresses."""

import copy
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple, Self, TypeVar

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _

from agenda.models.contests import Entry, EntryFile, EntryPicture, TeamMember
from expo.search_index.folding import fold_text

TEXTS = ("name_en", "name_zh", "summary_en", "summary_zh")
# Shorter ones stand inside of other words.
SHORTEST_NAME = 2
DOMAIN = (
    r"(?:[\w-]+\.)+(?:com|cn|org|net|edu|gov|info|io|ai|co|cc|dev|app|tech|top|xyz|hk|tw|sg|de|uk|jp|kr|fr|example)\b"
)
ADDRESS = re.compile(rf"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.-]+|{DOMAIN}(?:/\S*)?", re.IGNORECASE)
Attached = TypeVar("Attached", EntryPicture, EntryFile)
MEMBERS = Prefetch("team__members", TeamMember.objects.select_related("person", "organisation").order_by("order", "pk"))


def load_names(entries: Iterable[Entry]) -> None:
    """What masking asks of entries of blind contests, in one query; none where there is no such entry."""
    blind = [entry for entry in entries if entry.contest.is_blind_now and entry.team_id]
    if blind:
        prefetch_related_objects(blind, MEMBERS)


def shown_attachments(entry: Entry, rows: Iterable[Attached]) -> list[Attached]:
    """Of its pictures or files, those that a judge or the public may see; a program cannot see who is on a picture, so
    somebody has said of each whether it tells whose the entry is.
    """
    rows = list(rows)
    if not (rows and entry.contest.is_blind_now):
        return rows
    names = names_of(entry)
    return [masked_attachment(entry, row, names) for row in rows if not row.telling]


def masked_attachment(entry: Entry, row: Attached, names: set[str]) -> Attached:
    """With words and a name that do not tell whose it is."""
    masked = copy.copy(row)
    if isinstance(masked, EntryFile):
        masked.name = neutral_name(entry, masked)
    else:
        masked.picture = copy.copy(masked.picture)
        masked.picture.alt_en = mask_text(masked.picture.alt_en, names)
        masked.picture.alt_zh = mask_text(masked.picture.alt_zh, names)
    return masked


def neutral_name(entry: Entry, row: EntryFile) -> str:
    """E007-1.pdf: what a file is called as long as nobody may know whose it is."""
    return f"{entry.code}-{row.order}.pdf"


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
    """Without names, addresses of the web and of e-mail; however a name is spelt: in which script, width or case, with
    accents or without, with blanks or hyphens inside.
    """
    text = ADDRESS.sub(_("[hidden]"), text)
    hidden: set[int] = set()
    read = FoldedText.of(text)
    for name in names:
        for start, end in read.find(FoldedText.of(name).letters):
            hidden.update(range(start, end))
    return "".join(replace_runs(text, hidden, _("[hidden]")))


def replace_runs(text: str, places: set[int], word: str) -> Iterator[str]:
    """The characters of the text; `word` once instead of each unbroken run of those at the places."""
    for place, letter in enumerate(text):
        if place not in places:
            yield letter
        elif place - 1 not in places:
            yield word


class FoldedText(NamedTuple):
    """Letters and digits alone, as they compare; `places`: where in the text each of them stands."""

    letters: str
    places: list[int]

    @classmethod
    def of(cls, text: str) -> Self:
        letters, places = [], []
        for place, letter in enumerate(text):
            for folded in fold_letter(letter):
                letters.append(folded)
                places.append(place)
        return cls("".join(letters), places)

    def find(self, name: str) -> Iterator[tuple[int, int]]:
        """From where to where in the text the name stands: a Latin one as words of its own."""
        at = self.letters.find(name) if len(name) >= SHORTEST_NAME else -1
        while at >= 0:
            last = at + len(name) - 1
            if not (self.is_joined(at - 1, at) or self.is_joined(last, last + 1)):
                yield self.places[at], self.places[last] + 1
            at = self.letters.find(name, at + 1)

    def is_joined(self, left: int, right: int) -> bool:
        """Whether two letters stand in one Latin word."""
        if left < 0 or right >= len(self.letters):
            return False
        latin = (self.letters[left] + self.letters[right]).isascii()
        return latin and self.places[right] - self.places[left] <= 1


@lru_cache(maxsize=4096)
def fold_letter(letter: str) -> str:
    """As the search compares it; nothing of a blank or sign."""
    return "".join(part for part in fold_text(letter) if part.isalnum())
