"""Shows the whole system from one command: makes what is missing, then serves it on this machine."""

import contextlib
import fcntl
import gc
import os
import secrets
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from expo.demo import clock, staff
from expo.i18n import po_files
from expo.setup import environment
from expo.setup.build_steps import BuildStep
from expo.setup.demo_database import APPS, CannotMigrate, DemoDatabase, Outlook
from expo.setup.progress import Job, Progress


class Command(BaseCommand):
    help = "Load the 2019 expo and a rehearsal edition around today, and serve them on this machine."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=whole_number_type(1, 65535), default=8000, help="where to serve (8000)")
        parser.add_argument("--no-serve", dest="serve", action="store_false", help="make all ready, serve nothing")
        parser.add_argument("--fresh", action="store_true", help="begin anew, without what was entered in earlier runs")
        parser.add_argument(
            "--moment",
            choices=clock.MOMENTS,
            default="midday",
            help="where in the rehearsal now is (midday); with --fresh its contests are at the stage of that moment",
        )
        parser.add_argument("--scale", type=whole_number_type(1, 100), default=1, help="how many times its size (1)")

    def handle(self, *, port: int, serve: bool, fresh: bool, moment: str, scale: int, **options: Any) -> None:
        if not environment.is_demo(settings.VAR_DIR, settings.SECRET_KEY):
            raise CommandError("The demo brings settings of its own: start it with manage.py.")
        with lock_demo_folder(settings.VAR_DIR / "running"):
            if serve:
                require_free_port(port)
            self.make_ready(fresh, moment, scale)
            password = make_logins()
            if serve:
                self.serve(port, password)
            else:
                self.stdout.write("All is ready. Staff log in")
                self.show_logins(password)

    def make_ready(self, fresh: bool, moment: str, scale: int) -> None:
        clock.load_for(moment)
        database = DemoDatabase(Path(settings.DATABASES["default"]["NAME"]), scale)
        outlook = database.outlook(fresh=fresh)
        try:
            self.run(outlook)
        except CannotMigrate as error:
            self.run(database.replacing(f"The demo could not be brought up to date ({error})"))
        clock.set_moment(moment)

    def run(self, outlook: Outlook) -> None:
        """Say what becomes of what was entered, before it does; then do that, and the little things beside it."""
        if outlook.why:
            self.stdout.write(outlook.why)
        with seldom_collecting():
            Progress(self.stdout).run([*outlook.jobs, *upkeep_jobs()])
        outlook.then()

    def serve(self, port: int, password: str) -> None:
        # Loaded here, not above: it takes a while, and only serving needs it.
        from expo.setup.server import HOST, Server

        def say_so() -> None:
            address = f"http://{HOST}:{port}/"
            self.stdout.write(f"\nThe expo is at     {address}\nStaff log in at    {address}accounts/login/")
            self.show_logins(password)
            self.stdout.write("Ctrl-C ends it.")
            self.stdout.flush()

        connections.close_all()
        Server(port, when_ready=say_so).run()

    def show_logins(self, password: str) -> None:
        for name, member in staff.STAFF.items():
            self.stdout.write(f"as {name:<15} {member.work}")
        self.stdout.write(f"with the password  {password}")


def whole_number_type(least: int, most: int) -> Callable[[str], int]:
    """The type of an option that takes a whole number in these bounds."""

    def number(text: str) -> int:
        if not (text.isdecimal() and least <= int(text) <= most):
            raise ArgumentTypeError(f"{text} is no whole number from {least} to {most}")
        return int(text)

    return number


@contextlib.contextmanager
def lock_demo_folder(file: Path) -> Iterator[None]:
    """Refuse a second demo on the same files, which would empty the database under the first."""
    with file.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CommandError(
                "A demo is running here already. Stop it first, or give this one its own folder: VAR_DIR=/tmp/other"
            ) from None
        yield


@contextlib.contextmanager
def seldom_collecting() -> Iterator[None]:
    """Have Python look for garbage seldom: of what is loaded little is, and looking takes a tenth of the time."""
    usual = gc.get_threshold()
    gc.set_threshold(100_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def require_free_port(port: int) -> None:
    from expo.setup.server import port_problem

    if trouble := port_problem(port):
        raise CommandError(f"Port {port} cannot be used: {trouble}. Choose another one, such as --port {port + 1}")


def upkeep_jobs() -> Iterator[Job]:
    """What else is missing or out of date; nothing of it is anybody's work."""
    if po_files.stale_files():
        yield Job("Compiling the translations", po_files.compile_all)
    static = static_step()
    if not static.is_done():
        yield Job("Collecting static files", static.run)


def static_step() -> BuildStep:
    sources: list[Path] = []
    for app in APPS:
        for name in ("static", "static_src"):
            sources.extend(filter(Path.is_file, (settings.BASE_DIR / app / name).rglob("*")))
    for name in ("expo/settings.py", "expo/web/asset_bundles.py", "requirements.lock"):
        sources.append(settings.BASE_DIR / name)
    return BuildStep(Path(settings.STATIC_ROOT), sources, (), collect_static)


def collect_static() -> None:
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)


def make_logins() -> str:
    """One password for all of the demo's staff, new at each run unless DEMO_PASSWORD sets it."""
    password = os.environ.get("DEMO_PASSWORD") or "-".join(secrets.token_hex(2) for _ in range(3))
    staff.make_staff(password)
    return password
