"""The key of a team's private link. The form bears it from the first, so that what is sent twice is one entry."""

import hashlib
import re
import secrets

from agenda.models.contests import Contest, Entry

KEY = re.compile(r"[A-Za-z0-9_-]{43}")


def make_key() -> str:
    """256 bits of chance; nobody guesses one, and only its digest is stored."""
    return secrets.token_urlsafe(32)


def key_digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def find_entry(contest: Contest, key: str) -> Entry | None:
    """The entry that the key opens. It is looked for by its digest, whose first characters tell nothing of a key."""
    if not KEY.fullmatch(key):
        return None
    entries = Entry.objects.filter(contest=contest, key_digest=key_digest(key))
    return entries.select_related("team", "track").first()


def is_taken(key: str) -> bool:
    """Whether it opens an entry of any contest: one key never opens two."""
    return Entry.objects.filter(key_digest=key_digest(key)).exists()
