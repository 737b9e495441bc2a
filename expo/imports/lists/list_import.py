"""A kind of list as a kind of file: brought, looked at, asked about, imported in one transaction, undone."""

from collections.abc import Generator
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from expo.i18n.kept_texts import list_separator
from expo.i18n.lazy_text import LazyText
from expo.imports import runs
from expo.imports.kinds import TrailedKind
from expo.imports.lists import reading, undo, writing
from expo.imports.lists.answers import answers_of
from expo.imports.lists.asking.conflicts import note_who
from expo.imports.lists.asking.doubtful_cells import doubtful_cells
from expo.imports.lists.asking.questions import QuestionsForm
from expo.imports.lists.asking.same_questions import answer_by_rules
from expo.imports.lists.items import UNCHANGED
from expo.imports.lists.list_kind import ListKind
from expo.imports.lists.lookups.references import References
from expo.imports.lists.page_rows import list_context, report_figures, shorten_report
from expo.imports.lists.plans import ListPlan, plan_steps, told_problems
from expo.imports.lists.reading import ListReading
from expo.imports.lists.reports import Report, list_report, rows_beside
from expo.imports.lists.sheets.column_notes import column_notes
from expo.imports.lists.sheets.tables import drop_unheaded
from expo.imports.lists.sheets.templates import column_hints
from expo.imports.next_step import find_next_step
from expo.imports.words import ROWS
from expo.models import ImportedFile, ListColumns
from expo.models.imports import RunState

WORDS = replace(
    ROWS,
    cut=gettext_lazy("The import was cut before its end: nothing of it is written. Start it again, or cancel it."),
)
# Among the options of a run: its mapping with the answers that are kept and not looked at yet.
KEPT = "kept"
LEFT_WHY = {
    undo.TOUCHED: gettext_lazy("Somebody has changed it since."),
    undo.GONE: gettext_lazy("What it led to before has been deleted since."),
    undo.NEEDED: gettext_lazy("Something else depends on it."),
}


