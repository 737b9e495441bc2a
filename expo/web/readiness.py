"""What must be in place before the site can answer: the database with its tables, room, static files, translations.

Each check answers with a sentence for whoever runs the site, or with nothing.
"""

import os
import shutil
import uuid
from collections.abc import Iterator

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from expo.i18n import po_files
from expo.models import SentForm

LEAST_ROOM = 200 << 20
# Databases that were seen to be as new as the code.
CURRENT: set[str] = set()


def unready_parts() -> list[str]:
    """What keeps the site from answering, a sentence each; empty where it is ready."""
    database = database_problem() or tables_problem()
    return list(filter(None, (database, room_problem(), static_files_problem())))


def database_problem() -> str:
    """It is read, and a row is written and taken back: a database that only reads keeps nothing."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "The database does not answer."
    try:
        with transaction.atomic():
            SentForm.objects.create(key=uuid.uuid4(), digest="")
            transaction.set_rollback(True)
    except DatabaseError:
        return "The database cannot be written: is its disk full, or is it a copy that is only read?"
    return ""


def tables_problem() -> str:
    """Whether the database is as old as the code; no longer asked once it is not."""
    name = str(connection.settings_dict["NAME"])
    if name in CURRENT:
        return ""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return "The database is older than the code: run python3 manage.py migrate"
    CURRENT.add(name)
    return ""


def room_problem() -> str:
    free = shutil.disk_usage(settings.VAR_DIR).free
    return f"Only {free >> 20} MB are left on the disk of {settings.VAR_DIR}." if free < LEAST_ROOM else ""


def static_files_problem() -> str:
    """Pages name their style sheets by a manifest that `collectstatic` writes; without it there is no page."""
    if not isinstance(staticfiles_storage, ManifestFilesMixin):
        return ""
    if staticfiles_storage.read_manifest() is None:
        return f"No static files in {settings.STATIC_ROOT}: run python3 manage.py collectstatic --noinput"
    if not staticfiles_storage.hashed_files:
        return "The static files were collected after this process began: restart it."
    return ""


def ensure_translations() -> None:
    """Compile the Chinese texts where that was not done yet, whichever way the site starts.

    Raises ImproperlyConfigured where there are none and the folder cannot be written.
    """
    try:
        po_files.compile_all()
    except PermissionError as error:
        for path in po_files.LOCALES.rglob("*.po"):
            if not path.with_suffix(".mo").exists():
                raise ImproperlyConfigured(
                    f"The Chinese texts are not compiled, and {path.parent} cannot be written. "
                    "Run python3 manage.py check once as the user who owns the code."
                ) from error


@checks.register(checks.Tags.files, deploy=True)
def check_static_files(**options: object) -> Iterator[checks.CheckMessage]:
    if sentence := static_files_problem():
        yield checks.Error(sentence, id="expo.E001")


@checks.register(checks.Tags.translation, deploy=True)
def check_translations(**options: object) -> Iterator[checks.CheckMessage]:
    for path in po_files.LOCALES.rglob("*.po"):
        if po_files.is_stale(path) and not os.access(path.parent, os.W_OK):
            sentence = f"{path.with_suffix('.mo')} is older than its .po: some texts are not Chinese."
            yield checks.Warning(sentence, id="expo.W001")
