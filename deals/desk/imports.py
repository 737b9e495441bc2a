"""Lists of deals as a kind of import: who brings them, what is asked of their columns, what their pages show."""

from collections.abc import Generator
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from deals.imports import reports, runs
from deals.imports.columns_form import ColumnsForm
from deals.imports.sheets import reading
from deals.imports.sheets.reading import FileReading
from deals.models import ColumnMapping
from deals.money import Money, figures
from deals.money.currencies import minor_digits
from expo.imports.kinds import SHOWN, ImportKind, LazyText, Report
from expo.models.imports import ImportedFile, RunState

from .permissions import RECORD


class DealImport(ImportKind[FileReading]):
    slug = "deals"
    permissions = (RECORD,)
    namespace = "desk"
    title = gettext_lazy("Import deals")
    intro = gettext_lazy(
        "A list of deals as districts send it. First you see which rows are good and why others are not; nothing is "
        "recorded before you say so."
    )
    run_template = "deals/desk/imported.html"

    def read(self, run: ImportedFile) -> FileReading:
        return reading.read_file(bytes(run.content), run.edition, reading.mapping_from_json(run.mapping))

    def read_upload(self, run: ImportedFile) -> FileReading:
        """With the meaning that its columns were given before."""
        read = self.read(run)
        run.fingerprint = read.fingerprint
        if said := ColumnMapping.objects.filter(fingerprint=run.fingerprint).first():
            run.mapping = said.mapping
            read = self.read(run)
        return read

    def count_rows(self, reading: FileReading) -> int:
        return len(reading.entries)

    def preview(self, reading: FileReading, run: ImportedFile) -> Report:
        return runs.preview_import(reading, run.edition)

    def carry_out(self, reading: FileReading, run: ImportedFile, by: User) -> Generator[int, None, Report]:
        return runs.record_file(reading, run, by=by)

    def undo(self, run: ImportedFile, by: User) -> str:
        gone, stay = runs.withdraw_rows(run, by=by)
        text = ngettext("%(number)s deal is withdrawn.", "%(number)s deals are withdrawn.", gone) % {"number": gone}
        return " ".join([text, _("Those that somebody has verified stay.")]) if stay else text

    def left_rows(self, run: ImportedFile) -> int:
        return run.imported.filter(undone=False).count()

    def question_form(self, run: ImportedFile, data: Any = None, query: Any = None) -> ColumnsForm:
        return ColumnsForm(data, columns=run.report.get("columns", []))

    def remember_answers(self, run: ImportedFile, by: User) -> None:
        ColumnMapping.objects.update_or_create(
            fingerprint=run.fingerprint, defaults={"mapping": run.mapping, "said_by": by}
        )

    def figures(self, report: Report) -> list[tuple[LazyText, int]]:
        counts = count_report_rows(report)
        return [
            (gettext_lazy("Good rows"), counts["accepted"]),
            (gettext_lazy("Of them recorded before"), counts["already"]),
            (gettext_lazy("Rows left out"), counts["rejected"]),
        ]

    def notes(self, report: Report) -> list[str]:
        """What of the file is hidden."""
        told = []
        if rows := len(report.get("hidden_rows_read", [])):
            one_or_more = ngettext("%(number)s hidden row was read too.", "%(number)s hidden rows were read too.", rows)
            told.append(one_or_more % {"number": rows})
        if sheets := report.get("hidden_sheets_left_out", []):
            told.append(" ".join([_("Hidden sheets were left out:"), ", ".join(sheets)]))
        return told

    def report_context(self, run: ImportedFile) -> dict[str, Any]:
        accepted, rejected = run.report.get("accepted", []), run.report.get("rejected", [])
        kept = []
        if run.state == RunState.UNDONE:
            rows = run.imported.filter(undone=False).select_related("deal__edition")
            kept = [row.deal for row in rows[:SHOWN]]
        return {
            "accepted": [row_with_figures(each) for each in accepted[:SHOWN]],
            "rejected": reports.translate_refusals(rejected[:SHOWN]),
            "counts": count_report_rows(run.report),
            "strange": unknown_contents(run.report),
            "kept": kept,
        }


def count_report_rows(report: Report) -> dict[str, int]:
    accepted = report.get("accepted", [])
    already = sum(each.get("already_recorded", False) for each in accepted)
    return {"accepted": len(accepted), "already": already, "rejected": len(report.get("rejected", []))}


def unknown_contents(report: Report) -> dict[str, Any]:
    """What of the file nobody here understands: columns, and words in columns that are understood."""
    words = report.get("words_not_understood", [])
    return {"columns": report.get("columns_not_understood", []), "words": words[:SHOWN], "count": len(words)}


def row_with_figures(row: dict[str, Any]) -> dict[str, Any]:
    """An accepted row with its money as figures."""
    return {**row, "amounts": [figures(money_from_decimal(**amount)) for amount in row["amounts"]]}


def money_from_decimal(currency: str, value: str) -> Money:
    return Money(int(Decimal(value).scaleb(minor_digits(currency))), currency)


DEAL_IMPORT = DealImport()
