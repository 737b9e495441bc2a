"""`manage.py verify_ledger`: walk the logs and say where they do not hold."""

import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from expo.event_log.chain import known_logs


class Command(BaseCommand):
    help = "Walks the logs, that of the ledger first, and names each place where one was tampered with."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--head", metavar="POSITION:DIGEST", help="a printed head that the log must still contain")

    def handle(self, *args: Any, **options: Any) -> None:
        printed = parse_printed_head(options["head"]) if options["head"] else None
        logs = known_logs()
        broken = []
        for log in logs:
            for position, reason in log.find_breaks():
                broken.append(f"{log.name} {position}: {reason}")
        if printed and not any(log.has_head(*printed) for log in logs):
            broken.append(f"{printed[0]}: the printed head is in no log")
        for line in broken:
            self.stderr.write(line)
        if broken:
            raise CommandError(f"What the logs tell does not hold in {len(broken)} places.")
        for log in logs:
            head = log.read_end()
            self.stdout.write(f"The log of {log.name} is whole. Its head: {head.position}:{head.digest}")


def parse_printed_head(printed: str) -> tuple[int, str]:
    """Position and digest of a head as it was printed."""
    found = re.fullmatch(r"([0-9]{1,18}):([0-9a-f]*)", printed.strip())
    if not found:
        raise CommandError("Write the head as it was printed: its position, a colon and its digest.")
    return int(found[1]), found[2]
