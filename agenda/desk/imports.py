"""Programmes of elsewhere as a kind of import: who brings them, what their pages show."""

from collections.abc import Generator
from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agenda.imports import programme_file, save
from agenda.imports.formats import detection
from agenda.imports.programme_file import ProgrammeReading
from agenda.imports.report import has_no_effect, warnings_by_kind
from agenda.imports.upload_form import ProgrammeForm
from expo.imports.kinds import ImportKind, Report, Text
from expo.models import ImportedFile


class ProgrammeImport(ImportKind[ProgrammeReading]):
    slug = "programme"
    permission = "agenda.add_session"
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
    undoable = False
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
        done = save.import_programme(reading, run.edition, **chosen_options(run))
        yield len(reading.entries)
        return done.as_dict()

    def is_ready(self, report: Report) -> bool:
        return not has_no_effect(report)

    def figures(self, report: Report) -> list[tuple[Text, int]]:
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
        days = report.get("widened_to")
        label = _("The edition's days:")
        return [f"{label} {days}"] if days else []

    def report_context(self, run: ImportedFile) -> dict[str, Any]:
        return {"report": run.report, "odd": warnings_by_kind(run.report)}


def chosen_options(run: ImportedFile) -> dict[str, bool]:
    """As the import takes them."""
    return {"confirmed": run.options.get("confirmed", False), "extend": run.options.get("widening", False)}


PROGRAMME_IMPORT = ProgrammeImport()
