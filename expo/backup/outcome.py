"""How the last backup went, for whoever asks: the doctor, and a monitor that reads the log."""

import datetime as dt
import json
import logging
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone

LOGGER = logging.getLogger("expo.backup")


class Outcome(NamedTuple):
    """`error` is empty where it went well; `at` is when it ended."""

    at: dt.datetime
    error: str


def outcome_file() -> Path:
    return settings.BACKUP_DIR / "last.json"


def note_outcome(error: str) -> None:
    """Write down how it went; a failure also goes to the log as an error, which sets off the alarm."""
    if error:
        LOGGER.error("The backup failed: %s", error)
    try:
        settings.BACKUP_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
        outcome_file().write_text(json.dumps({"at": timezone.now().isoformat(), "error": error}), encoding="utf-8")
    except OSError as trouble:
        LOGGER.error("How the backup went could not be written down: %s", trouble)


def last_outcome() -> Outcome | None:
    """None where no backup was ever made."""
    try:
        told = json.loads(outcome_file().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return Outcome(dt.datetime.fromisoformat(told["at"]), told["error"])
