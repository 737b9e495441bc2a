"""Programmes of elsewhere as a kind of import: who brings them, what their pages show."""

from collections.abc import Generator
from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agenda.imports import programme_file, save
from agenda.imports.formats import detection
from agenda.imports.programme_file import ProgrammeReading
from agenda.imports.report import has_no_effect, warnings_by_kind
from agenda.imports.trail import Trail
from agenda.imports.undo import DELETED, NEEDED, NOT_ALLOWED, TOUCHED, undo_programme
from agenda.imports.upload_form import ProgrammeForm
from expo.imports.kinds import LazyText, Report, TrailedKind
from expo.models import ImportedFile

LEFT_WHY = {
    TOUCHED: gettext_lazy("Somebody has changed it since."),
    NEEDED: gettext_lazy("Something else depends on it."),
    DELETED: gettext_lazy("What it needed before has been deleted since."),
    NOT_ALLOWED: gettext_lazy("Whoever undid the import is not allowed to change the edition's days."),
}


class ProgrammeImport(TrailedKind[ProgrammeReading]):
    slug = "programme"
    permissions = ("agenda.add_session",)
    namespace = "agenda_desk"
    title = gettext_lazy("Import a programme")
    intro = gettext_lazy(
        "A schedule.xml or schedule.json as frab, pretalx and others write them. First you see what it would change; "
        "nothing is imported before you say so."
    )
    file_label = gettext_lazy("schedule.xml or schedule.json")
    file_help = ""
    accept = ".xml,.json"
    largest = detection.LARGEST
    whole = True
    upload_form = ProgrammeForm
    frame = "agenda/desk/frame.html"
    upload_template = "agenda/desk/import.html"
    run_template = "agenda/desk/imported.html"

    def read(self, run: ImportedFile) -> ProgrammeReading:
        return programme_file.read_programme(bytes(run.content), run.edition.tz)

    def count_rows(self, reading: ProgrammeReading) -> int:
        return len(reading.entries)

    def preview(self, reading: ProgrammeReading, run: ImportedFile) -> Report:
        return save.import_programme(reading, run.edition, **chosen_options(run), dry_run=True).as_dict()

    def carry_out(self, reading: ProgrammeReading, run: ImportedFile, by: User) -> Generator[int, None, Report]:
        trail, options = Trail(), chosen_options(run)
        # Who brought the file was asked when it was brought; another may press the button.
        options["extend"] &= by.has_perm("expo.change_edition")
        done = save.import_programme(reading, run.edition, **options, trail=trail)
        run.trail = trail.entries()
        run.save(update_fields=["trail"])
        yield len(reading.entries)
        return done.as_dict()

    def undo(self, run: ImportedFile, by: User) -> str:
        undone = undo_programme(run, by)
        self.forget_trail(run, undone.left)
        number = undone.sessions
        text = ngettext(
            "%(number)s session is as it was before.", "%(number)s sessions are as they were before.", number
        ) % {"number": number}
        if not undone.left:
            return text
        return " ".join([text, _("What was touched since, or is needed, stays.")])

    def is_ready(self, report: Report) -> bool:
        return not has_no_effect(report)

    def figures(self, report: Report) -> list[tuple[LazyText, int]]:
        sessions = report["sessions"]
        return [
            (gettext_lazy("Entries in the file"), report["found"]["entries"]),
            (gettext_lazy("New"), sessions["new"]),
            (gettext_lazy("Changed"), sessions["changed"]),
            (gettext_lazy("Unchanged"), sessions["unchanged"]),
            (gettext_lazy("Left out"), sessions["refused"]),
            (gettext_lazy("Not in the file any more"), sessions["gone"]),
            (gettext_lazy("New rooms"), len(report["new_rooms"])),
            (gettext_lazy("New people"), report["new_people"]),
        ]

    def notes(self, report: Report) -> list[str]:
        if days := report.get("widened_to"):
            label = _("The edition's days:")
            return [f"{label} {days}"]
        return []

    def report_context(self, run: ImportedFile) -> dict[str, Any]:
        left = [(name, LEFT_WHY[why]) for name, why in run.report.get("left", [])]
        return {"report": run.report, "odd": warnings_by_kind(run.report), "left": left}


def chosen_options(run: ImportedFile) -> dict[str, Any]:
    """As the import takes them."""
    return {"confirmed": run.options.get("confirmed", False), "extend": run.options.get("widening", False)}


PROGRAMME_IMPORT = ProgrammeImport()
