"""What the settings say of backups."""

from pathlib import Path

from django.conf import settings


def passphrase_file() -> Path | None:
    """The file whose first line encrypts archives; None where they are not encrypted."""
    return Path(settings.BACKUP_PASSPHRASE_FILE) if settings.BACKUP_PASSPHRASE_FILE else None
