"""`manage.py recompute 2019 1`: prove a bulletin from the deals that it names."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from deals import bulletins
from deals.models import Bulletin


class Command(BaseCommand):
    help = "Counts every figure of a frozen bulletin again from the deals behind it, and says what changed since."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("edition", help="the short address of the edition, like 2019")
        parser.add_argument("number", type=int)

    def handle(self, *, edition: str, number: int, **_more: Any) -> None:
        rows = Bulletin.objects.frozen().select_related("edition", "definition", "corrects")
        bulletin = rows.filter(edition__slug=edition, number=number).first()
        if bulletin is None:
            raise CommandError(f"Edition {edition} has no bulletin {number}.")
        proof = bulletins.prove(bulletin)
        for check in proof.checks:
            state = "holds" if check.holds else f"differs: {check.again}"
            self.stdout.write(f"{check.key} = {check.value} ({check.printed['en']}): {state}")
        since = proof.since
        self.stdout.write(f"since: {len(since.new)} new, {len(since.gone)} gone, {len(since.changed)} corrected")
        if not proof.holds:
            told = ["" if proof.sealed else "the seal is broken", *proof.unlogged]
            raise CommandError(" ".join(["The bulletin does not hold.", *filter(None, told)]))
