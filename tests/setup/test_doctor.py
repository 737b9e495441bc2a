"""The doctor: each fault, put into an installation that has none, is named with its fix, and it alone."""

import datetime as dt
import io
import os
import resource
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import closing
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.utils import timezone

from agenda.models import PushMessage
from deals.models import ChainHead
from expo.backup.heads import append_anchor
from expo.backup.manifest import Manifest
from expo.backup.outcome import note_outcome
from expo.doctor import certificates, databases, logs, places
from expo.doctor.faults import find_faults
from expo.models import Edition, TechnologyArea
from expo.search_index import notes
from expo.setup import reference_data
from expo.versions import triggers
from expo.web_push.vapid import make_key
from tests.support.collected import collected_files
from tests.support.deal_factories import make_deal
from tests.support.factories import make_edition
from tests.support.push_service import Browser
from tests.support.push_world import make_coming_edition, make_keynote, move, release, subscribe

pytestmark = pytest.mark.django_db
PLENTY = 500 * 1024**3
CERTIFICATE_DAYS = 30
KEY = "".join(chr(33 + number) for number in range(60))


class Installation:
    """One without a fault, and what a test puts into it."""

    def __init__(self, folder: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.settings, self.monkeypatch = folder, settings, monkeypatch
        # The tests' own database waits for no disk.
        self.answers: dict[str, Any] = {"SHOW fsync": "on", "PRAGMA synchronous": databases.FULL}

    def set(self, **values: Any) -> None:
        for name, value in values.items():
            setattr(self.settings, name, value)

    def patch(self, target: Any, name: str, value: Any) -> None:
        self.monkeypatch.setattr(target, name, value)

    def use_key(self, key: str) -> None:
        """A key, and what was signed with it."""
        self.set(SECRET_KEY=key)
        self.anchor()

    def anchor(self) -> None:
        """Each archive's head, written down elsewhere."""
        self.settings.BACKUP_HEADS.unlink(missing_ok=True)
        for archive in self.settings.BACKUP_DIR.glob("expo-*"):
            contents = Manifest(timezone.now().isoformat(), "", {}, {})
            append_anchor(self.settings.BACKUP_HEADS, archive, contents)

    def postgresql(self, **answers: Any) -> None:
        """As though the database were PostgreSQL, and answered so."""
        healthy = {"SHOW fsync": "on", "SHOW full_page_writes": "on", "SHOW synchronous_commit": "on"}
        healthy |= {"SHOW server_encoding": "UTF8", "SELECT clock_timestamp()": timezone.now()}
        broken = "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid LIMIT 1"
        self.answers |= healthy | {broken: None} | {sql: value for sql, value in answers.items() if sql != "version"}
        self.patch(databases, "postgresql_version", lambda: answers.get("version", 150000))
        self.replace_connection("postgresql", "")

    def sqlite(self, **answers: Any) -> None:
        """As though the database were SQLite, and answered so."""
        healthy = {"PRAGMA journal_mode": "wal", "PRAGMA synchronous": 2}
        self.answers |= healthy | {"SELECT name FROM sqlite_master WHERE name = 'sqlite_stat1'": None} | answers
        path = self.folder / "expo.sqlite3"
        path.touch(mode=0o600)
        self.replace_connection("sqlite", str(path))

    def replace_connection(self, vendor: str, name: str) -> None:
        self.patch(databases, "connection", SimpleNamespace(vendor=vendor, settings_dict={"NAME": name}))
        self.patch(databases, "MigrationExecutor", executor())


@pytest.fixture
def installation(tmp_path, settings, monkeypatch) -> Installation:
    here = Installation(tmp_path, settings, monkeypatch)
    for name in ("var", "private", "backups", "elsewhere"):
        (tmp_path / name).mkdir(mode=0o700)
    here.set(SECRET_KEY=KEY, DEBUG=False, ALLOWED_HOSTS=["expo.example.org"], HTTPS=True, BEHIND_PROXY=True)
    here.set(VAR_DIR=tmp_path / "var", MEDIA_ROOT=tmp_path / "var" / "media", STATIC_ROOT=collected_files())
    here.set(BACKUP_DIR=tmp_path / "backups", BACKUP_HEADS=tmp_path / "elsewhere" / "heads.txt")
    manifest = "expo.web.static_files.PackedStaticFiles"
    private = settings.STORAGES["private"] | {"OPTIONS": {"location": tmp_path / "private"}}
    here.set(STORAGES=settings.STORAGES | {"staticfiles": {"BACKEND": manifest}, "private": private})
    here.patch(os, "geteuid", lambda: 1000)
    here.patch(shutil, "disk_usage", lambda folder: SimpleNamespace(total=PLENTY, used=0, free=PLENTY))
    here.patch(os, "statvfs", lambda folder: SimpleNamespace(f_files=1000, f_favail=900))
    here.patch(resource, "getrlimit", lambda which: (16384, 16384))
    here.patch(certificates, "served_certificate", str)
    ask = databases.ask
    here.patch(databases, "ask", lambda sql: here.answers[sql] if sql in here.answers else ask(sql))
    reference_data.load_reference_rows()
    User.objects.create_superuser("chief")
    archive = tmp_path / "backups" / f"expo-{timezone.now():%Y%m%dT%H%M%SZ}.tar"
    archive.touch()
    here.anchor()
    note_outcome("")
    return here


def codes() -> list[str]:
    return [fault.code for fault in find_faults()]


def test_an_installation_without_a_fault_has_none(installation):
    assert codes() == []


def few_rights(where: Path) -> Callable[..., bool]:
    access = os.access
    return lambda path, mode: Path(path) != where and access(path, mode)


def touch_archive(here: Installation, moment: dt.datetime) -> None:
    for path in here.settings.BACKUP_DIR.glob("expo-*"):
        path.rename(here.settings.BACKUP_DIR / f"expo-{moment:%Y%m%dT%H%M%SZ}.tar")


def readable(path: Path, contents: str = "x") -> str:
    path.write_text(contents)
    path.chmod(0o644)
    return str(path)


def stale_text(here: Installation) -> None:
    here.patch(places.po_files, "is_stale", lambda path: True)


def uncompiled_text(here: Installation) -> None:
    folder = here.folder / "locale" / "zh_Hans"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text("")
    here.patch(places.po_files, "LOCALES", folder.parent)


def static_manifest(here: Installation, change: Callable[[dict], dict]) -> None:
    storage = places.staticfiles_storage
    paths, digest = storage.load_manifest()
    here.patch(type(storage._wrapped), "load_manifest", lambda self: (change(dict(paths)), digest))


def lost_static(paths: dict) -> dict:
    return paths | {next(iter(paths)): "gone.css"}


def future_event(here: Installation) -> None:
    """Every clock has gone back; the log's newest entry has not."""
    make_deal()
    here.answers["SELECT clock_timestamp()"] = then = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    here.patch(timezone, "now", lambda: then)


def leave_unsent(here: Installation) -> None:
    """A release of an hour ago, of which a browser was to be told."""
    here.set(WEB_PUSH_PRIVATE_KEY=make_key(), WEB_PUSH_CONTACT="mailto:a@example.org")
    keynote = make_keynote(make_coming_edition())
    subscribe(Browser("https://fcm.googleapis.com/fcm/send/1"), keynote)
    move(keynote)
    release(keynote.edition)
    PushMessage.objects.update(due_at=timezone.now() - dt.timedelta(hours=1))


def executor(*, missing: tuple = (), applied: tuple = ()) -> Callable[..., SimpleNamespace]:
    """As though these migrations were missing in the database, or were there and unknown to the code."""
    disk = {("deals", "0001_initial")}
    loader = SimpleNamespace(
        graph=SimpleNamespace(leaf_nodes=list), applied_migrations={*disk, *applied}, disk_migrations=disk
    )
    return lambda connection: SimpleNamespace(loader=loader, migration_plan=lambda leaves: list(missing))


def silent(here: Installation) -> None:
    def fail() -> None:
        raise OperationalError("connection refused")
        yield

    here.patch(databases, "CHECKS", [fail, fail])


def serve_certificate(here: Installation, days: int) -> None:
    """One that ends after so many days."""
    certificate = make_certificate(here.folder).read_text()
    here.patch(certificates, "served_certificate", lambda: certificate)
    then = time.time() + (CERTIFICATE_DAYS - days) * certificates.DAY_SECONDS
    here.patch(certificates, "time", SimpleNamespace(time=lambda: then, gmtime=time.gmtime, strftime=time.strftime))


def make_certificate(folder: Path) -> Path:
    """With its key in one file."""
    file = folder / "tls.pem"
    told = f"req -x509 -newkey rsa:2048 -nodes -days {CERTIFICATE_DAYS} -subj /CN=expo -keyout {file} -out {file}.crt"
    subprocess.run(["openssl", *told.split()], check=True, capture_output=True)
    file.write_text(file.read_text() + Path(f"{file}.crt").read_text())
    return file


SEEDS: dict[str, Callable[[Installation], Any]] = {
    "key-weak": lambda here: here.use_key("aB3" * 20),
    "key-known": lambda here: here.use_key(f"django-insecure-{KEY}"),
    "former-key-current": lambda here: here.set(SECRET_KEY_FALLBACKS=[KEY]),
    "former-key-weak": lambda here: here.set(SECRET_KEY_FALLBACKS=["short"]),
    "debug": lambda here: here.set(DEBUG=True),
    "hosts-any": lambda here: here.set(ALLOWED_HOSTS=["*"]),
    "hosts-local": lambda here: here.set(ALLOWED_HOSTS=["localhost", "127.0.0.1"]),
    "hosts-ip": lambda here: here.set(ALLOWED_HOSTS=["203.0.113.7"], SECURE_HSTS_SECONDS=1),
    "hsts-wide": lambda here: here.set(ALLOWED_HOSTS=[".example.org"], SECURE_HSTS_INCLUDE_SUBDOMAINS=True),
    "https-off": lambda here: here.set(HTTPS=False),
    "proxy-unnamed": lambda here: here.set(BEHIND_PROXY=False),
    "origin-plain": lambda here: here.set(CSRF_TRUSTED_ORIGINS=["http://desk.example.org"]),
    "bodies-unbounded": lambda here: here.set(DATA_UPLOAD_MAX_MEMORY_SIZE=None),
    "variables-readable": lambda here: here.monkeypatch.setenv("ENV_FILE", readable(here.folder / "env")),
    "push-key-broken": lambda here: here.set(WEB_PUSH_PRIVATE_KEY="QUJD", WEB_PUSH_CONTACT="mailto:a@example.org"),
    "push-contact-unnamed": lambda here: here.set(WEB_PUSH_PRIVATE_KEY=make_key(), WEB_PUSH_CONTACT="a@example.org"),
    "push-unsent": leave_unsent,
    "root": lambda here: here.patch(os, "geteuid", lambda: 0),
    "var-unwritable": lambda here: here.patch(os, "access", few_rights(here.folder / "var")),
    "private-unwritable": lambda here: here.patch(os, "access", few_rights(here.folder / "private")),
    "private-served": lambda here: here.set(MEDIA_ROOT=here.folder / "private"),
    "private-readable": lambda here: (here.folder / "private").chmod(0o755),
    "static-plain": lambda here: here.set(
        STORAGES=here.settings.STORAGES
        | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    ),
    "static-missing": lambda here: here.set(STATIC_ROOT=here.folder / "nothing"),
    "static-stale": lambda here: static_manifest(here, lambda paths: dict(list(paths.items())[1:])),
    "static-lost": lambda here: static_manifest(here, lost_static),
    "texts-uncompiled": uncompiled_text,
    "texts-stale": stale_text,
    "package-other": lambda here: here.patch(
        places, "version", lambda name: "0.0.1" if name == "django" else version(name)
    ),
    "descriptors-few": lambda here: here.patch(resource, "getrlimit", lambda which: (256, 256)),
    "certificate-expired": lambda here: serve_certificate(here, -1),
    "certificate-ends": lambda here: serve_certificate(here, 3),
    "migrations-missing": lambda here: here.patch(
        databases, "MigrationExecutor", executor(missing=("deals.0002_desk",))
    ),
    "migrations-unknown": lambda here: here.patch(
        databases, "MigrationExecutor", executor(applied=(("deals", "0999_later"),))
    ),
    "database-silent": silent,
    "sqlite-readable": lambda here: [here.sqlite(), (here.folder / "expo.sqlite3").chmod(0o644)],
    "sqlite-journal": lambda here: here.sqlite(**{"PRAGMA journal_mode": "delete"}),
    "sqlite-loses": lambda here: here.sqlite(**{"PRAGMA synchronous": 1}),
    "sqlite-analysed": lambda here: here.sqlite(
        **{"SELECT name FROM sqlite_master WHERE name = 'sqlite_stat1'": "sqlite_stat1"}
    ),
    "postgresql-fsync": lambda here: here.postgresql(**{"SHOW fsync": "off"}),
    "postgresql-full-page-writes": lambda here: here.postgresql(**{"SHOW full_page_writes": "off"}),
    "postgresql-asynchronous": lambda here: here.postgresql(**{"SHOW synchronous_commit": "off"}),
    "postgresql-old": lambda here: here.postgresql(version=120011),
    "postgresql-encoding": lambda here: here.postgresql(**{"SHOW server_encoding": "SQL_ASCII"}),
    "index-invalid": lambda here: here.postgresql(
        **{"SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid LIMIT 1": "deals_by_day"}
    ),
    "clock-apart": lambda here: here.postgresql(
        **{"SELECT clock_timestamp()": timezone.now() - dt.timedelta(seconds=9)}
    ),
    "zone-unknown": lambda here: [make_edition(slug="x"), Edition.objects.update(timezone="Moon/Base")],
    "reference-missing": lambda here: TechnologyArea.objects.all().delete(),
    "groups-missing": lambda here: Group.objects.order_by("name").first().delete(),
    "groups-outdated": lambda here: Group.objects.order_by("name").first().permissions.clear(),
    "nobody": lambda here: User.objects.update(is_active=False),
    "demo-staff": lambda here: [User.objects.create_user(name) for name in databases.DEMO_STAFF],
    "guards-missing": lambda here: here.patch(logs, "trigger_names", lambda vendor, table: (f"{table}_gone",)),
    "search-notes-missing": lambda here: here.patch(notes, "due_triggers", lambda _database: {("gone", "expo_hall")}),
    "marks-missing": lambda here: here.patch(triggers, "due_triggers", lambda vendor: {("gone", "expo_hall")}),
    "log-end": lambda here: [make_deal(), ChainHead.objects.update(digest="0" * 64)],
    "clock-back": future_event,
    "backup-failed": lambda here: note_outcome("No space left on device"),
    "backup-missing": lambda here: [path.unlink() for path in here.settings.BACKUP_DIR.glob("expo-*")],
    "heads-beside": lambda here: [
        shutil.copy(here.settings.BACKUP_HEADS, here.settings.BACKUP_DIR),
        here.set(BACKUP_HEADS=here.settings.BACKUP_DIR / "heads.txt"),
    ],
    "heads-unreadable": lambda here: here.settings.BACKUP_HEADS.write_text("forged\n"),
    "heads-missing": lambda here: touch_archive(here, timezone.now() - dt.timedelta(hours=1)),
    "backup-readable": lambda here: here.settings.BACKUP_DIR.chmod(0o755),
    "passphrase-missing": lambda here: here.set(BACKUP_PASSPHRASE_FILE=str(here.folder / "none")),
    "passphrase-readable": lambda here: here.set(BACKUP_PASSPHRASE_FILE=readable(here.folder / "passphrase")),
}


def test_a_connection_as_the_settings_make_it_waits_for_the_disk(settings, tmp_path):
    mine = {**connection.settings_dict, "NAME": tmp_path / "expo.sqlite3", "OPTIONS": settings.SQLITE}

    with closing(DatabaseWrapper(mine)) as made, made.cursor() as cursor:
        assert cursor.execute("PRAGMA synchronous").fetchone() == (databases.FULL,)


@pytest.mark.thorough
@pytest.mark.parametrize("code", SEEDS)
def test_each_fault_is_named_with_its_fix_and_it_alone(installation, code):
    SEEDS[code](installation)

    found = list(find_faults())

    assert [fault.code for fault in found] == [code]
    assert found[0].fix[0].isupper() or found[0].fix.startswith("chmod")


def test_a_disk_that_is_nearly_full_is_named_for_each_place(installation):
    installation.patch(shutil, "disk_usage", lambda folder: SimpleNamespace(total=PLENTY, used=PLENTY, free=1024))

    assert codes() == ["var-disk-low", "backup-disk-low"]


def answer_once(listener: ssl.SSLSocket) -> None:
    link, _address = listener.accept()
    link.close()


def test_the_certificate_is_the_one_that_the_proxy_of_this_machine_shows(tmp_path, monkeypatch):
    file = make_certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    with socket.create_server(("127.0.0.1", 0)) as plain, context.wrap_socket(plain, server_side=True) as listener:
        monkeypatch.setattr(certificates, "LISTENER", listener.getsockname())
        answering = threading.Thread(target=answer_once, args=(listener,))
        answering.start()
        shown = certificates.served_certificate()
        answering.join()
    days = (certificates.end_of(shown) - time.time()) / certificates.DAY_SECONDS

    assert round(days) == CERTIFICATE_DAYS
    assert certificates.served_certificate() == ""


def test_a_backup_of_two_days_ago_is_old(installation):
    touch_archive(installation, timezone.now() - dt.timedelta(days=2))

    assert codes() == ["backup-old", "heads-missing"]


def test_the_command_says_each_fault_with_its_fix_and_fails(installation):
    installation.set(DEBUG=True)
    said = io.StringIO()

    with pytest.raises(CommandError, match="faults"):
        call_command("doctor", stdout=said)

    assert "debug: DEBUG is on" in said.getvalue()
    assert "    Take DEBUG out.\n" in said.getvalue()


def test_there_are_more_than_forty():
    assert len(SEEDS) >= 55
