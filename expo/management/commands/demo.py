"""Shows the whole system from one command: makes what is missing, then serves it on this machine."""

import contextlib
import fcntl
import os
import secrets
import time
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils.module_loading import import_string

from expo import local, texts
from expo.demo import clock, staff
from expo.steps import Step

APPS = ("expo", "agenda", "deals")


class Command(BaseCommand):
    help = "Load the 2019 expo and a rehearsal edition around today, and serve them on this machine."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=within(1, 65535), default=8000, help="where to serve (8000)")
        parser.add_argument("--no-serve", dest="serve", action="store_false", help="make all ready, serve nothing")
        parser.add_argument("--fresh", action="store_true", help="begin anew, without what was entered in earlier runs")
        parser.add_argument(
            "--moment", choices=clock.MOMENTS, default="midday", help="where in the rehearsal now is (midday)"
        )
        parser.add_argument("--scale", type=within(1, 100), default=1, help="how many times its size (1)")

    def handle(self, *, port: int, serve: bool, fresh: bool, moment: str, scale: int, **options: Any) -> None:
        if not local.is_demo(settings.VAR_DIR, settings.SECRET_KEY):
            raise CommandError("The demo brings settings of its own: start it with manage.py.")
        with the_only_demo(settings.VAR_DIR / "running"):
            if serve:
                require_free(port)
            self.make_ready(fresh, moment, scale)
            password = make_logins()
            if serve:
                self.serve(port, password)
            else:
                self.stdout.write("All is ready. Staff log in")
                self.show_logins(password)

    def make_ready(self, fresh: bool, moment: str, scale: int) -> None:
        if texts.compile_all():
            self.stdout.write("Compiled the translations.")
        database = database_step(scale)
        if fresh:
            database.forget()
        elif database.is_stale():
            self.stdout.write("The project or the scale has changed since the last run; the demo begins anew.")
        self.do("Loading both editions", database)
        self.do("Collecting static files", static_step())
        clock.set_moment(moment)

    def do(self, what: str, step: Step) -> None:
        if step.is_done():
            return
        began = time.monotonic()
        self.stdout.write(f"{what} ...", ending=" ")
        self.stdout.flush()
        step.run()
        self.stdout.write(f"{time.monotonic() - began:.1f} s")

    def serve(self, port: int, password: str) -> None:
        # Loaded here, not above: it takes a while, and only serving needs it.
        from expo.serving import HOST, Server

        def say_so() -> None:
            address = f"http://{HOST}:{port}/"
            self.stdout.write(f"\nThe expo is at     {address}\nStaff log in at    {address}accounts/login/")
            self.show_logins(password)
            self.stdout.write("Ctrl-C ends it.")
            self.stdout.flush()

        connections.close_all()
        Server(port, when_ready=say_so).run()

    def show_logins(self, password: str) -> None:
        self.stdout.write(f"as                 {', '.join(staff.STAFF)}\nwith the password  {password}")


def within(least: int, most: int) -> Callable[[str], int]:
    """The type of an option that takes a whole number in these bounds."""

    def number(text: str) -> int:
        if not (text.isdecimal() and least <= int(text) <= most):
            raise ArgumentTypeError(f"{text} is no whole number from {least} to {most}")
        return int(text)

    return number


@contextlib.contextmanager
def the_only_demo(file: Path) -> Iterator[None]:
    """Refuse a second demo on the same files, which would empty the database under the first."""
    with file.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CommandError(
                "A demo is running here already. Stop it first, or give this one its own folder: VAR_DIR=/tmp/other"
            ) from None
        yield


def require_free(port: int) -> None:
    from expo.serving import trouble_with

    if trouble := trouble_with(port):
        raise CommandError(f"Port {port} cannot be used: {trouble}. Choose another one, such as --port {port + 1}")


def database_step(scale: int) -> Step:
    """The database with both editions. Any of the project's own code may shape what is loaded, so all of it counts."""
    files = [path for app in APPS for path in (settings.BASE_DIR / app).rglob("*")]
    sources = [path for path in files if path.suffix in (".py", ".json", ".csv")]
    file = Path(settings.DATABASES["default"]["NAME"])
    return Step(file, sources, (f"scale {scale}",), lambda: load(file, scale))


def load(file: Path, scale: int) -> None:
    """Always from nothing: a load that was cut off leaves no trace in the next."""
    connections.close_all()
    for suffix in ("", "-wal", "-shm"):
        Path(f"{file}{suffix}").unlink(missing_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    for name in settings.EXPO_DEMO:
        import_string(name)(scale=scale)


def static_step() -> Step:
    folders = [settings.BASE_DIR / app / name for app in APPS for name in ("static", "bundles")]
    sources = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    sources += [settings.BASE_DIR / name for name in ("expo/settings.py", "expo/bundles.py", "requirements.lock")]
    return Step(Path(settings.STATIC_ROOT), sources, (), collect)


def collect() -> None:
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)


def make_logins() -> str:
    """One password for all of the demo's staff, new at each run unless DEMO_PASSWORD sets it."""
    password = os.environ.get("DEMO_PASSWORD") or "-".join(secrets.token_hex(2) for _ in range(3))
    staff.make_staff(password)
    return password
