"""How the site stands, for the page of staff: what is known of each part, and whether that is as it should be."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from expo.backup.errors import BackupError
from expo.backup.heads import Anchor, read_anchors
from expo.backup.outcome import last_outcome
from expo.backup.retention import archive_moment, list_archives
from expo.i18n import instants
from expo.imports.kinds import import_kinds
from expo.models.imports import NOT_IMPORTED, RunState
from expo.monitoring.counters import sum_counters
from expo.monitoring.version import site_version
from expo.web import readiness

# A backup is made every hour; one that is older by a day is missed.
OLDEST_BACKUP = 26 * 60


@dataclass(frozen=True)
class Part:
    """`trouble` says what is wrong, and is empty where nothing is; `lines` are what is known."""

    name: Any
    lines: list[Any]
    trouble: Any = ""


def site_parts() -> Iterator[Part]:
    yield Part(_("Version"), [site_version()])
    yield database_part()
    yield Part(_("Static files"), [], readiness.static_files_problem() and _("missing, or collected after the start"))
    yield disk_part()
    yield backup_part()
    yield anchor_part()
    yield workers_part()
    yield imports_part()
    for dotted in settings.EXPO_STATUS:
        yield import_string(dotted)()


def database_part() -> Part:
    behind = readiness.tables_problem() and _("older than the code: its tables have to be brought forward")
    return Part(_("Database"), [f"{connection.display_name} {'.'.join(map(str, database_version()))}"], behind)


def database_version() -> tuple[int, ...]:
    """As its maker counts: 15.4, or 3.40.1."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SHOW server_version_num")
            return divmod(int(cursor.fetchone()[0]), 10_000)
        cursor.execute("SELECT sqlite_version()")
        return tuple(map(int, cursor.fetchone()[0].split(".")))


def disk_part() -> Part:
    free = shutil.disk_usage(settings.VAR_DIR).free
    left = _("%(size)s are free") % {"size": filesizeformat(free)}
    return Part(_("Disk"), [left], _("almost full") if free < readiness.LEAST_ROOM else "")


def backup_part() -> Part:
    archives, outcome = list_archives(settings.BACKUP_DIR), last_outcome()
    if not archives:
        return Part(_("Last backup"), [], _("There is none."))
    made_at = archive_moment(archives[-1])
    late = instants.minutes_between(made_at, timezone.now()) > OLDEST_BACKUP
    trouble = _("more than a day old") if late else ""
    if outcome and outcome.error:
        trouble = _("The last try failed.")
    return Part(_("Last backup"), [made_at], trouble)


def anchor_part() -> Part:
    """The end of each log as it was last written down elsewhere."""
    name, archives = _("Log's end written down elsewhere"), list_archives(settings.BACKUP_DIR)
    if not archives and not settings.BACKUP_HEADS.is_file():
        return Part(name, [], _("nothing yet"))
    try:
        anchors = read_anchors(settings.BACKUP_HEADS)
    except BackupError:
        return Part(name, [], _("The file cannot be read, or somebody has changed it."))
    if not anchors:
        return Part(name, [], _("nothing yet"))
    missed = bool(archives) and anchors[-1].archive != archives[-1].name
    return Part(name, anchor_lines(anchors[-1]), _("not that of the last backup") if missed else "")


def anchor_lines(anchor: Anchor) -> list[str]:
    """As `deals 8412: 3f9a0c…`: enough to compare by eye."""
    lines = [anchor.archive]
    for label, head in sorted(anchor.heads.items()):
        position, _colon, digest = head.partition(":")
        lines.append(f"{label} {position}: {digest[:16]}")
    return lines


def workers_part() -> Part:
    """Those that have answered since they were started."""
    _counted, living = sum_counters()
    return Part(_("Processes"), [ngettext("%(count)d answers", "%(count)d answer", living) % {"count": living}])


def imports_part() -> Part:
    waiting = count_runs(*NOT_IMPORTED)
    running = count_runs(RunState.RUNNING)
    lines = [
        ngettext("%(count)d waits for somebody", "%(count)d wait for somebody", waiting) % {"count": waiting},
        ngettext("%(count)d is being imported", "%(count)d are being imported", running) % {"count": running},
    ]
    return Part(_("Imports"), lines)


def count_runs(*states: RunState) -> int:
    return sum(kind.runs().filter(state__in=states).count() for kind in import_kinds())
