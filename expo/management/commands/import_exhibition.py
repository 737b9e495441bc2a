"""Lists of data entry from a spreadsheet: exhibitors, organisations and all the others."""

import json
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from expo.imports import runs
from expo.imports.lists.items import CHANGED, NEW, UNCHANGED
from expo.imports.lists.kind_detection import likelier_list
from expo.imports.lists.list_import import ListImport, list_kinds
from expo.imports.lists.list_kind import ListKind
from expo.imports.lists.page_rows import count_changes
from expo.imports.lists.reading import ListReading
from expo.imports.lists.reports import Report, report_in_language, report_without_contacts
from expo.models import Edition, ImportedFile
from expo.spreadsheets import limits

SHOWN = 20
RATHER_ANOTHER = "Its headings are rather those of another list"


class Command(BaseCommand):
    help = "Imports a list of data entry from a CSV, XLSX or XLS, as a whole; the same list again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=list_kinds(), help="what the list is a list of")
        parser.add_argument("file", type=Path)
        parser.add_argument("--edition", required=True, help="the short address of the edition, like 2019")
        parser.add_argument("--dry-run", action="store_true", help="report what would be done, and do nothing")
        parser.add_argument("--report", type=Path, help="write each row, accepted, rejected or asked about, as JSON")

    def handle(self, *, kind: str, file: Path, edition: str, dry_run: bool, report: Path | None, **_more: Any) -> None:
        began = time.monotonic()
        try:
            done = import_file(list_kinds()[kind], file, edition, dry_run=dry_run)
        except ValidationError as error:
            reason, other = " ".join(error.messages), likely_kind(file, kind)
            write_report(report, {"accepted": [], "rejected": [], "asked": [], "refused": reason, "likely_kind": other})
            hint = f" {RATHER_ANOTHER}: {other}" if other else ""
            raise CommandError(f"{file}: {reason}{hint}") from error
        told = report_in_language(report_without_contacts(done, list_kinds()[kind]))
        told["likely_kind"] = likely_kind(file, kind)
        write_report(report, told)
        self.show(told, time.monotonic() - began, dry_run=dry_run)

    def show(self, done: Report, seconds: float, *, dry_run: bool) -> None:
        for name in ("rejected", "asked"):
            for each in done[name][:SHOWN]:
                place = " ".join(filter(None, (each.get("sheet", ""), str(each["row"]))))
                self.stdout.write(f"{name}: row {place}: {each['column']}: {each['reason']}")
            if len(done[name]) > SHOWN:
                self.stdout.write(f"and {len(done[name]) - SHOWN} more rows that are {name}")
        for each in done["missing"][:SHOWN]:
            self.stdout.write(f"in the list before and not in this one, left as it is: {each['key']}")
        if columns := done["columns_not_understood"]:
            self.stdout.write(f"columns that are not understood: {', '.join(columns)}")
        if other := done["likely_kind"]:
            self.stderr.write(f"WARNING: {RATHER_ANOTHER}: {other}")
        counts = count_changes(done)
        self.stdout.write(
            f"{counts[NEW]} new, {counts[CHANGED]} changed, {counts[UNCHANGED]} unchanged; "
            f"{len(done['rejected'])} rejected, {len(done['asked'])} asked about; {seconds:.1f} s"
        )
        if dry_run:
            self.stdout.write("This was a dry run: nothing is imported.")


def likely_kind(file: Path, kind: str) -> str:
    """The kind of list that its headings tell of, where it is another one than was named; else empty."""
    try:
        return likelier_list(file_content(file), kind)
    except ValidationError:
        return ""


def import_file(lists: ListKind, file: Path, slug: str, *, dry_run: bool) -> Report:
    """The report of it. Raises ValidationError where the file is refused as a whole, and CommandError."""
    kind = ListImport(lists)
    content = file_content(file)
    edition = Edition.objects.filter(slug=slug).first()
    if edition is None:
        raise ValidationError(f"There is no edition {slug}.")
    run = kind.new_run(edition=edition, name=file.name[:200], content=content)
    read = kind.read_upload(run)
    run.digest = read.digest
    if dry_run:
        return kind.preview(read, run)
    return carry_out(kind, run, read)


@transaction.atomic
def carry_out(kind: ListImport, run: ImportedFile, read: ListReading) -> Report:
    """Whole or not at all: a kill leaves nothing, and the same command begins anew."""
    run.save()
    done = runs.carry_out_whole(kind, run, read, by=User())
    return done.report if done else {}


def file_content(file: Path) -> bytes:
    """One byte more than may be read, so that what is too large is told apart without being loaded."""
    try:
        with file.open("rb") as opened:
            return opened.read(limits.FILE + 1)
    except OSError as error:
        raise ValidationError(str(error.strerror)) from error


def write_report(path: Path | None, told: Report) -> None:
    if path:
        path.write_text(json.dumps(told, ensure_ascii=False, indent=1))
