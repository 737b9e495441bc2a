"""The demo's database: when it can stay, when it is brought forward, and when the demo must be loaded anew.

What a person entered is the point of running a demo twice. Only other demo data, or migrations that are not those it
was made with, begin it anew; newer migrations are run on it. Models count by their migrations alone: without one, a
table loaded anew would be the same. Whatever begins anew keeps the database before beside it, the last one at a time.
"""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import Error, connections
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.utils import timezone
from django.utils.module_loading import import_string

from expo.db import new_tables
from expo.search_index.after_writes import put_off
from expo.search_index.upkeep import rebuild_index
from expo.setup.progress import Job

APPS = ("expo", "agenda", "deals")
ASIDE = "expo-before-*.sqlite3"


class CannotMigrate(Exception):
    """Migrations that the database does not take; the argument says why."""


@dataclass(frozen=True)
class Outlook:
    """What becomes of the database: `why` in a sentence where a person should know, the jobs, and what ends them."""

    why: str = ""
    jobs: tuple[Job, ...] = ()
    then: Callable[[], None] = lambda: None


@dataclass(frozen=True)
class DemoDatabase:
    """A SQLite file, and beside it what it was made from, written when the loading is complete."""

    file: Path
    scale: int

    @property
    def stamp(self) -> Path:
        return self.file.with_name(f"{self.file.name}.made-from")

    def outlook(self, *, fresh: bool) -> Outlook:
        """What is to be done before the demo can be shown; nothing is done here."""
        if not self.file.exists():
            return self.loading("")
        if not self.stamp.exists():
            return self.loading("The last loading was cut off before anything could be entered; it begins anew.")
        if fresh:
            return self.replacing("A fresh demo was asked for")
        made, now = self.made_from(), self.sources()
        if made == now:
            return Outlook()
        if why := reason_to_reload(made, now):
            return self.replacing(why)
        new = len(now["migrations"].keys() - made["migrations"].keys())
        why = ""
        if new:
            why = f"New migrations of the project: {new}. The demo is brought up to date, and what was entered stays."
        forward = Job("Bringing the demo up to date", self.bring_forward)
        return Outlook(why, (forward,), then=lambda: self.note(now))

    def made_from(self) -> dict[str, Any]:
        try:
            made = json.loads(self.stamp.read_text())
        except ValueError:
            return {}
        if isinstance(made, dict):
            return made
        # An earlier version of the project wrote a digest of all there was.
        return {}

    def sources(self) -> dict[str, Any]:
        """What a demo loaded now would be made from."""
        migrations: dict[str, str] = {}
        demo: list[Path] = []
        for app in APPS:
            demo.extend((settings.BASE_DIR / app / "demo").rglob("*.py"))
            for path in migration_files(app):
                migrations[migration_key(path)] = digest_files([path])
        data = [path for path in (settings.BASE_DIR / "expo" / "data").rglob("*") if path.is_file()]
        return {
            "data": digest_files(demo + data),
            "scale": self.scale,
            "migrations": migrations,
            "django": django.get_version(),
        }

    def replacing(self, why: str) -> Outlook:
        """Load anew, and keep beside it what is there."""
        aside = self.file.with_name(f"expo-before-{timezone.localtime():%Y-%m-%d-%H%M%S}.sqlite3")
        gone = ""
        if list(self.file.parent.glob(ASIDE)):
            gone = " The one kept there before goes."
        said = f"{why}: the demo begins anew, and the database before, with what was entered, is kept in {aside}.{gone}"
        return self.loading(said, Job("Keeping the database before", lambda: self.set_aside(aside)))

    def loading(self, why: str, *first: Job) -> Outlook:
        made = self.sources()
        tables = Job("Making the tables", self.make_tables)
        loaders = []
        for name in settings.EXPO_DEMO:
            loaders.append(Job(f"Loading both editions: {app_title(name)}", partial(self.load, name)))
        search = Job("Making the search ready", rebuild_index)
        return Outlook(why, (*first, tables, *loaders, search), then=lambda: self.note(made))

    def load(self, name: str) -> None:
        with put_off():
            import_string(name)(scale=self.scale)

    def set_aside(self, aside: Path) -> None:
        """Keep the database under another name, whole in one file; of those kept before, none."""
        connections.close_all()
        if Path(f"{self.file}-wal").exists():
            with closing(sqlite3.connect(self.file)) as database:
                database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        for before in self.file.parent.glob(ASIDE):
            before.unlink()
        self.file.rename(aside)

    def make_tables(self) -> None:
        """Always from nothing: a load that was cut off leaves no trace in the next."""
        connections.close_all()
        self.stamp.unlink(missing_ok=True)
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.file}{suffix}").unlink(missing_ok=True)
        new_tables.make_tables()

    def note(self, made: dict[str, Any]) -> None:
        """Last of all, and as it was at the beginning: what changed meanwhile is not in it."""
        self.stamp.write_text(json.dumps(made))

    def bring_forward(self) -> None:
        """Raises CannotMigrate where what was entered does not fit a new migration; each is run whole or not at all."""
        try:
            call_command("migrate", verbosity=0, interactive=False)
        except (Error, InconsistentMigrationHistory) as error:
            raise CannotMigrate(str(error)) from error
        call_command("load_reference", verbosity=0)


def reason_to_reload(made: dict[str, Any], now: dict[str, Any]) -> str:
    """Why a database made from the one cannot become one made from the other; empty where migrations lead there."""
    if not made:
        return "The demo was loaded by an earlier version of the project"
    if made["scale"] != now["scale"]:
        return f"The demo was loaded at scale {made['scale']}, not {now['scale']}"
    if made["data"] != now["data"]:
        return "The data of the demo have changed"
    changed = [name for name, digest in made["migrations"].items() if now["migrations"].get(name) != digest]
    if not changed:
        return ""
    return f"The demo was made by migrations that are others now, such as {changed[0]}"


def app_title(loader: str) -> str:
    """What a loader like `deals.demo.load` loads, as its app is called."""
    return str(apps.get_app_config(loader.partition(".")[0]).verbose_name).lower()


def migration_files(app: str) -> list[Path]:
    return sorted((settings.BASE_DIR / app / "migrations").glob("[0-9]*.py"))


def migration_key(path: Path) -> str:
    return f"{path.parent.parent.name}/{path.stem}"


def digest_files(files: Iterable[Path]) -> str:
    found = hashlib.sha256()
    for path in sorted(files):
        found.update(f"\0{path.relative_to(settings.BASE_DIR)}\0".encode())
        found.update(path.read_bytes())
    return found.hexdigest()
