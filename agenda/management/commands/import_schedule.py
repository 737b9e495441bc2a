"""Imports a programme from frab's schedule.xml or schedule.json."""

import json
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agenda.imports import programme_file, save
from agenda.imports.formats import detection
from agenda.imports.formats.raw import UnreadableProgramme
from agenda.imports.warnings import WarningKind
from expo.models import Edition

EXAMPLES = 5


class Command(BaseCommand):
    help = "Import rooms, people and sessions from a schedule.xml or schedule.json. A second time changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--edition", required=True, help="the short address of the edition, like 2019")
        parser.add_argument("--dry-run", action="store_true", help="report what would be done, and do nothing")
        parser.add_argument("--confirmed", action="store_true", help="confirm new sessions at once: they become public")
        parser.add_argument("--extend", action="store_true", help="widen the edition to the days of the file")
        parser.add_argument("--source", default="", help="the system it is from, where the file does not say it well")
        parser.add_argument("--report", type=Path, help="write everything that was found into this JSON file")

    def handle(self, *, file: Path, edition: str, report: Path | None, **options: Any) -> None:
        row = Edition.objects.filter(slug=edition).first()
        if row is None:
            raise CommandError(f"There is no edition {edition}.")
        began = time.monotonic()
        try:
            programme = programme_file.read_programme(file_content(file), row.tz, options["source"])
        except UnreadableProgramme as error:
            raise CommandError(f"{file}: {' '.join(error.messages)}") from error
        chosen = {name: options[name] for name in ("confirmed", "extend", "dry_run")}
        done = save.import_programme(programme, row, **chosen).as_dict() | {"file": file.name, "edition": edition}
        done["seconds"] = round(time.monotonic() - began, 2)
        self.show(done)
        if report:
            report.write_text(json.dumps(done, ensure_ascii=False, indent=1))

    def show(self, done: dict[str, Any]) -> None:
        """Worst first, each kind with its first few entries; the file of the report has all of them."""
        for kind, count in done["counts"].items():
            self.stdout.write(f"{count:5} × {WarningKind(kind).label}")
            oddities = [each for each in done["oddities"] if each["kind"] == kind]
            for each in oddities[:EXAMPLES]:
                told = filter(None, (each["entry"], each["title"], each["detail"]))
                self.stdout.write(f"        {' · '.join(told)}")
            if count > EXAMPLES:
                self.stdout.write(f"        and {count - EXAMPLES} more")
        for each in done["gone"]:
            self.stdout.write(f"      not in the file any more: {each['entry']} · {each['title']}")
        if done["widened_to"]:
            self.stdout.write(f"The edition now lasts {done['widened_to']}.")
        found, sessions = done["found"], done["sessions"]
        self.stdout.write(
            f"{found['entries']} entries on {found['days']} days in {found['rooms']} rooms: {sessions['new']} new, "
            f"{sessions['changed']} changed, {sessions['unchanged']} unchanged, {sessions['refused']} left out, "
            f"{sessions['gone']} gone from the file; {len(done['new_rooms'])} new rooms, "
            f"{done['new_people']} new people; {done['seconds']} s"
        )
        if done["dry_run"]:
            self.stdout.write("This was a dry run: nothing is changed.")


def file_content(file: Path) -> bytes:
    """One byte more than may be read, so that what is too large is told apart without being loaded."""
    try:
        with file.open("rb") as opened:
            return opened.read(detection.LARGEST + 1)
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}") from error