class ListImport(TrailedKind[ListReading]):
    """What brings lists of one kind."""

    whole = True
    shows_progress = True
    words = WORDS
    frame = "staff.html"
    upload_template = "imports/lists/upload.html"
    run_template = "imports/lists/run.html"
    namespace = "lists"

    def __init__(self, lists: ListKind) -> None:
        self.lists = lists
        self.slug = lists.slug
        self.permissions = lists.permissions
        self.title, self.intro = lists.title, lists.intro

    def address(self, page: str, edition: str, *args: int) -> str:
        """`page`: as of every kind, and left_out, template_en, template_zh, workbook_en, workbook_zh."""
        return reverse(f"{self.namespace}:{page}", args=[edition, self.slug, *args])

    def read(self, run: ImportedFile) -> ListReading:
        known, answers = References(run.edition, run.brought_by_id), answers_of(run.mapping)
        known.add_halls(answers.halls)
        return reading.read_list(bytes(run.content), self.lists, known, answers)

    def read_upload(self, run: ImportedFile) -> ListReading:
        """With the meaning that its columns were given before."""
        read = self.read(run)
        run.fingerprint = read.fingerprint
        said = ListColumns.objects.filter(kind=self.slug, fingerprint=run.fingerprint).first()
        if said is None:
            return read
        run.mapping = {"columns": drop_unheaded(said.mapping)}
        return self.read(run)

    def count_rows(self, reading: ListReading) -> int:
        return len(reading.lines)

    def preview(self, reading: ListReading, run: ImportedFile) -> Report:
        steps = self.preview_steps(reading, run)
        while True:
            try:
                next(steps)
            except StopIteration as end:
                return end.value

    def preview_steps(self, reading: ListReading, run: ImportedFile) -> Generator[int, None, Report]:
        """Rows that are found in doubt after others are answered are answered as it was said for all such."""
        plan, report = yield from self.look_steps(reading, run)
        while answer_by_rules(reading.answers, report):
            run.mapping = reading.answers.as_mapping()
            reading = self.read(run)
            plan, report = yield from self.look_steps(reading, run)
        if self.lists.tells_problems:
            report["problems"] = self.find_problems(plan)
        return report

    def look_steps(self, reading: ListReading, run: ImportedFile) -> Generator[int, None, tuple[ListPlan, Report]]:
        plan = ListPlan(self.lists, run.edition, reading)
        for half in plan_steps(plan, hold=False):
            yield 2 * half
        yield len(reading.lines)
        return plan, list_report(plan)

    def find_problems(self, plan: ListPlan) -> list[dict[str, Any]]:
        """What would be wrong with the rows: they are written, asked, and taken back."""
        with transaction.atomic():
            writing.write_items(plan)
            problems = told_problems(plan)
            transaction.set_rollback(True)
        return problems

    def carry_out(self, reading: ListReading, run: ImportedFile, by: User) -> Generator[int, None, Report]:
        plan = ListPlan(self.lists, run.edition, reading)
        # A row counts for one half once it is compared, for the other once it is written.
        yield from plan_steps(plan, hold=True)
        report = list_report(plan)
        run.trail = yield from writing.write_steps(plan, run)
        run.save(update_fields=["trail"])
        if self.lists.tells_problems:
            report["problems"] = told_problems(plan)
        yield len(reading.lines)
        plan.let_go()
        return report

    def kept_report(self, report: Report) -> Report:
        return shorten_report(report)

    def reopens(self, report: Report) -> bool:
        return bool(doubtful_cells(report))

    def obstacle(self, run: ImportedFile, by: User) -> LazyText | None:
        if refused := self.refusal(run, by):
            return refused
        if KEPT in run.options:
            return gettext_lazy("There are answers that are kept and not looked at yet. Press “Look again” first.")
        return None

    def refusal(self, run: ImportedFile, by: User) -> LazyText | None:
        if self.lists.only_by_bringer and run.brought_by_id != by.pk:
            return gettext_lazy("Only who brought this list may import it: whoever types a figure does not confirm it.")
        return None

    def question_form(self, run: ImportedFile, data: Any = None, query: Any = None) -> QuestionsForm:
        """With what was answered on other pages of its questions, and not looked at yet."""
        looked_at = answers_of(run.mapping)
        said = answers_of(run.options[KEPT]) if KEPT in run.options else looked_at
        return QuestionsForm(
            data, lists=self.lists, report=run.report, answers=said, looked_at=looked_at, query=query or {}
        )

    @transaction.atomic
    def keep_answers(self, run: ImportedFile, data: Any, query: Any, by: User) -> QuestionsForm | None:
        """Until the list is looked at again; of what somebody else has answered meanwhile the form tells.

        None where the run is looked at no more.
        """
        there = runs.lock_run(self, run, [RunState.LOOKED])
        if there is None:
            return None
        form = self.question_form(there, data, query)
        if form.is_valid():
            kept = self.note_answers(there, form.answers(), by)
            there.options = there.options | {KEPT: kept}
            there.save(update_fields=["options"])
        return form

    def note_answers(self, run: ImportedFile, mapping: dict[str, Any], by: User) -> dict[str, Any]:
        said = answers_of(mapping)
        note_who(run.report, answers_of(run.options.get(KEPT, run.mapping)), said, by)
        return said.as_mapping()

    def remember_answers(self, run: ImportedFile, by: User) -> None:
        """What headings mean; what else was said is of this file alone. Nothing is kept to be looked at."""
        if KEPT in run.options:
            run.options = {name: value for name, value in run.options.items() if name != KEPT}
            run.save(update_fields=["options"])
        if columns := drop_unheaded(answers_of(run.mapping).columns or {}):
            ListColumns.objects.update_or_create(
                kind=self.slug, fingerprint=run.fingerprint, defaults={"mapping": columns, "said_by": by}
            )

    def notes(self, report: Report) -> list[str]:
        told = []
        if sheets := report.get("hidden_sheets_left_out", []):
            told.append(" ".join([_("Hidden sheets were left out:"), list_separator().join(sheets)]))
        if beside := rows_beside(report):
            said = ngettext(
                "%(number)s row of totals or examples is passed over.",
                "%(number)s rows of totals or examples are passed over.",
                beside,
            )
            told.append(said % {"number": beside})
        return [*told, *column_notes(self.lists.column_labels(), report)]

    def report_context(self, run: ImportedFile) -> dict[str, Any]:
        reopens = run.state == RunState.DONE and run.content
        return list_context(self.lists, run.report) | {
            "rest": self.address("reopen_import", run.edition.slug, run.pk) if reopens else "",
            "next": find_next_step(self.lists, run),
            "others": self.address("left_out", run.edition.slug, run.pk),
            "left": [(name, LEFT_WHY[why]) for name, why in run.report.get("left", [])],
        }

    def column_hints(self) -> list[tuple[str, str]]:
        """For the page where a list is brought: what each column may hold."""
        return column_hints(self.lists)

    def undo(self, run: ImportedFile, by: User) -> str:
        undone = undo.undo_list(self.lists, run, by)
        self.forget_trail(run, undone.left)
        # A line of a list may be a row of several models: it counts once, and what was made for it does not.
        number = max(undone.rows[model] for model in self.lists.models)
        text = ngettext("%(number)s row is as it was before.", "%(number)s rows are as they were before.", number) % {
            "number": number
        }
        if not undone.left:
            return text
        return " ".join([text, _("What was touched since, or is needed, stays.")])

    def is_ready(self, report: Report) -> bool:
        """Rows that are here as the file has them need no import."""
        return any(row["change"] != UNCHANGED for row in report.get("accepted", []))

    def figures(self, report: Report) -> list[tuple[LazyText, int]]:
        return report_figures(report)


def list_kinds() -> dict[str, ListKind]:
    """By their slugs, in the order in which they are best imported."""
    kinds = [import_string(path) for path in settings.EXPO_LISTS]
    return {kind.slug: kind for kind in kinds}


# What data entry may bring, for the pages.
LIST_IMPORTS = tuple(map(ListImport, list_kinds().values()))
