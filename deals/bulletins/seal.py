"""The seal of a frozen bulletin: a digest over all that it says and stands on."""

import hashlib
from importlib import import_module
from types import ModuleType
from typing import Any

from django.conf import settings
from django.utils import timezone

from deals.models import Bulletin
from expo.event_log.chain import canonical_json

# Among the figures that are sealed, random characters that are never shown.
SALT = "salt"
# And the winners of contests that it names. A bulletin frozen before there were any in the seal has none here.
WINNERS = "winners"
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


def winners_module() -> ModuleType:
    """Which app knows of winners: deals imports none."""
    return import_module(settings.EXPO_WINNERS)


def seal_figures(bulletin: Bulletin, salt: str) -> dict[str, Any]:
    """The figures of a bulletin that is being frozen, with what the seal covers besides."""
    winners = winners_module().seal_winners(bulletin.edition, bulletin.frozen_at)
    return bulletin.figures | {SALT: salt, WINNERS: winners}


def named_winners(bulletin: Bulletin) -> list[dict[str, Any]]:
    """Those under its seal; of a draft, or one frozen before seals covered winners, those who are public now."""
    if WINNERS in bulletin.figures:
        return list(bulletin.figures[WINNERS])
    return list(winners_module().seal_winners(bulletin.edition, timezone.now()))


def winner_faults(bulletin: Bulletin) -> list[str]:
    """A sentence for each winner that it names and that is another now."""
    if not (bulletin.is_frozen and bulletin.figures.get(WINNERS)):
        return []
    return list(winners_module().winner_faults(bulletin.edition, bulletin.frozen_at, bulletin.figures[WINNERS]))
