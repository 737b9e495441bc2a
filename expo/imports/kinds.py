"""What a kind of file says of itself: who may bring it, how it is read, imported and undone, what its pages show."""

from abc import ABC, abstractmethod
from collections.abc import Generator
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from expo.i18n.lazy_text import LazyText
from expo.imports.uploads import UploadForm
from expo.imports.words import ROWS, ImportWords
from expo.models.imports import ImportedFile, ImportedFileQuerySet
from expo.spreadsheets import limits

Reading = TypeVar("Reading")
# What importing a file would do or did, as data: it is kept with the run, and shown by its page.
Report = dict[str, Any]

# So many rows of a report its page lists.
SHOWN = 200


class QuestionForm(Protocol):
    """What a kind asks of a file: a form whose answers become the run's mapping."""

    @property
    def errors(self) -> ErrorDict: ...

    def is_valid(self) -> bool: ...

    def add_error(self, field: str | None, error: ValidationError) -> None: ...

    def answers(self) -> dict[str, Any]: ...


class ImportKind(ABC, Generic[Reading]):
    """One kind of file. A `Reading` is what `read` makes of one, and nobody but the kind looks into it.

    `permissions`: whoever brings one has all of them. `namespace`: of its four addresses, which
    `expo.views.imports.import_routes` makes. `whole`: it is imported in one transaction or not at all; else row by
    row, and rows that are taken twice must leave what they leave once. `linked`: undoing a run may change what other
    runs undo, so that all of them are locked together. `shows_progress`: of a kind that is `whole`, whether a long file
    is imported beside a page that tells how far it is; it goes on when that page is closed, and can be cancelled.
    """

    slug: str
    permissions: tuple[str, ...]
    namespace: str
    title: LazyText
    intro: LazyText
    file_label: ClassVar[LazyText] = _("Workbook or CSV")
    file_help: ClassVar[LazyText] = _("XLSX, XLS or CSV, 20 MB at most.")
    accept: ClassVar[str] = ".xlsx,.xls,.csv,.txt"
    largest: ClassVar[int] = limits.FILE
    whole: ClassVar[bool] = False
    linked: ClassVar[bool] = False
    shows_progress: ClassVar[bool] = False
    words: ClassVar[ImportWords] = ROWS
    upload_form: ClassVar[type[UploadForm]] = UploadForm
    frame: ClassVar[str] = "staff.html"
    upload_template: ClassVar[str] = "imports/upload.html"
    run_template: ClassVar[str] = "imports/run.html"

    @abstractmethod
    def read(self, run: ImportedFile) -> Reading:
        """What the run's content says, by what its `mapping` says. Raises ValidationError for what cannot be read."""

    @abstractmethod
    def count_rows(self, reading: Reading) -> int:
        """How many rows there are to import."""

    @abstractmethod
    def preview(self, reading: Reading, run: ImportedFile) -> Report:
        """What importing would do; nothing is written."""

    def preview_steps(self, reading: Reading, run: ImportedFile) -> Generator[int, None, Report]:
        """As `preview`, yielding how many rows are looked at, for a page that tells of it."""
        yield 0
        return self.preview(reading, run)

    @abstractmethod
    def carry_out(self, reading: Reading, run: ImportedFile, by: User) -> Generator[int, None, Report]:
        """Import the good rows, yielding how many are taken; returns what was done.

        Row by row, what is written is written inside `runs.next_part`, so that nothing follows an undo.
        """

    def kept_report(self, report: Report) -> Report:
        """What of a report is kept with the run, for its pages."""
        return report

    def reopens(self, report: Report) -> bool:
        """Whether a run keeps its file, so that what it left out can be mended afterwards."""
        return False

    def obstacle(self, run: ImportedFile, by: User) -> LazyText | None:
        """Why this person may not import the run."""
        return None

    def refusal(self, run: ImportedFile, by: User) -> LazyText | None:
        """Why this person may neither import the run nor say what it means."""
        return None

    def can_undo(self, run: ImportedFile) -> bool:
        """Whether a run that was carried out can be taken back."""
        return True

    @abstractmethod
    def undo(self, run: ImportedFile, by: User) -> str:
        """Take back what the run wrote and nobody has touched since; a sentence that says how much that was."""

    def left_rows(self, run: ImportedFile) -> int:
        """How many rows of a run that was undone stay; its page names them."""
        return 0

    def read_upload(self, run: ImportedFile) -> Reading:
        """As `read`, of a new file: what is remembered of files like it may be set on the run before."""
        return self.read(run)

    def note_answers(self, run: ImportedFile, mapping: dict[str, Any], by: User) -> dict[str, Any]:
        """The mapping that somebody says, before it takes the place of the run's, with what is noted of who said it."""
        return mapping

    def question_form(self, run: ImportedFile, data: Any = None, query: Any = None) -> QuestionForm | None:
        """Asks what of the file is not certain; its `answers()` become the run's mapping.

        `query`: of the page's address, by which a kind may ask a part at a time.
        """
        return None

    def remember_answers(self, run: ImportedFile, by: User) -> None:
        """Keep what was answered, for the next file like this one."""

    def is_ready(self, report: Report) -> bool:
        """Whether importing would do anything."""
        return bool(report.get("accepted"))

    def figures(self, report: Report) -> list[tuple[LazyText, int]]:
        """What stands on top of the report, by its label."""
        return [(_("Good rows"), len(report["accepted"])), (_("Rows left out"), len(report["rejected"]))]

    def notes(self, report: Report) -> list[str]:
        """Sentences beside the state of the run."""
        return []

    def report_context(self, run: ImportedFile) -> dict[str, Any]:
        """What the report's part of the run's page needs."""
        accepted, rejected = run.report.get("accepted", []), run.report.get("rejected", [])
        return {
            "accepted": accepted[:SHOWN],
            "rejected": rejected[:SHOWN],
            "counts": {"accepted": len(accepted), "rejected": len(rejected)},
        }

    def is_open_to(self, user: User) -> bool:
        """Whether this person may bring such a file, and import it."""
        return user.has_perms(self.permissions)

    def runs(self) -> ImportedFileQuerySet:
        return ImportedFile.objects.filter(kind=self.slug)

    def new_run(self, **columns: Any) -> ImportedFile:
        """A run, unsaved."""
        return ImportedFile(kind=self.slug, **columns)

    def address(self, page: str, edition: str, *args: int) -> str:
        """`page`: import, imported, import_rows or undo_import."""
        return reverse(f"{self.namespace}:{page}", args=[edition, *args])


class TrailedKind(ImportKind[Reading]):
    """A kind whose runs note in their trail what they wrote, and in their report, as `left`, what an undo left."""

    def can_undo(self, run: ImportedFile) -> bool:
        """Not those of earlier versions, which did not note what they wrote."""
        return bool(run.trail)

    def left_rows(self, run: ImportedFile) -> int:
        return len(run.report.get("left", []))

    def forget_trail(self, run: ImportedFile, left: list[Any]) -> None:
        """It is taken back; `left`: what stays, as data."""
        run.report, run.trail = run.report | {"left": left}, []
        run.save(update_fields=["report", "trail"])


def import_kinds() -> list[ImportKind]:
    """Each name leads to one kind, or to several together."""
    kinds: list[ImportKind] = []
    for path in settings.EXPO_IMPORTS:
        named = import_string(path)
        if isinstance(named, ImportKind):
            kinds.append(named)
        else:
            kinds.extend(named)
    return kinds


def kinds_open_to(user: User) -> list[ImportKind]:
    """The kinds of file that this person may bring."""
    return [kind for kind in import_kinds() if kind.is_open_to(user)]
