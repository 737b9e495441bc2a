"""The files that rows of the database name: scans of signed pages, and whatever else a model keeps in a storage."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import FileField

from expo.backup.errors import BackupError


def named_files() -> Iterator[tuple[FileField, str]]:
    """Each file that a row names, with its field; rows of any table."""
    there = set(connection.introspection.table_names())
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            # A database that is older than the code is backed up too, before it is brought forward.
            if isinstance(field, FileField) and model._meta.db_table in there:
                names = model._meta.base_manager.exclude(**{field.attname: ""}).values_list(field.attname, flat=True)
                yield from ((field, name) for name in names.iterator())


def missing_files() -> list[str]:
    """The names of files that a row names and no storage has."""
    return sorted({name for field, name in named_files() if not field.storage.exists(name)})


def folders() -> dict[str, str]:
    """By its name in an archive each folder of files that a backup holds."""
    found = {"media": str(settings.MEDIA_ROOT)}
    for name in ("private", "pictures"):
        storage: dict[str, Any] = settings.STORAGES[name]
        found[name] = str(storage["OPTIONS"]["location"])
    return found


def require_all_files() -> None:
    """Raises BackupError with the names of files that rows name and that are not there."""
    if missing := missing_files():
        shown = ", ".join(missing[:10])
        raise BackupError(f"{len(missing)} files that the database names are not there: {shown}.")
