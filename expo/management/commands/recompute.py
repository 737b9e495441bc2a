"""`manage.py recompute 2019`: prove what was stated of an edition from the rows behind it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from expo.event_log.recounts import Recount, recount_statements
from expo.models import Edition


class Command(BaseCommand):
    help = "Counts every frozen bulletin and each other statement again from the rows behind it, figure by figure."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("edition", help="the short address of the edition, like 2019")
        parser.add_argument("number", type=int, nargs="?", help="only what bears this number, like 1 for bulletin 1")

    def handle(self, *, edition: str, number: int | None, **_more: Any) -> None:
        row = Edition.objects.filter(slug=edition).first()
        if row is None:
            raise CommandError(f"There is no edition {edition}.")
        recounts = list(recount_statements(row, number))
        if number and not recounts:
            raise CommandError(f"Edition {edition} has stated nothing under the number {number}.")
        if not recounts:
            self.stdout.write(f"Edition {edition} has stated nothing yet.")
        broken = []
        for recount in recounts:
            self.write_recount(recount)
            if recount.faults:
                broken.append(f"The {recount.name} does not hold: {', '.join(recount.faults)}.")
        if broken:
            raise CommandError(" ".join(broken))

    def write_recount(self, recount: Recount) -> None:
        self.stdout.write(recount.name)
        for line in recount.lines:
            self.stdout.write(f"  {line}")
