"""The doctor on the database: of the right version and shape, and so set up that nothing acknowledged is lost."""

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from django.contrib.auth.models import Group, User
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from expo.doctor.faults import Fault
from expo.models import Edition, Region, TechnologyArea
from expo.setup.reference_data import find_permissions, permissions_by_group

OLDEST_POSTGRESQL = 14
FULL = 2  # PRAGMA synchronous
DEMO_STAFF = {"editor", "clerk", "reviewer", "press", "admin"}
SECONDS_APART = 2


def ask(sql: str) -> Any:
    """The one value that a statement answers with."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        row = cursor.fetchone()
    return row[0] if row else None


def postgresql_version() -> int:
    """150004 for 15.4."""
    with connection.cursor() as cursor:
        return cursor.connection.server_version


def migrations() -> Iterator[Fault]:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield Fault("migrations-missing", "The database is older than the code.", "Run python3 manage.py migrate.")
    unknown = set(executor.loader.applied_migrations) - set(executor.loader.disk_migrations)
    ours = {app for app, _name in executor.loader.disk_migrations}
    if known := sorted(name for app, name in unknown if app in ours):
        said = f"The database is newer than the code: it has {known[0]}."
        yield Fault("migrations-unknown", said, "Bring the code up to date, or restore a backup of before.")


def sqlite_settings() -> Iterator[Fault]:
    if connection.vendor != "sqlite":
        return
    path = Path(connection.settings_dict["NAME"])
    if path.exists() and path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
        yield Fault("sqlite-readable", f"Others on this machine can read {path}.", f"chmod go-rwx {path}")
    if ask("PRAGMA journal_mode") != "wal":
        said = "SQLite does not keep a write-ahead log: readers wait for writers."
        yield Fault("sqlite-journal", said, "Leave the options of the connection as the settings have them.")
    if ask("PRAGMA synchronous") < FULL:
        said = "SQLite does not wait for the disk: a power cut loses deals that were acknowledged."
        yield Fault("sqlite-loses", said, "Leave the options of the connection as the settings have them.")
    if ask("SELECT name FROM sqlite_master WHERE name = 'sqlite_stat1'"):
        said = "SQLite was analysed once: its planner now takes seconds for some pages of deals."
        yield Fault("sqlite-analysed", said, "Run DROP TABLE sqlite_stat1 and restart the site.")


def postgresql_settings() -> Iterator[Fault]:
    if connection.vendor != "postgresql":
        return
    for name in ("fsync", "full_page_writes"):
        if ask(f"SHOW {name}") == "off":
            said = f"PostgreSQL runs with {name} off: a power cut loses deals that were acknowledged."
            yield Fault(f"postgresql-{name.replace('_', '-')}", said, f"Set {name} = on and restart PostgreSQL.")
    if ask("SHOW synchronous_commit") == "off":
        said = "PostgreSQL answers before it has written: a crash loses deals that were acknowledged."
        yield Fault("postgresql-asynchronous", said, "Set synchronous_commit = on.")
    if postgresql_version() < OLDEST_POSTGRESQL * 10_000:
        said = f"PostgreSQL is older than {OLDEST_POSTGRESQL}."
        yield Fault("postgresql-old", said, "Move to a version that is still looked after.")
    if ask("SHOW server_encoding") != "UTF8":
        yield Fault("postgresql-encoding", "The database does not keep Unicode.", "Make it anew with ENCODING 'UTF8'.")
    if broken := ask("SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid LIMIT 1"):
        yield Fault("index-invalid", f"The index {broken} is broken.", f"REINDEX INDEX {broken}")


def clock() -> Iterator[Fault]:
    if (
        connection.vendor == "postgresql"
        and abs((ask("SELECT clock_timestamp()") - timezone.now()).total_seconds()) > SECONDS_APART
    ):
        said = "The clocks of this machine and of the database differ by more than two seconds."
        yield Fault("clock-apart", said, "Let both take the time from the same servers (timedatectl set-ntp true).")


def time_zones() -> Iterator[Fault]:
    known = available_timezones()
    for slug, zone in Edition.objects.values_list("slug", "timezone"):
        if zone not in known:
            said = f"The edition {slug} lies in {zone}, which this machine does not know."
            yield Fault("zone-unknown", said, "Install the package tzdata.")


def reference_rows() -> Iterator[Fault]:
    fix = "Run python3 manage.py load_reference."
    if not (Region.objects.exists() and TechnologyArea.objects.exists()):
        yield Fault("reference-missing", "There are no regions or no areas of technology.", fix)
    groups = {group.name: group for group in Group.objects.prefetch_related("permissions")}
    for name, codenames in permissions_by_group().items():
        if name not in groups:
            yield Fault("groups-missing", f"The group {name} is not there: nobody can be put into it.", fix)
        elif set(find_permissions(codenames)) - set(groups[name].permissions.all()):
            yield Fault("groups-outdated", f"The group {name} may not do what it should since the last update.", fix)


def staff() -> Iterator[Fault]:
    if not User.objects.filter(is_superuser=True, is_active=True).exists():
        said = "There is no administrator."
        yield Fault("nobody", said, "Run python3 manage.py createsuperuser.")
    if set(User.objects.filter(is_active=True).values_list("username", flat=True)) >= DEMO_STAFF:
        said = "The demo's staff can log in here."
        yield Fault("demo-staff", said, "Make them inactive, and give this site a database of its own.")


CHECKS = [migrations, sqlite_settings, postgresql_settings, clock, time_zones, reference_rows, staff]
