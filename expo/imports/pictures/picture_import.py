"""A ZIP of pictures as a kind of file: brought, looked at, asked about, imported picture by picture, undone."""

from collections import Counter
from collections.abc import Generator
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from expo.i18n.kept_texts import active_text, both_translations
from expo.i18n.lazy_text import LazyText
from expo.imports.kinds import Report, TrailedKind
from expo.imports.pictures import undo, writing
from expo.imports.pictures.named_pictures import NamedPicture, answers_of
from expo.imports.pictures.questions import PictureQuestions
from expo.imports.pictures.reading import PicturesReading, read_pictures, reasons
from expo.imports.words import ImportWords
from expo.models import ImportedFile

HAS_ONE = "has_one"
# What importing did, and what one can say of it before the picture is read whole.
CHANGES: dict[str, LazyText] = {
    writing.NEW: gettext_lazy("New"),
    writing.REPLACED: gettext_lazy("Replaced"),
    writing.UNCHANGED: gettext_lazy("Unchanged"),
}
LOOKED_AT: dict[str, LazyText] = {
    writing.NEW: gettext_lazy("New"),
    HAS_ONE: gettext_lazy("Has a picture already"),
}
LEFT_WHY = {
    undo.TOUCHED: gettext_lazy("It has been given another picture since."),
    undo.LATER: gettext_lazy("Another import gave it the picture that it has: undo that one too."),
    undo.GONE: gettext_lazy("The picture that it had before has been deleted since."),
}
WORDS = ImportWords(
    place=gettext_lazy("File"),
    title=gettext_lazy("Picture of"),
    good=gettext_lazy("Good pictures"),
    none_good=gettext_lazy("No picture is good yet."),
    all_good=gettext_lazy("No picture is left out."),
    question=gettext_lazy("Whose pictures are these?"),
    step=gettext_lazy("Import the good pictures"),
    running=gettext_lazy("The pictures are being imported."),
    cut=gettext_lazy("The import was cut after %(done)s of %(all)s pictures. Go on: nothing is imported twice."),
    progress=gettext_lazy("%(done)s of %(all)s pictures"),
)


class PictureImport(TrailedKind[PicturesReading]):
    slug = "pictures"
    permissions = tuple(f"expo.change_{name}" for name in ("organisation", "person", "exhibit", "launch", "hall"))
    namespace = "picture_import"
    title = gettext_lazy("Import pictures")
    intro = gettext_lazy(
        "A ZIP of logos, portraits, and pictures of exhibits, launches and halls. Each file is named after whose "
        "picture it is: by full or short name in either language, credit code, or the end of its address. "
        "A folder such as “logos” or “portraits” says which kind is in it."
    )
    file_label = gettext_lazy("ZIP of pictures")
    file_help = gettext_lazy("20 MB at most, 500 pictures at most: JPEG, PNG, WebP or GIF.")
    accept = ".zip"
    largest = 20_000_000
    run_template = "imports/pictures/run.html"
    words = WORDS
    linked = True

    def read(self, run: ImportedFile) -> PicturesReading:
        return read_pictures(bytes(run.content), run.edition, answers_of(run.mapping))

    def count_rows(self, reading: PicturesReading) -> int:
        return len(reading.pictures)

    def preview(self, reading: PicturesReading, run: ImportedFile) -> Report:
        report = self.doubts(reading) | {"looked_at": True}
        for picture in reading.pictures:
            if picture.target:
                change = HAS_ONE if picture.target.picture_key() else writing.NEW
                report["accepted"].append(accepted_row(picture, change))
        return report

    def doubts(self, reading: PicturesReading) -> Report:
        """A report of what is not imported."""
        report: Report = {"accepted": [], "rejected": [], "asked": []}
        for picture in reading.pictures:
            if not picture.target:
                report["asked" if picture.choices else "rejected"].append(doubtful_row(picture))
        return report

    def carry_out(self, reading: PicturesReading, run: ImportedFile, by: User) -> Generator[int, None, Report]:
        """Pictures that an earlier part of the run has taken are not taken again."""
        report = self.doubts(reading)
        for taken, picture in enumerate(reading.pictures, start=1):
            if picture.target:
                take_picture(reading, picture, run, taken, report)
            yield taken
        return report

    def question_form(self, run: ImportedFile, data: Any = None, query: Any = None) -> PictureQuestions:
        def look(number: int) -> str:
            return self.address("asked_picture", run.edition.slug, run.pk, number)

        return PictureQuestions(data, report=run.report, answers=answers_of(run.mapping), look=look)

    def figures(self, report: Report) -> list[tuple[LazyText, int]]:
        counts = Counter(row["change"] for row in report.get("accepted", []))
        words = LOOKED_AT if report.get("looked_at") else CHANGES
        return [
            *((label, counts[change]) for change, label in words.items()),
            (gettext_lazy("Doubtful"), len(report.get("asked", []))),
            (gettext_lazy("Left out"), len(report.get("rejected", []))),
        ]

    def report_context(self, run: ImportedFile) -> dict[str, Any]:
        """All of it: a ZIP has no more files than a page can name."""
        parts = {name: list(map(shown_row, run.report.get(name, []))) for name in ("accepted", "asked", "rejected")}
        counts = {name: len(rows) for name, rows in parts.items()}
        return parts | {"counts": counts, "left": [shown_leftover(each) for each in run.report.get("left", [])]}

    def undo(self, run: ImportedFile, by: User) -> str:
        restored, left = undo.restore_pictures(run)
        self.forget_trail(run, left)
        text = ngettext("%(number)s picture is taken back.", "%(number)s pictures are taken back.", restored)
        sentence = text % {"number": restored}
        if not left:
            return sentence
        return " ".join([sentence, _("What was touched since stays.")])


