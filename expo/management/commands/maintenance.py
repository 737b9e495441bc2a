"""`manage.py maintenance on|off`: closes the site with a page that says when it is back, and opens it again."""

import datetime as dt
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from expo.availability import maintenance
from expo.availability.maintenance import Maintenance


def clock_time(text: str) -> dt.time:
    try:
        return dt.datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007 (a clock has no zone)
    except ValueError as error:
        raise ArgumentTypeError(f"{text} is no time of day such as 14:30.") from error


class Command(BaseCommand):
    help = "Closes the public site and the interface (on) or opens them again (off), for all processes at once."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("state", choices=("on", "off"))
        parser.add_argument("--until", type=clock_time, metavar="HH:MM", help="when it is back, by the site's clock")
        parser.add_argument("--message-en", default="", help="a sentence more, in English")
        parser.add_argument("--message-zh", default="", help="the same in Chinese")
        parser.add_argument("--staff-too", action="store_true", help="close the desks and data entry as well")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["state"] == "off":
            maintenance.end_maintenance()
            self.stdout.write("The site is open.")
            return
        until = options["until"]
        moment = maintenance.next_moment(until, timezone.now()).isoformat() if until else ""
        closed = Maintenance(moment, options["message_en"], options["message_zh"], options["staff_too"])
        maintenance.begin_maintenance(closed)
        self.stdout.write(f"The site is closed. {maintenance.maintenance_failure(closed).text_en}")
