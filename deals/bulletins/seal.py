"""The seal of a frozen bulletin: a digest over all that it says and stands on."""

import hashlib
from typing import Any

from deals.models import Bulletin
from expo.event_log.chain import canonical_json

# Among the figures that are sealed, random characters that are never shown.
SALT = "salt"
TEXTS = ("title_en", "title_zh", "body_en", "body_zh")


def sealed_content(bulletin: Bulletin) -> dict[str, Any]:
    """All that the digest covers."""
    corrects = None
    if bulletin.corrects:
        corrects = bulletin.corrects.number
    return bulletin_texts(bulletin) | {
        "edition": bulletin.edition.identifier,
        "number": bulletin.number,
        "corrects": corrects,
        "figures": bulletin.figures,
    }


def bulletin_texts(bulletin: Bulletin) -> dict[str, str]:
    """Title and body in both languages, by their fields."""
    return {name: getattr(bulletin, name) for name in TEXTS}


def bulletin_digest(bulletin: Bulletin) -> str:
    return hashlib.sha256(canonical_json(sealed_content(bulletin)).encode()).hexdigest()


def public_seal(bulletin: Bulletin) -> str:
    """The seal, where nobody can find out what it covers by trying; empty elsewhere."""
    if SALT not in bulletin.figures:
        return ""
    return bulletin.digest