def take_picture(
    reading: PicturesReading, picture: NamedPicture, run: ImportedFile, taken: int, report: Report
) -> None:
    """Give it to its row, or note in the report why not."""
    try:
        change = writing.take_picture(reading.archive, picture, run, taken)
    except ValidationError as error:
        report["rejected"].append(refused_row(picture, error))
    else:
        report["accepted"].append(accepted_row(picture, change))


def accepted_row(picture: NamedPicture, change: str) -> dict[str, Any]:
    return file_parts(picture) | {"of": both_translations(picture.known_target().label), "change": change}


def doubtful_row(picture: NamedPicture) -> dict[str, Any]:
    """One that is asked or left out."""
    return file_parts(picture) | {"reason": picture.reason}


def refused_row(picture: NamedPicture, error: ValidationError) -> dict[str, Any]:
    """One that is no picture, as the import finds out."""
    return file_parts(picture) | {"reason": reasons(error), "typed": None, "choices": []}


def file_parts(picture: NamedPicture) -> dict[str, Any]:
    """`file` tells the file again, whatever it was read as; `key`: as it is shown.

    `typed`: what somebody said or may say; None where there is nothing to say. `choices`: who may be meant.
    """
    is_open = picture.nameable and not picture.target
    typed = picture.said if picture.said or is_open else None
    choices = [{"value": each.key, "label": both_translations(each.label)} for each in picture.choices]
    parts = {"row": picture.file.number, "file": picture.file.path, "key": picture.path}
    return parts | {"typed": typed, "picked": picture.picked, "choices": choices}


def shown_leftover(left: dict[str, Any]) -> tuple[str, LazyText]:
    """The name of a row that an undo left, and why; a report of before holds the names alone."""
    return active_text(left.get("name", left)), LEFT_WHY.get(left.get("why", ""), "")


def shown_row(row: dict[str, Any]) -> dict[str, Any]:
    """As the pages of every kind show it, in the reader's language."""
    change = row.get("change", "")
    return {
        "file": row["key"],
        "key": active_text(row.get("of", "")),
        "change": (LOOKED_AT | CHANGES).get(change, ""),
        "reason": active_text(row.get("reason", "")),
        "choices": [active_text(each["label"]) for each in row.get("choices", [])],
    }


PICTURE_IMPORT = PictureImport()
