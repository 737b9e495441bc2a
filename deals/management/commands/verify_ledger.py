"""`manage.py verify_ledger`: walk the log and say where it does not hold."""

import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from deals.ledger import hash_chain
from deals.models import ChainHead


class Command(BaseCommand):
    help = "Walks the log of the ledger and names each place where it was tampered with."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--head", metavar="POSITION:DIGEST", help="a printed head that the log must still contain")

    def handle(self, *args: Any, **options: Any) -> None:
        printed = parse_printed_head(options["head"]) if options["head"] else None
        found = list(hash_chain.find_breaks())
        if printed and not hash_chain.has_head(*printed):
            found.append(hash_chain.Break(printed[0], "the printed head is not in the log"))
        for position, reason in found:
            self.stderr.write(f"{position}: {reason}")
        if found:
            raise CommandError(f"The log does not hold in {len(found)} places.")
        head = ChainHead.objects.get(pk=1)
        self.stdout.write(f"The log is whole. Its head: {head.position}:{head.digest}")


def parse_printed_head(printed: str) -> tuple[int, str]:
    """Position and digest of a head as it was printed."""
    found = re.fullmatch(r"([0-9]{1,18}):([0-9a-f]+)", printed.strip())
    if not found:
        raise CommandError("Write the head as it was printed: its position, a colon and its digest.")
    return int(found[1]), found[2]
