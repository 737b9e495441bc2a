"""Deals from a spreadsheet."""

import json
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from deals.desk.imports import DEAL_IMPORT
from deals.imports.runs import import_user, preview_import
from deals.imports.sheets import reading
from deals.imports.sheets.reading import FileReading
from deals.imports.sheets.vocabulary import FIELDS, NO_FIELD
from expo.imports import runs
from expo.models import Edition
from expo.spreadsheets import limits
from expo.spreadsheets.reading import UnreadableFile

SHOWN = 20


class Command(BaseCommand):
    help = "Records the deals of a CSV, XLSX or XLS. The same file a second time, or after a kill, adds nothing twice."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--edition", required=True, help="the short address of the edition, like 2019")
        parser.add_argument("--dry-run", action="store_true", help="report what would be done, and do nothing")
        parser.add_argument("--report", type=Path, help="write accepted and rejected rows into this JSON file")
        parser.add_argument("--as", dest="username", default="", help="who records; by default a user nobody can be")

    def handle(
        self, *, file: Path, edition: str, report: Path | None, dry_run: bool, username: str, **_more: Any
    ) -> None:
        row = Edition.objects.filter(slug=edition).first()
        if row is None:
            raise CommandError(f"There is no edition {edition}.")
        began = time.monotonic()
        try:
            read = reading.read_file(file_content(file), row)
        except UnreadableFile as error:
            self.refuse(file, error, report)
        if dry_run:
            done = preview_import(read, row)
        else:
            done = self.carry_out(read, row, file.name, recording_user(username))
        if report:
            report.write_text(json.dumps(done, ensure_ascii=False, indent=1))
        self.show(done, time.monotonic() - began, dry_run=dry_run)

    def refuse(self, file: Path, error: UnreadableFile, report: Path | None) -> None:
        reason = " ".join(error.messages)
        if report:
            told = {"accepted": [], "rejected": [], "refused": reason}
            report.write_text(json.dumps(told, ensure_ascii=False, indent=1))
        raise CommandError(f"{file}: {reason}") from error

    def carry_out(self, read: FileReading, edition: Edition, name: str, by: User) -> dict[str, Any]:
        known = {"digest": read.digest, "fingerprint": read.fingerprint}
        new = DEAL_IMPORT.new_run(edition=edition, name=name[:200], brought_by=by, **known)
        run, total = runs.begin_run(DEAL_IMPORT, new), len(read.entries)
        try:
            for taken in runs.carry_out_run(DEAL_IMPORT, run, read, by=by):
                self.stderr.write(f"{taken} of {total}")
        except runs.RunClosed as closed:
            raise CommandError("It was imported or undone from elsewhere meanwhile.") from closed
        return run.report

    def show(self, done: dict[str, Any], seconds: float, *, dry_run: bool) -> None:
        self.show_strange(done)
        for each in done["rejected"][:SHOWN]:
            self.stdout.write(f"row {each['row']}: {each['reason']}")
        if len(done["rejected"]) > SHOWN:
            self.stdout.write(f"and {len(done['rejected']) - SHOWN} more rows that are rejected")
        already = sum(each.get("already_recorded", False) for each in done["accepted"])
        self.stdout.write(
            f"{len(done['accepted'])} rows accepted, {already} of them recorded before; "
            f"{len(done['rejected'])} rejected; {seconds:.1f} s"
        )
        if dry_run:
            self.stdout.write("This was a dry run: nothing is recorded.")

    def show_strange(self, done: dict[str, Any]) -> None:
        """The columns that mean nothing or too much, and the words that nobody knows."""
        for column in done.get("columns_undecided", []):
            first, second = column["fields"][:2]
            one, other = FIELDS.get(first, NO_FIELD), FIELDS.get(second, NO_FIELD)
            self.stdout.write(f"column “{column['label']}” may be “{one}” or “{other}”: name it otherwise")
        if columns := done.get("columns_not_understood", []):
            self.stdout.write(f"columns that are not understood: {', '.join(columns)}")
        words = done.get("words_not_understood", [])
        for each in words[:SHOWN]:
            self.stdout.write(
                f"{each['column']}: “{each['word']}” is not understood, {each['rows']} × from row {each['row']}"
            )
        if len(words) > SHOWN:
            self.stdout.write(f"and {len(words) - SHOWN} more words that are not understood")


def recording_user(username: str) -> User:
    if not username:
        return import_user()
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None or not user.has_perm("deals.record_deal"):
        raise CommandError(f"There is no {username} who may record deals.")
    return user


def file_content(file: Path) -> bytes:
    """One byte more than may be read, so that what is too large is told apart without being loaded."""
    try:
        with file.open("rb") as opened:
            return opened.read(limits.FILE + 1)
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}") from error
